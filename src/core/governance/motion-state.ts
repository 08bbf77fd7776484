import type { Instant } from '../time.ts'
import { dayOf } from '../time.ts'
import type { Clock } from './clock.ts'
import type { DecisionKind } from './decision-kind.ts'
import type { MotionEvent } from './motion.ts'
import type { MotionState } from './outcome.ts'
import { addDuration, formatWait } from './rule-duration.ts'

/** Where a motion is on its way, and one sentence about its clock. */
export interface MotionProgress {
  readonly state: MotionState
  readonly text: string
  readonly isOverdue: boolean
  readonly finalAt: Instant | undefined
}

/** A result that nobody published is pointed out after so long, unless the rule says otherwise. */
export const OVERDUE_AFTER = '14d'

/**
 * The state of an opened motion: review, open, closed, and after its result was published provisional until the
 * time to challenge it is over. A challenge holds it until the electorate is corrected or a result is published anew.
 */
export function findMotionState(
  kind: DecisionKind,
  clock: Clock,
  closesAt: Instant | undefined,
  events: readonly MotionEvent[],
  now: Instant,
): MotionProgress {
  const rest = { isOverdue: false, finalAt: undefined }
  if (clock.cancelledAt !== undefined && (closesAt === undefined || clock.cancelledAt < closesAt))
    return { state: 'cancelled', text: `cancelled on ${dayOf(clock.cancelledAt)}`, ...rest }
  if (now < clock.votingFrom) {
    const text = `${clock.phase ?? 'review'}: the vote begins in ${formatWait(now, clock.votingFrom)}`
    return { state: 'review', text, ...rest }
  }
  if (closesAt === undefined) return { state: 'open', text: 'no end is set yet', ...rest }
  if (now < closesAt) return { state: 'open', text: `closes in ${formatWait(now, closesAt)}`, ...rest }
  const published = events.findLast((event) => event.type === 'published' && event.at >= closesAt)
  if (published === undefined) {
    const due = addDuration(closesAt, kind.result.overdueAfter ?? OVERDUE_AFTER)
    const isOverdue = now >= due
    const late = isOverdue ? `; no result for ${formatWait(closesAt, now)}` : ''
    return { state: 'closed', text: `closed on ${dayOf(closesAt)}${late}`, isOverdue, finalAt: undefined }
  }
  return afterPublication(kind, closesAt, published.at, events, now)
}

function afterPublication(
  kind: DecisionKind,
  closesAt: Instant,
  publishedAt: Instant,
  events: readonly MotionEvent[],
  now: Instant,
): MotionProgress {
  const closed = `closed on ${dayOf(closesAt)}`
  const finalAt = addDuration(publishedAt, kind.result.challenge ?? '0d', kind.duration.business)
  const challenge = events.findLast(
    (event) => event.type === 'challenged' && event.at >= publishedAt && event.at < finalAt,
  )
  const isAnswered =
    challenge !== undefined &&
    events.some((event) => event.type === 'corrected' && event.at >= challenge.at && event.at <= now)
  if (challenge !== undefined && !isAnswered)
    return {
      state: 'challenged',
      text: `${closed}; the result is challenged`,
      isOverdue: false,
      finalAt: undefined,
    }
  if (now < finalAt)
    return {
      state: 'provisional',
      text: `${closed}; the result becomes final in ${formatWait(now, finalAt)}`,
      isOverdue: false,
      finalAt,
    }
  return { state: 'final', text: closed, isOverdue: false, finalAt }
}
