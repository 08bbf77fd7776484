import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import {
  listBranches,
  listCommitBranches,
  listCommits,
  listLandings,
  type StoredCommit,
} from '../../store/inputs/commits.ts'
import type { SyncJob } from '../with-run.ts'

/** A commit that a branch holds, and which. */
export interface PlacedCommit extends StoredCommit {
  /** The development branch first. */
  readonly branches: readonly string[]
  readonly development: boolean
  /** When it came to the development branch: by a merge, or when it was committed there. Elsewhere: when it was committed. */
  readonly landedAt: Instant
}

/** The commits of a project. */
export interface ProjectCommits {
  /** By `committedAt`, then hash. */
  readonly all: readonly PlacedCommit[]
  readonly find: (repository: string, sha: string) => PlacedCommit | undefined
  /** When each person first committed to a development branch, by person key; those who never did are left out. */
  readonly committers: ReadonlyMap<string, Instant>
}

/** Loads the commits that the followed branches hold, without their changes. */
export async function loadCommits(
  job: Pick<SyncJob, 'database' | 'projectId' | 'project'>,
  personKey: (address: Address) => string,
): Promise<ProjectCommits> {
  return placeCommits(await loadPlaced(job), personKey)
}

/** Those of some commits that a followed branch holds, in no order; of all without `some`: hashes by repository. */
export async function loadPlaced(
  job: Pick<SyncJob, 'database' | 'projectId' | 'project'>,
  some?: ReadonlyMap<string, readonly string[]>,
): Promise<readonly PlacedCommit[]> {
  const { database, projectId } = job
  const db = database.kysely
  const all: PlacedCommit[] = []
  for (const { name } of job.project.repositories) {
    const shas = some && (some.get(name) ?? [])
    if (shas?.length === 0) continue
    const branchesOf = await listCommitBranches(db, projectId, name, shas)
    const landings = await listLandings(db, projectId, name, shas)
    const development = (await listBranches(db, projectId, name)).find((one) => one.development)?.name
    const commits = await listCommits(db, projectId, { repository: name, ...(shas && { shas }) })
    for (const commit of new Map(commits.map((one) => [one.sha, one])).values()) {
      const branches = branchesOf.get(commit.sha)
      // History was rewritten: the commit is known and nowhere any more.
      if (branches === undefined) continue
      const landedAt = landings.get(commit.sha) ?? commit.committedAt
      all.push({
        ...commit,
        branches,
        development: development !== undefined && branches[0] === development,
        landedAt,
      })
    }
  }
  return all
}

/** The same of commits that are at hand. */
export function placeCommits(
  commits: readonly PlacedCommit[],
  personKey: (address: Address) => string,
): ProjectCommits {
  const all = [...commits].sort(
    (a, b) => order(a.committedAt, b.committedAt) || order(a.sha, b.sha) || order(a.repository, b.repository),
  )
  const byName = new Map(all.map((commit) => [`${commit.repository} ${commit.sha}`, commit]))
  return {
    all,
    find: (repository, sha) => byName.get(`${repository} ${sha}`),
    committers: committersSince(
      all.filter((commit) => commit.development),
      personKey,
    ),
  }
}

/** When each person first committed, of commits of development branches. */
export function committersSince(
  commits: readonly Pick<PlacedCommit, 'committer' | 'landedAt'>[],
  personKey: (address: Address) => string,
): ReadonlyMap<string, Instant> {
  const since = new Map<string, Instant>()
  for (const { committer, landedAt } of commits) {
    const person = personKey(committer)
    const known = since.get(person)
    if (known === undefined || landedAt < known) since.set(person, landedAt)
  }
  return since
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
