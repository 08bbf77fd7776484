import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { storableText } from '../rows.ts'

/** Counts of a run, by name. */
export type RunProgress = Readonly<Record<string, number | string>>

/** One run under the lock of a project: a sync, a rebuild, or what follows from what a person did. */
export interface SyncRun {
  readonly id: number
  /** `sync`, `rebuild`, `applies`, `decide`, `remove`. */
  readonly kind: string
  readonly startedAt: Instant
  /** `undefined` while it runs, and for ever if it was killed. */
  readonly finishedAt: Instant | undefined
  /** The sentence that ended it; `undefined` when all went well. */
  readonly error: string | undefined
  readonly progress: RunProgress
}

/** Notes that a run starts, and gives its number. */
export async function startRun(db: Db, projectId: number, kind: string, at: Instant): Promise<number> {
  const row = await db
    .insertInto('sync_run')
    .values({ project_id: projectId, kind, started_at: at, finished_at: null, error: null, progress: '{}' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Notes how far a run is. */
export async function saveProgress(
  db: Db,
  projectId: number,
  run: number,
  progress: RunProgress,
): Promise<void> {
  await db
    .updateTable('sync_run')
    .set({ progress: JSON.stringify(progress) })
    .where('project_id', '=', projectId)
    .where('id', '=', run)
    .execute()
}

/** Notes how a run ended. */
export async function finishRun(
  db: Db,
  projectId: number,
  run: number,
  at: Instant,
  end: { readonly progress: RunProgress; readonly error?: string | undefined },
): Promise<void> {
  await db
    .updateTable('sync_run')
    .set({
      finished_at: at,
      error: end.error === undefined ? null : storableText(end.error),
      progress: JSON.stringify(end.progress),
    })
    .where('project_id', '=', projectId)
    .where('id', '=', run)
    .execute()
}

/** The newest runs of a project, newest first. */
export async function listRuns(db: Db, projectId: number, limit = 20): Promise<readonly SyncRun[]> {
  const rows = await db
    .selectFrom('sync_run')
    .select(['id', 'kind', 'started_at', 'finished_at', 'error', 'progress'])
    .where('project_id', '=', projectId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    startedAt: row.started_at,
    finishedAt: row.finished_at ?? undefined,
    error: row.error ?? undefined,
    progress: JSON.parse(row.progress),
  }))
}
