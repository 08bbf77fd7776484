import type { BranchChange } from '../../core/matching/branch-change.ts'
import { type Db, needTransaction } from '../database.ts'
import { insertRows, readByKeys } from '../rows.ts'

/** A change of a branch's history, as it is kept. */
export interface IncomingBranchChange extends Omit<BranchChange, 'series'> {
  /** Mails whose patches were commits that went with it. */
  readonly patches: readonly { readonly message: number; readonly sha: string }[]
}

/** Keeps that the history of a branch changed: git forgets it, and nothing else says so later. */
export async function appendBranchChange(
  db: Db,
  projectId: number,
  change: IncomingBranchChange,
): Promise<void> {
  needTransaction(db, 'appendBranchChange')
  const { id } = await db
    .insertInto('branch_change')
    .values({
      project_id: projectId,
      repository: change.repository,
      branch: change.branch,
      kind: change.kind,
      seen_at: change.seenAt,
      before_tip: change.before,
      after_tip: change.after ?? null,
      gone: change.gone,
      nowhere: change.nowhere,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertRows(
    db,
    'branch_change_patch',
    change.patches.map((one) => ({ project_id: projectId, branch_change: id, ...one })),
  )
}

/** The newest change of a branch that is kept; `undefined`: there was none. */
export async function findNewestChange(
  db: Db,
  projectId: number,
  repository: string,
  branch: string,
): Promise<{ readonly kind: string } | undefined> {
  return db
    .selectFrom('branch_change')
    .select('kind')
    .where('project_id', '=', projectId)
    .where('repository', '=', repository)
    .where('branch', '=', branch)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The mails whose patches count as some commits of a repository, as derived last; by mail, then hash. */
export async function listPatchesOfCommits(
  db: Db,
  projectId: number,
  repository: string,
  shas: readonly string[],
): Promise<readonly { readonly message: number; readonly sha: string }[]> {
  const rows = await readByKeys(shas, (chunk) =>
    db
      .selectFrom('patch_match')
      .select(['message', 'sha'])
      .where('project_id', '=', projectId)
      .where('repository', '=', repository)
      .where('counted', '=', 1)
      .where('sha', 'in', chunk)
      .execute(),
  )
  return rows.sort((a, b) => a.message - b.message || (a.sha < b.sha ? -1 : 1))
}
