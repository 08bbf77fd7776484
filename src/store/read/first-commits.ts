import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { listBranches } from '../inputs/commits.ts'

/** Since when somebody commits, under one name and address. */
export interface FirstCommit {
  readonly committer: Address
  /** When the first of it came to a development branch. */
  readonly landedAt: Instant
}

/**
 * Everybody who ever committed to the development branch of a repository that is followed, by each name and address that they
 * committed under. For the pages of past days: it reads where every commit is.
 */
export async function listFirstCommits(
  db: Db,
  projectId: number,
  repositories: readonly string[],
): Promise<readonly FirstCommit[]> {
  const found: FirstCommit[] = []
  for (const repository of repositories) {
    const development = (await listBranches(db, projectId, repository)).find((one) => one.development)?.name
    if (development === undefined) continue
    const rows = await db
      .selectFrom('git_commit as c')
      .innerJoin('commit_branch as b', (join) =>
        join
          .onRef('b.project_id', '=', 'c.project_id')
          .onRef('b.repository', '=', 'c.repository')
          .onRef('b.sha', '=', 'c.sha'),
      )
      .select((eb) => [
        'c.committer_name',
        'c.committer_address',
        'b.branches',
        eb.fn.min(eb.fn.coalesce('b.landed_at', 'c.committed_at')).as('landed_at'),
      ])
      .where('c.project_id', '=', projectId)
      .where('c.repository', '=', repository)
      .groupBy(['c.committer_name', 'c.committer_address', 'b.branches'])
      .execute()
    for (const row of rows) {
      // The development branch is the first of those that hold a commit.
      const [first] = JSON.parse(row.branches) as readonly string[]
      if (first === development)
        found.push({
          committer: { name: row.committer_name, address: row.committer_address },
          landedAt: row.landed_at,
        })
    }
  }
  return found
}
