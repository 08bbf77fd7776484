import {
  type CommitDocument,
  commitDocument,
  namedCommit,
  type PatchDocument,
  patchDocument,
} from './document.ts'
import type { Candidate, Commit } from './match.ts'

/** Patches and commits, ready to be compared, and found by what can be equal. Positions are in `patches`. */
export interface MatchDocuments {
  /** By `at`, then Message-ID. */
  readonly patches: readonly PatchDocument[]
  /** By committing, then repository and hash. */
  readonly commits: readonly CommitDocument[]
  readonly byMessageId: ReadonlyMap<string, number>
  readonly byPatchId: ReadonlyMap<string, readonly number[]>
  readonly byChangedLines: ReadonlyMap<string, readonly number[]>
  readonly byKey: ReadonlyMap<string, readonly number[]>
  readonly byInstant: ReadonlyMap<number, readonly number[]>
  /** Patches of which the Message-ID begins with the hash of a commit, by that hash. */
  readonly byNamedCommit: ReadonlyMap<string, readonly number[]>
}

/**
 * Reads what patches and commits are compared by: once for all quarters.
 *
 * The result depends on the sets given, not on their order; a Message-ID or a commit that comes twice counts once.
 */
export function matchDocuments(candidates: readonly Candidate[], commits: readonly Commit[]): MatchDocuments {
  const unique = new Map<string, Candidate>()
  for (const candidate of candidates) unique.set(candidate.messageId, candidate)
  const patches = [...unique.values()]
    .map(patchDocument)
    .sort((a, b) => a.at - b.at || compareText(a.candidate.messageId, b.candidate.messageId))
  const uniqueCommits = new Map<string, Commit>()
  for (const commit of commits) uniqueCommits.set(`${commit.repository}\0${commit.sha}`, commit)
  const by = <K>(keyOf: (patch: PatchDocument) => K | undefined): Map<K, number[]> => {
    const found = new Map<K, number[]>()
    for (const [position, patch] of patches.entries()) {
      const key = keyOf(patch)
      if (key === undefined) continue
      const list = found.get(key)
      if (list) list.push(position)
      else found.set(key, [position])
    }
    return found
  }
  return {
    patches,
    commits: [...uniqueCommits.values()]
      .map(commitDocument)
      .sort(
        (a, b) =>
          a.at - b.at ||
          compareText(a.commit.repository, b.commit.repository) ||
          compareText(a.commit.sha, b.commit.sha),
      ),
    byMessageId: new Map(patches.map((patch, position) => [patch.candidate.messageId, position])),
    byPatchId: by((patch) => patch.candidate.content.patchId),
    byChangedLines: by((patch) => patch.candidate.content.changedLinesId),
    byKey: by((patch) => (patch.key === '' ? undefined : patch.key)),
    byInstant: by((patch) => patch.sentAt),
    byNamedCommit: by((patch) => namedCommit(patch.candidate.messageId)),
  }
}

/** Text in an order that no language decides. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
