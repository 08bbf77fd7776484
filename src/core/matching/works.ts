import { type CommitDocument, daysUntil, sameAuthor } from './document.ts'
import { FUTURE_DAYS } from './quarter.ts'
import type { Scope } from './scope.ts'

/** So many patches with one subject are looked at: the youngest. */
const MOST_NAMESAKES = 100

/** Positions of the patches with a commit's subject and author, up to so many days after it, oldest first. */
export function listNamesakes(commit: CommitDocument, scope: Scope, later: number): readonly number[] {
  return (scope.documents.byKey.get(commit.key) ?? [])
    .filter((position) => {
      const patch = scope.documents.patches[position]
      return patch !== undefined && sameAuthor(patch, commit) && daysUntil(patch, commit) >= -later
    })
    .slice(-MOST_NAMESAKES)
}

/**
 * Does an author use a subject again and again? One other work may be a repost that nothing links to the first one.
 */
export function isRecurring(works: readonly unknown[]): boolean {
  return works.length > 2
}

/**
 * The patches with a commit's subject and author that were there before it, by piece of work: those of one chain of
 * versions or one series together, by their last posting.
 */
export function findWorks(commit: CommitDocument, scope: Scope): readonly (readonly number[])[] {
  const positions = listNamesakes(commit, scope, FUTURE_DAYS)
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
