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
 * How much somebody, by all their addresses (lower case) and their key, wrote and reviewed from one instant up to
 * another. For whoever asks whether they are a core member: it reads every commit of the span.
 */
export async function countWork(
  db: Db,
  projectId: number,
  who: { readonly person: string; readonly addresses: readonly string[] },
  span: { readonly from: Instant; readonly until: Instant },
): Promise<WorkCounts> {
  const addresses = [...new Set([who.person, ...who.addresses])]
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
    .selectFrom('reply')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('project_id', '=', projectId)
    .where('sender', '=', who.person)
    .where('at', '>=', span.from)
    .where('at', '<', span.until)
    .where('review', '=', 1)
    .executeTakeFirst()
  return { commits: Number(commits?.count ?? 0), reviews: Number(reviews?.count ?? 0) }
}

/** The addresses that mails of somebody came from; only their key where no mail of theirs is known. */
export async function listAddressesOf(db: Db, projectId: number, person: string): Promise<readonly string[]> {
  const row = await db
    .selectFrom('person')
    .select('addresses')
    .where('project_id', '=', projectId)
    .where('person', '=', person)
    .executeTakeFirst()
  return row === undefined ? [person] : (JSON.parse(row.addresses) as readonly string[])
}
