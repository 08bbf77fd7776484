import type { Count } from './count-votes.ts'
import type { DecisionKind } from './decision-kind.ts'
import { judgeConsensus, judgeSum, signed } from './judge-consensus.ts'
import { judgeGroup, judgeMajority, judgeShares } from './judge-majority.ts'
import { judgeApproval, judgeCondorcet, judgeSurvey } from './judge-options.ts'
import type { Step, Verdict } from './outcome.ts'

/**
 * What a rule makes of a count: passes or not, with a sentence for each step. A final comment period needs more than
 * a count: see `findCommentPeriod`.
 */
export function judge(kind: DecisionKind, count: Count): Verdict {
  const verdict = byTally(kind, count)
  const steps = [...verdict.steps, ...acceptanceStep(count)]
  const warnings = [
    ...verdict.warnings,
    ...count.withoutReason.map(
      (one) =>
        `${one.name === '' ? 'A ballot' : `${one.name}’s ballot`} of ${signed(one.value)} gives no reason; the rule asks for one.`,
    ),
  ]
  if (count.hasTooMany) warnings.push('There are more ballots than voters: the count cannot be right.')
  const isStopped = count.accepted === false || count.hasTooMany
  const passes = isStopped && verdict.passes === true ? false : verdict.passes
  return { ...verdict, passes, steps, warnings }
}

function byTally(kind: DecisionKind, count: Count): Verdict {
  switch (kind.tally) {
    case 'sum':
      return judgeSum(kind, count)
    case 'forAgainst':
    case 'absolute':
      return judgeMajority(kind, count)
    case 'perGroupMeanShare':
      return judgeShares(kind, count)
    case 'consensusBlock':
      return judgeConsensus(kind, count)
    case 'approval':
      return kind.pass === undefined ? judgeSurvey(kind, count) : judgeApproval(kind, count)
    case 'condorcet':
      return judgeCondorcet(kind, count)
    case 'organiser':
      return judgeSurvey(kind, count)
    case 'fcp':
    case 'checkIn':
      return elsewhere(kind, count)
    default:
      return kind.tally satisfies never
  }
}

function elsewhere(kind: DecisionKind, count: Count): Verdict {
  const text = 'decided by the tags on the patch: see the check-in policy'
  return {
    passes: undefined,
    groups: count.groups.map((group) => judgeGroup(kind, group)),
    options: [],
    winner: undefined,
    mean: undefined,
    steps: kind.tally === 'checkIn' ? [{ code: 'check-in', isMet: undefined, text }] : [],
    warnings: [],
  }
}

/** Nobody gets a role against their will; until they have said something it is only mentioned. */
function acceptanceStep(count: Count): readonly Step[] {
  if (!count.hasNominee) return []
  const text =
    count.accepted === undefined
      ? 'the nominee has not answered yet'
      : count.accepted
        ? 'the nominee accepts'
        : 'the nominee declines'
  return [{ code: 'acceptance', isMet: count.accepted, text }]
}
