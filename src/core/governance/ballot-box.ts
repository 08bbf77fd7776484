import type { Instant } from '../time.ts'
import { originOf } from './ballot-origin.ts'
import type { DecisionKind } from './decision-kind.ts'
import { type Ballot, type Opening, PROOFS, type Voter } from './motion.ts'
import type { UncountedCode } from './outcome.ts'
import { organisationOf, type Seat, type Seats } from './seats.ts'

/** A vote that counts in one group. */
export interface Vote {
  readonly ballot: Ballot
  readonly group: string
  /** `undefined` in an anonymous vote. */
  readonly voter: Voter | undefined
  readonly value: number
}

/** The ballots, sorted into those that count and those that do not. */
export interface BallotBox {
  readonly votes: readonly Vote[]
  /** Of every ballot that is in no vote: the one reason. */
  readonly uncounted: ReadonlyMap<string, UncountedCode>
  /** The proposer's own clear ballot, which replaces their implicit vote. */
  readonly proposersVote: Vote | undefined
  /** Clear ballots of whoever the motion is about: their acceptance, never a vote. In order of receipt. */
  readonly nominees: readonly Ballot[]
}

/** When ballots count. */
export interface VotingTime {
  readonly from: Instant
  /** Ballots received at this instant, or after it, are late. */
  readonly until: Instant
}

/**
 * Sorts ballots: of each voter the last clear one counts, in every group in which they have a seat and which it is
 * cast for. An unclear one never replaces a clear one. The order of the list does not matter: ballots stand in order
 * of receipt, then of their ids; a ballot that arrived twice (by two lists) is one.
 */
export function sortBallots(
  kind: DecisionKind,
  seats: Seats,
  opening: Opening,
  ballots: readonly Ballot[],
  time: VotingTime,
): BallotBox {
  const uncounted = new Map<string, UncountedCode>()
  const ordered = inOrder(ballots)
  const valid: Ballot[] = []
  for (const ballot of ordered) {
    const code = checkTime(ballot, time) ?? checkBelief(kind, ballot) ?? checkReading(kind, opening, ballot)
    if (code === undefined) valid.push(ballot)
    else uncounted.set(ballot.id, code)
  }
  if (kind.ballot.mode === 'anonymous') return sortAnonymous(kind, seats, valid, uncounted)
  const votes: Vote[] = []
  const proposersVotes: Vote[] = []
  const candidates = new Map<Ballot, readonly Seat[]>()
  for (const ballot of valid) {
    const found = findSeats(kind, seats, ballot)
    if (isNominee(kind, opening, ballot)) uncounted.set(ballot.id, 'subject-person')
    else if (ballot.person === opening.proposer && kind.implicit?.overridable && found.seats.length === 0)
      candidates.set(ballot, [{ group: PROPOSER, voter: stranger(ballot) }])
    else if (found.seats.length === 0) uncounted.set(ballot.id, found.code)
    else candidates.set(ballot, found.seats)
  }
  const byPerson = new Map<string | undefined, Candidate[]>()
  for (const one of candidates) byPerson.set(one[0].person, [...(byPerson.get(one[0].person) ?? []), one])
  for (const [ballot, mine] of candidates) {
    const verdict = judgeAgainstOthers(kind, ballot, mine, byPerson.get(ballot.person) ?? [])
    if (verdict.code !== undefined) uncounted.set(ballot.id, verdict.code)
    for (const seat of verdict.seats)
      (seat.group === PROPOSER ? proposersVotes : votes).push({
        ballot,
        group: seat.group,
        voter: seat.voter,
        value: ballot.value ?? 0,
      })
  }
  const kept = capOrganisations(kind, votes, valid, uncounted)
  const own = kept.filter((vote) => vote.voter?.person === opening.proposer)
  const nominees = valid.filter((ballot) => isNominee(kind, opening, ballot))
  return { votes: kept, uncounted, proposersVote: [...proposersVotes, ...own].at(-1), nominees }
}

function isNominee(kind: DecisionKind, opening: Opening, ballot: Ballot): boolean {
  return kind.electorate.exclude.includes('subjectPerson') && ballot.person === opening.subjectPerson
    ? ballot.person !== undefined
    : false
}

/** Stands for the group of a proposer who has no seat and speaks for themselves. */
const PROPOSER = ''

function inOrder(ballots: readonly Ballot[]): readonly Ballot[] {
  const byId = new Map<string, Ballot>()
  for (const ballot of ballots) {
    const before = byId.get(ballot.id)
    if (before === undefined || ballot.at < before.at) byId.set(ballot.id, ballot)
  }
  return [...byId.values()].sort((a, b) => (isEarlier(a, b) ? -1 : 1))
}

function isEarlier(a: Ballot, b: Ballot): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id)
}

function checkTime(ballot: Ballot, time: VotingTime): UncountedCode | undefined {
  return ballot.at < time.from ? 'early' : ballot.at >= time.until ? 'late' : undefined
}

function checkBelief(kind: DecisionKind, ballot: Ballot): UncountedCode | undefined {
  if (ballot.isUnconfirmed) return 'unconfirmed'
  if (ballot.isProxy) return 'proxy'
  const needed = kind.ballot.proof
  return needed !== undefined && PROOFS.indexOf(ballot.proof) < PROOFS.indexOf(needed)
    ? 'unproved'
    : undefined
}

function checkReading(kind: DecisionKind, opening: Opening, ballot: Ballot): UncountedCode | undefined {
  if (ballot.isWithdrawal) return undefined
  if (ballot.value === undefined) return 'unclear'
  if (kind.tally !== 'condorcet' && !kind.scale.values.includes(ballot.value)) return 'off-scale'
  if (ballot.option !== undefined && !(opening.options ?? []).includes(ballot.option)) return 'unknown-option'
  const needsReason = kind.scale.reasonRequired.includes(ballot.value) && kind.scale.reasonMissing === 'void'
  return needsReason && ballot.reason.trim() === '' ? 'reason-missing' : undefined
}

function findSeats(
  kind: DecisionKind,
  seats: Seats,
  ballot: Ballot,
): { seats: readonly Seat[]; code: UncountedCode } {
  const person = ballot.person
  if (person === undefined) return { seats: [], code: 'nameless' }
  const mine: Seat[] = []
  let code: UncountedCode | undefined
  for (const group of seats.groups) {
    if (ballot.group !== undefined && ballot.group !== group.id) continue
    const seat = group.seats.find((one) => one.voter.person === person)
    if (seat === undefined) continue
    if (group.excluded === undefined) mine.push(seat)
    else code ??= group.excluded
  }
  if (mine.length > 0) return { seats: mine, code: 'not-a-voter' }
  const known = seats.whyNot(person) ?? code
  if (known !== undefined) return { seats: [], code: known }
  const open = kind.electorate.groups.some((selector) => selector.role === 'anyone')
  const group = seats.groups[0]
  if (open && group !== undefined)
    return { seats: [{ group: group.id, voter: stranger(ballot) }], code: 'not-a-voter' }
  return { seats: [], code: kind.electorate.nonBinding === 'record' ? 'non-binding' : 'not-a-voter' }
}

function stranger(ballot: Ballot): Voter {
  return {
    person: ballot.person ?? '',
    name: ballot.name,
    organisation: undefined,
    active: true,
    necessary: false,
    emeritus: false,
  }
}

type Candidate = readonly [ballot: Ballot, seats: readonly Seat[]]

/** What is left of a ballot's seats when the voter's other ballots are looked at. */
function judgeAgainstOthers(
  kind: DecisionKind,
  ballot: Ballot,
  mine: readonly Seat[],
  ofPerson: readonly Candidate[],
): { seats: readonly Seat[]; code: UncountedCode | undefined } {
  // An order of options is one ballot: a later one replaces it whole, also where it ranks fewer.
  const isOther = (other: Ballot): boolean =>
    kind.tally === 'condorcet' && originOf(other) !== originOf(ballot)
  const same = ofPerson.filter(
    ([other]) => other !== ballot && (other.option === ballot.option || other.isWithdrawal || isOther(other)),
  )
  const reaches = (others: readonly Seat[], seat: Seat): boolean =>
    others.some((one) => one.group === seat.group)
  if (kind.ballot.revote === 'refuse') {
    const earlier = same.filter(([other]) => isEarlier(other, ballot))
    const left = mine.filter((seat) => !earlier.some(([, others]) => reaches(others, seat)))
    return { seats: ballot.isWithdrawal ? [] : left, code: left.length === 0 ? 'already-voted' : undefined }
  }
  if (ballot.isWithdrawal) return { seats: [], code: 'withdrawal' }
  const later = same.filter(([other]) => isEarlier(ballot, other))
  const left = mine.filter((seat) => !later.some(([, others]) => reaches(others, seat)))
  return { seats: left, code: left.length === 0 ? 'replaced' : undefined }
}

/**
 * One vote, or so many, of an organisation. Under a cap those who voted first keep their place, also when they change
 * their minds; where an organisation speaks with one voice, its latest word counts.
 */
function capOrganisations(
  kind: DecisionKind,
  votes: readonly Vote[],
  valid: readonly Ballot[],
  uncounted: Map<string, UncountedCode>,
): readonly Vote[] {
  const isOneVoice = kind.electorate.units === 'organisation'
  const cap = isOneVoice ? 1 : kind.electorate.orgCap
  if (cap === undefined) return votes
  const firstOf = (vote: Vote): number =>
    valid.findIndex((ballot) => ballot.person === vote.ballot.person && ballot.value !== undefined)
  const ranked = [...votes].sort((a, b) =>
    isOneVoice ? (isEarlier(a.ballot, b.ballot) ? 1 : -1) : firstOf(a) - firstOf(b),
  )
  const used = new Map<string, number>()
  const kept = new Set<Vote>()
  for (const vote of ranked) {
    const key = `${vote.group} ${vote.ballot.option ?? ''} ${vote.voter ? organisationOf(vote.voter) : vote.ballot.id}`
    const count = used.get(key) ?? 0
    used.set(key, count + 1)
    if (count < cap) kept.add(vote)
  }
  const left = votes.filter((vote) => kept.has(vote))
  for (const vote of votes)
    if (!left.some((one) => one.ballot.id === vote.ballot.id))
      uncounted.set(vote.ballot.id, isOneVoice ? 'organisation-spoke' : 'organisation-cap')
  return left
}

/** Nameless ballots: each is one vote of its group; who cast how many is checked where they are handed out. */
function sortAnonymous(
  kind: DecisionKind,
  seats: Seats,
  valid: readonly Ballot[],
  uncounted: Map<string, UncountedCode>,
): BallotBox {
  const votes: Vote[] = []
  for (const ballot of valid) {
    const group = seats.groups.find((one) => ballot.group === undefined || one.id === ballot.group)
    if (group === undefined || ballot.isWithdrawal)
      uncounted.set(ballot.id, kind.electorate.nonBinding === 'record' ? 'non-binding' : 'not-a-voter')
    else if (group.excluded !== undefined) uncounted.set(ballot.id, group.excluded)
    else votes.push({ ballot, group: group.id, voter: undefined, value: ballot.value ?? 0 })
  }
  return { votes, uncounted, proposersVote: undefined, nominees: [] }
}
