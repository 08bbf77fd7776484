import { type Expression, type SqlBool, sql } from 'kysely'
import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'

/** A lineage as it stood at a past instant. */
export interface PastEntry {
  readonly id: number
  /** Name of its earliest series. */
  readonly series: string
  readonly title: string
  readonly sender: Address
  readonly status: string
  readonly turn: string
  readonly since: Instant
  readonly why: string
  readonly lost: readonly string[]
  readonly startedAt: Instant
}

/** What the list of a past day can be filtered by. */
export interface PastFilter {
  readonly statuses?: readonly string[]
  readonly turn?: string
  readonly sender?: string
  readonly lost?: 'any' | string
  readonly words?: readonly string[]
  readonly mergedSince?: Instant
}

/** One page of how lineages stood at an instant, those that waited longest first. Index: from_at, to_at. */
export async function listSeriesAsOf(
  db: Db,
  projectId: number,
  asOf: Instant,
  filter: PastFilter,
  page: {
    readonly after?: { readonly value: string; readonly id: number } | undefined
    readonly limit: number
  },
): Promise<readonly PastEntry[]> {
  let query = base(db, projectId, asOf, filter)
    .select([
      'i.lineage',
      's.name',
      's.title',
      's.sender_name',
      's.sender_address',
      's.at',
      'i.status',
      'i.turn',
      'i.since',
      'i.why',
      'i.lost',
    ])
    .orderBy('i.since', 'desc')
    .orderBy('i.lineage', 'desc')
    .limit(page.limit)
  const { after } = page
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb('i.since', '<', after.value),
        eb.and([eb('i.since', '=', after.value), eb('i.lineage', '<', after.id)]),
      ]),
    )
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.lineage,
    series: row.name,
    title: row.title,
    sender: { name: row.sender_name, address: row.sender_address },
    status: row.status,
    turn: row.turn,
    since: row.since,
    why: row.why,
    lost: row.lost.split(' ').filter((one) => one !== ''),
    startedAt: row.at,
  }))
}

/** How many lineages pass the filter at that instant. */
export async function countSeriesAsOf(
  db: Db,
  projectId: number,
  asOf: Instant,
  filter: PastFilter,
): Promise<number> {
  const row = await base(db, projectId, asOf, filter)
    .select(sql<number>`cast(count(*) as integer)`.as('n'))
    .executeTakeFirst()
  return row?.n ?? 0
}

function base(db: Db, projectId: number, asOf: Instant, filter: PastFilter) {
  return db
    .selectFrom('lineage_interval as i')
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'i.project_id').onRef('s.id', '=', 'i.lineage'),
    )
    .where('i.project_id', '=', projectId)
    .where('i.from_at', '<=', asOf)
    .where((eb) => {
      const all: Expression<SqlBool>[] = [eb.or([eb('i.to_at', 'is', null), eb('i.to_at', '>', asOf)])]
      if (filter.statuses && filter.statuses.length > 0) all.push(eb('i.status', 'in', filter.statuses))
      if (filter.turn !== undefined) all.push(eb('i.turn', '=', filter.turn))
      if (filter.sender !== undefined) all.push(eb('s.sender', '=', filter.sender))
      if (filter.mergedSince !== undefined)
        all.push(eb('i.status', '=', 'merged'), eb('i.since', '>=', filter.mergedSince))
      if (filter.lost !== undefined)
        all.push(
          filter.lost === 'any'
            ? eb('i.lost', '<>', '')
            : sql<SqlBool>`(' ' || i.lost || ' ') like ${`% ${filter.lost} %`}`,
        )
      for (const word of filter.words ?? [])
        all.push(
          sql<SqlBool>`lower(s.title) like ${`%${word.toLowerCase().replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`} escape '\\'`,
        )
      return eb.and(all)
    })
}
