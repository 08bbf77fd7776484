import { type Expression, type SqlBool, sql } from 'kysely'
import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'
import { addressesOf } from './json-columns.ts'

/** Which lineages a list shows; what is left out does not filter. */
export interface SeriesFilter {
  readonly statuses?: readonly string[]
  readonly turn?: string
  /** Person key of the sender. */
  readonly sender?: string
  /** Addresses of one person who holds the turn. */
  readonly holder?: readonly string[]
  /** A part of the sender's name or address. */
  readonly from?: string
  /** Address of a list that delivered the newest version. */
  readonly list?: string
  /** Least and most of the newest version's number. */
  readonly version?: { readonly least: number; readonly most?: number }
  /** The turn has been where it is since this instant or longer. */
  readonly waitingSince?: Instant
  /** A mail or commit about it since this instant. */
  readonly activeSince?: Instant
  /** No mail or commit about it since this instant. */
  readonly quietSince?: Instant
  readonly mergedSince?: Instant
  /** Lost, for any reason or for this one. */
  readonly lost?: 'any' | string
  /** At most so many patches. */
  readonly patches?: number
  /** Words that all stand in a version's title, or a set of lineages that a search found: either is enough. */
  readonly words?: readonly string[]
  readonly found?: readonly number[]
  /** These only, by number; at most a few hundred. */
  readonly ids?: readonly number[]
}

/** `active`: newest mail first; `waiting`: longest first; `started`: newest first version first. */
export type SeriesSort = 'active' | 'waiting' | 'started'

/** The last row of the page before: value of the sorted column, and the lineage's number. */
export interface SeriesCursor {
  readonly value: string
  readonly id: number
}

/** A lineage in a list, by its newest version. */
export interface SeriesEntry {
  readonly id: number
  /** Name of the newest version. */
  readonly series: string
  readonly title: string
  readonly sender: Address
  /** Number of the sender; `undefined` where nothing but the series is known of them. */
  readonly senderId: number | undefined
  readonly status: string
  readonly turn: string
  readonly holders: readonly Address[]
  readonly since: Instant
  readonly why: string
  /** Message-ID or commit. */
  readonly evidence: string | undefined
  readonly lost: readonly string[]
  readonly version: number
  readonly revision: string | undefined
  readonly versions: number
  readonly patches: number
  readonly total: number | undefined
  readonly replies: number
  readonly additions: number
  readonly deletions: number
  readonly startedAt: Instant
  readonly activeAt: Instant
  readonly mergedAt: Instant | undefined
}

const SORTS = {
  active: { column: 'l.active_at', direction: 'desc' },
  waiting: { column: 'l.since', direction: 'asc' },
  started: { column: 'l.started_at', direction: 'desc' },
} as const

/** One page of the lineages that pass a filter. Indexes: `lineage` by status, turn, sender or time. */
export async function listSeries(
  db: Db,
  projectId: number,
  filter: SeriesFilter,
  page: { readonly sort: SeriesSort; readonly after?: SeriesCursor | undefined; readonly limit: number },
): Promise<readonly SeriesEntry[]> {
  const { column, direction } = SORTS[page.sort]
  let query = base(db, projectId, filter)
    .leftJoin('person as w', (join) =>
      join.onRef('w.project_id', '=', 'l.project_id').onRef('w.person', '=', 'l.sender'),
    )
    .select([
      'w.id as sender_id',
      'l.id',
      's.name',
      's.title',
      's.sender_name',
      's.sender_address',
      'l.status',
      'l.turn',
      'l.holders',
      'l.since',
      'l.why',
      'l.evidence',
      'l.lost',
      's.version',
      's.revision',
      'l.versions',
      's.patch_count',
      's.total',
      's.reply_count',
      's.additions',
      's.deletions',
      'l.started_at',
      'l.active_at',
      'l.merged_at',
    ])
    .orderBy(column, direction)
    .orderBy('l.id', direction)
    .limit(page.limit)
  const { after } = page
  if (after) {
    const further = direction === 'desc' ? '<' : '>'
    query = query.where((eb) =>
      eb.or([
        eb(column, further, after.value),
        eb.and([eb(column, '=', after.value), eb('l.id', further, after.id)]),
      ]),
    )
  }
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.id,
    series: row.name,
    title: row.title,
    sender: { name: row.sender_name, address: row.sender_address },
    senderId: row.sender_id ?? undefined,
    status: row.status,
    turn: row.turn,
    holders: addressesOf(row.holders),
    since: row.since,
    why: row.why,
    evidence: row.evidence ?? undefined,
    lost: row.lost.split(' ').filter((one) => one !== ''),
    version: row.version,
    revision: row.revision ?? undefined,
    versions: row.versions,
    patches: row.patch_count,
    total: row.total ?? undefined,
    replies: row.reply_count,
    additions: row.additions,
    deletions: row.deletions,
    startedAt: row.started_at,
    activeAt: row.active_at,
    mergedAt: row.merged_at ?? undefined,
  }))
}

/** Lineages by their numbers, in no order that means anything. */
export async function listSeriesOf(
  db: Db,
  projectId: number,
  ids: readonly number[],
): Promise<readonly SeriesEntry[]> {
  return readByKeys([...new Set(ids)], (chunk) =>
    listSeries(db, projectId, { ids: chunk }, { sort: 'active', limit: chunk.length }),
  )
}

/** How many lineages pass a filter. */
export async function countSeries(db: Db, projectId: number, filter: SeriesFilter): Promise<number> {
  const row = await base(db, projectId, filter)
    .select(sql<number>`cast(count(*) as integer)`.as('n'))
    .executeTakeFirst()
  return row?.n ?? 0
}

/** The cursor that leads on after an entry. */
export function cursorAfter(entry: SeriesEntry, sort: SeriesSort): SeriesCursor {
  const value = { active: entry.activeAt, waiting: entry.since, started: entry.startedAt }[sort]
  return { value, id: entry.id }
}

function base(db: Db, projectId: number, filter: SeriesFilter) {
  return db
    .selectFrom('lineage as l')
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'l.project_id').onRef('s.id', '=', 'l.newest'),
    )
    .where('l.project_id', '=', projectId)
    .where((eb) => {
      const all: Expression<SqlBool>[] = []
      if (filter.ids) all.push(eb('l.id', 'in', filter.ids.length === 0 ? [-1] : filter.ids))
      if (filter.statuses && filter.statuses.length > 0) all.push(eb('l.status', 'in', filter.statuses))
      if (filter.turn !== undefined) all.push(eb('l.turn', '=', filter.turn))
      if (filter.sender !== undefined) all.push(eb('l.sender', '=', filter.sender))
      if (filter.holder)
        // `holders` is JSON; an address stands in it between quotes.
        all.push(
          eb.or(
            filter.holder.map(
              (address) => sql<SqlBool>`l.holders like ${likePart(JSON.stringify(address))} escape '\\'`,
            ),
          ),
        )
      if (filter.from !== undefined) {
        const part = likePart(filter.from)
        all.push(
          sql<SqlBool>`(lower(s.sender_name) like ${part} escape '\\' or s.sender_address like ${part} escape '\\')`,
        )
      }
      if (filter.list !== undefined)
        all.push(
          sql<SqlBool>`exists (select 1 from delivery d where d.project_id = l.project_id and d.message = l.newest and d.list = ${filter.list})`,
        )
      if (filter.version) {
        all.push(eb('s.version', '>=', filter.version.least))
        if (filter.version.most !== undefined) all.push(eb('s.version', '<=', filter.version.most))
      }
      if (filter.waitingSince !== undefined) all.push(eb('l.since', '<=', filter.waitingSince))
      if (filter.activeSince !== undefined) all.push(eb('l.active_at', '>=', filter.activeSince))
      if (filter.quietSince !== undefined) all.push(eb('l.active_at', '<', filter.quietSince))
      if (filter.mergedSince !== undefined) all.push(eb('l.merged_at', '>=', filter.mergedSince))
      if (filter.patches !== undefined) all.push(eb('s.patch_count', '<=', filter.patches))
      if (filter.lost !== undefined)
        all.push(
          filter.lost === 'any'
            ? eb('l.lost', '<>', '')
            : sql<SqlBool>`(' ' || l.lost || ' ') like ${`% ${filter.lost} %`}`,
        )
      const text: Expression<SqlBool>[] = []
      if (filter.words && filter.words.length > 0)
        text.push(
          eb.and(filter.words.map((word) => sql<SqlBool>`lower(s.title) like ${likePart(word)} escape '\\'`)),
        )
      if (filter.found && filter.found.length > 0) text.push(eb('l.id', 'in', filter.found))
      if (text.length > 0) all.push(eb.or(text))
      return eb.and(all)
    })
}

/** A pattern that finds a text anywhere; its own wildcards are meant literally. */
function likePart(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`
}
