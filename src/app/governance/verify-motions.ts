import { digestBallots } from '../../core/governance/ballot-digest.ts'
import { countMotion } from '../../core/governance/count-motion.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { listDecisions, verifyDecisions } from '../../store/inputs/decisions.ts'
import { listMotions, type MotionEntry } from '../../store/read/motions.ts'

/** A recorded count, and whether it comes out again. */
export interface Recount {
  readonly id: string
  readonly title: string
  readonly recorded: string
  readonly counted: string
  /** What does not fit, in sentences; empty where all does. */
  readonly problems: readonly string[]
}

/** What a check of the whole record came to. */
export interface Verification {
  readonly decisions: number
  /** The newest digest; `undefined` in an empty log. */
  readonly head: string | undefined
  /** The first link of the chain that does not hold, in one sentence. */
  readonly broken: string | undefined
  readonly recounts: readonly Recount[]
}

/** Checks the chain of the log, and counts every recorded decision again from its ballots. */
export async function verifyMotions(
  db: Db,
  projectId: number,
  now: Instant,
  head?: string,
): Promise<Verification> {
  const broken = await verifyDecisions(db, projectId, head)
  const decisions = await listDecisions(db, projectId)
  const entries = await listMotions(db, projectId)
  return {
    decisions: decisions.length,
    head: decisions.at(-1)?.digest,
    broken: broken?.what,
    recounts: entries.flatMap((entry) => recount(entry, now) ?? []).reverse(),
  }
}

/** Counts one recorded decision again; `undefined` where none is recorded. */
export function recount({ motion, ballots }: MotionEntry, now: Instant): Recount | undefined {
  const { closed } = motion
  if (closed === undefined) return undefined
  const cast = ballots.map((one) => one.ballot)
  const outcome = countMotion(motion, cast, now)
  const counted = outcome.result ?? 'none'
  const problems: string[] = []
  // A correction of the electorate is a count of its own.
  if (counted !== closed.result && outcome.tallyVersion === 1)
    problems.push(`The record says ${closed.result}, and the ballots say ${counted}.`)
  if (digestBallots(cast, closed.closesAt) !== closed.ballots)
    problems.push('The ballots are not those of the close: some came, went or were changed since.')
  return { id: motion.id, title: motion.title, recorded: closed.result, counted, problems }
}
