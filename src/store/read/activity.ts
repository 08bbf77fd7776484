import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'

/** Something that happened to a series. */
export interface Activity {
  readonly kind: 'posted' | 'replied' | 'merged'
  readonly at: Instant
  /** Who did it; `undefined` for a merge. */
  readonly person: Address | undefined
  /** Message-ID of the mail that did it; `undefined` for a merge. */
  readonly messageId: string | undefined
  /** Name and title of the series. */
  readonly series: string
  readonly title: string
  readonly version: number
  readonly revision: string | undefined
  /** Keys of the tags that a reply gave. */
  readonly tags: readonly string[]
}

/**
 * The newest postings, replies and merges up to an instant, newest first.
 * Indexes: `series`, `reply` by `at`, `lineage` by `merged_at`; only `limit` rows of each are read.
 */
export async function listActivity(
  db: Db,
  projectId: number,
  until: Instant,
  limit: number,
): Promise<readonly Activity[]> {
  const posted = await db
    .selectFrom('series')
    .select(['name', 'title', 'version', 'revision', 'at', 'sender_name', 'sender_address'])
    .where('project_id', '=', projectId)
    .where('at', '<=', until)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  const replies = await db
    .selectFrom('reply as r')
    .innerJoin('message_fact as m', (join) =>
      join.onRef('m.project_id', '=', 'r.project_id').onRef('m.message', '=', 'r.message'),
    )
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'r.project_id').onRef('s.id', '=', 'r.series'),
    )
    .select([
      'r.message',
      'r.at',
      'm.message_id',
      'm.sender_name',
      'm.sender_address',
      's.name',
      's.title',
      's.version',
      's.revision',
    ])
    .where('r.project_id', '=', projectId)
    .where('r.at', '<=', until)
    .orderBy('r.at', 'desc')
    .orderBy('r.message', 'desc')
    .limit(limit)
    .execute()
  const tags = replies.length === 0 ? [] : await listTags(db, projectId, replies)
  const merged = await db
    .selectFrom('lineage as l')
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'l.project_id').onRef('s.id', '=', 'l.newest'),
    )
    .select(['l.merged_at', 's.name', 's.title', 's.version', 's.revision'])
    .where('l.project_id', '=', projectId)
    .where('l.merged_at', '<=', until)
    .orderBy('l.merged_at', 'desc')
    .orderBy('l.id', 'desc')
    .limit(limit)
    .execute()
  const all: Activity[] = [
    ...posted.map((row) => ({
      ...seriesOf(row),
      kind: 'posted' as const,
      at: row.at,
      person: { name: row.sender_name, address: row.sender_address },
      messageId: row.name,
      tags: [],
    })),
    ...replies.map((row) => ({
      ...seriesOf(row),
      kind: 'replied' as const,
      at: row.at,
      person: { name: row.sender_name, address: row.sender_address },
      messageId: row.message_id,
      tags: tags.filter((tag) => tag.message === row.message).map((tag) => tag.key),
    })),
    ...merged.map((row) => ({
      ...seriesOf(row),
      kind: 'merged' as const,
      at: row.merged_at ?? until,
      person: undefined,
      messageId: undefined,
      tags: [],
    })),
  ]
  const key = (one: Activity): string => `${one.at} ${one.messageId ?? one.series} ${one.kind}`
  return all.sort((a, b) => (key(a) < key(b) ? 1 : -1)).slice(0, limit)
}

function listTags(db: Db, projectId: number, replies: readonly { readonly message: number }[]) {
  return db
    .selectFrom('trailer')
    .select(['message', 'position', 'key'])
    .where('project_id', '=', projectId)
    .where(
      'message',
      'in',
      replies.map((row) => row.message),
    )
    .where('person', 'is not', null)
    .orderBy('message')
    .orderBy('position')
    .execute()
}

function seriesOf(row: {
  readonly name: string
  readonly title: string
  readonly version: number
  readonly revision: string | null
}) {
  return {
    series: row.name,
    title: row.title,
    version: row.version,
    revision: row.revision ?? undefined,
  }
}
