import { UserError } from '../../core/errors.ts'
import { countMotion, isOver } from '../../core/governance/count-motion.ts'
import { readMotion } from '../../store/read/motions.ts'
import type { Court } from './court.ts'
import { RUNS_VOTES } from './judge-event.ts'
import { MOTION_SHAPES } from './motion-shapes.ts'

/**
 * Throws `UserError` unless whoever acts may say this about a role: people speak for themselves about leave, wishes and
 * that they are active; who has a role says what became of a mail to somebody; and who runs votes records that a role
 * begins or ends, by a decision, which is not one that failed.
 */
export async function refuseRoleNote(
  court: Court,
  subject: string,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const note = MOTION_SHAPES['role-note'].parse(payload)
  const [, , person] = subject.split('\n')
  switch (note.type) {
    case 'asked':
    case 'bounced':
    case 'left':
      if (!court.isOperator && court.roles.length === 0)
        throw new UserError('forbidden', 'only somebody with a role says this of others')
      return
    case 'begins':
    case 'ends':
      if (!court.isOperator && !court.roles.some((role) => RUNS_VOTES.includes(role)))
        throw new UserError('forbidden', `to record a role takes one of ${RUNS_VOTES.join(', ')}`)
      return refuseOpenDecision(court, note.decision)
    case 'attest':
    case 'leave':
    case 'answered':
      if (!court.isOperator && person !== court.actor)
        throw new UserError('forbidden', 'people speak for themselves about their roles')
      return
    default:
      return note satisfies never
  }
}

/** A decision that is a motion here has to have passed; a mail, a page or a commit is named as it is. */
async function refuseOpenDecision(court: Court, decision: string): Promise<void> {
  const entry = await readMotion(court.db, court.projectId, decision)
  if (entry === undefined) return
  const outcome = countMotion(
    entry.motion,
    entry.ballots.map((one) => one.ballot),
    court.now,
  )
  if (!isOver(outcome) || outcome.result !== 'passed')
    throw new UserError('conflict', `“${entry.motion.title}” has not passed`)
}
