import type { CommitDocument } from './document.ts'
import type { MatchRuleName } from './match.ts'
import { FUTURE_DAYS } from './quarter.ts'
import type { MatchRule } from './rule.ts'
import type { Likeness, Scope } from './scope.ts'

/** A pair that some rule proposes, with what all rules say of it. */
export interface Pair {
  /** Position of the patch. */
  readonly patch: number
  readonly commit: CommitDocument
  /** Those that agree, strongest first. */
  readonly rules: readonly MatchRuleName[]
  readonly confidence: number
  readonly reasons: readonly string[]
  readonly like: Likeness
}

/** A rule agrees when it alone would show the match. */
export const SHOWN = 0.3
/** From here on, a match counts. */
export const COUNTED = 0.5

/**
 * What the rules together say of the patches that may have become a commit.
 *
 * The surest rule decides, for rules see the same things: likeness knows of subject and patch-id too. Nothing
 * overrules the guards: no patch is younger than its commit, and a revert is not what it reverts.
 */
export function weigh(commit: CommitDocument, scope: Scope, rules: readonly MatchRule[]): readonly Pair[] {
  const pairs = new Map<number, { rules: MatchRuleName[]; reasons: string[]; confidence: number }>()
  for (const rule of rules)
    for (const { patch, confidence, why } of rule.propose(commit, scope)) {
      const pair = pairs.get(patch) ?? { rules: [], reasons: [], confidence: 0 }
      pairs.set(patch, pair)
      pair.confidence = Math.max(pair.confidence, confidence)
      if (confidence < SHOWN || pair.rules.includes(rule.name)) continue
      pair.rules.push(rule.name)
      pair.reasons.push(why)
    }
  const weighed: Pair[] = []
  for (const [position, pair] of pairs) {
    const patch = scope.documents.patches[position]
    if (patch === undefined || patch.at > commit.at + FUTURE_DAYS * 86_400) continue
    const like = scope.compare(patch, commit)
    if (patch.isRevert !== commit.isRevert && !like.samePatchId) continue
    weighed.push({ ...pair, patch: position, commit, like })
  }
  return weighed.sort((a, b) => a.patch - b.patch)
}
