import type { Instant } from '../time.ts'
import type { BallotBox, Vote } from './ballot-box.ts'
import { originOf } from './ballot-origin.ts'
import type { DecisionKind } from './decision-kind.ts'
import type { MotionEvent, Opening } from './motion.ts'
import type { GroupCount, OptionCount, Veto } from './outcome.ts'
import type { Seats } from './seats.ts'

/** A named concern that blocks a final comment period until whoever raised it resolves it. */
export interface OpenConcern {
  readonly name: string
  readonly by: string
}

/** Everything that a rule needs to know of the votes, in numbers. */
export interface Count {
  /** Groups that have a vote. */
  readonly groups: readonly GroupCount[]
  /** The proposer's vote that nobody cast: implicit, or a stated starting position; `undefined`: there is none. */
  readonly start: number | undefined
  readonly vetoes: readonly Veto[]
  /** Strong objections that stop nothing, since those who made them are not necessary. */
  readonly openObjections: readonly Veto[]
  /** Every ballot against it, whether or not it stops it by itself. */
  readonly against: readonly Veto[]
  readonly options: readonly OptionCount[]
  /** Rankings, for rules that compare options in pairs: option -> rank, by voter. */
  readonly rankings: readonly ReadonlyMap<string, number>[]
  /** Members present at a meeting; `undefined` outside one. */
  readonly present: number | undefined
  /** More nameless ballots than there are voters: something is wrong, and nothing can be decided. */
  readonly hasTooMany: boolean
  /** Somebody is nominated for a role, or put up for losing one. */
  readonly hasNominee: boolean
  /** The nominee's own word; `undefined`: none yet, or nobody is nominated. */
  readonly accepted: boolean | undefined
  readonly concerns: readonly OpenConcern[]
  readonly castingVote: number | undefined
  /** Ballots that give no reason where the rule wants one: names and values. */
  readonly withoutReason: readonly Veto[]
}

/** Adds up the votes that count, with what else the rule looks at, as it was before `until`. */
export function countVotes(
  kind: DecisionKind,
  seats: Seats,
  box: BallotBox,
  opening: Opening,
  events: readonly MotionEvent[],
  until: Instant,
): Count {
  const before = events.filter((event) => event.at < until)
  const nameOf = (vote: Vote): string => (kind.ballot.publish === 'names' ? vote.ballot.name : '')
  const veto = (vote: Vote): Veto => ({ ballotId: vote.ballot.id, name: nameOf(vote), value: vote.value })
  const isStrong = (vote: Vote): boolean => kind.veto?.values.includes(vote.value) ?? false
  const stops = (vote: Vote): boolean =>
    isStrong(vote) && (kind.veto?.by === 'binding' || vote.voter?.necessary === true)
  const single = box.votes.filter((vote) => vote.ballot.option === undefined)
  const needsReason = (vote: Vote): boolean =>
    kind.scale.reasonRequired.includes(vote.value) && vote.ballot.reason.trim() === ''
  return {
    groups: seats.groups
      .filter((group) => group.excluded === undefined)
      .map((group) => {
        const votes = single.filter((vote) => vote.group === group.id)
        const base = {
          id: group.id,
          title: group.title,
          members: group.members,
          activeMembers: group.activeMembers,
        }
        return { ...base, ...(reportedCount(before, group.id, votes) ?? addUp(votes)) }
      }),
    start: startOf(kind, opening, box),
    vetoes: once(single.filter(stops)).map(veto),
    openObjections: once(single.filter((vote) => isStrong(vote) && !stops(vote))).map(veto),
    against: once(single.filter((vote) => vote.value < 0)).map(veto),
    options: (opening.options ?? []).map((option) => countOption(option, box.votes)),
    rankings: rank(box.votes),
    present: countPresent(before, seats),
    hasTooMany:
      kind.ballot.mode === 'anonymous' &&
      !kind.electorate.groups.some((one) => one.role === 'anyone') &&
      hasTooMany(seats, box.votes),
    hasNominee: kind.electorate.exclude.includes('subjectPerson') && opening.subjectPerson !== undefined,
    accepted: acceptance(opening, before, box),
    concerns: openConcerns(before),
    castingVote: before.findLast((event) => event.type === 'castingVote')?.value,
    withoutReason: once(single.filter(needsReason)).map(veto),
  }
}

function hasTooMany(seats: Seats, votes: readonly Vote[]): boolean {
  return seats.groups.some((group) => {
    const counts = new Map<string | undefined, number>()
    for (const vote of votes)
      if (vote.group === group.id) counts.set(vote.ballot.option, (counts.get(vote.ballot.option) ?? 0) + 1)
    return [...counts.values()].some((count) => count > group.members)
  })
}

function addUp(votes: readonly Vote[]): Pick<GroupCount, 'inFavour' | 'against' | 'abstained' | 'sum'> {
  return {
    inFavour: votes.filter((vote) => vote.value > 0).length,
    against: votes.filter((vote) => vote.value < 0).length,
    abstained: votes.filter((vote) => vote.value === 0).length,
    sum: votes.reduce((sum, vote) => sum + vote.value, 0),
  }
}

/** Numbers that were reported stand where no ballots are known. */
function reportedCount(
  events: readonly MotionEvent[],
  group: string,
  votes: readonly Vote[],
): Pick<GroupCount, 'inFavour' | 'against' | 'abstained' | 'sum'> | undefined {
  const report = events.findLast((event) => event.type === 'reported' && event.group === group)
  if (report?.type !== 'reported' || votes.length > 0) return undefined
  const { inFavour, against, abstained } = report
  return { inFavour, against, abstained, sum: inFavour - against }
}

function startOf(kind: DecisionKind, opening: Opening, box: BallotBox): number | undefined {
  if (kind.implicit === undefined) return undefined
  if (kind.implicit.overridable && box.proposersVote !== undefined)
    return box.votes.includes(box.proposersVote) ? undefined : box.proposersVote.value
  return opening.startingPosition ?? kind.implicit.proposer
}

/** A ballot counts in several groups and objects once. */
function once(votes: readonly Vote[]): readonly Vote[] {
  return [...new Map(votes.map((vote) => [vote.ballot.id, vote])).values()]
}

function countOption(option: string, votes: readonly Vote[]): OptionCount {
  const mine = votes.filter((vote) => vote.ballot.option === option)
  const values = [...new Set(mine.map((vote) => vote.value))].sort((a, b) => b - a)
  const { inFavour, against, abstained } = addUp(mine)
  return {
    option,
    inFavour,
    against,
    abstained,
    histogram: values.map((value) => ({
      value,
      count: mine.filter((vote) => vote.value === value).length,
    })),
  }
}

function rank(votes: readonly Vote[]): readonly ReadonlyMap<string, number>[] {
  const byVoter = new Map<string, Map<string, number>>()
  for (const vote of votes) {
    if (vote.ballot.option === undefined) continue
    const key = vote.ballot.person ?? originOf(vote.ballot)
    const ranks = byVoter.get(key) ?? new Map<string, number>()
    ranks.set(vote.ballot.option, vote.value)
    byVoter.set(key, ranks)
  }
  return [...byVoter.values()]
}

function countPresent(events: readonly MotionEvent[], seats: Seats): number | undefined {
  const meeting = events.findLast((event) => event.type === 'present')
  if (meeting === undefined) return undefined
  const members = new Set(seats.groups.flatMap((group) => group.seats.map((seat) => seat.voter.person)))
  return new Set(meeting.persons.filter((person) => members.has(person))).size
}

/** A nominee who proposes themselves, or answers in favour, accepts; their word is never a vote. */
function acceptance(opening: Opening, events: readonly MotionEvent[], box: BallotBox): boolean | undefined {
  const nominee = opening.subjectPerson
  if (nominee === undefined) return undefined
  if (opening.proposer === nominee) return true
  const recused = events.some((event) => event.type === 'recused' && event.person === nominee)
  const last = box.nominees.findLast((ballot) => ballot.person === nominee && ballot.value !== undefined)
  return last?.value === undefined ? (recused ? false : undefined) : last.value > 0
}

function openConcerns(events: readonly MotionEvent[]): readonly OpenConcern[] {
  const open = new Map<string, OpenConcern>()
  for (const event of events) {
    if (event.type === 'concern') open.set(event.name, { name: event.name, by: event.person })
    // Only whoever raised a concern can resolve it.
    else if (event.type === 'resolved' && open.get(event.name)?.by === event.person) open.delete(event.name)
  }
  return [...open.values()]
}
