import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'

/** A review, in the story of a lineage. */
export interface Milestone {
  readonly at: Instant
  readonly messageId: string
  readonly person: Address
  readonly version: number
  readonly revision: string | undefined
  /** Keys of the tags that it gave. */
  readonly tags: readonly string[]
}

/** The reviews of all versions of a lineage, oldest first; at most 500. Index: `reply` by series, at. */
export async function listMilestones(
  db: Db,
  projectId: number,
  series: readonly number[],
): Promise<readonly Milestone[]> {
  if (series.length === 0) return []
  const rows = await db
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
      's.version',
      's.revision',
    ])
    .where('r.project_id', '=', projectId)
    .where('r.series', 'in', series)
    .where('r.review', '=', 1)
    .orderBy('r.at')
    .orderBy('r.message')
    .limit(500)
    .execute()
  const tags = await db
    .selectFrom('trailer')
    .select(['message', 'position', 'key'])
    .where('project_id', '=', projectId)
    .where('series', 'in', series)
    .where('origin', '=', 'reply')
    .where('person', 'is not', null)
    .orderBy('message')
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    at: row.at,
    messageId: row.message_id,
    person: { name: row.sender_name, address: row.sender_address },
    version: row.version,
    revision: row.revision ?? undefined,
    tags: [...new Set(tags.filter((tag) => tag.message === row.message).map((tag) => tag.key))],
  }))
}
