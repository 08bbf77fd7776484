import type { Instant } from '../time.ts'
import type { BallotBox } from './ballot-box.ts'
import type { Clock } from './clock.ts'
import { countVotes, type OpenConcern } from './count-votes.ts'
import type { DecisionKind } from './decision-kind.ts'
import { leastOf } from './fraction.ts'
import { addGroups, judgeGroup } from './judge-majority.ts'
import type { MotionEvent } from './motion.ts'
import type { Step, Verdict } from './outcome.ts'
import { addDuration, addSeconds, formatRuleDuration } from './rule-duration.ts'
import type { Seats } from './seats.ts'

/** How far a motion with a final comment period has come. */
export interface CommentPeriod {
  /** When the period that runs, or ran to its end, began; `undefined`: it has not. */
  readonly startedAt: Instant | undefined
  readonly endsAt: Instant | undefined
  readonly verdict: Verdict
}

/** What is known of the votes before an instant. */
export type BoxAt = (until: Instant) => BallotBox

/**
 * The final comment period: it begins when more than the rule's share of the team has reviewed, fewer than so many
 * have not, and no named concern is open; it passes at its end. A concern during it stops it, and it begins anew
 * when the concern is resolved. The proposer counts as having reviewed.
 */
export function findCommentPeriod(
  kind: DecisionKind,
  seats: Seats,
  clock: Clock,
  events: readonly MotionEvent[],
  boxAt: BoxAt,
  instants: readonly Instant[],
  now: Instant,
): CommentPeriod {
  const length = kind.duration.default ?? kind.duration.min ?? '10d'
  let startedAt: Instant | undefined
  let endsAt: Instant | undefined
  for (const instant of instants) {
    if (instant < clock.votingFrom || instant > now) continue
    if (endsAt !== undefined && instant >= endsAt) break
    const state = stateAt(kind, seats, clock, events, boxAt(after(instant)), after(instant))
    if (!state.isReady) startedAt = endsAt = undefined
    else if (startedAt === undefined) {
      startedAt = instant
      endsAt = addDuration(instant, length, kind.duration.business)
    }
  }
  const until = endsAt !== undefined && endsAt <= now ? endsAt : after(now)
  const state = stateAt(kind, seats, clock, events, boxAt(until), until)
  const isOver = endsAt !== undefined && endsAt <= now
  const text =
    startedAt === undefined
      ? 'the final comment period has not started'
      : isOver
        ? `the final comment period of ${formatRuleDuration(length)} is over`
        : `the final comment period of ${formatRuleDuration(length)} runs`
  const steps: Step[] = [...state.steps, { code: 'clock', isMet: startedAt !== undefined, text }]
  return { startedAt, endsAt, verdict: { ...state.verdict, passes: startedAt !== undefined, steps } }
}

/** Instants are whole seconds: what happened at an instant is seen a second later. */
function after(instant: Instant): Instant {
  return addSeconds(instant, 1)
}

function stateAt(
  kind: DecisionKind,
  seats: Seats,
  clock: Clock,
  events: readonly MotionEvent[],
  box: BallotBox,
  until: Instant,
): { isReady: boolean; steps: readonly Step[]; verdict: Omit<Verdict, 'passes' | 'steps'> } {
  const count = countVotes(kind, seats, box, clock.opening, events, until)
  const group = addGroups(count.groups)
  const proposer = clock.opening.proposer
  const hasProposerVoted = box.votes.some((vote) => vote.voter?.person === proposer)
  const isMember = seats.groups.some((one) => one.seats.some((seat) => seat.voter.person === proposer))
  const reviewed = group.inFavour + (isMember && !hasProposerVoted ? 1 : 0)
  const outstanding = group.members - reviewed
  const share = typeof kind.pass?.need === 'object' ? kind.pass.need : { num: 1, den: 2 }
  const need = leastOf(share, group.members, kind.pass?.strict ?? true)
  const limit = kind.outstandingBelow
  const steps: Step[] = [
    {
      code: 'votes-needed',
      isMet: reviewed >= need,
      text: `${reviewed} of ${group.members} have reviewed, ${need} needed`,
    },
  ]
  if (limit !== undefined)
    steps.push({
      code: 'votes-needed',
      isMet: outstanding < limit,
      text: `${outstanding} still to answer, fewer than ${limit} needed`,
    })
  steps.push(concernStep(count.concerns))
  return {
    isReady: steps.every((step) => step.isMet === true),
    steps,
    verdict: {
      groups: count.groups.map((one) => judgeGroup(kind, one)),
      options: [],
      winner: undefined,
      mean: undefined,
      warnings: [],
    },
  }
}

function concernStep(concerns: readonly OpenConcern[]): Step {
  const names = concerns.map((concern) => `"${concern.name}"`).join(', ')
  return concerns.length === 0
    ? { code: 'concerns', isMet: true, text: 'no concern is open' }
    : { code: 'concerns', isMet: false, text: `open: ${names}; only whoever raised a concern can resolve it` }
}
