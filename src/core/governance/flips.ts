import type { Count } from './count-votes.ts'
import type { DecisionKind } from './decision-kind.ts'
import { judge } from './judge.ts'
import type { Flip, GroupCount } from './outcome.ts'

/**
 * What one more vote would change: for each group in which somebody has not voted, one vote in favour and one
 * against. A flip is odd where a vote in favour makes it fail, or one against makes it pass: averages of groups
 * with a quorum can do that, and a rule should be seen doing it.
 */
export function findFlips(kind: DecisionKind, count: Count): readonly Flip[] {
  const now = judge(kind, count).passes
  if (now === undefined) return []
  return count.groups.flatMap((group) =>
    (['in favour', 'against'] as const).flatMap((vote) => {
      if (!hasSilent(kind, group) || !kind.scale.values.some((value) => isSuch(value, vote))) return []
      const passes = judge(kind, addVote(kind, count, group.id, vote)).passes
      if (passes === undefined || passes === now) return []
      const name = kind.electorate.perGroup ? group.id : undefined
      const isOdd = (vote === 'in favour') === !passes
      return [
        { group: name, vote, to: passes ? 'passed' : 'failed', isOdd, text: say(kind, group, vote, isOdd) },
      ]
    }),
  )
}

/** The count with one more vote in a group. */
export function addVote(
  kind: DecisionKind,
  count: Count,
  group: string,
  vote: 'in favour' | 'against',
  times = 1,
): Count {
  const isFor = vote === 'in favour'
  const stops = !isFor && kind.veto?.by === 'binding' && kind.veto.values.includes(-1) && times > 0
  return {
    ...count,
    groups: count.groups.map((one) =>
      one.id !== group
        ? one
        : {
            ...one,
            inFavour: one.inFavour + (isFor ? times : 0),
            against: one.against + (isFor ? 0 : times),
            sum: one.sum + (isFor ? times : -times),
          },
    ),
    vetoes: stops ? [...count.vetoes, { ballotId: '', name: '', value: -1 }] : count.vetoes,
  }
}

/** Whatever those who have not voted do, the result stays as it is. For rules in which more votes in favour never hurt. */
export function isDecided(kind: DecisionKind, count: Count): boolean {
  const now = judge(kind, count).passes
  return (['in favour', 'against'] as const).every((vote) => {
    const full = count.groups.reduce((all, group) => addVote(kind, all, group.id, vote, silent(group)), count)
    return judge(kind, full).passes === now
  })
}

function silent(group: GroupCount): number {
  return Math.max(0, group.members - group.inFavour - group.against - group.abstained)
}

/** Where anybody may answer there is always somebody who has not. */
function hasSilent(kind: DecisionKind, group: GroupCount): boolean {
  return silent(group) > 0 || kind.electorate.groups.some((selector) => selector.role === 'anyone')
}

function isSuch(value: number, vote: 'in favour' | 'against'): boolean {
  return vote === 'in favour' ? value > 0 : value < 0
}

function say(kind: DecisionKind, group: GroupCount, vote: 'in favour' | 'against', isOdd: boolean): string {
  const from = kind.electorate.perGroup ? ` from ${group.title}` : ''
  const text = `one more ${vote === 'in favour' ? '+1' : '−1'}${from} flips the result`
  if (!isOdd) return text
  return `${text}, though it is a vote ${vote === 'in favour' ? 'in favour: it would fail' : 'against: it would pass'}`
}
