import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'
import { addressesOf } from './json-columns.ts'
import { listSeriesOf, type SeriesEntry } from './series-list.ts'

/** A lineage as it stood at a past instant, and since when it was lost then. */
export interface PastStanding {
  readonly lineage: number
  readonly status: string
  readonly turn: string
  readonly holders: SeriesEntry['holders']
  readonly since: Instant
  readonly why: string
  readonly evidence: string | undefined
  readonly lost: readonly string[]
  /** `undefined`: it was not lost. */
  readonly lostAt: Instant | undefined
}

const CLOSED = ['merged', 'rejected', 'withdrawn']

/** How every open lineage stood at an instant: who had it, why, since when. Index: from_at, to_at. */
export async function listPastStandings(
  db: Db,
  projectId: number,
  at: Instant,
  only: { readonly lost?: boolean } = {},
): Promise<readonly PastStanding[]> {
  let query = db
    .selectFrom('lineage_interval')
    .select(['lineage', 'status', 'turn', 'holders', 'since', 'why', 'evidence', 'lost'])
    .where('project_id', '=', projectId)
    .where('from_at', '<=', at)
    .where((eb) => eb.or([eb('to_at', 'is', null), eb('to_at', '>', at)]))
    .where('status', 'not in', CLOSED)
  if (only.lost === true) query = query.where('lost', '<>', '')
  const rows = await query.orderBy('lineage').execute()
  const lostAt = await findLostAt(
    db,
    projectId,
    at,
    rows.filter((row) => row.lost !== '').map((row) => row.lineage),
  )
  return rows.map((row) => ({
    lineage: row.lineage,
    status: row.status,
    turn: row.turn,
    holders: addressesOf(row.holders),
    since: row.since,
    why: row.why,
    evidence: row.evidence ?? undefined,
    lost: row.lost.split(' ').filter((one) => one !== ''),
    lostAt: row.lost === '' ? undefined : lostAt.get(row.lineage),
  }))
}

/** When the stretch of being lost began that an instant lies in: the reasons may have changed within it. */
async function findLostAt(
  db: Db,
  projectId: number,
  at: Instant,
  lineages: readonly number[],
): Promise<ReadonlyMap<number, Instant>> {
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
  const found = new Map<number, Instant>()
  for (const row of rows) {
    if (row.lost === '') found.delete(row.lineage)
    else if (!found.has(row.lineage)) found.set(row.lineage, row.from_at)
  }
  return found
}

/**
 * Lineages as lists show them, as of a past instant: how they stood, by the newest version of that day. Sizes and numbers of
 * replies are those that the version has today.
 */
export async function listPastEntries(
  db: Db,
  projectId: number,
  at: Instant,
  standings: readonly PastStanding[],
): Promise<readonly SeriesEntry[]> {
  const ids = standings.map((one) => one.lineage)
  const today = new Map((await listSeriesOf(db, projectId, ids)).map((one) => [one.id, one]))
  const versions = await readByKeys(ids, (chunk) =>
    db
      .selectFrom('series')
      .select([
        'lineage',
        'name',
        'title',
        'version',
        'revision',
        'patch_count',
        'total',
        'reply_count',
        'additions',
        'deletions',
        'at',
      ])
      .where('project_id', '=', projectId)
      .where('lineage', 'in', chunk)
      .where('at', '<=', at)
      .orderBy('lineage')
      .orderBy('position')
      .execute(),
  )
  const newest = new Map(versions.map((row) => [row.lineage, row]))
  const counts = new Map<number, number>()
  for (const row of versions) counts.set(row.lineage, (counts.get(row.lineage) ?? 0) + 1)
  return standings.flatMap((one): SeriesEntry[] => {
    const [entry, version] = [today.get(one.lineage), newest.get(one.lineage)]
    if (entry === undefined || version === undefined) return []
    return [
      {
        ...entry,
        series: version.name,
        title: version.title,
        status: one.status,
        turn: one.turn,
        holders: one.holders,
        since: one.since,
        why: one.why,
        evidence: one.evidence,
        lost: one.lost,
        version: version.version,
        revision: version.revision ?? undefined,
        versions: counts.get(one.lineage) ?? 1,
        patches: version.patch_count,
        total: version.total ?? undefined,
        replies: version.reply_count,
        additions: version.additions,
        deletions: version.deletions,
        activeAt: one.since > version.at ? one.since : version.at,
        mergedAt: undefined,
      },
    ]
  })
}
