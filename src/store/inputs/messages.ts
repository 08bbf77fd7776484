import { CompiledQuery } from 'kysely'
import type { Instant } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'
import { insertRows, readByKeys, storableText } from '../rows.ts'
import { compressMailNow, digestOfMail, type StoredBytes } from './mail-bytes.ts'
import { findTombstones } from './tombstones.ts'

/** A mail to be kept. */
export interface IncomingMail {
  /** Without brackets. */
  readonly messageId: string
  /** Octet for octet as the source holds it. */
  readonly bytes: Uint8Array
  /** From `compressMail`; made here when absent. */
  readonly compressed?: StoredBytes | undefined
  /** From `digestOfMail`; made here when absent. */
  readonly digest?: string | undefined
  /** What the source saw; `undefined` where it cannot tell. */
  readonly receivedAt: Instant | undefined
}

/** What became of a mail. */
export interface AppendedMail {
  /** Its number; `undefined` only for a removed mail that was never stored. */
  readonly message: number | undefined
  readonly digest: string
  /**
   * `new`: the first of its Message-ID; `variant`: other octets under a Message-ID that is known;
   * `duplicate`: these octets are there already; `removed`: a tombstone refuses it.
   */
  readonly status: 'new' | 'variant' | 'duplicate' | 'removed'
  /** This list had not delivered it before, or the source saw it earlier than was known. */
  readonly delivered: boolean
}

/**
 * Keeps mails that a list delivered, in order. Idempotent: what is there already stays as it is.
 *
 * Numbers are allocated in the order given, once per Message-ID. A second mail of the same Message-ID with
 * other octets is kept beside the first ("variant"). The result has one entry for each mail, in order. Call it
 * in the transaction that saves the source's cursor.
 */
export async function appendMessages(
  db: Db,
  projectId: number,
  list: string,
  mails: readonly IncomingMail[],
): Promise<readonly AppendedMail[]> {
  needTransaction(db, 'appendMessages')
  const given = mails.map((mail) => ({
    mail,
    messageId: storableText(mail.messageId),
    digest: mail.digest ?? digestOfMail(mail.bytes),
  }))
  const ids = [...new Set(given.map((one) => one.messageId))]
  const removed = await findTombstones(db, projectId, ids)
  const before = await findMessages(db, projectId, ids)
  await insertRows(
    db,
    'message',
    ids
      .filter((id) => !before.has(id) && !removed.has(id))
      .map((id) => ({ project_id: projectId, message_id: id })),
    'ignore',
  )
  const numbers = before.size === ids.length ? before : await findMessages(db, projectId, ids)
  const known = await knownDeliveries(db, projectId, [...before.values()])

  const raws = []
  const deliveries = []
  const results: AppendedMail[] = []
  for (const { mail, messageId, digest } of given) {
    const message = numbers.get(messageId)
    if (message === undefined || removed.has(messageId)) {
      results.push({ message, digest, status: 'removed', delivered: false })
      continue
    }
    const digests = known.get(message) ?? new Map<string, Map<string, Instant | null>>()
    const lists = digests.get(digest)
    const status = lists ? 'duplicate' : digests.size > 0 ? 'variant' : 'new'
    if (!lists) {
      const stored = mail.compressed ?? compressMailNow(mail.bytes)
      raws.push({
        project_id: projectId,
        message,
        digest,
        size: mail.bytes.length,
        encoding: stored.encoding,
        bytes: stored.bytes,
      })
    }
    const receivedAt = mail.receivedAt ?? null
    const earlier = lists?.get(list)
    const delivered =
      earlier === undefined || (receivedAt !== null && (earlier === null || receivedAt < earlier))
    if (delivered) {
      deliveries.push({ project_id: projectId, list, message, digest, received_at: receivedAt })
      known.set(message, digests.set(digest, (lists ?? new Map()).set(list, receivedAt)))
    }
    results.push({ message, digest, status, delivered })
  }
  await insertRows(db, 'message_raw', raws, 'ignore')
  // The earliest instant stays, whichever delivery of the same octets came first.
  await insertRows(db, 'delivery', lastOfEach(deliveries), {
    key: ['project_id', 'message', 'digest', 'list'],
    update: ['received_at'],
  })
  return results
}

/** The numbers of mails by Message-ID; those that are not known are left out. */
export async function findMessages(
  db: Db,
  projectId: number,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await readByKeys(messageIds.map(storableText), (chunk) =>
    db
      .selectFrom('message')
      .select(['id', 'message_id'])
      .where('project_id', '=', projectId)
      .where('message_id', 'in', chunk)
      .execute(),
  )
  return new Map(rows.map((row) => [row.message_id, row.id]))
}

/** Every mail of a project: number and Message-ID, by number. Removed ones are left out. */
export async function listMessages(
  db: Db,
  projectId: number,
): Promise<readonly { readonly message: number; readonly messageId: string }[]> {
  const result = await db.executeQuery<{ id: number; message_id: string }>(
    CompiledQuery.raw(
      `select m.id, m.message_id from message m where m.project_id = ${Number(projectId)}
       and not exists (select 1 from tombstone t where t.project_id = m.project_id and t.message_id = m.message_id)
       order by m.id`,
    ),
  )
  return result.rows.map((row) => ({ message: row.id, messageId: row.message_id }))
}

/** message -> digest -> list -> when it was received. */
async function knownDeliveries(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<Map<number, Map<string, Map<string, Instant | null>>>> {
  const known = new Map<number, Map<string, Map<string, Instant | null>>>()
  const rows = await readByKeys(messages, (chunk) =>
    db
      .selectFrom('delivery')
      .select(['message', 'digest', 'list', 'received_at'])
      .where('project_id', '=', projectId)
      .where('message', 'in', chunk)
      .execute(),
  )
  for (const row of rows) {
    const digests = known.get(row.message) ?? new Map<string, Map<string, Instant | null>>()
    const lists = digests.get(row.digest) ?? new Map<string, Instant | null>()
    known.set(row.message, digests.set(row.digest, lists.set(row.list, row.received_at)))
  }
  return known
}

/** PostgreSQL refuses to update one row twice in a statement: of equal keys, the last (the earliest instant). */
function lastOfEach<T extends { readonly message: number; readonly digest: string }>(
  rows: readonly T[],
): readonly T[] {
  return [...new Map(rows.map((row) => [`${row.message} ${row.digest}`, row])).values()]
}
