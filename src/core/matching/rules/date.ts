import { sameAuthor } from '../document.ts'
import type { MatchRule, Proposal } from '../rule.ts'

/**
 * The commit was written at the very second of the mail's `Date:`, by its author: `git am` copies the date.
 *
 * In five projects no two patches of an author had one second, and no such pair shared nothing. A patch that was
 * sent again with the first mail's date is the same change, too.
 */
export const date: MatchRule = {
  name: 'date',
  propose(commit, scope) {
    const proposals: Proposal[] = []
    for (const patch of scope.documents.byInstant.get(commit.authoredAt) ?? []) {
      const document = scope.documents.patches[patch]
      if (document === undefined || !sameAuthor(document, commit)) continue
      const like = scope.compare(document, commit)
      const shares = like.sameSubject || like.lines > 0 || like.basenames > 0
      proposals.push({
        patch,
        confidence: shares ? 0.99 : 0.7,
        why: 'it was written by the same author at the same second',
      })
    }
    return proposals
  },
}
