import { groupBy } from '../../core/group-by.ts'
import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { pathsOf, textsOf } from './json-columns.ts'

/**
 * What `patchmoot export` prints: five tables in the words and shapes that others rely on. Message-IDs are
 * without brackets; a series and a lineage are named by the Message-ID of their earliest mail. Every list is in
 * order of `at`, then Message-ID. These read a whole project (35,000 mails: under a second) and are for no page.
 */

/** One version. `total`, `cover` and `revision` are `null` where there is none. */
export interface SeriesExport {
  readonly id: string
  readonly lineage: string
  readonly version: number
  readonly revision: string | null
  readonly title: string
  readonly sender: Address
  readonly at: Instant
  readonly cover: string | null
  readonly patches: readonly { readonly index: number; readonly messageId: string; readonly title: string }[]
  readonly total: number | null
  readonly complete: boolean
  readonly status: string
  /** Reasons (`L1` …) of its lineage while it is the newest version, else empty. */
  readonly lost: readonly string[]
  readonly confidence: number
}

/** One patch of a series. */
export interface PatchExport {
  readonly messageId: string
  readonly series: string
  readonly index: number
  readonly title: string
  readonly author: Address
  readonly at: Instant
  readonly files: readonly string[]
  readonly patchId: string | null
  /** A commit counts as this patch, on any branch. */
  readonly matched: boolean
}

/** A patch or proposal, and a commit that it became. */
export interface MatchExport {
  readonly messageId: string
  readonly commit: string
  readonly repository: string
  readonly branch: string
  readonly branches: readonly string[]
  readonly confidence: number
  readonly counted: boolean
  readonly rules: readonly string[]
  readonly evidence: string
}

/** A patch and its direct predecessor. */
export interface VersionExport {
  readonly newer: string
  readonly older: string
  readonly confidence: number
  readonly evidence: string
}

/** A reply to a series; `patch` is `null` where it answers the cover letter. */
export interface ReplyExport {
  readonly messageId: string
  readonly inReplyTo: string | null
  readonly sender: Address
  readonly at: Instant
  readonly series: string
  readonly patch: string | null
  readonly trailers: readonly { readonly key: string; readonly name: string; readonly address: string }[]
}

/** Every version of every lineage. Duplicates of a slot are left out of `patches`. */
export async function listSeriesExport(db: Db, projectId: number): Promise<readonly SeriesExport[]> {
  const rows = await db
    .selectFrom('series as s')
    .innerJoin('lineage as l', (join) =>
      join.onRef('l.project_id', '=', 's.project_id').onRef('l.id', '=', 's.lineage'),
    )
    .leftJoin('message_fact as c', (join) =>
      join.onRef('c.project_id', '=', 's.project_id').onRef('c.message', '=', 's.cover'),
    )
    .select([
      's.id',
      's.name',
      's.version',
      's.revision',
      's.title',
      's.sender_name',
      's.sender_address',
      's.at',
      's.total',
      's.complete',
      's.status',
      's.confidence',
      'l.name as lineage_name',
      'l.newest',
      'l.lost',
      'c.message_id as cover_id',
    ])
    .where('s.project_id', '=', projectId)
    .execute()
  const patches = await db
    .selectFrom('patch as p')
    .innerJoin('message_fact as m', (join) =>
      join.onRef('m.project_id', '=', 'p.project_id').onRef('m.message', '=', 'p.message'),
    )
    .select(['p.series', 'p.position', 'p.title', 'm.message_id'])
    .where('p.project_id', '=', projectId)
    .where('p.duplicate', '=', 0)
    .execute()
  const bySeries = groupBy(patches, (row) => row.series)
  return rows
    .map((row) => ({
      id: row.name,
      lineage: row.lineage_name,
      version: row.version,
      revision: row.revision,
      title: row.title,
      sender: { name: row.sender_name, address: row.sender_address },
      at: row.at,
      cover: row.cover_id,
      patches: (bySeries.get(row.id) ?? [])
        .map((patch) => ({ index: patch.position, messageId: patch.message_id, title: patch.title }))
        .sort((a, b) => a.index - b.index || compare(a.messageId, b.messageId)),
      total: row.total,
      complete: row.complete === 1,
      status: row.status,
      lost: row.newest === row.id ? row.lost.split(' ').filter((one) => one !== '') : [],
      confidence: row.confidence,
    }))
    .sort((a, b) => compare(a.at, b.at) || compare(a.id, b.id))
}

/** Every patch of every series, duplicates of a slot included. */
export async function listPatchExport(db: Db, projectId: number): Promise<readonly PatchExport[]> {
  const rows = await db
    .selectFrom('patch as p')
    .innerJoin('message_fact as m', (join) =>
      join.onRef('m.project_id', '=', 'p.project_id').onRef('m.message', '=', 'p.message'),
    )
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'p.project_id').onRef('s.id', '=', 'p.series'),
    )
    .select([
      'p.message',
      'm.message_id',
      's.name as series_name',
      'p.position',
      'p.title',
      'p.author_name',
      'p.author_address',
      'p.at',
      'p.files',
      'p.patch_id',
    ])
    .where('p.project_id', '=', projectId)
    .execute()
  const matched = await db
    .selectFrom('patch_match')
    .select('message')
    .where('project_id', '=', projectId)
    .where('counted', '=', 1)
    .execute()
  const counted = new Set(matched.map((row) => row.message))
  return rows
    .map((row) => ({
      messageId: row.message_id,
      series: row.series_name,
      index: row.position,
      title: row.title,
      author: { name: row.author_name, address: row.author_address },
      at: row.at,
      files: pathsOf(row.files),
      patchId: row.patch_id,
      matched: counted.has(row.message),
    }))
    .sort((a, b) => compare(a.at, b.at) || compare(a.messageId, b.messageId))
}

/** Every match, probable ones included (`counted` false), by the patch's `at`. */
export async function listMatchExport(db: Db, projectId: number): Promise<readonly MatchExport[]> {
  const rows = await db
    .selectFrom('patch_match as x')
    .innerJoin('message_fact as m', (join) =>
      join.onRef('m.project_id', '=', 'x.project_id').onRef('m.message', '=', 'x.message'),
    )
    .select([
      'm.at',
      'm.message_id',
      'x.sha',
      'x.repository',
      'x.branch',
      'x.branches',
      'x.confidence',
      'x.counted',
      'x.rules',
      'x.evidence',
    ])
    .where('x.project_id', '=', projectId)
    .execute()
  rows.sort(
    (a, b) =>
      compare(a.at, b.at) ||
      compare(a.message_id, b.message_id) ||
      compare(a.repository, b.repository) ||
      compare(a.sha, b.sha),
  )
  return rows.map((row) => ({
    messageId: row.message_id,
    commit: row.sha,
    repository: row.repository,
    branch: row.branch,
    branches: textsOf(row.branches),
    confidence: row.confidence,
    counted: row.counted === 1,
    rules: textsOf(row.rules),
    evidence: row.evidence,
  }))
}

/** Every pair of a patch and its direct predecessor, by the newer one's `at`. */
export async function listVersionExport(db: Db, projectId: number): Promise<readonly VersionExport[]> {
  const rows = await db
    .selectFrom('patch_link as k')
    .innerJoin('message_fact as n', (join) =>
      join.onRef('n.project_id', '=', 'k.project_id').onRef('n.message', '=', 'k.newer'),
    )
    .innerJoin('message_fact as o', (join) =>
      join.onRef('o.project_id', '=', 'k.project_id').onRef('o.message', '=', 'k.older'),
    )
    .select([
      'n.at',
      'n.message_id as newer_id',
      'o.at as older_at',
      'o.message_id as older_id',
      'k.confidence',
      'k.evidence',
    ])
    .where('k.project_id', '=', projectId)
    .execute()
  rows.sort(
    (a, b) =>
      compare(a.at, b.at) ||
      compare(a.newer_id, b.newer_id) ||
      compare(a.older_at, b.older_at) ||
      compare(a.older_id, b.older_id),
  )
  return rows.map((row) => ({
    newer: row.newer_id,
    older: row.older_id,
    confidence: row.confidence,
    evidence: textsOf(row.evidence).join('; '),
  }))
}

/** Every reply to a series, with the trailers in it that name somebody. */
export async function listReplyExport(db: Db, projectId: number): Promise<readonly ReplyExport[]> {
  const rows = await db
    .selectFrom('reply as r')
    .innerJoin('message_fact as m', (join) =>
      join.onRef('m.project_id', '=', 'r.project_id').onRef('m.message', '=', 'r.message'),
    )
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'r.project_id').onRef('s.id', '=', 'r.series'),
    )
    .leftJoin('message_fact as p', (join) =>
      join.onRef('p.project_id', '=', 'r.project_id').onRef('p.message', '=', 'r.patch'),
    )
    .select([
      'r.message',
      'm.message_id',
      'm.parents',
      'm.sender_name',
      'm.sender_address',
      'm.at',
      's.name as series_name',
      'p.message_id as patch_id',
    ])
    .where('r.project_id', '=', projectId)
    .execute()
  const trailers = await db
    .selectFrom('trailer')
    .select(['message', 'position', 'key', 'name', 'address'])
    .where('project_id', '=', projectId)
    .where('origin', '=', 'reply')
    .where('person', 'is not', null)
    .execute()
  const byMessage = groupBy(trailers, (row) => row.message)
  return rows
    .map((row) => ({
      messageId: row.message_id,
      inReplyTo: textsOf(row.parents)[0] ?? null,
      sender: { name: row.sender_name, address: row.sender_address },
      at: row.at,
      series: row.series_name,
      patch: row.patch_id,
      trailers: (byMessage.get(row.message) ?? [])
        .sort((a, b) => a.position - b.position)
        .map(({ key, name, address }) => ({ key, name, address })),
    }))
    .sort((a, b) => compare(a.at, b.at) || compare(a.messageId, b.messageId))
}

/** By code units: the same on both engines and in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
