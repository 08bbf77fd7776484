import type { Instant } from '../time.ts'
import { decide } from './decide.ts'
import type { Ballot } from './motion.ts'
import type { MotionRecord } from './motion-record.ts'
import type { Outcome } from './outcome.ts'

/** How a motion stands at an instant, counted from its ballots by the rule and the electorate that it was opened with. */
export function countMotion(motion: MotionRecord, ballots: readonly Ballot[], now: Instant): Outcome {
  return decide(motion.kind, motion.electorate, ballots, motion.events, now)
}

/** The states in which a motion has a result. */
const OVER: ReadonlySet<Outcome['state']> = new Set(['closed', 'provisional', 'challenged', 'final'])

/** Is it over, so that its count can be recorded? */
export function isOver(outcome: Outcome): boolean {
  return OVER.has(outcome.state)
}
