import type { Instant } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'
import { storableText } from '../rows.ts'

/** A mail that was removed on request. */
export interface Tombstone {
  readonly messageId: string
  readonly removedAt: Instant
  readonly reason: string
}

/**
 * Removes the octets of a mail, all its variants and deliveries, and leaves a tombstone that refuses it for
 * ever; its number stays taken. A mail that was never stored can be refused so in advance.
 *
 * Gives its number, `undefined` if it has none. Its derived rows and its words in the search index are the
 * caller's to remove (`removeFacts`, `removeFromIndex`), then to derive anew.
 */
export async function removeMessage(
  db: Db,
  projectId: number,
  messageId: string,
  reason: string,
  at: Instant,
): Promise<number | undefined> {
  needTransaction(db, 'removeMessage')
  const stored = storableText(messageId)
  await db
    .insertInto('tombstone')
    .values({ project_id: projectId, message_id: stored, removed_at: at, reason: storableText(reason) })
    .onConflict((conflict) => conflict.columns(['project_id', 'message_id']).doNothing())
    .execute()
  const row = await db
    .selectFrom('message')
    .select('id')
    .where('project_id', '=', projectId)
    .where('message_id', '=', stored)
    .executeTakeFirst()
  if (row === undefined) return undefined
  for (const table of ['delivery', 'message_raw'] as const)
    await db.deleteFrom(table).where('project_id', '=', projectId).where('message', '=', row.id).execute()
  return row.id
}

/** Every removed mail of a project, by Message-ID. */
export async function listTombstones(db: Db, projectId: number): Promise<readonly Tombstone[]> {
  const rows = await db
    .selectFrom('tombstone')
    .select(['message_id', 'removed_at', 'reason'])
    .where('project_id', '=', projectId)
    .orderBy('message_id')
    .execute()
  return rows.map((row) => ({
    messageId: row.message_id,
    removedAt: row.removed_at,
    reason: row.reason,
  }))
}
