import type { Address } from '../../core/mail/message.ts'
import { readCommitMessage } from '../../core/matching/commit-message.ts'
import { type CommitFact, formatCommitFact } from '../../core/metrics/commit-fact.ts'
import { findCommitTrailers } from '../../core/patches/trailers.ts'
import { secondsOf } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { listCommitFactKeys, replaceCommitFacts } from '../../store/derived/metric-facts.ts'
import type { PlacedCommit } from './commits.ts'

/**
 * Brings the facts of commits up to date: those that are new or have changed branches are written, those that no branch
 * holds any more go. `whole`: all anew, where who is who has changed.
 */
export async function writeCommitFacts(
  db: Db,
  projectId: number,
  commits: readonly PlacedCommit[],
  personKey: (address: Address) => string,
  whole: boolean,
): Promise<void> {
  const known = whole ? new Map<string, boolean>() : await listCommitFactKeys(db, projectId)
  const single = commits.filter((commit) => commit.parents < 2)
  const fresh = single.filter((commit) => known.get(keyOf(commit)) !== commit.development)
  const here = new Set(single.map(keyOf))
  const rewritten = fresh.map(keyOf).filter((key) => known.has(key))
  const gone = [...known.keys()].filter((key) => !here.has(key))
  await replaceCommitFacts(
    db,
    projectId,
    whole ? 'all' : [...rewritten, ...gone],
    fresh.map((commit) => ({
      repository: commit.repository,
      sha: commit.sha,
      committed_at: commit.committedAt,
      development: commit.development ? 1 : 0,
      fact: formatCommitFact(commitFact(commit, personKey)),
    })),
  )
}

function keyOf(commit: PlacedCommit): string {
  return `${commit.repository} ${commit.sha}`
}

/** What metrics know of a commit. */
export function commitFact(commit: PlacedCommit, personKey: (address: Address) => string): CommitFact {
  const words = readCommitMessage(commit.message)
  const trailers = findCommitTrailers(commit.message)
  return {
    repository: commit.repository,
    sha: commit.sha,
    subject: words.subject.slice(0, 200),
    at: secondsOf(commit.committedAt),
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
  }
}
