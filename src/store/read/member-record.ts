import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'

/** What somebody did for a project in a span of time. */
export interface WorkCounts {
  /** Commits of theirs that are no merges, in any repository. */
  readonly commits: number
  /** Mails by which they reviewed. */
  readonly reviews: number
}

/**
 * How much somebody, by all their addresses (lower case), wrote and reviewed from one instant up to another. For whoever asks whether they are a core member: it reads every commit of the span.
 */
export async function countWork(
  db: Db,
  projectId: number,
  addresses: readonly string[],
  span: { readonly from: Instant; readonly until: Instant },
): Promise<WorkCounts> {
  const commits = await db
    .selectFrom('git_commit')
    .select((eb) => eb.fn.count<number>('sha').distinct().as('count'))
    .where('project_id', '=', projectId)
    .where('committed_at', '>=', span.from)
    .where('committed_at', '<', span.until)
    .where('parents', '<=', 1)
    .where((eb) => eb(eb.fn<string>('lower', ['author_address']), 'in', addresses))
    .executeTakeFirst()
  const reviews = await db
    .selectFrom('reply as r')
    .innerJoin('message_fact as m', (join) =>
      join.onRef('m.project_id', '=', 'r.project_id').onRef('m.message', '=', 'r.message'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('r.project_id', '=', projectId)
    .where('m.sender_address', 'in', addresses)
    .where('r.at', '>=', span.from)
    .where('r.at', '<', span.until)
    .where('r.review', '=', 1)
    .executeTakeFirst()
  return { commits: Number(commits?.count ?? 0), reviews: Number(reviews?.count ?? 0) }
}
