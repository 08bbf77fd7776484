import { type Db, needTransaction } from '../database.ts'
import { insertRows, readByKeys } from '../rows.ts'

/** A commit as matching last knew it. */
export interface KnownCommit {
  readonly repository: string
  readonly sha: string
  readonly quarter: string
  /** JSON, as in `commit_branch`. */
  readonly branches: string
}

/** Commits that are held now and were not when matches were last derived, that are held no more, and that changed branches. */
export interface CommitChanges {
  readonly come: readonly Pick<KnownCommit, 'repository' | 'sha'>[]
  readonly gone: readonly Pick<KnownCommit, 'repository' | 'sha'>[]
  readonly moved: readonly Pick<KnownCommit, 'repository' | 'sha'>[]
}

/** What has changed about the commits that branches of some repositories hold. */
export async function findCommitChanges(
  db: Db,
  projectId: number,
  repositories: readonly string[],
): Promise<CommitChanges> {
  const held = await db
    .selectFrom('commit_branch as b')
    .innerJoin('git_commit as g', (join) =>
      join
        .onRef('g.project_id', '=', 'b.project_id')
        .onRef('g.repository', '=', 'b.repository')
        .onRef('g.sha', '=', 'b.sha'),
    )
    .leftJoin('match_commit as m', (join) =>
      join
        .onRef('m.project_id', '=', 'b.project_id')
        .onRef('m.repository', '=', 'b.repository')
        .onRef('m.sha', '=', 'b.sha'),
    )
    .select(['b.repository', 'b.sha', 'm.quarter'])
    .where('b.project_id', '=', projectId)
    .where((eb) => eb.or([eb('m.sha', 'is', null), eb('m.branches', '!=', eb.ref('b.branches'))]))
    .execute()
  const here = held.filter((row) => repositories.includes(row.repository))
  const gone = await db
    .selectFrom('match_commit as m')
    .leftJoin('commit_branch as b', (join) =>
      join
        .onRef('b.project_id', '=', 'm.project_id')
        .onRef('b.repository', '=', 'm.repository')
        .onRef('b.sha', '=', 'm.sha'),
    )
    .select(['m.repository', 'm.sha'])
    .where('m.project_id', '=', projectId)
    .where('b.sha', 'is', null)
    .execute()
  return {
    come: here.filter((row) => row.quarter === null),
    gone,
    moved: here.filter((row) => row.quarter !== null),
  }
}

/** The commits of some quarters, or of all, as matching last knew them. */
export async function listKnownCommits(
  db: Db,
  projectId: number,
  quarters?: readonly string[],
): Promise<readonly KnownCommit[]> {
  const base = db
    .selectFrom('match_commit')
    .select(['repository', 'sha', 'quarter', 'branches'])
    .where('project_id', '=', projectId)
  return quarters
    ? readByKeys(quarters, (chunk) => base.where('quarter', 'in', [...new Set(chunk)]).execute())
    : base.execute()
}

/** Writes what is known of commits in place of what was, and forgets those that are `gone`. */
export async function putKnownCommits(
  db: Db,
  projectId: number,
  commits: readonly KnownCommit[],
  gone: readonly Pick<KnownCommit, 'repository' | 'sha'>[] = [],
): Promise<void> {
  needTransaction(db, 'putKnownCommits')
  for (const repository of new Set(gone.map((one) => one.repository)))
    await readByKeys(
      gone.filter((one) => one.repository === repository).map((one) => one.sha),
      (chunk) =>
        db
          .deleteFrom('match_commit')
          .where('project_id', '=', projectId)
          .where('repository', '=', repository)
          .where('sha', 'in', chunk)
          .execute(),
    )
  await insertRows(
    db,
    'match_commit',
    commits.map(({ repository, sha, quarter, branches }) => ({
      project_id: projectId,
      repository,
      sha,
      quarter,
      branches,
    })),
    { key: ['project_id', 'repository', 'sha'], update: ['quarter', 'branches'] },
  )
}
