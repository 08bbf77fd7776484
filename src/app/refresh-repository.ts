import { addDays } from '../core/time.ts'
import {
  type Branch,
  branchMembership,
  findDefaultBranch,
  listBranches,
  selectBranches,
} from '../git/branches.ts'
import { readCommits } from '../git/commits.ts'
import { readFileHistory } from '../git/file-history.ts'
import { readFiles } from '../git/files.ts'
import { landingTimes } from '../git/landing-times.ts'
import { mirrorRepository } from '../git/mirror.ts'
import { listBoundary } from '../git/shallow.ts'
import { findFirstMail } from '../store/derived/overview.ts'
import { appendBranchChange } from '../store/inputs/branch-changes.ts'
import {
  appendCommits,
  listCommitShas,
  listBranches as listStoredBranches,
  replaceBranches,
  replaceCommitBranches,
} from '../store/inputs/commits.ts'
import { readCursor, saveCursor } from '../store/inputs/cursors.ts'
import { findNewestRevision, replaceFileRevisions } from '../store/inputs/file-revisions.ts'
import { replaceRepositoryFiles } from '../store/inputs/repository-files.ts'
import type { RepositoryConfig } from './config.ts'
import { keepHistory } from './keep-history.ts'
import type { SyncJob } from './with-run.ts'

/** What refreshing one repository brought. */
export interface RepositoryCounts {
  readonly repository: string
  readonly commits: number
  /** Commits whose change could not be read whole, and what else is wrong with it. */
  readonly notes: readonly string[]
}

/** Commits in one transaction, and octets of their diffs. */
const BATCH_COMMITS = 500
const BATCH_BYTES = 16 << 20
/** A commit can be older than the first mail about it, by a clock or two. */
const MARGIN_DAYS = 30
/** Files at the tip of the development branch that derivation depends on. */
const FILES = ['.mailmap']
/** The file of which every revision counts: who had which role when. */
export const MAINTAINERS_FILE = 'MAINTAINERS'

/** Copies what is new in a repository: its commits, and on which of the configured branches each of them is. */
export async function refreshRepository(
  job: SyncJob,
  repository: RepositoryConfig,
): Promise<RepositoryCounts> {
  const { database, projectId, signal } = job
  const step = `reading ${repository.name}`
  const folder = await mirrorRepository(repository.url, job.config.cacheFolder, signal)
  const [there, ends] = await Promise.all([listBranches(folder, signal), listBoundary(folder, signal)])
  const branches = await chooseBranches(folder, there, repository, signal)
  const boundary = ends.join(' ')
  const before = await listStoredBranches(database.kysely, projectId, repository.name)
  const isAsDeep = before.every((branch) => (branch.boundary ?? '') === boundary)
  await refreshMaintainers(job, repository.name, folder, branches[0]?.tip, ends, isAsDeep)
  const notes = ends.length === 0 ? [] : [tellShallow(repository.name, ends)]
  if (isAsDeep && sameBranches(before, branches)) return { repository: repository.name, commits: 0, notes }

  const first = await findFirstMail(database.kysely, projectId)
  let total: number | undefined
  let done = 0
  let batch: Parameters<typeof appendCommits>[2][number][] = []
  let octets = 0
  const flush = async (): Promise<void> => {
    const commits = batch
    batch = []
    octets = 0
    await database.transaction(async (db) => {
      await job.lock.keep(db)
      await appendCommits(db, projectId, commits)
    })
    done += commits.length
    job.onProgress({ step, unit: 'commits', done, total })
  }
  const commits = readCommits(folder, {
    branches,
    // Where a shallow clone ends, git shows a commit as if it had made every file: it is read when its parents are here.
    exclude: new Set([...(await listCommitShas(database.kysely, projectId, repository.name)), ...ends]),
    since: first === undefined ? undefined : addDays(first, -MARGIN_DAYS),
    signal,
    onTotal: (count) => {
      total = count
    },
  })
  for await (const commit of commits) {
    signal.throwIfAborted()
    if (commit.note !== undefined) notes.push(`commit ${commit.sha} of ${repository.name}: ${commit.note}`)
    batch.push({ ...commit, repository: repository.name, parents: commit.parents.length })
    octets += commit.diff?.length ?? 0
    if (batch.length >= BATCH_COMMITS || octets >= BATCH_BYTES) await flush()
  }
  if (batch.length > 0) await flush()

  // Last, and in one transaction: as long as the branches are the old ones, the next run reads on.
  const members = await branchMembership(folder, branches, signal)
  const [development] = branches
  const landed = development === undefined ? new Map() : await landingTimes(folder, development.tip, signal)
  const files = development === undefined ? [] : await readFiles(folder, development.tip, FILES, signal)
  const history = await keepHistory(job, repository.name, {
    before,
    now: branches,
    there: new Set(there.map((branch) => branch.name)),
    is: members,
    isShallow: ends.length > 0,
    landed,
  })
  await database.transaction(async (db) => {
    await job.lock.keep(db)
    await replaceRepositoryFiles(db, projectId, repository.name, files)
    await replaceCommitBranches(db, projectId, repository.name, history.members, history.landed)
    for (const change of history.changes) await appendBranchChange(db, projectId, change)
    await replaceBranches(
      db,
      projectId,
      repository.name,
      branches.map((branch, n) => ({ ...branch, development: n === 0, boundary })),
    )
  })
  return { repository: repository.name, commits: done, notes }
}

/**
 * Keeps the revisions of MAINTAINERS on the development branch. Up to which commit they were read is kept, also where there
 * are none: to find that out, git walks the whole history.
 */
async function refreshMaintainers(
  job: SyncJob,
  repository: string,
  folder: string,
  tip: string | undefined,
  ends: readonly string[],
  isAsDeep: boolean,
): Promise<void> {
  const { database, projectId, signal } = job
  if (tip === undefined || !(job.project.review.maintainers || job.project.governance !== undefined)) return
  const key = [`repository ${repository}`, `history of ${MAINTAINERS_FILE}`] as const
  const mark = [tip, ...ends].join(' ')
  if ((await readCursor(database.kysely, projectId, ...key))?.cursor === mark) return
  const newest = await findNewestRevision(database.kysely, projectId, repository, MAINTAINERS_FILE)
  const revisions = await readFileHistory(folder, tip, MAINTAINERS_FILE, signal)
  await database.transaction(async (db) => {
    await job.lock.keep(db)
    if (!isAsDeep || revisions.at(-1)?.sha !== newest)
      await replaceFileRevisions(db, projectId, repository, MAINTAINERS_FILE, revisions)
    await saveCursor(db, projectId, ...key, mark, job.clock())
  })
}

/** What a shallow clone lacks, and what brings it. */
function tellShallow(name: string, ends: readonly string[]): string {
  return `${name} is a shallow clone: history before ${ends[0]?.slice(0, 12)}${
    ends.length > 1 ? ` and ${ends.length - 1} more` : ''
  } is not there (git fetch --unshallow brings it, and the next sync reads it)`
}

async function chooseBranches(
  folder: string,
  all: readonly Branch[],
  repository: RepositoryConfig,
  signal: AbortSignal,
): Promise<readonly Branch[]> {
  const defaultBranch =
    repository.branches === undefined || repository.branches.some((pattern) => pattern.includes('*'))
      ? await findDefaultBranch(folder, all, signal)
      : ''
  return selectBranches(folder, all, {
    patterns: repository.branches,
    development: repository.developmentBranch,
    defaultBranch,
  })
}

function sameBranches(
  before: readonly (Branch & { readonly development: boolean })[],
  now: readonly Branch[],
): boolean {
  return (
    before.length === now.length &&
    before.every((branch, n) => {
      const other = now[n]
      return other?.name === branch.name && other.tip === branch.tip && branch.development === (n === 0)
    })
  )
}
