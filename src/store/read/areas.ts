import { sql } from 'kysely'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'

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

/** Every area with what waits there, by name. Lineages without a mail since `activeSince` do not count as open. */
export async function listAreas(
  db: Db,
  projectId: number,
  activeSince: Instant | undefined,
): Promise<readonly AreaEntry[]> {
  const rows = await db
    .selectFrom('lineage_area as a')
    .innerJoin('lineage as l', (join) =>
      join.onRef('l.project_id', '=', 'a.project_id').onRef('l.id', '=', 'a.lineage'),
    )
    .select([
      'a.area',
      'l.status',
      'l.turn',
      'l.lost',
      'l.active_at',
      sql<number>`cast(count(*) as integer)`.as('n'),
    ])
    .where('a.project_id', '=', projectId)
    .groupBy(['a.area', 'l.status', 'l.turn', 'l.lost', 'l.active_at'])
    .execute()
  const areas = new Map<string, { -readonly [K in keyof AreaEntry]: AreaEntry[K] }>()
  for (const row of rows) {
    const entry = areas.get(row.area) ?? {
      area: row.area,
      open: 0,
      reviewers: 0,
      author: 0,
      committers: 0,
      lost: 0,
      unanswered: 0,
      all: 0,
    }
    areas.set(row.area, entry)
    entry.all += row.n
    if (CLOSED.includes(row.status)) continue
    if (row.lost !== '') entry.lost += row.n
    if (activeSince !== undefined && row.active_at < activeSince) continue
    entry.open += row.n
    if (row.turn === 'reviewers') entry.reviewers += row.n
    if (row.turn === 'author') entry.author += row.n
    if (row.turn === 'committers' || row.turn === 'claimant') entry.committers += row.n
    if (row.status === 'new') entry.unanswered += row.n
  }
  return [...areas.values()].sort((a, b) => (a.area < b.area ? -1 : a.area > b.area ? 1 : 0))
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
