import type { Instant } from '../time.ts'
import { type BallotBox, sortBallots } from './ballot-box.ts'
import type { Clock } from './clock.ts'
import { findClose } from './close.ts'
import { findCommentPeriod } from './comment-period.ts'
import { type Count, countVotes } from './count-votes.ts'
import type { DecisionKind } from './decision-kind.ts'
import { isDecided } from './flips.ts'
import { judge } from './judge.ts'
import type { Ballot, Electorate, MotionEvent } from './motion.ts'
import type { Verdict } from './outcome.ts'
import { addSeconds } from './rule-duration.ts'
import { listSeats, type Seats } from './seats.ts'

/** The votes at the close, or at `now` before it. */
export interface Poll {
  readonly seats: Seats
  readonly box: BallotBox
  readonly count: Count | undefined
  readonly verdict: Verdict
  readonly closesAt: Instant | undefined
}

/** Sorts, counts and judges the ballots, as they were at the close or, before it, at `now`. */
export function evaluate(
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
