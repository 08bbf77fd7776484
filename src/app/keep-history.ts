import type { Instant } from '../core/time.ts'
import { findBranchChanges, keepUnseen, onlyGrew } from '../git/branch-changes.ts'
import type { Branch } from '../git/branches.ts'
import {
  findNewestChange,
  type IncomingBranchChange,
  listPatchesOfCommits,
} from '../store/inputs/branch-changes.ts'
import { listCommitBranches, listLandings } from '../store/inputs/commits.ts'
import type { SyncJob } from './with-run.ts'

/** A repository as it is read now, and its branches as they were. */
export interface HistoryReading {
  readonly before: readonly (Branch & { readonly development: boolean })[]
  /** The development branch first. */
  readonly now: readonly Branch[]
  /** Names of all branches that are there, followed or not. */
  readonly there: ReadonlySet<string>
  readonly is: ReadonlyMap<string, readonly string[]>
  readonly isShallow: boolean
  readonly landed: ReadonlyMap<string, Instant>
}

/** Where commits are from now on, and what is to be told of how the history changed. */
export interface KeptHistory {
  readonly members: ReadonlyMap<string, readonly string[]>
  readonly landed: ReadonlyMap<string, Instant>
  readonly changes: readonly IncomingBranchChange[]
}

/**
 * Compares a repository with how it was read last: which branches were rewritten by force, replaced, deleted or cut, and
 * which patches had been commits that went. What a shallow clone merely does not show is kept where it was.
 */
export async function keepHistory(
  job: SyncJob,
  repository: string,
  reading: HistoryReading,
): Promise<KeptHistory> {
  const { is, landed, isShallow, before, now } = reading
  if (!isShallow && onlyGrew(before, now, is)) return { members: is, landed, changes: [] }
  const { kysely: db } = job.database
  const was = await listCommitBranches(db, job.projectId, repository)
  const readings = { ...reading, was }
  const found = findBranchChanges(readings)
  const development = before.find((branch) => branch.development)?.name
  const changes: IncomingBranchChange[] = []
  for (const one of found) {
    // A clone that is cut anew each day says so once.
    if (
      one.kind === 'cut' &&
      (await findNewestChange(db, job.projectId, repository, one.branch))?.kind === 'cut'
    )
      continue
    // What went from the development branch is not merged any more; what another branch loses may be on it still.
    const missed = one.gone.filter((sha) => one.branch === development || !is.has(sha))
    changes.push({
      repository,
      branch: one.branch,
      kind: one.kind,
      seenAt: job.clock(),
      before: one.before,
      after: one.after,
      gone: one.gone.length,
      nowhere: one.gone.filter((sha) => !is.has(sha)).length,
      patches: await listPatchesOfCommits(db, job.projectId, repository, missed),
    })
  }
  if (!isShallow) return { members: is, landed, changes }
  const kept = [...(await listLandings(db, job.projectId, repository))].filter(([sha]) => !is.has(sha))
  return { members: keepUnseen(readings, found), landed: new Map([...landed, ...kept]), changes }
}
