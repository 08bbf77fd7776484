import type { Instant } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'
import { insertRows, readByKeys, storableText } from '../rows.ts'
import { compressMailNow, decompressMail, digestOfMail } from './mail-bytes.ts'
import type { IncomingMail } from './messages.ts'
import { findTombstones } from './tombstones.ts'

/** A mail to a mailbox of the project: never on a page, in a feed, a search or an export. */
export interface PrivateMail {
  readonly id: number
  readonly messageId: string
  readonly receivedAt: Instant | undefined
  readonly bytes: Uint8Array
}

/** Keeps mails of a mailbox, apart from those of the lists; removed ones are refused. Idempotent. Gives how many were new. */
export async function appendPrivateMails(
  db: Db,
  projectId: number,
  mailbox: string,
  mails: readonly IncomingMail[],
): Promise<number> {
  needTransaction(db, 'appendPrivateMails')
  const given = new Map<string, { messageId: string; digest: string; mail: IncomingMail }>()
  for (const mail of mails) {
    const messageId = storableText(mail.messageId)
    const digest = mail.digest ?? digestOfMail(mail.bytes)
    if (!given.has(`${digest} ${messageId}`)) given.set(`${digest} ${messageId}`, { messageId, digest, mail })
  }
  const ids = [...new Set([...given.values()].map((one) => one.messageId))]
  const removed = await findTombstones(db, projectId, ids)
  for (const [key, one] of given) if (removed.has(one.messageId)) given.delete(key)
  const known = await readByKeys(ids, (chunk) =>
    db
      .selectFrom('private_message')
      .select(['message_id', 'digest'])
      .where('project_id', '=', projectId)
      .where('mailbox', '=', mailbox)
      .where('message_id', 'in', chunk)
      .execute(),
  )
  for (const row of known) given.delete(`${row.digest} ${row.message_id}`)
  const rows = [...given.values()].map(({ messageId, digest, mail }) => {
    const stored = mail.compressed ?? compressMailNow(mail.bytes)
    return {
      project_id: projectId,
      mailbox,
      message_id: messageId,
      digest,
      received_at: mail.receivedAt ?? null,
      size: mail.bytes.length,
      encoding: stored.encoding,
      bytes: stored.bytes,
    }
  })
  await insertRows(db, 'private_message', rows, 'ignore')
  return rows.length
}

/** The mails of a mailbox after a number, in order of it, at most `limit`. */
export async function listPrivateMails(
  db: Db,
  projectId: number,
  mailbox: string,
  after = 0,
  limit = 100,
): Promise<readonly PrivateMail[]> {
  const rows = await db
    .selectFrom('private_message')
    .select(['id', 'message_id', 'received_at', 'size', 'encoding', 'bytes'])
    .where('project_id', '=', projectId)
    .where('mailbox', '=', mailbox)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    messageId: row.message_id,
    receivedAt: row.received_at ?? undefined,
    bytes: decompressMail(row),
  }))
}

/** Of some digests of private mails, those whose octets are still here and still have them. */
export async function checkPrivateMails(
  db: Db,
  projectId: number,
  digests: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await readByKeys(digests, (chunk) =>
    db
      .selectFrom('private_message')
      .select(['digest', 'size', 'encoding', 'bytes'])
      .where('project_id', '=', projectId)
      .where('digest', 'in', chunk)
      .execute(),
  )
  return new Set(rows.map((row) => row.digest).filter((_, n) => isIntact(rows[n])))
}

function isIntact(
  row: { digest: string; size: number; encoding: string; bytes: Uint8Array } | undefined,
): boolean {
  try {
    return row !== undefined && digestOfMail(decompressMail(row)) === row.digest
  } catch (error) {
    // Damaged octets cannot be unpacked.
    if (error instanceof Error) return false
    throw error
  }
}
