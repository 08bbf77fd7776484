import type { Count } from './count-votes.ts'
import type { DecisionKind } from './decision-kind.ts'
import { judge } from './judge.ts'
import type { GroupCount } from './outcome.ts'

/** Votes in one group: members, in favour, against. */
export interface VoteNumbers {
  readonly members: number
  readonly inFavour: number
  readonly against: number
}

/** A vote that works against itself: one more in favour makes it fail, or one more against makes it pass. */
export interface Oddity {
  readonly before: readonly VoteNumbers[]
  /** The group, by its place in `before`, in which the vote is cast. */
  readonly group: number
  readonly vote: 'in favour' | 'against'
  readonly text: string
}

/** What a search for oddities found. */
export interface Oddities {
  /** Constellations of votes that were tried. */
  readonly tried: number
  /** Those from which one more vote works against itself. */
  readonly count: number
  /** The smallest of them, by members; `undefined` where there is none. */
  readonly smallest: Oddity | undefined
}

/**
 * Tries every constellation of votes of so many groups of so many members (`from` to `to`), and one more vote of
 * somebody silent in each: a rule should never punish a vote. For rules of members, votes for and against.
 */
export function findOddities(kind: DecisionKind, groups: number, from: number, to: number): Oddities {
  const single: VoteNumbers[] = []
  for (let members = from; members <= to; members++)
    for (let inFavour = 0; inFavour <= members; inFavour++)
      for (let against = 0; inFavour + against <= members; against++)
        single.push({ members, inFavour, against })
  // One more vote leads to another constellation of the same search: each is judged once.
  const judged = new Map<string, boolean | undefined>()
  const passes = (votes: readonly VoteNumbers[]): boolean | undefined => {
    const key = votes.map((one) => `${one.members} ${one.inFavour} ${one.against}`).join()
    if (!judged.has(key)) judged.set(key, judge(kind, asCount(votes)).passes)
    return judged.get(key)
  }
  let tried = 0
  let count = 0
  let smallest: Oddity | undefined
  const visit = (before: readonly VoteNumbers[]): void => {
    if (before.length < groups) {
      for (const one of single) visit([...before, one])
      return
    }
    tried++
    for (const [index, one] of before.entries()) {
      if (one.inFavour + one.against >= one.members) continue
      for (const vote of ['in favour', 'against'] as const) {
        const more =
          vote === 'in favour' ? { ...one, inFavour: one.inFavour + 1 } : { ...one, against: one.against + 1 }
        const wanted = vote === 'in favour'
        if (passes(before) !== wanted || passes(before.with(index, more)) !== !wanted) continue
        count++
        if (smallest === undefined || size(before) < size(smallest.before))
          smallest = { before, group: index, vote, text: say(before, index, vote) }
      }
    }
  }
  visit([])
  return { tried, count, smallest }
}

/** Nobody abstained, nobody vetoed: just these numbers. */
export function asCount(groups: readonly VoteNumbers[]): Count {
  return {
    groups: groups.map(
      (one, index): GroupCount => ({
        id: `${index}`,
        title: `group ${index + 1}`,
        members: one.members,
        activeMembers: one.members,
        inFavour: one.inFavour,
        against: one.against,
        abstained: 0,
        sum: one.inFavour - one.against,
      }),
    ),
    start: undefined,
    vetoes: [],
    openObjections: [],
    against: [],
    options: [],
    rankings: [],
    present: undefined,
    hasTooMany: false,
    hasNominee: false,
    accepted: undefined,
    concerns: [],
    castingVote: undefined,
    withoutReason: [],
  }
}

function size(groups: readonly VoteNumbers[]): number {
  return groups.reduce((sum, one) => sum + one.members, 0)
}

function say(before: readonly VoteNumbers[], group: number, vote: 'in favour' | 'against'): string {
  const numbers = before
    .map((one, index) => `group ${index + 1}: ${one.inFavour} for, ${one.against} against of ${one.members}`)
    .join('; ')
  const [was, becomes] = vote === 'in favour' ? ['passes', 'fails'] : ['fails', 'passes']
  return `${numbers}: it ${was}; with one more vote ${vote} in group ${group + 1} it ${becomes}`
}

/** What a search found, in sentences. */
export function describeOddities(found: Oddities): readonly string[] {
  if (found.smallest === undefined)
    return [`No vote works against itself: ${found.tried} constellations of votes were tried.`]
  return [
    `In ${found.count} of ${found.tried} constellations of votes one more vote works against itself.`,
    `The smallest: ${found.smallest.text}.`,
  ]
}
