import type { MatchRuleName } from './match.ts'
import type { MatchRule } from './rule.ts'
import { changedLines } from './rules/changed-lines.ts'
import { date } from './rules/date.ts'
import { link } from './rules/link.ts'
import { patchId } from './rules/patch-id.ts'
import { similarity } from './rules/similarity.ts'
import { subject } from './rules/subject.ts'

/** Every rule there is, in order of strength. */
export const MATCH_RULES: readonly MatchRule[] = [link, date, patchId, changedLines, subject, similarity]

/** The rules with these names, in order of strength. */
export function chooseRules(names: readonly MatchRuleName[]): readonly MatchRule[] {
  return MATCH_RULES.filter((rule) => names.includes(rule.name))
}
