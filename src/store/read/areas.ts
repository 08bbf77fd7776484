import { sql } from 'kysely'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { isHere } from '../is-here.ts'

/** A part of the code, and what waits there. */
export interface AreaEntry {
  /** A section of MAINTAINERS, or a top folder. */
  readonly area: string
  /** Open lineages that touch it. */
  readonly open: number
  /** … of them by whose turn it is. */
  readonly reviewers: number
  readonly author: number
  readonly committers: number
  readonly lost: number
  /** Open lineages that nobody but their authors has written about. */
  readonly unanswered: number
  /** Lineages of all time. */
  readonly all: number
}

const CLOSED = ['merged', 'rejected', 'withdrawn']

/**
 * Every area with what waits there, by name; only one, if asked. Lineages without a mail since `activeSince` do not count as
 * open. `only`: the name of one area.
 */
export async function listAreas(
  db: Db,
  projectId: number,
  activeSince: Instant | undefined,
  only?: string,
): Promise<readonly AreaEntry[]> {
  const open = sql`l.status not in ('merged', 'rejected', 'withdrawn')`
  const isActive = sql`${open} and l.active_at >= ${activeSince ?? ''}`
  const tally = (what: ReturnType<typeof sql>) =>
    sql<number>`cast(sum(case when ${what} then 1 else 0 end) as integer)`
  let query = db
    .selectFrom('lineage_area as a')
    .innerJoin('lineage as l', (join) =>
      join.onRef('l.project_id', '=', 'a.project_id').onRef('l.id', '=', 'a.lineage'),
    )
    .select([
      'a.area',
      sql<number>`cast(count(*) as integer)`.as('whole'),
      tally(sql`${open} and l.lost <> '' and ${isHere('l')}`).as('lost'),
      tally(isActive).as('open'),
      tally(sql`${isActive} and l.turn = 'reviewers'`).as('reviewers'),
      tally(sql`${isActive} and l.turn = 'author'`).as('author'),
      tally(sql`${isActive} and l.turn in ('committers', 'claimant')`).as('committers'),
      tally(sql`${isActive} and l.status = 'new'`).as('unanswered'),
    ])
    .where('a.project_id', '=', projectId)
    .groupBy('a.area')
  if (only !== undefined) query = query.where('a.area', '=', only)
  const rows = await query.execute()
  return rows.map(({ whole, ...row }) => ({ ...row, all: whole })).sort(byName)
}

function byName(a: AreaEntry, b: AreaEntry): number {
  return a.area < b.area ? -1 : a.area > b.area ? 1 : 0
}

/** The open lineages that touch an area, by number; the longest waiting first. */
export async function listOpenIn(
  db: Db,
  projectId: number,
  area: string,
  activeSince: Instant | undefined,
): Promise<readonly number[]> {
  let query = db
    .selectFrom('lineage_area as a')
    .innerJoin('lineage as l', (join) =>
      join.onRef('l.project_id', '=', 'a.project_id').onRef('l.id', '=', 'a.lineage'),
    )
    .select(['l.id'])
    .where('a.project_id', '=', projectId)
    .where('a.area', '=', area)
    .where('l.status', 'not in', CLOSED)
    .orderBy('l.since')
    .orderBy('l.id')
    .limit(500)
  if (activeSince !== undefined) query = query.where('l.active_at', '>=', activeSince)
  return (await query.execute()).map((row) => row.id)
}

/** How long the first answer took, of lineages that touch an area and began since an instant: days, ascending. */
export async function listFirstAnswers(
  db: Db,
  projectId: number,
  area: string,
  since: Instant,
  until: Instant,
): Promise<{ readonly days: readonly number[]; readonly unanswered: number }> {
  const rows = await db
    .selectFrom('lineage_area as a')
    .innerJoin('lineage as l', (join) =>
      join.onRef('l.project_id', '=', 'a.project_id').onRef('l.id', '=', 'a.lineage'),
    )
    .leftJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'l.project_id').onRef('s.lineage', '=', 'l.id'),
    )
    .leftJoin('reply as r', (join) =>
      join.onRef('r.project_id', '=', 's.project_id').onRef('r.series', '=', 's.id').on('r.review', '=', 1),
    )
    .select(['l.id', 'l.started_at', sql<string | null>`min(r.at)`.as('first_at')])
    .where('a.project_id', '=', projectId)
    .where('a.area', '=', area)
    .where('l.started_at', '>=', since)
    .where('l.started_at', '<=', until)
    .groupBy(['l.id', 'l.started_at'])
    .execute()
  const days: number[] = []
  let unanswered = 0
  for (const row of rows) {
    if (row.first_at === null) unanswered++
    else days.push(Math.max((Date.parse(row.first_at) - Date.parse(row.started_at)) / 86_400_000, 0))
  }
  return { days: days.sort((a, b) => a - b), unanswered }
}
