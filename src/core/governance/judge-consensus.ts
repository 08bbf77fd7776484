import { plural } from '../plural.ts'
import type { Count } from './count-votes.ts'
import type { DecisionKind } from './decision-kind.ts'
import { leastOf } from './fraction.ts'
import { addGroups, judgeGroup } from './judge-majority.ts'
import type { GroupResult, Step, Verdict, Veto } from './outcome.ts'

/** The values added up, with the proposer's own: lazy consensus and lazy voting. */
export function judgeSum(kind: DecisionKind, count: Count): Verdict {
  const group = addGroups(count.groups)
  const sum = (count.start ?? 0) + group.sum
  const need = typeof kind.pass?.need === 'number' ? kind.pass.need : 0
  const isEnough = (kind.pass?.strict ?? true) ? sum > need : sum >= need
  const cast = group.inFavour + group.against + group.abstained
  const parts = [
    ...(count.start === undefined ? [] : [`${signed(count.start)} from the proposer`]),
    cast === 0 ? 'nobody else has voted' : `${signed(group.sum)} from ${plural(cast, 'ballot')}`,
  ]
  const text = `${parts.join(', ')}: the sum is ${sum < 0 ? signed(sum) : sum}, more than ${need} needed`
  // Whoever stopped it without a veto is said, too: a consensus ends with the objection of somebody.
  const others = count.against.filter((one) => !count.vetoes.some((veto) => veto.ballotId === one.ballotId))
  const objections =
    isEnough || others.length === 0
      ? []
      : [
          `${others.length === 1 ? 'the objection is' : 'the objections are'} ${others
            .map((one) => `${named(one)} ${signed(one.value)}`)
            .join(', ')}`,
        ]
  const steps: Step[] = [
    { code: 'sum', isMet: isEnough, text },
    ...objections.map((one): Step => ({ code: 'veto', isMet: false, text: one })),
    ...vetoSteps(count.vetoes),
  ]
  const passes = isEnough && count.vetoes.length === 0
  const warnings = count.openObjections.map(
    (veto) =>
      `${named(veto)} ${signed(veto.value)} is open; it is no veto, as theirs is not a necessary approval.`,
  )
  return { ...verdictOf(kind, count, passes, steps), warnings }
}

/** So many in favour and nobody against: releases of code, nominations, meetings in which nobody objects. */
export function judgeConsensus(kind: DecisionKind, count: Count): Verdict {
  const group = addGroups(count.groups)
  const need = typeof kind.pass?.need === 'number' ? kind.pass.need : 0
  const steps: Step[] = []
  let isPresent = true
  if (kind.quorum?.of === 'present') {
    const step = presentStep(kind, count)
    isPresent = step.isMet === true
    steps.push(step)
  }
  const isEnough = group.inFavour >= need
  if (need > 0)
    steps.push({ code: 'votes-needed', isMet: isEnough, text: `${group.inFavour} in favour, ${need} needed` })
  steps.push(...vetoSteps(count.vetoes))
  const nobodySpoke = group.inFavour + group.against + group.abstained === 0
  const isSilent = nobodySpoke && kind.silence === 'nothing' && kind.quorum?.of !== 'present'
  if (isSilent)
    steps.push({ code: 'votes-needed', isMet: false, text: 'nobody has spoken, and silence is no assent' })
  else if (count.vetoes.length === 0 && kind.veto !== undefined)
    steps.push({ code: 'veto', isMet: true, text: 'nobody objects' })
  const passes = isEnough && isPresent && !isSilent && count.vetoes.length === 0
  return verdictOf(kind, count, passes, steps)
}

function presentStep(kind: DecisionKind, count: Count): Step {
  const group = addGroups(count.groups)
  const base = kind.quorum?.base === 'activeMembers' ? group.activeMembers : group.members
  const rule = kind.quorum?.need ?? 0
  const need = typeof rule === 'number' ? rule : leastOf(rule, base, kind.quorum?.strict)
  const present = count.present
  if (present === undefined)
    return {
      code: 'present',
      isMet: false,
      text: `nobody has said who was present, ${need} of ${base} needed`,
    }
  const isMet = present >= need
  return { code: 'present', isMet, text: `${present} of ${base} present, ${need} needed` }
}

function vetoSteps(vetoes: readonly Veto[]): readonly Step[] {
  return vetoes.map((veto) => ({
    code: 'veto',
    isMet: false,
    text: `${named(veto)} ${signed(veto.value)} stops it`,
  }))
}

function verdictOf(kind: DecisionKind, count: Count, passes: boolean, steps: readonly Step[]): Verdict {
  const groups: readonly GroupResult[] = count.groups.map((group) => judgeGroup(kind, group))
  return { passes, groups, options: [], winner: undefined, mean: undefined, steps, warnings: [] }
}

/** "Ada's", or "one voter's" where names are not published. */
function named(veto: Veto): string {
  return veto.name === '' ? 'one voter’s' : `${veto.name}’s`
}

/** `+1`, `0`, `−1`. */
export function signed(value: number): string {
  return value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0'
}
