import { parseMessage } from '../core/mail/parse-message.ts'
import type { Db } from '../store/database.ts'
import { readBatch } from '../store/inputs/raw.ts'
import { listSizes } from '../store/read/mail-sizes.ts'

/** Mails whose text one page shows, and octets that are read for it: beyond, a page links to the mail. */
const MOST_MAILS = 150
const MOST_OCTETS = 1_500_000
/** A longer mail is not shown among others. */
const LONGEST = 200_000

/** The texts of mails, by number, the first ones as far as a page should hold them. */
export async function readTexts(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const sizes = await listSizes(db, projectId, messages)
  const chosen: number[] = []
  let octets = 0
  for (const message of messages) {
    const size = sizes.get(message)
    if (size === undefined || size > LONGEST) continue
    octets += size
    if (chosen.length >= MOST_MAILS || octets > MOST_OCTETS) break
    chosen.push(message)
  }
  const mails = await readBatch(db, projectId, chosen)
  return new Map(mails.map((mail) => [mail.message, parseMessage(mail.bytes).text]))
}
