import type { Address } from '../../core/mail/message.ts'
import { readCommitMessage } from '../../core/matching/commit-message.ts'
import { type CommitCheckIn, type CommitFact, formatCommitFact } from '../../core/metrics/commit-fact.ts'
import { findCommitTrailers } from '../../core/patches/trailers.ts'
import type { FileOwners } from '../../core/people/file-owners.ts'
import { checkIn } from '../../core/status/check-in.ts'
import { caseOfCommit } from '../../core/status/check-in-commit.ts'
import { type Instant, instantOf, secondsOf } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import type { Row } from '../../store/derived/lineages.ts'
import { listContentsOf } from '../../store/derived/match-edges.ts'
import { listCommitFactKeys, replaceCommitFacts } from '../../store/derived/metric-facts.ts'
import type { PlacedCommit } from './commits.ts'

/** Who is who, and who answers for which file when; `undefined` in a project without a MAINTAINERS file. */
export interface CommitFactSources {
  readonly personKey: (address: Address) => string
  readonly ownersAt: ((path: string, at: Instant) => FileOwners | undefined) | undefined
}

/** Commits whose changes are read at once. */
const BATCH = 500

/**
 * Brings the facts of commits up to date: those that are new or have changed branches are written, those that no branch
 * holds any more go. `whole`: all anew, where who is who has changed.
 */
export async function writeCommitFacts(
  db: Db,
  projectId: number,
  commits: readonly PlacedCommit[],
  sources: CommitFactSources,
  whole: boolean,
): Promise<void> {
  const known = whole ? new Map<string, boolean>() : await listCommitFactKeys(db, projectId)
  const single = commits.filter((commit) => commit.parents < 2)
  const fresh = single.filter((commit) => known.get(keyOf(commit)) !== commit.development)
  const here = new Set(single.map(keyOf))
  const rewritten = fresh.map(keyOf).filter((key) => known.has(key))
  const gone = [...known.keys()].filter((key) => !here.has(key))
  const checks = await checkInsOf(db, projectId, fresh, sources)
  await replaceCommitFacts(
    db,
    projectId,
    whole ? 'all' : [...rewritten, ...gone],
    fresh.map((commit) => factRow(commit, sources, checks)),
  )
}

/** Writes the facts of commits that are new, or that came to other branches. */
export async function writeSomeCommitFacts(
  db: Db,
  projectId: number,
  commits: readonly PlacedCommit[],
  sources: CommitFactSources,
): Promise<void> {
  const single = commits.filter((commit) => commit.parents < 2)
  const checks = await checkInsOf(db, projectId, single, sources)
  await replaceCommitFacts(
    db,
    projectId,
    single.map(keyOf),
    single.map((commit) => factRow(commit, sources, checks)),
  )
}

function factRow(
  commit: PlacedCommit,
  { personKey }: CommitFactSources,
  checks: ReadonlyMap<string, CommitCheckIn>,
): Row<'commit_fact'> {
  return {
    repository: commit.repository,
    sha: commit.sha,
    committed_at: commit.landedAt,
    development: commit.development ? 1 : 0,
    fact: formatCommitFact(commitFact(commit, personKey, checks.get(keyOf(commit)))),
  }
}

function keyOf(commit: PlacedCommit): string {
  return `${commit.repository} ${commit.sha}`
}

/** What the check-in policy finds in commits to the development branch, by the MAINTAINERS file as it was before each. */
async function checkInsOf(
  db: Db,
  projectId: number,
  commits: readonly PlacedCommit[],
  { ownersAt, personKey }: CommitFactSources,
): Promise<ReadonlyMap<string, CommitCheckIn>> {
  const checks = new Map<string, CommitCheckIn>()
  if (ownersAt === undefined) return checks
  const judged = commits.filter((commit) => commit.development)
  for (const repository of new Set(judged.map((commit) => commit.repository))) {
    const own = judged.filter((commit) => commit.repository === repository)
    for (let at = 0; at < own.length; at += BATCH) {
      const some = own.slice(at, at + BATCH)
      const contents = await listContentsOf(
        db,
        projectId,
        repository,
        some.map((commit) => commit.sha),
      )
      for (const commit of some) {
        const before = instantOf(secondsOf(commit.committedAt) - 1) ?? commit.committedAt
        const files = (contents.get(commit.sha)?.files ?? []).flatMap(
          (file) => ownersAt(file.path, before) ?? [],
        )
        if (files.length > 0) checks.set(keyOf(commit), checkInOf(commit, files, personKey))
      }
    }
  }
  return checks
}

function checkInOf(
  commit: PlacedCommit,
  files: readonly FileOwners[],
  personKey: (address: Address) => string,
): CommitCheckIn {
  const { author, authoredAt, committedAt } = commit
  const trailers = findCommitTrailers(commit.message)
  const found = checkIn(
    caseOfCommit({ author, trailers, files, authoredAt }, personKey),
    committedAt,
    personKey,
  )
  const isMet = (rule: string): boolean => found.rules.every((one) => one.rule !== rule || one.isMet)
  const committer = personKey(commit.committer)
  return {
    lacks: isMet('R1') ? [] : found.ask,
    alone: !isMet('R2'),
    responsible: files.some((file) => file.pool.some((one) => personKey(one) === committer)),
  }
}

/** What metrics know of a commit. */
export function commitFact(
  commit: PlacedCommit,
  personKey: (address: Address) => string,
  checkedIn?: CommitCheckIn,
): CommitFact {
  const words = readCommitMessage(commit.message)
  const trailers = findCommitTrailers(commit.message)
  return {
    repository: commit.repository,
    sha: commit.sha,
    subject: words.subject.slice(0, 200),
    at: secondsOf(commit.landedAt),
    author: personKey(commit.author),
    committer: personKey(commit.committer),
    development: commit.development,
    tags: trailers
      .filter((one) => one.address !== '' && one.key !== 'Cc')
      .map((one) => ({ key: one.key, person: personKey(one) })),
    fixes: trailers.flatMap((one) =>
      one.key === 'Fixes' ? (/^[0-9a-f]{7,40}\b/i.exec(one.value)?.[0].toLowerCase() ?? []) : [],
    ),
    reverts: words.reverts,
    pickedFrom: words.pickedFrom,
    checkIn: checkedIn,
  }
}
