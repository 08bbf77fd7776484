import type { Message } from '../../core/mail/message.ts'
import { parseMessage } from '../../core/mail/parse-message.ts'
import { patchTextOf } from '../../core/patches/patch-source.ts'
import type { Db } from '../../store/database.ts'
import { readBatch } from '../../store/inputs/raw.ts'
import { listSizes } from '../../store/read/mail-sizes.ts'

/** Mails whose text one page shows, and octets that are read for it: beyond, a page links to the mail. */
const LIMITS = { mails: 100, octets: 600_000 }
/** For a page that is about what the mails say: a long review. */
export const REVIEW_LIMITS = { mails: 500, octets: 6_000_000 }
/** A longer mail is not shown among others. */
const LONGEST = 200_000

/** The texts of mails, by number, the first ones as far as a page should hold them. */
export async function readTexts(
  db: Db,
  projectId: number,
  messages: readonly number[],
  limits: { readonly mails: number; readonly octets: number } = LIMITS,
): Promise<ReadonlyMap<number, string>> {
  const read = await readMessages(db, projectId, messages, limits)
  return new Map([...read].map(([number, message]) => [number, message.text]))
}

/** The texts of patch mails, by number: of one that came attached, what was attached. As far as a page of a review should hold them. */
export async function readPatchTexts(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<{ readonly texts: ReadonlyMap<number, string>; readonly attached: ReadonlySet<number> }> {
  const read = await readMessages(db, projectId, messages, REVIEW_LIMITS)
  const texts = new Map([...read].map(([number, message]) => [number, patchTextOf(message)]))
  const attached = [...read].filter(([number, message]) => texts.get(number) !== message.text)
  return { texts, attached: new Set(attached.map(([number]) => number)) }
}

/** Mails, by number, the first ones as far as a page should hold them. */
export async function readMessages(
  db: Db,
  projectId: number,
  messages: readonly number[],
  limits: { readonly mails: number; readonly octets: number },
): Promise<ReadonlyMap<number, Message>> {
  const sizes = await listSizes(db, projectId, messages)
  const chosen: number[] = []
  let octets = 0
  for (const message of messages) {
    const size = sizes.get(message)
    if (size === undefined || size > (limits === LIMITS ? LONGEST : limits.octets)) continue
    octets += size
    if (chosen.length >= limits.mails || octets > limits.octets) break
    chosen.push(message)
  }
  const mails = await readBatch(db, projectId, chosen)
  return new Map(mails.map((mail) => [mail.message, parseMessage(mail.bytes)]))
}

/** Octets of a mail that its own page reads: a mail of 50 MB must not keep others waiting. */
const READ_OCTETS = 4_000_000

/** A mail for its own page: as much of it as can be read quickly. */
export function readMailText(bytes: Uint8Array): { readonly message: Message; readonly cut: boolean } {
  const cut = bytes.length > READ_OCTETS
  return { message: parseMessage(cut ? bytes.subarray(0, READ_OCTETS) : bytes), cut }
}

/** The header lines of a mail as they came, at most 32 KiB of them. */
export function headerLines(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, 32_768)).toString('utf8').replaceAll('\r\n', '\n')
  const end = text.indexOf('\n\n')
  return end < 0 ? text : text.slice(0, end)
}
