import type { CommitFact } from './commit-fact.ts'
import { activeIn, isIn } from './events.ts'
import type { Scope } from './metric.ts'
import { remember } from './remember.ts'
import type { SeriesFact } from './series-fact.ts'

/** A commit, and the series on the list that it came of. */
export interface PlacedFact {
  readonly commit: CommitFact
  /** `undefined`: it is on the branch, and no posting of it is known. */
  readonly fact: SeriesFact | undefined
}

/**
 * The commits on development branches in the period, each with its series. Where a filter is set, those that came of a
 * series that passes it: of the others nobody can say that they would.
 */
export const commitsIn = remember((scope: Scope): readonly PlacedFact[] => {
  const bySha = new Map<string, SeriesFact>()
  for (const fact of activeIn(scope))
    for (const one of fact.landed) if (one.development) bySha.set(one.sha, fact)
  const placed: PlacedFact[] = []
  for (const commit of scope.commits) {
    if (!commit.development || !isIn(scope, commit.at)) continue
    const fact = bySha.get(commit.sha)
    if (fact !== undefined || !scope.isNarrowed) placed.push({ commit, fact })
  }
  return placed
})

const APPROVALS: ReadonlySet<string> = new Set(['Reviewed-by', 'Acked-by'])
const AUTHORS: ReadonlySet<string> = new Set(['Co-developed-by', 'Co-authored-by'])

/** Who wrote a commit, by its author and its tags. */
export function authorsOf(commit: CommitFact): ReadonlySet<string> {
  return new Set([
    commit.author,
    ...commit.tags.filter((tag) => AUTHORS.has(tag.key)).map((tag) => tag.person),
  ])
}

/** People other than its authors whose Reviewed-by or Acked-by a commit bears. */
export function approversOf(commit: CommitFact): readonly string[] {
  // Most commits have no tag of anybody: what is remembered of them is a waste.
  return commit.tags.length === 0 ? NOBODY : findApprovers(commit)
}

const NOBODY: readonly string[] = []

const findApprovers = remember((commit: CommitFact): readonly string[] => {
  if (!commit.tags.some((tag) => APPROVALS.has(tag.key))) return NOBODY
  const authors = authorsOf(commit)
  return [
    ...new Set(
      commit.tags
        .filter((tag) => APPROVALS.has(tag.key) && !authors.has(tag.person))
        .map((tag) => tag.person),
    ),
  ]
})

/** The series behind some commits. */
export function seriesBehind(placed: readonly PlacedFact[]): readonly SeriesFact[] {
  const facts = new Set<SeriesFact>()
  for (const { fact } of placed) if (fact !== undefined) facts.add(fact)
  return [...facts]
}
