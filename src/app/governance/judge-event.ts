import { UserError } from '../../core/errors.ts'
import { originOf } from '../../core/governance/ballot-origin.ts'
import type { Electorate } from '../../core/governance/motion.ts'
import { listCalls } from '../../store/derived/motions.ts'
import { listDecisions } from '../../store/inputs/decisions.ts'
import type { MotionEntry } from '../../store/read/motions.ts'
import { listPersonNames } from '../../store/read/people.ts'
import type { Court } from './court.ts'
import { drawMotionElectorate, findMotionFiles } from './draw-motion.ts'

/** Roles that run votes, beside the proposer of each. */
export const RUNS_VOTES: readonly string[] = ['community-manager', 'leadership-team', 'lead']

/** Throws `UserError` unless whoever acts may have this happen to the motion. */
export function refuseEvent(
  court: Court,
  { motion }: MotionEntry,
  payload: Readonly<Record<string, unknown>>,
): void {
  const type = String(payload['type'])
  const isProposer = court.actor === motion.proposer
  const runsVotes = court.isOperator || court.roles.some((role) => RUNS_VOTES.includes(role))
  const mayExtend = (motion.kind.duration.extendBy ?? []).some((role) => court.roles.includes(role))
  const tie = motion.kind.result.tie
  const may = (): boolean => {
    switch (type) {
      case 'recused':
      case 'challenged':
        return !court.isOperator
      case 'extended':
        return isProposer || mayExtend || court.isOperator
      case 'cancelled':
      case 'revised':
        return isProposer || court.isOperator
      case 'added':
      case 'published':
        return isProposer || runsVotes
      case 'castingVote':
        return tie !== 'fail' && court.roles.includes(tie.castingVote)
      default:
        return runsVotes
    }
  }
  if (!may())
    throw new UserError(
      'forbidden',
      `only ${type === 'castingVote' ? 'who has the casting vote' : 'its proposer, and who runs the vote,'} may do this`,
    )
  const known = motion.electorate.groups.map((one) => one.id)
  const group = payload['group']
  if (typeof group === 'string' && !known.includes(group))
    throw new UserError('usage', `there is no group “${group}” of voters`, {
      hint: `There ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}.`,
    })
  if (motion.events.length === 0 && type !== 'cancelled')
    throw new UserError('conflict', `“${motion.title}” is a draft: its call has not arrived in the list`)
}

/** A ballot without a name cannot be taken out of the box again: whoever has cast one can no longer step aside. */
export async function refuseLateRecusal(court: Court, { motion }: MotionEntry): Promise<void> {
  if (motion.kind.ballot.mode !== 'anonymous') return
  const decisions = await listDecisions(court.db, court.projectId, { subject: motion.id })
  if (decisions.some((one) => one.action === 'voted' && court.personOf(one.person) === court.actor))
    throw new UserError(
      'conflict',
      'you have voted; an anonymous ballot cannot be found again to leave it out',
    )
}

/** Who should have voted, by the roles as they are known now to have been at the opening. */
export async function drawAnew(court: Court, { motion }: MotionEntry): Promise<Electorate> {
  if (motion.arrivedAt === undefined || motion.messageId === undefined)
    throw new UserError('conflict', `“${motion.title}” has not opened`)
  const calls = await listCalls(court.db, court.projectId)
  const call = calls.find((one) => one.call.messageId === motion.messageId)
  const names = await listPersonNames(court.db, court.projectId)
  const context = {
    governance: court.governance,
    roster: court.roster,
    personOf: court.personOf,
    nameOf: (person: string) => names.get(person) || person,
    proofOfCall: 'none' as const,
  }
  const { owners } = findMotionFiles(motion.kind, { draft: undefined, call, opening: undefined }, context)
  return drawMotionElectorate(motion.kind, context, call?.call, owners, {
    at: motion.arrivedAt,
    project: motion.project,
  })
}

/** Throws `UserError` unless the mail is a ballot, or the call, of whoever confirms it. */
export function refuseConfirm(court: Court, { motion, ballots }: MotionEntry, mail: string): void {
  const isCall = motion.messageId === mail && motion.proposer === court.actor
  const isOwn = ballots.some(({ ballot }) => ballot.person === court.actor && originOf(ballot) === mail)
  if (!isCall && !isOwn) throw new UserError('forbidden', 'only who sent a mail can confirm it')
}
