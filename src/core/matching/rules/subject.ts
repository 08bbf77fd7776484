import type { CommitDocument } from '../document.ts'
import { daysUntil, sameAuthor } from '../document.ts'
import { FUTURE_DAYS, OWN_FUTURE_DAYS } from '../quarter.ts'
import type { MatchRule, Proposal } from '../rule.ts'
import type { Scope } from '../scope.ts'

/** Under a subject that is used again and again, only a patch of the last weeks is meant. */
const RECENT_DAYS = 60

/**
 * The same subject by the same author.
 *
 * A subject that the author uses again and again ("update the changelog") tells little: then the changes must
 * have something in common, or the patch must be the last one before the commit. What is posted later than a
 * quarter can know of changes nothing.
 */
export const subject: MatchRule = {
  name: 'subject',
  propose(commit, scope) {
    const namesakes = (scope.documents.byKey.get(commit.key) ?? []).filter((position) => {
      const patch = scope.documents.patches[position]
      return patch !== undefined && sameAuthor(patch, commit) && daysUntil(patch, commit) > -OWN_FUTURE_DAYS
    })
    const before = namesakes.filter((position) => {
      const patch = scope.documents.patches[position]
      return patch !== undefined && daysUntil(patch, commit) >= -FUTURE_DAYS
    })
    const works = worksOf(before, scope)
    return namesakes.flatMap((patch) => {
      const proposal = judge(patch, commit, scope, works)
      return proposal === undefined ? [] : [proposal]
    })
  },
}

function judge(
  position: number,
  commit: CommitDocument,
  scope: Scope,
  works: readonly (readonly number[])[],
): Proposal | undefined {
  const patch = scope.documents.patches[position]
  if (patch === undefined) return undefined
  const like = scope.compare(patch, commit)
  const why = 'it has the same subject and author'
  if (like.lines >= 0.05 || like.contained >= 0.3) return { patch: position, confidence: 0.93, why }
  const isYounger = like.days < -FUTURE_DAYS
  const recurring = works.length > (isYounger ? 0 : 1)
  const isLatest = works.at(-1)?.includes(position) ?? false
  if (recurring && !(isLatest && like.days <= RECENT_DAYS && like.basenames > 0)) return undefined
  // The committer rewrote it all, or it is another piece of work under an old name.
  const confidence = like.basenames > 0 ? 0.75 : like.days <= 365 ? 0.55 : 0.35
  return { patch: position, confidence, why }
}

/** Patches with one subject, by piece of work: those of one chain of versions together, by their last posting. */
function worksOf(positions: readonly number[], scope: Scope): readonly (readonly number[])[] {
  const works: number[][] = []
  const { patches } = scope.documents
  for (const position of positions) {
    const { candidate } = patches[position] ?? {}
    if (candidate === undefined) continue
    const work = works.findLast((one) =>
      one.some((other) => {
        const before = patches[other]?.candidate
        return (
          before !== undefined &&
          (candidate.older.includes(before.messageId) ||
            (before.series !== undefined && before.series === candidate.series))
        )
      }),
    )
    if (work) {
      work.push(position)
      works.splice(works.indexOf(work), 1)
      works.push(work)
    } else works.push([position])
  }
  return works
}
