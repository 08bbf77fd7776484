import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { pathsOf, textsOf } from './json-columns.ts'

/** A commit that a patch became, or probably became. */
export interface MatchEntry {
  readonly repository: string
  readonly sha: string
  readonly confidence: number
  readonly counted: boolean
  /** The version that was applied. */
  readonly applied: boolean
  readonly rules: readonly string[]
  readonly evidence: string
  readonly development: boolean
  readonly branch: string
  readonly branches: readonly string[]
  readonly committedAt: Instant
}

/** A patch of a version. */
export interface PatchEntry {
  readonly message: number
  readonly messageId: string
  /** 1-based slot. */
  readonly position: number
  readonly title: string
  readonly author: Address
  readonly at: Instant
  readonly files: readonly string[]
  readonly additions: number
  readonly deletions: number
  readonly duplicate: boolean
  /** `live`, `superseded`, `dropped`. */
  readonly state: string
  readonly supersededBy: number | undefined
  readonly merged: boolean
  readonly matches: readonly MatchEntry[]
  /** The patch of an older version that this one continues. */
  readonly older: readonly {
    readonly messageId: string
    readonly confidence: number
    readonly evidence: readonly string[]
  }[]
}

/** A reply to a version. */
export interface ReplyEntry {
  readonly message: number
  readonly messageId: string
  readonly parent: number | undefined
  /** Message number of the patch that it answers; `undefined`: the cover letter. */
  readonly patch: number | undefined
  readonly at: Instant
  readonly sender: Address
  readonly subject: string
  readonly review: boolean
  readonly proposal: boolean
}

/** A trailer that stands in a mail of a version, and whom it is from. */
export interface TrailerEntry {
  readonly message: number
  readonly messageId: string
  readonly position: number
  /** Message number of the patch that it is for; `undefined`: the whole series, or `patches`. */
  readonly patch: number | undefined
  /** Message-IDs of the patches that its words name; `undefined` where they name none. */
  readonly patches: readonly string[] | undefined
  /** The words that narrow it, and those that make it depend on something. */
  readonly scope: string | undefined
  readonly condition: string | undefined
  readonly key: string
  readonly name: string
  readonly address: string
  readonly value: string
  readonly note: string | undefined
  /** It names somebody (a `Fixes:` does not). */
  readonly personal: boolean
  readonly origin: string
  /** Message-ID of the mail in which a carried trailer was given. */
  readonly givenIn: string | undefined
}

/** What belongs to one version. */
export interface VersionContents {
  /** By slot, then time. */
  readonly patches: readonly PatchEntry[]
  /** By time. */
  readonly replies: readonly ReplyEntry[]
  readonly trailers: readonly TrailerEntry[]
}

/** The patches, replies and trailers of a series, and the commits. Five queries by index. */
export async function readVersion(db: Db, projectId: number, series: number): Promise<VersionContents> {
  const patches = await db
    .selectFrom('patch as p')
    .innerJoin('message_fact as m', (join) =>
      join.onRef('m.project_id', '=', 'p.project_id').onRef('m.message', '=', 'p.message'),
    )
    .select([
      'p.message',
      'm.message_id',
      'p.position',
      'p.title',
      'p.author_name',
      'p.author_address',
      'p.at',
      'p.files',
      'p.additions',
      'p.deletions',
      'p.duplicate',
      'p.state',
      'p.superseded_by',
      'p.merged',
    ])
    .where('p.project_id', '=', projectId)
    .where('p.series', '=', series)
    .orderBy('p.position')
    .orderBy('p.duplicate')
    .orderBy('p.message')
    .execute()
  const numbers = patches.map((row) => row.message)
  const matches = await listMatches(db, projectId, numbers)
  const older = await listOlder(db, projectId, numbers)
  return {
    patches: patches.map((row) => ({
      message: row.message,
      messageId: row.message_id,
      position: row.position,
      title: row.title,
      author: { name: row.author_name, address: row.author_address },
      at: row.at,
      files: pathsOf(row.files),
      additions: row.additions,
      deletions: row.deletions,
      duplicate: row.duplicate === 1,
      state: row.state,
      supersededBy: row.superseded_by ?? undefined,
      merged: row.merged === 1,
      matches: matches.filter((match) => match.message === row.message).map((match) => match.entry),
      older: older
        .filter((link) => link.newer === row.message)
        .map((link) => ({
          messageId: link.message_id,
          confidence: link.confidence,
          evidence: textsOf(link.evidence),
        })),
    })),
    replies: await listReplies(db, projectId, series),
    trailers: await listTrailers(db, projectId, series),
  }
}

async function listMatches(db: Db, projectId: number, patches: readonly number[]) {
  if (patches.length === 0) return []
  const rows = await db
    .selectFrom('patch_match')
    .select([
      'message',
      'repository',
      'sha',
      'confidence',
      'counted',
      'applied',
      'rules',
      'evidence',
      'development',
      'branch',
      'branches',
      'committed_at',
    ])
    .where('project_id', '=', projectId)
    .where('message', 'in', patches)
    .execute()
  return rows
    .map((row) => ({
      message: row.message,
      entry: {
        repository: row.repository,
        sha: row.sha,
        confidence: row.confidence,
        counted: row.counted === 1,
        applied: row.applied === 1,
        rules: textsOf(row.rules),
        evidence: row.evidence,
        development: row.development === 1,
        branch: row.branch,
        branches: textsOf(row.branches),
        committedAt: row.committed_at,
      } satisfies MatchEntry,
    }))
    .sort((a, b) => rank(a.entry) - rank(b.entry) || (key(a.entry) < key(b.entry) ? -1 : 1))
}

/** The development branch first, then what counts, then what is only probable. */
function rank(match: MatchEntry): number {
  return (match.counted ? 0 : 2) + (match.development ? 0 : 1)
}

function key(match: MatchEntry): string {
  return `${match.committedAt} ${match.repository} ${match.sha}`
}

async function listOlder(db: Db, projectId: number, patches: readonly number[]) {
  if (patches.length === 0) return []
  return db
    .selectFrom('patch_link as k')
    .innerJoin('message_fact as m', (join) =>
      join.onRef('m.project_id', '=', 'k.project_id').onRef('m.message', '=', 'k.older'),
    )
    .select(['k.newer', 'm.message_id', 'k.confidence', 'k.evidence'])
    .where('k.project_id', '=', projectId)
    .where('k.newer', 'in', patches)
    .orderBy('k.newer')
    .orderBy('k.older')
    .execute()
}

async function listReplies(db: Db, projectId: number, series: number): Promise<readonly ReplyEntry[]> {
  const rows = await db
    .selectFrom('reply as r')
    .innerJoin('message_fact as m', (join) =>
      join.onRef('m.project_id', '=', 'r.project_id').onRef('m.message', '=', 'r.message'),
    )
    .select([
      'r.message',
      'm.message_id',
      'm.parent',
      'r.patch',
      'r.at',
      'm.sender_name',
      'm.sender_address',
      'm.subject',
      'r.review',
      'r.proposal',
    ])
    .where('r.project_id', '=', projectId)
    .where('r.series', '=', series)
    .orderBy('r.at')
    .orderBy('r.message')
    .execute()
  return rows.map((row) => ({
    message: row.message,
    messageId: row.message_id,
    parent: row.parent ?? undefined,
    patch: row.patch ?? undefined,
    at: row.at,
    sender: { name: row.sender_name, address: row.sender_address },
    subject: row.subject,
    review: row.review === 1,
    proposal: row.proposal === 1,
  }))
}

async function listTrailers(db: Db, projectId: number, series: number): Promise<readonly TrailerEntry[]> {
  const rows = await db
    .selectFrom('trailer as t')
    .innerJoin('message_fact as m', (join) =>
      join.onRef('m.project_id', '=', 't.project_id').onRef('m.message', '=', 't.message'),
    )
    .leftJoin('message_fact as g', (join) =>
      join.onRef('g.project_id', '=', 't.project_id').onRef('g.message', '=', 't.given_in'),
    )
    .select([
      't.message',
      'm.message_id',
      't.position',
      't.patch',
      't.patches',
      't.scope',
      't.condition',
      't.key',
      't.name',
      't.address',
      't.value',
      't.note',
      't.person',
      't.origin',
      'g.message_id as given_in_id',
    ])
    .where('t.project_id', '=', projectId)
    .where('t.series', '=', series)
    .orderBy('t.message')
    .orderBy('t.position')
    .execute()
  return rows.map((row) => ({
    message: row.message,
    messageId: row.message_id,
    position: row.position,
    patch: row.patch ?? undefined,
    patches: row.patches === null ? undefined : textsOf(row.patches),
    scope: row.scope ?? undefined,
    condition: row.condition ?? undefined,
    key: row.key,
    name: row.name,
    address: row.address,
    value: row.value,
    note: row.note ?? undefined,
    personal: row.person !== null,
    origin: row.origin,
    givenIn: row.given_in_id ?? undefined,
  }))
}

/** Is a trailer for this patch: by its words, by what it answered, or as one of the whole? */
export function isForPatch(
  trailer: Pick<TrailerEntry, 'patch' | 'patches'>,
  patch: Pick<PatchEntry, 'message' | 'messageId'>,
): boolean {
  if (trailer.patches !== undefined) return trailer.patches.includes(patch.messageId)
  return trailer.patch === undefined || trailer.patch === patch.message
}
