import { type CommitDocument, daysUntil, type PatchDocument } from './document.ts'
import type { MatchRuleName } from './match.ts'
import { FUTURE_DAYS, OWN_FUTURE_DAYS } from './quarter.ts'
import type { MatchRule } from './rule.ts'
import type { Likeness, Scope } from './scope.ts'

/** A pair that some rule proposes, with what all rules say of it. */
export interface Pair {
  /** Position of the patch. */
  readonly patch: number
  readonly commit: CommitDocument
  /** Those that agree, strongest first. */
  readonly rules: readonly MatchRuleName[]
  readonly certainty: number
  readonly likeness: number | undefined
  readonly reasons: readonly string[]
  readonly like: Likeness
}

/** Less certain than this, a rule's word is not even kept. */
const KEPT = 0.3
/** Log-odds below which a likeness is none. */
const LEAST_LIKENESS = -3.2

/**
 * What the rules together say of the patches that may have become a commit.
 *
 * The surest rule decides, for rules see the same things: likeness knows of subject and patch-id too. Nothing
 * overrules the guards: no patch is younger than its commit, and a revert is not what it reverts.
 */
export function weigh(commit: CommitDocument, scope: Scope, rules: readonly MatchRule[]): readonly Pair[] {
  const found = new Map<number, Omit<Pair, 'patch' | 'commit' | 'like'>>()
  for (const rule of rules)
    for (const { patch, confidence, why } of rule.propose(commit, scope)) {
      const likeness = rule.name === 'similarity' ? Math.log(confidence / (1 - confidence)) : undefined
      if (likeness === undefined ? confidence < KEPT : likeness < LEAST_LIKENESS) continue
      const before = found.get(patch)
      const agrees = before === undefined || confidence >= KEPT
      found.set(patch, {
        rules: [...(before?.rules ?? []), ...(agrees ? [rule.name] : [])],
        reasons: [...(before?.reasons ?? []), ...(agrees ? [why] : [])],
        certainty: Math.max(before?.certainty ?? 0, likeness === undefined ? confidence : 0),
        likeness: before?.likeness ?? likeness,
      })
    }
  return [...found]
    .flatMap(([position, pair]): Pair[] => {
      const patch = scope.documents.patches[position]
      if (patch === undefined || isYounger(patch, commit, pair.certainty > 0)) return []
      const like = scope.compare(patch, commit)
      if (patch.isRevert !== commit.isRevert && !like.samePatchId) return []
      return [{ ...pair, rules: [...new Set(pair.rules)], patch: position, commit, like }]
    })
    .sort((a, b) => a.patch - b.patch)
}

/**
 * Whether a patch was posted too late to be what a commit was made of. Who commits first and posts then (their own
 * work, on their own branch) may take their time.
 */
function isYounger(patch: PatchDocument, commit: CommitDocument, certain: boolean): boolean {
  const days = daysUntil(commit, patch)
  if (days <= FUTURE_DAYS) return false
  return !certain || days > OWN_FUTURE_DAYS || !commit.committers.some((key) => patch.authors.includes(key))
}
