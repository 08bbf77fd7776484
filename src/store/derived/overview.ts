import { sql } from 'kysely'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { isHere } from '../is-here.ts'

/** When the first mail of a project was sent; `undefined` before there is any. */
export async function findFirstMail(db: Db, projectId: number): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('message_fact')
    .select('at')
    .where('project_id', '=', projectId)
    .orderBy('at')
    .limit(1)
    .executeTakeFirst()
  return row?.at
}

/** How many mails are stored, how many of them have facts, and how many of those have no place in a thread yet. */
export interface FactCounts {
  readonly mails: number
  readonly facts: number
  /** Their thread is a negative number. */
  readonly unplaced: number
  /** The highest number of a mail; 0 without any. */
  readonly newest: number
}

/** What a derivation has before it: three counts, from the keys alone. */
export async function countFacts(db: Db, projectId: number): Promise<FactCounts> {
  const count = sql<number>`cast(count(*) as integer)`.as('n')
  const mails = await db
    .selectFrom('message_raw')
    .select([
      sql<number>`cast(count(distinct message) as integer)`.as('n'),
      sql<number>`cast(coalesce(max(message), 0) as integer)`.as('newest'),
    ])
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  const facts = await db
    .selectFrom('message_fact')
    .select(count)
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  const unplaced = await db
    .selectFrom('message_fact')
    .select(count)
    .where('project_id', '=', projectId)
    .where('thread', '<', 0)
    .executeTakeFirst()
  return {
    mails: mails?.n ?? 0,
    newest: mails?.newest ?? 0,
    facts: facts?.n ?? 0,
    unplaced: unplaced?.n ?? 0,
  }
}

/** How one lineage stood for a while, thin: for metrics over all of them. */
export interface ThinInterval {
  readonly lineage: number
  readonly from: Instant
  readonly to: Instant | undefined
  readonly status: string
  readonly turn: string
  readonly lost: boolean
}

/** Every interval of a project, by lineage and time. 4,000 lineages: 50 ms. */
export async function listThinIntervals(db: Db, projectId: number): Promise<readonly ThinInterval[]> {
  const rows = await db
    .selectFrom('lineage_interval')
    .select(['lineage', 'from_at', 'to_at', 'status', 'turn', 'lost'])
    .where('project_id', '=', projectId)
    .orderBy('lineage')
    .orderBy('from_at')
    .execute()
  return rows.map((row) => ({
    lineage: row.lineage,
    from: row.from_at,
    to: row.to_at ?? undefined,
    status: row.status,
    turn: row.turn,
    lost: row.lost !== '',
  }))
}

/** How many versions, matched patches and lost lineages there are. */
export async function countDerived(
  db: Db,
  projectId: number,
): Promise<{
  readonly series: number
  readonly lineages: number
  readonly matched: number
  readonly lost: number
}> {
  const count = sql<number>`cast(count(*) as integer)`.as('n')
  const of = async (table: 'series' | 'lineage'): Promise<number> =>
    (await db.selectFrom(table).select(count).where('project_id', '=', projectId).executeTakeFirst())?.n ?? 0
  const matched = await db
    .selectFrom('patch_match')
    .select(sql<number>`cast(count(distinct message) as integer)`.as('n'))
    .where('project_id', '=', projectId)
    .where('counted', '=', 1)
    .executeTakeFirst()
  const lost = await db
    .selectFrom('lineage')
    .select(count)
    .where('project_id', '=', projectId)
    .where('lost', '<>', '')
    .where(isHere('lineage'))
    .executeTakeFirst()
  return {
    series: await of('series'),
    lineages: await of('lineage'),
    matched: matched?.n ?? 0,
    lost: lost?.n ?? 0,
  }
}

/** When one lineage began, and when it was merged. */
export interface ThinLineage {
  readonly id: number
  readonly name: string
  readonly startedAt: Instant
  readonly mergedAt: Instant | undefined
}

/** Every lineage of a project, thin, by number. */
export async function listThinLineages(db: Db, projectId: number): Promise<readonly ThinLineage[]> {
  const rows = await db
    .selectFrom('lineage')
    .select(['id', 'name', 'started_at', 'merged_at'])
    .where('project_id', '=', projectId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    startedAt: row.started_at,
    mergedAt: row.merged_at ?? undefined,
  }))
}
