import { dayOf, type Instant } from '../time.ts'
import { readClock } from './clock.ts'
import { compareReadings, warnReadings } from './compare-readings.ts'
import type { DecisionKind } from './decision-kind.ts'
import { evaluate, type Poll } from './evaluate.ts'
import { findFlips } from './flips.ts'
import type { Ballot, Electorate, MotionEvent } from './motion.ts'
import { findMotionState } from './motion-state.ts'
import type { BallotFate, Outcome, Step, UncountedCode, Verdict } from './outcome.ts'
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
    warnings: [
      ...clock.warnings,
      ...poll.verdict.warnings,
      ...poll.seats.notes,
      ...warnRevised(seen, poll),
      ...warnReadings(readings),
    ],
    flips,
    readings,
    isOverdue: state.isOverdue,
    finalAt: state.finalAt,
    tallyVersion: 1 + seen.filter((event) => event.type === 'corrected').length,
    next: isClosed && leaning === 'failed' ? kind.result.appealTo : undefined,
  }
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

/** Ballots on a text that was changed since still count, and their voters may want to look again. */
function warnRevised(events: readonly MotionEvent[], poll: Poll): readonly string[] {
  const revised = events.findLast(
    (event) => event.type === 'revised' && (poll.closesAt === undefined || event.at < poll.closesAt),
  )
  if (revised === undefined) return []
  const before = new Set(
    poll.box.votes.filter((vote) => vote.ballot.at < revised.at).map((vote) => vote.ballot.id),
  ).size
  if (before === 0) return []
  const ballots = before === 1 ? '1 ballot was' : `${before} ballots were`
  return [`The text was changed on ${dayOf(revised.at)}: ${ballots} cast on the earlier one.`]
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
