import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { storableText } from '../rows.ts'
import { addressesOf, numbersOf, recordOf, textsOf } from './json-columns.ts'

/** One version in the story of a lineage. */
export interface VersionEntry {
  readonly id: number
  /** Message-ID of its earliest mail. */
  readonly name: string
  /** 1, 2, 3 … within the lineage, oldest first. */
  readonly position: number
  readonly version: number
  readonly revision: string | undefined
  readonly title: string
  readonly sender: Address
  readonly senderKey: string
  readonly at: Instant
  /** Message number of the cover letter or pull request. */
  readonly cover: number | undefined
  readonly total: number | undefined
  readonly complete: boolean
  readonly rfc: boolean
  readonly resend: boolean
  readonly pull: boolean
  readonly confidence: number
  readonly evidence: readonly string[]
  readonly status: string
  /** Where it should go, as its subject says: `target`, `stable`, `trees`. */
  readonly tags: Readonly<Record<string, unknown>>
  readonly patches: number
  readonly replies: number
  readonly additions: number
  readonly deletions: number
}

/** From when to when a lineage stood where. */
export interface IntervalEntry {
  readonly from: Instant
  /** `undefined`: still so. */
  readonly to: Instant | undefined
  readonly status: string
  readonly turn: string
  readonly lost: readonly string[]
  readonly why: string
  readonly evidence: string | undefined
  /** Whose turn it was, by name. */
  readonly holders: readonly Address[]
  /** Since when it had been so. */
  readonly since: Instant
}

/** Why a version is held to continue another. */
export interface VersionLink {
  readonly newer: number
  readonly older: number
  readonly confidence: number
  readonly evidence: readonly string[]
}

/** A lineage as a page tells it. */
export interface LineageStory {
  readonly id: number
  readonly name: string
  readonly title: string
  readonly newest: number
  readonly status: string
  readonly derivedStatus: string | undefined
  readonly turn: string
  readonly holders: readonly Address[]
  readonly since: Instant
  readonly why: string
  readonly evidence: string | undefined
  readonly lost: readonly string[]
  readonly startedAt: Instant
  readonly activeAt: Instant
  readonly mergedAt: Instant | undefined
  /** Message numbers of the live patches, in slot order. */
  readonly effective: readonly number[]
  /** Oldest first; never empty. */
  readonly versions: readonly VersionEntry[]
  /** Oldest first. Those of lineages that were joined to this one are not among them. */
  readonly intervals: readonly IntervalEntry[]
  readonly links: readonly VersionLink[]
}

/**
 * The name of the series that a Message-ID belongs to: its own name, or that of the series whose cover letter,
 * patch or reply it is. `undefined` for any other mail.
 */
export async function findSeriesName(
  db: Db,
  projectId: number,
  messageId: string,
): Promise<{ readonly id: number; readonly name: string } | undefined> {
  const id = storableText(messageId)
  const named = await db
    .selectFrom('series')
    .select(['id', 'name'])
    .where('project_id', '=', projectId)
    .where('name', '=', id)
    .executeTakeFirst()
  if (named) return named
  const mail = await db
    .selectFrom('message_fact')
    .select('message')
    .where('project_id', '=', projectId)
    .where('message_id', '=', id)
    .executeTakeFirst()
  if (mail === undefined) return undefined
  for (const table of ['patch', 'reply'] as const) {
    const found = await db
      .selectFrom(table)
      .innerJoin('series as s', (join) =>
        join.onRef('s.project_id', '=', `${table}.project_id`).onRef('s.id', '=', `${table}.series`),
      )
      .select(['s.id', 's.name'])
      .where(`${table}.project_id`, '=', projectId)
      .where(`${table}.message`, '=', mail.message)
      .executeTakeFirst()
    if (found) return found
  }
  return db
    .selectFrom('series')
    .select(['id', 'name'])
    .where('project_id', '=', projectId)
    .where('cover', '=', mail.message)
    .executeTakeFirst()
}

/** The lineage of a series, with all its versions and how it stood over time. By primary keys. */
export async function readLineageStory(
  db: Db,
  projectId: number,
  series: number,
): Promise<LineageStory | undefined> {
  const row = await db
    .selectFrom('lineage as l')
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'l.project_id').onRef('s.lineage', '=', 'l.id'),
    )
    .select([
      'l.id',
      'l.name',
      'l.title',
      'l.newest',
      'l.status',
      'l.derived_status',
      'l.turn',
      'l.holders',
      'l.since',
      'l.why',
      'l.evidence',
      'l.lost',
      'l.started_at',
      'l.active_at',
      'l.merged_at',
      'l.effective',
    ])
    .where('l.project_id', '=', projectId)
    .where('s.id', '=', series)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const versions = await listVersions(db, projectId, row.id)
  const links = await db
    .selectFrom('series_link')
    .select(['newer', 'older', 'confidence', 'evidence'])
    .where('project_id', '=', projectId)
    .where(
      'newer',
      'in',
      versions.map((one) => one.id),
    )
    .orderBy('newer')
    .orderBy('older')
    .execute()
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    newest: row.newest,
    status: row.status,
    derivedStatus: row.derived_status ?? undefined,
    turn: row.turn,
    holders: addressesOf(row.holders),
    since: row.since,
    why: row.why,
    evidence: row.evidence ?? undefined,
    lost: wordsOf(row.lost),
    startedAt: row.started_at,
    activeAt: row.active_at,
    mergedAt: row.merged_at ?? undefined,
    effective: numbersOf(row.effective),
    versions,
    intervals: await listIntervals(db, projectId, row.id),
    links: links.map((link) => ({ ...link, evidence: textsOf(link.evidence) })),
  }
}

async function listVersions(db: Db, projectId: number, lineage: number): Promise<readonly VersionEntry[]> {
  const rows = await db
    .selectFrom('series')
    .select([
      'id',
      'name',
      'position',
      'version',
      'revision',
      'title',
      'sender_name',
      'sender_address',
      'sender',
      'at',
      'cover',
      'total',
      'complete',
      'rfc',
      'resend',
      'pull',
      'confidence',
      'evidence',
      'status',
      'tags',
      'patch_count',
      'reply_count',
      'additions',
      'deletions',
    ])
    .where('project_id', '=', projectId)
    .where('lineage', '=', lineage)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    position: row.position,
    version: row.version,
    revision: row.revision ?? undefined,
    title: row.title,
    sender: { name: row.sender_name, address: row.sender_address },
    senderKey: row.sender,
    at: row.at,
    cover: row.cover ?? undefined,
    total: row.total ?? undefined,
    complete: row.complete === 1,
    rfc: row.rfc === 1,
    resend: row.resend === 1,
    pull: row.pull === 1,
    confidence: row.confidence,
    evidence: textsOf(row.evidence),
    status: row.status,
    tags: recordOf(row.tags),
    patches: row.patch_count,
    replies: row.reply_count,
    additions: row.additions,
    deletions: row.deletions,
  }))
}

/** How a lineage stood over time, by the number that it had, oldest first: also of one that was joined to another since. */
export async function listIntervals(
  db: Db,
  projectId: number,
  lineage: number,
): Promise<readonly IntervalEntry[]> {
  const rows = await db
    .selectFrom('lineage_interval')
    .select(['from_at', 'to_at', 'status', 'turn', 'lost', 'why', 'evidence', 'holders', 'since'])
    .where('project_id', '=', projectId)
    .where('lineage', '=', lineage)
    .orderBy('from_at')
    .execute()
  return rows.map((row) => ({
    from: row.from_at,
    to: row.to_at ?? undefined,
    status: row.status,
    turn: row.turn,
    lost: wordsOf(row.lost),
    why: row.why,
    evidence: row.evidence ?? undefined,
    holders: addressesOf(row.holders),
    since: row.since,
  }))
}

function wordsOf(column: string): readonly string[] {
  return column.split(' ').filter((one) => one !== '')
}
