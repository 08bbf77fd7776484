import type { Instant } from '../time.ts'
import type { Clock } from './clock.ts'
import type { DecisionKind } from './decision-kind.ts'
import { addDuration, addSeconds } from './rule-duration.ts'

/** What a motion had come to just before an instant. */
export interface StateBefore {
  readonly passes: boolean | undefined
  /** No vote that is still out can change it. */
  readonly isDecided: boolean
}

/**
 * When a motion closes: at its deadline, or earlier where the rule closes it once it is decided or has passed, or
 * so long after it reached what it needs. `instants` are those at which anything happened, in order.
 */
export function findClose(
  kind: DecisionKind,
  clock: Clock,
  instants: readonly Instant[],
  now: Instant,
  stateBefore: (until: Instant) => StateBefore,
): Instant {
  const { early, minOpen } = kind.close
  const grace = kind.duration.graceAfterThreshold
  const business = kind.duration.business
  if (grace !== undefined) {
    const least = addDuration(clock.votingFrom, kind.duration.min ?? '0d', business)
    for (const instant of listMoments(clock.votingFrom, instants, now)) {
      if (instant >= clock.closesAt) break
      if (stateBefore(addSeconds(instant, 1)).passes !== true) continue
      const reached = addDuration(instant, grace, business)
      const closesAt = reached > least ? reached : least
      // Votes may have changed in the meantime: it has to hold at the end of the grace, too.
      if (closesAt > now || stateBefore(closesAt).passes === true) return closesAt
    }
    return clock.closesAt
  }
  if (early === 'never') return clock.closesAt
  const from = addDuration(clock.votingFrom, minOpen ?? '0d', business)
  for (const instant of listMoments(from, instants, now)) {
    const closesAt = addSeconds(instant, 1)
    if (closesAt >= clock.closesAt) break
    const state = stateBefore(closesAt)
    if (early === 'whenPassedAfter' ? state.passes === true : state.isDecided) return closesAt
  }
  return clock.closesAt
}

/** The beginning, and every later instant at which something happened. */
function listMoments(from: Instant, instants: readonly Instant[], now: Instant): readonly Instant[] {
  return [from, ...instants.filter((instant) => instant > from)].filter((instant) => instant <= now)
}
