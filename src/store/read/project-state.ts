import { sql } from 'kysely'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { recordOf } from './json-columns.ts'

/** How far a project is, as the banner of every page says it. */
export interface ProjectState {
  /** `now` of the derivation that the pages show; `undefined` before the first one is complete. */
  readonly asOf: Instant | undefined
  /** The newest decision that it took: what was decided behind it is not in what pages show. 0 before the first one. */
  readonly decision: number
  /** The sync or rebuild that is at work. */
  readonly running:
    | {
        readonly kind: string
        readonly startedAt: Instant
        readonly progress: Readonly<Record<string, unknown>>
      }
    | undefined
  /** When a sync last ended well. */
  readonly syncedAt: Instant | undefined
  /** Why the newest sync or rebuild that ended did not end well; `undefined` if it did. */
  readonly failure: { readonly at: Instant; readonly error: string } | undefined
}

/** The sync state of a project: three small queries, by primary key and by `sync_run_started`. */
export async function readProjectState(db: Db, projectId: number): Promise<ProjectState> {
  const derivation = await db
    .selectFrom('derivation')
    .select(['as_of', 'decision'])
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  const runs = await db
    .selectFrom('sync_run')
    .select(['id', 'kind', 'started_at', 'finished_at', 'error', 'progress'])
    .where('project_id', '=', projectId)
    // What a person does takes the same lock, but reads nothing: it neither fails a sync nor mends one.
    .where('kind', 'in', ['sync', 'rebuild'])
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  const lock = await db
    .selectFrom('sync_lock')
    .select('pid')
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  const newest = runs[0]
  const ended = runs.find((run) => run.finished_at !== null)
  const good = runs.find((run) => run.finished_at !== null && run.error === null)
  return {
    asOf: derivation?.as_of,
    decision: derivation?.decision ?? 0,
    // A run that was killed has no end either: it is at work only while somebody holds the lock.
    running:
      newest && newest.finished_at === null && lock
        ? { kind: newest.kind, startedAt: newest.started_at, progress: recordOf(newest.progress) }
        : undefined,
    syncedAt: good?.finished_at ?? undefined,
    failure:
      ended && ended.error !== null && ended.finished_at !== null
        ? { at: ended.finished_at, error: ended.error }
        : undefined,
  }
}

/** How much there is of a project. */
export interface ProjectTotals {
  readonly mails: number
  readonly series: number
  readonly lineages: number
  readonly people: number
  /** Mails with at least one problem. */
  readonly problems: number
  readonly commits: number
}

/** Counts for the overview and for `/metrics`. 35,000 mails: 3 ms, from the keys alone. */
export async function readProjectTotals(db: Db, projectId: number): Promise<ProjectTotals> {
  const count = async (
    table: 'message_fact' | 'series' | 'lineage' | 'person' | 'git_commit',
  ): Promise<number> => {
    const row = await db
      .selectFrom(table)
      .select(sql<number>`cast(count(*) as integer)`.as('n'))
      .where('project_id', '=', projectId)
      .executeTakeFirst()
    return row?.n ?? 0
  }
  const problems = await db
    .selectFrom('problem')
    .select(sql<number>`cast(count(distinct message) as integer)`.as('n'))
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  return {
    mails: await count('message_fact'),
    series: await count('series'),
    lineages: await count('lineage'),
    people: await count('person'),
    problems: problems?.n ?? 0,
    commits: await count('git_commit'),
  }
}
