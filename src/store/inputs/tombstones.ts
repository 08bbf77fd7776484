import type { Instant } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'
import { readByKeys, storableText } from '../rows.ts'

/** A mail that was removed on request. */
export interface Tombstone {
  readonly messageId: string
  readonly removedAt: Instant
  readonly reason: string
}

/** What a removal found. */
export interface Removal {
  /** The number of the mail, which stays taken; `undefined` if no list ever delivered it. */
  readonly message: number | undefined
  /** There was something to remove. */
  readonly removed: boolean
}

/**
 * Removes the octets of a mail, all its variants and deliveries, from private mailboxes too, and leaves a
 * tombstone that refuses it for ever. A mail that was never stored can be refused so in advance.
 *
 * Its derived rows and its words in the search index are the caller's to remove (`removeFacts`,
 * `removeFromIndex`), then to derive anew.
 */
export async function removeMessage(
  db: Db,
  projectId: number,
  messageId: string,
  reason: string,
  at: Instant,
): Promise<Removal> {
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
  const hidden = await db
    .deleteFrom('private_message')
    .where('project_id', '=', projectId)
    .where('message_id', '=', stored)
    .executeTakeFirst()
  let count = hidden.numDeletedRows
  if (row !== undefined)
    for (const table of ['delivery', 'message_raw'] as const) {
      const done = await db
        .deleteFrom(table)
        .where('project_id', '=', projectId)
        .where('message', '=', row.id)
        .executeTakeFirst()
      count += done.numDeletedRows
    }
  return { message: row?.id, removed: count > 0n }
}

/** Those of some Message-IDs that were removed. */
export async function findTombstones(
  db: Db,
  projectId: number,
  messageIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await readByKeys(messageIds, (chunk) =>
    db
      .selectFrom('tombstone')
      .select('message_id')
      .where('project_id', '=', projectId)
      .where('message_id', 'in', chunk)
      .execute(),
  )
  return new Set(rows.map((row) => row.message_id))
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
