import type { Match } from '../../core/matching/match.ts'
import type { Row } from '../../store/derived/lineages.ts'
import type { PlacedCommit } from './commits.ts'

/** The rows of matches, by mail, repository and commit. A commit that no branch holds any more matches nothing. */
export function matchRows(
  matches: readonly Match[],
  commits: {
    readonly find: (
      repository: string,
      sha: string,
    ) => Pick<PlacedCommit, 'development' | 'branches' | 'committedAt'> | undefined
  },
  messageOf: (messageId: string) => number,
): readonly Row<'patch_match'>[] {
  return matches
    .flatMap((match): Row<'patch_match'>[] => {
      const commit = commits.find(match.repository, match.commit)
      if (commit === undefined) return []
      return [
        {
          message: messageOf(match.messageId),
          repository: match.repository,
          sha: match.commit,
          confidence: match.confidence,
          counted: match.counted ? 1 : 0,
          applied: match.applied ? 1 : 0,
          rules: JSON.stringify(match.rules),
          evidence: match.evidence,
          development: commit.development ? 1 : 0,
          branch: commit.branches[0] ?? '',
          branches: JSON.stringify(commit.branches),
          committed_at: commit.committedAt,
        },
      ]
    })
    .sort(
      (a, b) =>
        a.message - b.message ||
        (a.repository < b.repository ? -1 : a.repository > b.repository ? 1 : 0) ||
        (a.sha < b.sha ? -1 : a.sha > b.sha ? 1 : 0),
    )
}

/** Whether two lists of such rows, in that order, say the same. */
export function sameRows<T extends object>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((row, n) => textOf(row) === textOf(b[n]))
}

function textOf(row: object | undefined): string {
  return JSON.stringify(Object.entries(row ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))
}
