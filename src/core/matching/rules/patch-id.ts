import type { MatchRule } from '../rule.ts'

/** `git patch-id --stable` gives both the same id: the same change, in the same surroundings. */
export const patchId: MatchRule = {
  name: 'patch-id',
  propose(commit, scope) {
    const id = commit.commit.content?.patchId
    if (id === undefined) return []
    const patches = scope.documents.byPatchId.get(id) ?? []
    return patches.map((patch) => ({ patch, confidence: 0.97, why: 'it has the same patch-id' }))
  },
}
