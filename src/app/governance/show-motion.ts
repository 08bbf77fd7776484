import { countMotion } from '../../core/governance/count-motion.ts'
import type { Outcome } from '../../core/governance/outcome.ts'
import { sealOutcome } from '../../core/governance/seal-outcome.ts'
import type { Instant } from '../../core/time.ts'
import type { Decision } from '../../store/inputs/decisions.ts'
import type { MotionEntry } from '../../store/read/motions.ts'

/** How a motion stands, as anybody may see it: what is secret until the close is left out. */
export function showOutcome(
  { motion, ballots }: MotionEntry,
  now: Instant,
  decisions: readonly Decision[],
): Outcome {
  const outcome = countMotion(
    motion,
    ballots.map((one) => one.ballot),
    now,
  )
  const voted =
    motion.kind.ballot.mode === 'anonymous'
      ? decisions.filter((one) => one.action === 'voted' && one.subject === motion.id).length
      : new Set(outcome.ballots.flatMap((fate) => (fate.isCounted ? (fate.ballot.person ?? []) : []))).size
  return sealOutcome(motion.kind, outcome, voted)
}
