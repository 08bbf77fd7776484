import type { Message, Problem } from '../core/mail/message.ts'
import { compareVariants } from '../core/mail/variants.ts'
import type { Db } from '../store/database.ts'
import type { FactRecord } from '../store/derived/facts.ts'
import { listVariants, readRaw, type Variant } from '../store/inputs/raw.ts'
import { factRecord, type MailReader, type ReadMail } from './read-mail.ts'

/** The copy of a mail that stands for all of them. */
export interface CanonicalMail {
  readonly record: FactRecord
  readonly message: Message
}

/**
 * The mails of some numbers as they are to be read, where several sequences of octets have one Message-ID: the least
 * mangled copy, whichever came first. Mails that really differ are a problem of that mail, named on it.
 */
export async function readCanonical(
  db: Db,
  projectId: number,
  reader: MailReader,
  messages: readonly number[],
): Promise<readonly CanonicalMail[]> {
  if (messages.length === 0) return []
  const byMessage = Map.groupBy
  void byMessage
  const groups = new Map<number, Variant[]>()
  for (const variant of await listVariants(db, projectId, messages)) {
    const group = groups.get(variant.message)
    if (group) group.push(variant)
    else groups.set(variant.message, [variant])
  }
  const found: CanonicalMail[] = []
  for (const variants of groups.values()) {
    const copies = []
    for (const variant of variants) {
      const raw = await readRaw(db, projectId, variant.message, variant.digest)
      if (raw) copies.push({ variant, read: reader.read(raw.bytes) })
    }
    const canonical = chooseCanonical(reader, copies)
    if (canonical) found.push(canonical)
  }
  return found
}

interface Copy {
  readonly variant: Variant
  readonly read: ReadMail
}

function chooseCanonical(reader: MailReader, copies: readonly Copy[]): CanonicalMail | undefined {
  const [best] = [...copies].sort(
    (a, b) =>
      compareVariants(a.read.message, b.read.message) || (a.variant.digest < b.variant.digest ? -1 : 1),
  )
  if (best === undefined) return undefined
  const { variant, read } = best
  const receivedAt = copies.reduce<string | undefined>(
    (first, copy) =>
      copy.variant.receivedAt !== undefined && (first === undefined || copy.variant.receivedAt < first)
        ? copy.variant.receivedAt
        : first,
    undefined,
  )
  const facts = read.facts(receivedAt)
  return {
    record: factRecord(reader, facts, variant),
    message: read.message,
  }
}

export type { Problem }
