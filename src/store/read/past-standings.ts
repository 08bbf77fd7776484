import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'
import { addressesOf } from './json-columns.ts'
import type { IntervalEntry } from './lineage.ts'
import { listSeriesOf, type SeriesEntry } from './series-list.ts'

/** A lineage as it stood at a past instant, and since when it was lost then. */
export interface PastStanding {
  /** Its number then: that of its earliest series. */
  readonly lineage: number
  /** Number of the lineage that it is part of today: another where a later version joined it to an older one. */
  readonly joined: number
  readonly status: string
  readonly turn: string
  readonly holders: SeriesEntry['holders']
  readonly since: Instant
  readonly why: string
  readonly evidence: string | undefined
  readonly lost: readonly string[]
  /** `undefined`: it was not lost. */
  readonly lostAt: Instant | undefined
  /** Since when it was so for each of the reasons that there were then. */
  readonly lostSince: readonly { readonly reason: string; readonly at: Instant }[]
}

const CLOSED = ['merged', 'rejected', 'withdrawn']

/**
 * How every open lineage stood at an instant: who had it, why, since when. `activeSince`: only those of which a version was posted
 * since, or a mail sent, perhaps later than the instant. Index: from_at, to_at.
 */
export async function listPastStandings(
  db: Db,
  projectId: number,
  at: Instant,
  only: { readonly lost?: boolean; readonly activeSince?: Instant | undefined } = {},
): Promise<readonly PastStanding[]> {
  let query = db
    .selectFrom('lineage_interval as i')
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'i.project_id').onRef('s.id', '=', 'i.lineage'),
    )
    .select([
      'i.lineage',
      's.lineage as joined',
      'i.status',
      'i.turn',
      'i.holders',
      'i.since',
      'i.why',
      'i.evidence',
      'i.lost',
    ])
    .where('i.project_id', '=', projectId)
    .where('i.from_at', '<=', at)
    .where((eb) => eb.or([eb('i.to_at', 'is', null), eb('i.to_at', '>', at)]))
    .where('i.status', 'not in', CLOSED)
  if (only.lost === true) query = query.where('i.lost', '<>', '')
  const { activeSince } = only
  if (activeSince !== undefined)
    query = query
      .innerJoin('lineage as l', (join) =>
        join.onRef('l.project_id', '=', 's.project_id').onRef('l.id', '=', 's.lineage'),
      )
      .where('l.active_at', '>=', activeSince)
  const rows = await query.orderBy('i.lineage').execute()
  const spans = await listLostSpans(
    db,
    projectId,
    at,
    rows.filter((row) => row.lost !== '').map((row) => row.lineage),
  )
  return rows.map((row) => ({
    lineage: row.lineage,
    joined: row.joined,
    status: row.status,
    turn: row.turn,
    holders: addressesOf(row.holders),
    since: row.since,
    why: row.why,
    evidence: row.evidence ?? undefined,
    lost: wordsOf(row.lost),
    ...tellLost(spans.get(row.lineage) ?? []),
  }))
}

/** How one lineage stood at an instant, told from how it stood over time; `undefined` before it was posted. */
export function pastStandingOf(
  lineage: number,
  joined: number,
  intervals: readonly IntervalEntry[],
  at: Instant,
): PastStanding | undefined {
  const then = intervals.find((one) => one.from <= at && (one.to === undefined || one.to > at))
  if (then === undefined) return undefined
  const { status, turn, holders, since, why, evidence, lost } = then
  const spans = intervals.filter((one) => one.from <= at)
  return { lineage, joined, status, turn, holders, since, why, evidence, lost, ...tellLost(spans) }
}

type LostSpan = Pick<IntervalEntry, 'from' | 'lost'>

/** Since when a lineage has been lost, and for which reason, at the end of how it stood; oldest first. */
function tellLost(spans: readonly LostSpan[]): Pick<PastStanding, 'lostAt' | 'lostSince'> {
  let lostAt: Instant | undefined
  let since = new Map<string, Instant>()
  for (const { from, lost } of spans) {
    lostAt = lost.length === 0 ? undefined : (lostAt ?? from)
    since = new Map(lost.map((reason) => [reason, since.get(reason) ?? from]))
  }
  return { lostAt, lostSince: [...since].map(([reason, at]) => ({ reason, at })) }
}

async function listLostSpans(
  db: Db,
  projectId: number,
  at: Instant,
  lineages: readonly number[],
): Promise<ReadonlyMap<number, readonly LostSpan[]>> {
  const rows = await readByKeys(lineages, (chunk) =>
    db
      .selectFrom('lineage_interval')
      .select(['lineage', 'from_at', 'lost'])
      .where('project_id', '=', projectId)
      .where('lineage', 'in', chunk)
      .where('from_at', '<=', at)
      .orderBy('lineage')
      .orderBy('from_at')
      .execute(),
  )
  const found = new Map<number, LostSpan[]>()
  for (const row of rows) {
    const span = { from: row.from_at, lost: wordsOf(row.lost) }
    const others = found.get(row.lineage)
    if (others) others.push(span)
    else found.set(row.lineage, [span])
  }
  return found
}

function wordsOf(column: string): readonly string[] {
  return column.split(' ').filter((one) => one !== '')
}

/** What of a past day only all mails of a lineage tell. */
export interface PastVersion {
  /** Number of the version that stood for it then. */
  readonly newest: number
  readonly versions: number
  /** Replies to the newest of them. */
  readonly replies: number
  readonly activeAt: Instant
}

/** Lineages as lists show them, as of a past instant: how they stood, by the version that stood for them on that day. */
export async function listPastEntries(
  db: Db,
  projectId: number,
  standings: readonly PastStanding[],
  versionOf: (lineage: number) => PastVersion | undefined,
): Promise<readonly SeriesEntry[]> {
  const joined = [...new Set(standings.map((one) => one.joined))]
  const today = new Map((await listSeriesOf(db, projectId, joined)).map((one) => [one.id, one]))
  const ids = standings.flatMap((one) => versionOf(one.lineage)?.newest ?? [])
  const rows = await readByKeys([...new Set([...ids, ...standings.map((one) => one.lineage)])], (chunk) =>
    db
      .selectFrom('series')
      .select([
        'id',
        'name',
        'title',
        'version',
        'revision',
        'sender_name',
        'sender_address',
        'patch_count',
        'total',
        'additions',
        'deletions',
        'at',
      ])
      .where('project_id', '=', projectId)
      .where('id', 'in', chunk)
      .execute(),
  )
  const series = new Map(rows.map((row) => [row.id, row]))
  return standings.flatMap((one): SeriesEntry[] => {
    const past = versionOf(one.lineage)
    const [entry, version] = [today.get(one.joined), series.get(past?.newest ?? -1)]
    if (entry === undefined || version === undefined || past === undefined) return []
    return [
      {
        ...entry,
        id: one.lineage,
        series: version.name,
        title: version.title,
        sender: { name: version.sender_name, address: version.sender_address },
        senderId: version.sender_address === entry.sender.address ? entry.senderId : undefined,
        status: one.status,
        turn: one.turn,
        holders: one.holders,
        since: one.since,
        why: one.why,
        evidence: one.evidence,
        lost: one.lost,
        version: version.version,
        revision: version.revision ?? undefined,
        versions: past.versions,
        patches: version.patch_count,
        total: version.total ?? undefined,
        replies: past.replies,
        additions: version.additions,
        deletions: version.deletions,
        startedAt: series.get(one.lineage)?.at ?? version.at,
        activeAt: past.activeAt,
        mergedAt: undefined,
      },
    ]
  })
}

/** Those of some lineages, by number, that are the first work of their senders. */
export async function listFirstWorks(
  db: Db,
  projectId: number,
  lineages: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await readByKeys(lineages, (chunk) =>
    db
      .selectFrom('lineage_review')
      .select('lineage')
      .where('project_id', '=', projectId)
      .where('lineage', 'in', chunk)
      .where('first', '=', 1)
      .execute(),
  )
  return new Set(rows.map((row) => row.lineage))
}
