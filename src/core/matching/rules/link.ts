import type { CommitDocument } from '../document.ts'
import { daysUntil } from '../document.ts'
import { FUTURE_DAYS } from '../quarter.ts'
import type { MatchRule, Proposal } from '../rule.ts'
import type { Scope } from '../scope.ts'
import { listNamesakes } from '../works.ts'

/**
 * The commit names the mail (`Link:`, `Message-Id:`), or the mail's Message-ID begins with the commit's hash, as
 * git format-patch makes it.
 *
 * A trailer is evidence, not truth: one in seventy names a sibling, an older fix or a discussion. So where the mail has
 * no changed line in common with the commit, and another one has its whole change or its subject, the trailer is taken
 * for a mistake: shown, and not counted.
 */
export const link: MatchRule = {
  name: 'link',
  propose(commit, scope) {
    const proposals: Proposal[] = []
    const { documents } = scope
    for (const patch of documents.byNamedCommit.get(commit.commit.sha) ?? [])
      proposals.push({ patch, confidence: 0.995, why: 'its Message-ID names the commit' })
    for (const id of new Set(commit.commit.links)) {
      const patch = documents.byMessageId.get(id)
      const document = patch === undefined ? undefined : documents.patches[patch]
      if (patch === undefined || document === undefined) continue
      const like = scope.compare(document, commit)
      const shares = like.samePatchId || like.lines > 0.02 || (like.sameSubject && like.sameAuthor)
      const why = 'the commit names this mail'
      if (shares) proposals.push({ patch, confidence: 0.99, why })
      else if (isExplained(commit, scope))
        proposals.push({ patch, confidence: 0.4, why: `${why}, but is another change` })
      else proposals.push({ patch, confidence: like.basenames > 0 ? 0.8 : 0.6, why })
    }
    return proposals
  },
}

/** Whether some patch that was there before it is the same change, or has the same subject and author. */
function isExplained(commit: CommitDocument, scope: Scope): boolean {
  const { content } = commit.commit
  const { byPatchId, byChangedLines, patches } = scope.documents
  const same = [
    ...(byPatchId.get(content?.patchId ?? '') ?? []),
    ...(byChangedLines.get(content?.changedLinesId ?? '') ?? []),
  ]
  const isEarlier = (position: number): boolean => {
    const patch = patches[position]
    return patch !== undefined && daysUntil(patch, commit) >= -FUTURE_DAYS
  }
  return same.some(isEarlier) || listNamesakes(commit, scope, FUTURE_DAYS).length > 0
}
