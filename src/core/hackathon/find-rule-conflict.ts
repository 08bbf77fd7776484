import { findFeasibility } from './feasible.ts'
import { type AgendaRule, type Instance, listRules } from './instance.ts'

/** Rules that no agenda keeps together while it has all sessions. */
export interface RuleConflict {
  readonly rules: readonly AgendaRule[]
  /**
   * It was shown that there is no such agenda, and that there would be one without any single one of these rules (as
   * far as that could be found out in time). Else the search only found none.
   */
  readonly proved: boolean
}

/**
 * Why not all sessions can be placed: a set of rules of which each is needed for the conflict, found by leaving out
 * one after another. What people can change most easily (locks, wishes) is left out last, so that it is named where
 * it has a part in it. `undefined` where an agenda exists.
 */
export function findRuleConflict(instance: Instance): RuleConflict | undefined {
  const rules = [...listRules(instance)].sort((a, b) => EASE.indexOf(a.kind) - EASE.indexOf(b.kind))
  const whole = findFeasibility(instance, rules)
  if (whole === 'yes') return undefined
  if (whole === 'unknown') return { rules: [], proved: false }
  let kept: readonly AgendaRule[] = rules
  // Large pieces first: most rules have no part in it.
  for (let size = Math.ceil(rules.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = 0; from < kept.length; ) {
      const rest = [...kept.slice(0, from), ...kept.slice(from + size)]
      if (findFeasibility(instance, rest) === 'no') kept = rest
      else from += size
    }
  return { rules: kept, proved: true }
}

/** From what nobody can change to what one person can. */
const EASE: readonly AgendaRule['kind'][] = [
  'rooms',
  'needs',
  'slot-locked',
  'apart',
  'after',
  'in-room',
  'only-in',
  'locked',
]
