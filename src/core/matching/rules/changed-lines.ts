import type { MatchRule } from '../rule.ts'

/**
 * The same lines changed in the same files, white space and surroundings left out.
 *
 * This finds what patch-id does not: the commit was rebased, or its white space was mended.
 */
export const changedLines: MatchRule = {
  name: 'changed-lines',
  propose(commit, scope) {
    const id = commit.commit.content?.changedLinesId
    if (id === undefined) return []
    const patches = scope.documents.byChangedLines.get(id) ?? []
    return patches.map((patch) => ({ patch, confidence: 0.95, why: 'it changes the same lines' }))
  },
}
