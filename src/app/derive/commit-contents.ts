import { groupBy } from '../../core/group-by.ts'
import { readCommitMessage } from '../../core/matching/commit-message.ts'
import type { Commit } from '../../core/matching/match.ts'
import { type PatchContent, readPatchContent } from '../../core/patches/diff.ts'
import { listContentShas, listContentsOf } from '../../store/derived/match-edges.ts'
import { putCommitContents, removeCommitContents } from '../../store/derived/matches.ts'
import { readDiffs } from '../../store/inputs/commits.ts'
import type { SyncJob } from '../with-run.ts'
import type { PlacedCommit } from './commits.ts'

const BATCH = 500

/**
 * Reads what the changes of some commits contain, where that was not done yet: once for each commit. Those of commits that
 * are not among `held`, which are all that a branch holds, go; `undefined`: none go.
 */
export async function readContents(
  job: SyncJob,
  commits: readonly PlacedCommit[],
  held: readonly PlacedCommit[] | undefined,
): Promise<void> {
  const { database, projectId } = job
  const wanted = byRepository(commits)
  const heldIn = held && byRepository(held)
  for (const { name: repository } of job.project.repositories) {
    const all = wanted.get(repository) ?? []
    const known = await listContentShas(database.kysely, projectId, repository)
    const shas = heldIn && new Set(heldIn.get(repository)?.map((commit) => commit.sha))
    const gone = shas ? [...known].filter((sha) => !shas.has(sha)) : []
    if (gone.length > 0)
      await database.transaction(async (db) => {
        await job.lock.keep(db)
        await removeCommitContents(db, projectId, repository, gone)
      })
    const fresh = all.filter((commit) => !known.has(commit.sha) && commit.parents < 2)
    for (let at = 0; at < fresh.length; at += BATCH) {
      job.signal.throwIfAborted()
      const some = fresh.slice(at, at + BATCH)
      const diffs = await readDiffs(
        database.kysely,
        projectId,
        repository,
        some.map((commit) => commit.sha),
      )
      const contents = new Map<string, PatchContent>()
      for (const commit of some) {
        const diff = diffs.get(commit.sha)
        const content = diff && readPatchContent(withMessage(commit.message, diff))
        if (content) contents.set(commit.sha, content)
      }
      await database.transaction(async (db) => {
        await job.lock.keep(db)
        await putCommitContents(db, projectId, repository, contents)
      })
      job.onProgress({
        step: `reading the changes of ${repository}`,
        unit: 'commits',
        done: at + some.length,
        total: fresh.length,
      })
    }
  }
}

/** Commits as matching wants them, with what their changes contain. */
export async function loadContents(
  job: Pick<SyncJob, 'database' | 'projectId'>,
  commits: readonly PlacedCommit[],
): Promise<readonly Commit[]> {
  const found: Commit[] = []
  for (const [repository, all] of byRepository(commits)) {
    const contents = await listContentsOf(
      job.database.kysely,
      job.projectId,
      repository,
      all.map((one) => one.sha),
    )
    for (const commit of all) found.push(matchable(commit, contents.get(commit.sha)))
  }
  return found
}

/** A commit as matching wants it. */
export function matchable(commit: PlacedCommit, content: PatchContent | undefined): Commit {
  return {
    repository: commit.repository,
    sha: commit.sha,
    author: commit.author,
    authoredAt: commit.authoredAt,
    committer: commit.committer,
    committedAt: commit.committedAt,
    ...readCommitMessage(commit.message),
    content,
    branches: commit.branches,
    onDevelopmentBranch: commit.development,
  }
}

function withMessage(message: string, diff: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${message}\n\n`), diff])
}

function byRepository(commits: readonly PlacedCommit[]): ReadonlyMap<string, readonly PlacedCommit[]> {
  return groupBy(commits, (commit) => commit.repository)
}
