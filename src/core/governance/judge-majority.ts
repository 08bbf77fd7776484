import { plural } from '../plural.ts'
import type { Count } from './count-votes.ts'
import type { DecisionKind, PassRule, QuorumRule } from './decision-kind.ts'
import {
  compareFractions,
  type Frac,
  type Fraction,
  formatFraction,
  formatPercent,
  formatShare,
  fraction,
  fractionOf,
  leastOf,
  meanOf,
} from './fraction.ts'
import type { GroupCount, GroupResult, Step, Verdict } from './outcome.ts'

/** Votes for and against, of those cast or of everybody: leadership teams, releases, motions of a board. */
export function judgeMajority(kind: DecisionKind, count: Count): Verdict {
  const rule = kind.pass ?? { need: { num: 1, den: 2 }, of: 'forPlusAgainst', strict: true }
  const group = addGroups(count.groups)
  const result = judgeGroup(kind, group)
  const steps: Step[] = []
  if (kind.quorum !== undefined) steps.push(quorumStep(kind.quorum, result))
  const majority =
    kind.tally === 'absolute' || rule.of === 'electorate'
      ? absoluteStep(kind, rule, result)
      : castStep(kind, rule, result, count)
  steps.push(majority)
  const passes = result.hasQuorum && majority.isMet === true
  return { ...NOTHING, passes, groups: [result], steps }
}

/** Every group counted by itself, the shares of those with a quorum averaged: project-wide votes. */
export function judgeShares(kind: DecisionKind, count: Count): Verdict {
  const rule = kind.pass ?? { need: { num: 2, den: 3 }, of: 'shares', strict: false }
  const groups = count.groups.map((group) => {
    const result = judgeGroup(kind, group)
    // A group that reached its quorum has votes in favour; one without any vote has no share to bring in.
    return { ...result, isCounted: result.hasQuorum && result.share !== undefined }
  })
  const steps: Step[] = groups.map((group) => {
    const quorum = kind.quorum === undefined ? '' : `${quorumStep(kind.quorum, group).text}`
    if (!group.isCounted || group.share === undefined)
      return { code: 'quorum', isMet: false, text: `${group.title}: ${quorum}: not counted` }
    const votes = `${group.inFavour} of ${plural(group.inFavour + group.against, 'vote')} for or against is ${formatPercent(group.share)}`
    return {
      code: 'quorum',
      isMet: true,
      text: `${group.title}: ${quorum === '' ? votes : `${quorum}; ${votes}`}`,
    }
  })
  const counted = groups.flatMap((group) => (group.isCounted && group.share ? [group.share] : []))
  const mean = meanOf(counted)
  if (mean === undefined) {
    steps.push({ code: 'mean', isMet: false, text: 'no sub-project reached its quorum: not enough momentum' })
    return { ...NOTHING, passes: false, groups, steps }
  }
  const passes = reaches(mean, rule)
  const how = `${formatPercent(mean)}${isRound(mean) ? '' : ` (exactly ${formatFraction(mean)})`}`
  const text = `the mean of ${plural(counted.length, 'sub-project')} is ${how}, ${needed(rule)}`
  steps.push({ code: 'mean', isMet: passes, text })
  return { ...NOTHING, passes, groups, mean, steps }
}

const NOTHING: Omit<Verdict, 'passes' | 'groups' | 'steps'> = {
  options: [],
  winner: undefined,
  mean: undefined,
  warnings: [],
}

/** The votes of all groups as one. */
export function addGroups(groups: readonly GroupCount[]): GroupCount {
  const [first, ...others] = groups
  if (first !== undefined && others.length === 0) return first
  const add = (value: (group: GroupCount) => number): number =>
    groups.reduce((sum, one) => sum + value(one), 0)
  return {
    id: '',
    title: groups.map((group) => group.title).join(' and '),
    members: add((group) => group.members),
    activeMembers: add((group) => group.activeMembers),
    inFavour: add((group) => group.inFavour),
    against: add((group) => group.against),
    abstained: add((group) => group.abstained),
    sum: add((group) => group.sum),
  }
}

/** A group's quorum and share. */
export function judgeGroup(kind: DecisionKind, group: GroupCount): GroupResult {
  const cast = group.inFavour + group.against
  const need = kind.quorum === undefined ? undefined : quorumNeed(kind.quorum, group)
  const took = kind.quorum === undefined ? 0 : tookPart(kind, kind.quorum, group)
  const hasQuorum = need === undefined || took >= need
  return {
    ...group,
    quorumNeed: need,
    hasQuorum,
    isCounted: true,
    share: cast === 0 ? undefined : fraction(group.inFavour, cast),
  }
}

function quorumNeed(quorum: QuorumRule, group: GroupCount): number {
  if (typeof quorum.need === 'number') return quorum.need + (quorum.strict ? 1 : 0)
  const base = quorum.base === 'activeMembers' ? group.activeMembers : group.members
  return leastOf(quorum.need, base, quorum.strict)
}

function tookPart(kind: DecisionKind, quorum: QuorumRule, group: GroupCount): number {
  if (quorum.of === 'positive') return group.inFavour
  return group.inFavour + group.against + (kind.abstain === 'countsForQuorum' ? group.abstained : 0)
}

function quorumStep(quorum: QuorumRule, group: GroupResult): Step {
  const of =
    quorum.base === 'fixed'
      ? ''
      : ` of ${quorum.base === 'activeMembers' ? group.activeMembers : group.members}`
  const who =
    quorum.of === 'positive'
      ? `${group.inFavour} in favour${of}`
      : `${group.inFavour + group.against + group.abstained} voted${of}`
  const text = `${who}, quorum ${group.quorumNeed} ${group.hasQuorum ? 'met' : 'missed'}`
  return { code: 'quorum', isMet: group.hasQuorum, text }
}

function castStep(kind: DecisionKind, rule: PassRule, group: GroupResult, count: Count): Step {
  const cast = group.inFavour + group.against
  if (typeof rule.need === 'number') {
    const isMet = rule.strict ? group.inFavour > rule.need : group.inFavour >= rule.need
    return { code: 'votes-needed', isMet, text: `${group.inFavour} in favour, ${needed(rule)}` }
  }
  if (group.share === undefined)
    return { code: 'majority', isMet: false, text: 'nobody has voted for or against it' }
  const isTie = group.inFavour === group.against
  if (isTie && kind.result.tie !== 'fail' && count.castingVote !== undefined) {
    const isMet = count.castingVote > 0
    return {
      code: 'majority',
      isMet,
      text: `a tie, and the casting vote is ${isMet ? 'in favour' : 'against'}`,
    }
  }
  const text = `${group.inFavour} of ${plural(cast, 'vote')} cast is ${formatPercent(group.share)}, ${needed(rule)}`
  return { code: 'majority', isMet: reaches(group.share, rule), text }
}

function absoluteStep(kind: DecisionKind, rule: PassRule, group: GroupResult): Step {
  if (typeof rule.need === 'number') {
    const isMet = rule.strict ? group.inFavour > rule.need : group.inFavour >= rule.need
    const unit = kind.electorate.units === 'organisation' ? 'organisation' : 'vote'
    const text = `${plural(group.inFavour, unit)} in favour, ${rule.need}${rule.strict ? ' and one more' : ''} needed`
    return { code: 'votes-needed', isMet, text }
  }
  const base = group.members - (kind.abstain === 'shrinksBase' ? group.abstained : 0)
  if (base <= 0) return { code: 'majority', isMet: false, text: 'nobody is left who could vote' }
  const need = leastOf(rule.need, base, rule.strict)
  const of =
    base === group.members
      ? `all ${base} who may vote`
      : `the ${base} who did not abstain (of ${group.members})`
  const text = `${group.inFavour} in favour, ${needed(rule)} of ${of}: ${need}`
  return { code: 'majority', isMet: group.inFavour >= need, text }
}

function reaches(value: Fraction, rule: PassRule): boolean {
  const order = compareFractions(value, fractionOf(rule.need))
  return rule.strict ? order > 0 : order >= 0
}

/** `two thirds needed`, `more than half needed`. */
function needed(rule: PassRule): string {
  const share = typeof rule.need === 'number' ? `${rule.need}` : formatShare(rule.need satisfies Frac)
  return `${rule.strict ? 'more than ' : ''}${share} needed`
}

function isRound(value: Fraction): boolean {
  return (value.num * 1000n) % value.den === 0n
}
