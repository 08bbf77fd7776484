import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'

/** Where a source stopped reading; `undefined` before its first sync. */
export async function readCursor(
  db: Db,
  projectId: number,
  list: string,
  source: string,
): Promise<{ readonly cursor: string; readonly syncedAt: Instant } | undefined> {
  const row = await db
    .selectFrom('source_cursor')
    .select(['cursor', 'synced_at'])
    .where('project_id', '=', projectId)
    .where('list', '=', list)
    .where('source', '=', source)
    .executeTakeFirst()
  return row && { cursor: row.cursor, syncedAt: row.synced_at }
}

/** Saves where a source stopped: in the transaction that keeps the mails before that point. */
export async function saveCursor(
  db: Db,
  projectId: number,
  list: string,
  source: string,
  cursor: string,
  at: Instant,
): Promise<void> {
  await db
    .insertInto('source_cursor')
    .values({ project_id: projectId, list, source, cursor, synced_at: at })
    .onConflict((conflict) =>
      conflict.columns(['project_id', 'list', 'source']).doUpdateSet({ cursor, synced_at: at }),
    )
    .execute()
}

/** Every source of a project, by list and source. */
export async function listCursors(
  db: Db,
  projectId: number,
): Promise<
  readonly {
    readonly list: string
    readonly source: string
    readonly cursor: string
    readonly syncedAt: Instant
  }[]
> {
  const rows = await db
    .selectFrom('source_cursor')
    .select(['list', 'source', 'cursor', 'synced_at'])
    .where('project_id', '=', projectId)
    .orderBy('list')
    .orderBy('source')
    .execute()
  return rows.map((row) => ({
    list: row.list,
    source: row.source,
    cursor: row.cursor,
    syncedAt: row.synced_at,
  }))
}
