import type { Instant } from '../time.ts'
import { type BallotBox, sortBallots } from './ballot-box.ts'
import { type Clock, readClock } from './clock.ts'
import { findClose } from './close.ts'
import { findCommentPeriod } from './comment-period.ts'
import { type Count, countVotes } from './count-votes.ts'
import { type DecisionKind, withReading } from './decision-kind.ts'
import { findFlips, isDecided } from './flips.ts'
import { judge } from './judge.ts'
import type { Ballot, Electorate, MotionEvent } from './motion.ts'
import { findMotionState } from './motion-state.ts'
import type { BallotFate, OtherReading, Outcome, Step, UncountedCode, Verdict } from './outcome.ts'
import { addSeconds } from './rule-duration.ts'
import { listSeats, type Seats } from './seats.ts'
import { sayWhyUncounted } from './why-uncounted.ts'

/**
 * How a motion stands at `now`, and why: a pure function of the rule, the electorate that was drawn at the opening,
 * the ballots and what happened to the motion. What lies after `now` is not looked at, and the order of the lists
 * does not matter, so any past decision can be counted again.
 *
 * Every ballot comes back with the one reason for which it is not counted, every step of the count with a sentence.
 * From the close on the result stays the same, unless the electorate is corrected.
 */
export function decide(
  kind: DecisionKind,
  electorate: Electorate,
  ballots: readonly Ballot[],
  events: readonly MotionEvent[],
  now: Instant,
): Outcome {
  const seen = [...events].filter((event) => event.at <= now).sort(compareEvents)
  const cast = ballots.filter((ballot) => ballot.at <= now)
  const clock = readClock(kind, seen, now)
  if (clock === undefined) return draftOutcome(kind, cast)
  const poll = evaluate(kind, electorate, cast, seen, clock, now)
  const state = findMotionState(kind, clock, poll.closesAt, seen, now)
  const fates = listFates(kind, cast, poll, poll.verdict)
  const leaning = resultOf(kind, poll.verdict)
  const isOpen = state.state === 'open' || state.state === 'review'
  const isClosed = !isOpen && state.state !== 'cancelled'
  const flips = poll.count === undefined || state.state === 'cancelled' ? [] : findFlips(kind, poll.count)
  const readings = compareReadings(kind, electorate, cast, seen, clock, now, poll)
  const steps: Step[] = [
    ...poll.verdict.steps,
    { code: 'clock', isMet: undefined, text: state.text },
    ...(isOpen ? flips.map((flip): Step => ({ code: 'flip', isMet: undefined, text: flip.text })) : []),
  ]
  return {
    state: state.state,
    result: isClosed ? leaning : undefined,
    leaning,
    votingFrom: clock.votingFrom,
    closesAt: poll.closesAt,
    verdict: poll.verdict,
    ballots: fates,
    pending: isOpen && kind.ballot.publish === 'names' ? listPending(poll) : [],
    steps,
    summary: steps.map((step) => step.text).join('; '),
    warnings: [...clock.warnings, ...poll.verdict.warnings, ...poll.seats.notes, ...warnReadings(readings)],
    flips,
    readings,
    isOverdue: state.isOverdue,
    finalAt: state.finalAt,
    tallyVersion: 1 + seen.filter((event) => event.type === 'corrected').length,
    next: isClosed && leaning === 'failed' ? kind.result.appealTo : undefined,
  }
}

/** The votes at the close, or at `now` before it. */
interface Poll {
  readonly seats: Seats
  readonly box: BallotBox
  readonly count: Count | undefined
  readonly verdict: Verdict
  readonly closesAt: Instant | undefined
}

function evaluate(
  kind: DecisionKind,
  electorate: Electorate,
  ballots: readonly Ballot[],
  events: readonly MotionEvent[],
  clock: Clock,
  now: Instant,
): Poll {
  const seatsAt = (until: Instant): Seats => listSeats(kind, electorate, events, until)
  const boxAt = (until: Instant): BallotBox => {
    const time = { from: clock.votingFrom, until }
    return sortBallots(kind, seatsAt(until), clock.opening, ballots, time)
  }
  const countAt = (until: Instant): Count =>
    countVotes(kind, seatsAt(until), boxAt(until), clock.opening, events, until)
  const instants = [...new Set([...ballots, ...events].map((one) => one.at))].sort()
  if (kind.tally === 'fcp') {
    const period = findCommentPeriod(kind, seatsAt(now), clock, events, boxAt, instants, now)
    const until = period.endsAt !== undefined && period.endsAt <= now ? period.endsAt : addSeconds(now, 1)
    return {
      seats: seatsAt(until),
      box: boxAt(until),
      count: undefined,
      verdict: period.verdict,
      closesAt: period.endsAt,
    }
  }
  const closesAt = findClose(kind, clock, instants, now, (until) => {
    const count = countAt(until)
    return { passes: judge(kind, count).passes, isDecided: isDecided(kind, count) }
  })
  const end = clock.cancelledAt !== undefined && clock.cancelledAt < closesAt ? clock.cancelledAt : closesAt
  const until = end <= now ? end : addSeconds(now, 1)
  const count = countAt(until)
  return { seats: seatsAt(until), box: boxAt(until), count, verdict: judge(kind, count), closesAt }
}

function resultOf(kind: DecisionKind, verdict: Verdict): 'passed' | 'failed' | 'organiser' | undefined {
  if (verdict.passes !== undefined) return verdict.passes ? 'passed' : 'failed'
  return kind.tally === 'checkIn' ? undefined : 'organiser'
}

function listFates(
  kind: DecisionKind,
  ballots: readonly Ballot[],
  poll: Poll,
  verdict: Verdict,
): readonly BallotFate[] {
  const left = new Set(verdict.groups.filter((group) => !group.isCounted).map((group) => group.id))
  const unique = new Map(ballots.map((ballot) => [ballot.id, ballot]))
  return [...unique.values()].sort(compareBallots).map((ballot) => {
    const mine = poll.box.votes.filter((vote) => vote.ballot.id === ballot.id).map((vote) => vote.group)
    const groups = mine.filter((group) => !left.has(group))
    const isProposers = poll.box.proposersVote?.ballot.id === ballot.id
    const code: UncountedCode | undefined =
      groups.length > 0 || isProposers
        ? undefined
        : mine.length > 0
          ? 'group-without-quorum'
          : (poll.box.uncounted.get(ballot.id) ?? 'replaced')
    const why = code === undefined ? undefined : sayWhyUncounted(code, ballot, kind)
    return { ballot, groups, isCounted: code === undefined, code, why }
  })
}

function listPending(poll: Poll): readonly string[] {
  const heard = new Set(poll.box.votes.map((vote) => `${vote.group} ${vote.voter?.person}`))
  const silent = poll.seats.groups
    .filter((group) => group.excluded === undefined)
    .flatMap((group) => group.seats.filter((seat) => !heard.has(`${seat.group} ${seat.voter.person}`)))
  return [...new Set(silent.map((seat) => seat.voter.person))].sort()
}

function compareReadings(
  kind: DecisionKind,
  electorate: Electorate,
  ballots: readonly Ballot[],
  events: readonly MotionEvent[],
  clock: Clock,
  now: Instant,
  chosen: Poll,
): readonly OtherReading[] {
  return kind.readings.flatMap((reading) =>
    reading.options.flatMap((option) => {
      if (option.id === reading.chosen || Object.keys(option.set).length === 0) return []
      const other = withReading(kind, reading.id, option.id)
      const poll = evaluate(other, electorate, ballots, events, readClock(other, events, now) ?? clock, now)
      return [
        {
          reading: reading.id,
          option: option.id,
          question: reading.question,
          text: option.text,
          passes: poll.verdict.passes,
          isDifferent: poll.verdict.passes !== chosen.verdict.passes,
          countsDiffer: whoCounts(poll) !== whoCounts(chosen),
        },
      ]
    }),
  )
}

function whoCounts(poll: Poll): string {
  const groups = poll.verdict.groups.filter((group) => group.isCounted).map((group) => group.id)
  const ballots = poll.box.votes.map((vote) => `${vote.group} ${vote.ballot.id}`)
  return JSON.stringify([groups, ballots.sort()])
}

function warnReadings(readings: readonly OtherReading[]): readonly string[] {
  return readings.flatMap((reading) => {
    const name = `Reading ${reading.reading}-${reading.option} (${reading.text})`
    if (reading.isDifferent) return [`${name}: it would ${reading.passes ? 'pass' : 'fail'}.`]
    return reading.countsDiffer ? [`${name}: other votes would count, with the same result.`] : []
  })
}

/** A draft: nobody could see it, so nothing has begun and no ballot counts. */
function draftOutcome(kind: DecisionKind, ballots: readonly Ballot[]): Outcome {
  const text = 'its call has not reached a list: the clock has not started'
  const verdict: Verdict = {
    passes: undefined,
    groups: [],
    options: [],
    winner: undefined,
    mean: undefined,
    steps: [],
    warnings: [],
  }
  return {
    state: 'draft',
    result: undefined,
    leaning: undefined,
    votingFrom: undefined,
    closesAt: undefined,
    verdict,
    ballots: [...new Map(ballots.map((ballot) => [ballot.id, ballot])).values()]
      .sort(compareBallots)
      .map((ballot) => ({
        ballot,
        groups: [],
        isCounted: false,
        code: 'not-open',
        why: sayWhyUncounted('not-open', ballot, kind),
      })),
    pending: [],
    steps: [{ code: 'clock', isMet: undefined, text }],
    summary: text,
    warnings: [],
    flips: [],
    readings: [],
    isOverdue: false,
    finalAt: undefined,
    tallyVersion: 1,
    next: undefined,
  }
}

function compareBallots(a: Ballot, b: Ballot): number {
  return a.at !== b.at ? (a.at < b.at ? -1 : 1) : a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** By time; what happened in one second stands in one order, whichever the list has. */
function compareEvents(a: MotionEvent, b: MotionEvent): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  if (a.type === b.type) return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
  return a.type === 'opened' || (b.type !== 'opened' && a.type < b.type) ? -1 : 1
}
