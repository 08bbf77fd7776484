import type { Message, Problem } from '../core/mail/message.ts'
import { compareVariants, isSameMail } from '../core/mail/variants.ts'
import type { Instant } from '../core/time.ts'
import type { Db } from '../store/database.ts'
import type { FactRecord } from '../store/derived/facts.ts'
import { listVariants, readRaw, type Variant } from '../store/inputs/raw.ts'
import { factRecord, type MailReader, type ReadMail } from './read-mail.ts'

/** The copy of a mail that stands for all of them. */
export interface CanonicalMail {
  readonly record: FactRecord
  readonly message: Message
}

/** One sequence of octets of a mail, read. */
export interface Copy {
  readonly variant: Variant
  readonly read: ReadMail
}

/**
 * The mails of some numbers as they are to be read, where several sequences of octets have one Message-ID: the least
 * mangled copy, whichever came first. That they say different things is a problem, named on the mail.
 */
export async function readCanonical(
  db: Db,
  projectId: number,
  reader: MailReader,
  messages: readonly number[],
): Promise<readonly CanonicalMail[]> {
  if (messages.length === 0) return []
  const copies = new Map<number, Copy[]>()
  for (const variant of await listVariants(db, projectId, messages)) {
    const raw = await readRaw(db, projectId, variant.message, variant.digest)
    if (raw === undefined) continue
    const copy = { variant, read: reader.read(raw.bytes) }
    const others = copies.get(variant.message)
    if (others) others.push(copy)
    else copies.set(variant.message, [copy])
  }
  return [...copies.values()].flatMap((all) => chooseCanonical(reader, all) ?? [])
}

/** The copy that stands for all of one mail (at least one is given), whatever their order. */
export function chooseCanonical(reader: MailReader, copies: readonly Copy[]): CanonicalMail | undefined {
  const [best, ...others] = [...copies].sort(
    (a, b) =>
      compareVariants(a.read.message, b.read.message) || (a.variant.digest < b.variant.digest ? -1 : 1),
  )
  if (best === undefined) return undefined
  const { message } = best.read
  const facts = best.read.facts(firstReceived(copies))
  const different = others.filter((other) => !isSameMail(message, other.read.message)).length
  const problems: readonly Problem[] =
    different === 0
      ? facts.problems
      : [
          ...facts.problems,
          {
            where: 'Message-ID',
            what: `${different + 1} different mails have this Message-ID; one of them is shown.`,
          },
        ]
  return { record: factRecord(reader, { ...facts, problems }, best.variant, best.read), message }
}

function firstReceived(copies: readonly Copy[]): Instant | undefined {
  let first: Instant | undefined
  for (const { variant } of copies)
    if (variant.receivedAt !== undefined && (first === undefined || variant.receivedAt < first))
      first = variant.receivedAt
  return first
}
