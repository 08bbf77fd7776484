import type { Instant } from '../time.ts'
import type { DecisionKind } from './decision-kind.ts'
import type { Electorate, ElectorateGroup, MotionEvent, Voter } from './motion.ts'
import type { UncountedCode } from './outcome.ts'

/** One vote that can be cast in one group. */
export interface Seat {
  readonly group: string
  readonly voter: Voter
}

/** A group as the rule sees it: who of it can vote, and why others cannot. */
export interface SeatGroup {
  readonly id: string
  readonly title: string
  /** Votes that could be cast in it: persons, or organisations, at most a cap of each. */
  readonly members: number
  readonly activeMembers: number
  readonly seats: readonly Seat[]
  /** Why this whole group has no vote; `undefined`: it has. */
  readonly excluded: 'project-under-review' | 'group-not-mature' | undefined
}

/** Who can vote on a motion, by its rule. */
export interface Seats {
  readonly groups: readonly SeatGroup[]
  /** Why somebody of the electorate has no vote; `undefined` for everybody else. */
  readonly whyNot: (person: string) => UncountedCode | undefined
  /** What changed in the electorate since it was drawn, in sentences. */
  readonly notes: readonly string[]
}

/**
 * Applies a rule to the electorate that was drawn at the opening.
 *
 * With `snapshot: 'atOpen'` those who joined or left since are only mentioned; with `atClose` they count, up to
 * `until`. A stakeholder who is added always counts. A correction of the electorate replaces it from the start: the votes are counted anew.
 */
export function listSeats(
  kind: DecisionKind,
  drawn: Electorate,
  events: readonly MotionEvent[],
  until: Instant,
): Seats {
  const rule = kind.electorate
  const opening = events.find((event) => event.type === 'opened')
  const corrected = events.findLast((event) => event.type === 'corrected')
  const { electorate, notes } = followChanges(kind, corrected?.electorate ?? drawn, events, until)
  const recused = new Set(
    events.flatMap((event) => (event.type === 'recused' && event.at < until ? event.person : [])),
  )
  const reasons = new Map<string, UncountedCode>()
  const whyNot = (voter: Voter): UncountedCode | undefined => {
    if (rule.exclude.includes('subjectPerson') && voter.person === opening?.subjectPerson)
      return 'subject-person'
    if (rule.exclude.includes('recused') && recused.has(voter.person)) return 'recused'
    if (rule.exclude.includes('emeritus') && voter.emeritus) return 'emeritus'
    if (rule.activeOnly && !voter.active) return 'inactive'
    return undefined
  }
  const groups = electorate.groups.map((group): SeatGroup => {
    const excluded =
      rule.exclude.includes('projectUnderReview') && group.id === opening?.projectUnderReview
        ? 'project-under-review'
        : rule.qualifying === 'mature' && !group.mature
          ? 'group-not-mature'
          : undefined
    const seats: Seat[] = []
    for (const voter of group.voters) {
      const reason = whyNot(voter)
      if (reason === undefined) seats.push({ group: group.id, voter })
      else reasons.set(voter.person, reason)
    }
    return {
      id: group.id,
      title: group.title,
      members: countVotes(kind, seats) + group.unnamed,
      activeMembers:
        countVotes(
          kind,
          seats.filter((seat) => seat.voter.active),
        ) + group.unnamed,
      seats,
      excluded,
    }
  })
  return { groups, whyNot: (person) => reasons.get(person), notes }
}

/** The organisation, or the person themselves where they belong to none. */
export function organisationOf(voter: Voter): string {
  return voter.organisation === undefined ? `person ${voter.person}` : `organisation ${voter.organisation}`
}

/** Votes that these seats can cast together. */
function countVotes(kind: DecisionKind, seats: readonly Seat[]): number {
  const cap = kind.electorate.units === 'organisation' ? 1 : kind.electorate.orgCap
  if (cap === undefined) return seats.length
  const byOrganisation = new Map<string, number>()
  for (const { voter } of seats)
    byOrganisation.set(organisationOf(voter), (byOrganisation.get(organisationOf(voter)) ?? 0) + 1)
  return [...byOrganisation.values()].reduce((sum, count) => sum + Math.min(count, cap), 0)
}

function followChanges(
  kind: DecisionKind,
  drawn: Electorate,
  events: readonly MotionEvent[],
  until: Instant,
): { electorate: Electorate; notes: readonly string[] } {
  const counts = kind.electorate.snapshot === 'atClose'
  const groups = new Map(drawn.groups.map((group) => [group.id, group]))
  const notes: string[] = []
  const put = (group: ElectorateGroup, voter: Voter): void => {
    const voters = [...group.voters.filter((one) => one.person !== voter.person), voter]
    groups.set(group.id, { ...group, voters })
  }
  for (const event of events) {
    if (event.type !== 'joined' && event.type !== 'left' && event.type !== 'added') continue
    const group = groups.get(event.group)
    if (group === undefined || event.at >= until) continue
    const isNamed = kind.ballot.publish === 'names'
    if (event.type === 'added') {
      put(group, event.voter)
      if (isNamed) notes.push(`${event.voter.name} was added to those who vote.`)
      continue
    }
    const name = event.type === 'joined' ? event.voter.name : nameIn(group, event.person)
    const verb = event.type === 'joined' ? 'joined' : 'left'
    if (isNamed)
      notes.push(
        `${name} ${verb} ${group.title} after the opening: ${counts ? 'this counts' : 'those who belonged to it at the opening vote'}.`,
      )
    if (!counts) continue
    if (event.type === 'joined') put(group, event.voter)
    else groups.set(group.id, { ...group, voters: group.voters.filter((one) => one.person !== event.person) })
  }
  return { electorate: { groups: [...groups.values()] }, notes }
}

function nameIn(group: ElectorateGroup, person: string): string {
  return group.voters.find((voter) => voter.person === person)?.name ?? 'Somebody'
}
