import { FUTURE_DAYS, OWN_FUTURE_DAYS } from '../quarter.ts'
import type { MatchRule, Proposal } from '../rule.ts'
import type { Likeness } from '../scope.ts'
import { findWorks, isRecurring, listNamesakes } from '../works.ts'

/** Under a subject that is used again and again, only a patch of the last weeks is meant. */
const RECENT_DAYS = 60

/**
 * The same subject by the same author.
 *
 * A subject that the author uses again and again ("update the changelog") tells little: then the changes must
 * have something in common, or, where none has, the patch must be the last one before the commit. What is posted later
 * than people post their own commits changes nothing.
 */
export const subject: MatchRule = {
  name: 'subject',
  propose(commit, scope) {
    const works = findWorks(commit, scope)
    const proposals: Proposal[] = []
    const strangers: { readonly position: number; readonly like: Likeness }[] = []
    for (const position of listNamesakes(commit, scope, OWN_FUTURE_DAYS)) {
      const patch = scope.documents.patches[position]
      if (patch === undefined) continue
      const like = scope.compare(patch, commit)
      if (like.lines >= 0.05 || like.contained >= 0.3)
        proposals.push({ patch: position, confidence: 0.93, why: WHY })
      else strangers.push({ position, like })
    }
    const isFound = proposals.length > 0
    for (const { position, like } of strangers) {
      // One that was posted after the commit is the first of its subject, or another work.
      const isAnother = like.days < -FUTURE_DAYS ? works.length > 0 : isRecurring(works)
      const isLast = works.at(-1)?.includes(position) ?? false
      if (isAnother && (isFound || !isLast || like.days > RECENT_DAYS || like.basenames === 0)) continue
      // The committer rewrote it all, or it is another piece of work under an old name.
      const confidence = like.basenames > 0 ? 0.75 : like.days <= 365 ? 0.55 : 0.35
      proposals.push({ patch: position, confidence, why: WHY })
    }
    return proposals
  },
}

const WHY = 'it has the same subject and author'
