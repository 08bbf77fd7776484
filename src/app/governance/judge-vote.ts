import { randomBytes } from 'node:crypto'
import { UserError } from '../../core/errors.ts'
import { countMotion } from '../../core/governance/count-motion.ts'
import { addSeconds } from '../../core/governance/rule-duration.ts'
import { listSeats } from '../../core/governance/seats.ts'
import { listDecisions } from '../../store/inputs/decisions.ts'
import type { MotionEntry } from '../../store/read/motions.ts'
import type { Court, Made, MotionWords } from './court.ts'
import type { SealedContent } from './decision-ballots.ts'
import { MOTION_SHAPES } from './motion-shapes.ts'

/** A ballot, if the motion is open and the ballot says something that can be counted. Throws `UserError` otherwise. */
export async function judgeVote(
  court: Court,
  { motion, ballots }: MotionEntry,
  act: MotionWords,
  payload: Readonly<Record<string, unknown>>,
): Promise<Made> {
  const words = MOTION_SHAPES.vote.parse(payload)
  if (words.value === undefined && words.choices === undefined && words.withdraw !== true)
    throw new UserError('usage', 'a ballot needs a value')
  const outcome = countMotion(
    motion,
    ballots.map((one) => one.ballot),
    court.now,
  )
  if (outcome.state !== 'open')
    throw new UserError('conflict', `“${motion.title}” is not open: no ballot can be cast`)
  const { kind } = motion
  if (kind.tally === 'organiser' && motion.form !== undefined)
    throw new UserError('conflict', `ballots on this are cast at ${motion.form}`)
  const values = words.choices?.map((one) => one.value) ?? (words.value === undefined ? [] : [words.value])
  const wrong = values.find((one) => !kind.scale.values.includes(one))
  if (wrong !== undefined && kind.tally !== 'condorcet')
    throw new UserError('usage', `${wrong} is not on the scale ${kind.scale.values.join(', ')}`)
  const needsChoices = motion.options.length > 0 && words.withdraw !== true
  if (needsChoices !== (words.choices !== undefined))
    throw new UserError('usage', needsChoices ? 'say which option the ballot is for' : 'it has no options')
  const unknown = words.choices?.find((one) => !motion.options.includes(one.option))
  if (unknown !== undefined) throw new UserError('usage', `“${unknown.option}” is none of the options`)
  if (kind.ballot.mode !== 'anonymous') return { action: 'vote', subject: motion.id, payload }
  return judgeAnonymous(court, motion, act, words)
}

/** Who voted goes into the log, what was voted into the box: nothing that is kept joins the two. */
async function judgeAnonymous(
  court: Court,
  { id: motion, kind, electorate, events }: MotionEntry['motion'],
  act: MotionWords,
  words: SealedContent & { readonly withdraw?: true | undefined; readonly via: string },
): Promise<Made> {
  // A ballot without a name cannot be turned away later: whoever has no seat now casts none.
  const seats = listSeats(kind, electorate, events, addSeconds(court.now, 1))
  const isVoter =
    seats.groups.some(
      (group) =>
        group.excluded === undefined && group.seats.some((seat) => seat.voter.person === court.actor),
    ) ||
    (kind.electorate.groups.some((one) => one.role === 'anyone') && seats.whyNot(court.actor) === undefined)
  if (!isVoter) throw new UserError('forbidden', 'you have no vote on this')
  const earlier = await listDecisions(court.db, court.projectId, { subject: motion })
  if (earlier.some((one) => one.action === 'voted' && court.personOf(one.person) === court.actor))
    throw new UserError(
      'conflict',
      'you have voted; in an anonymous vote a ballot cannot be found again to change it',
    )
  if (words.withdraw === true) throw new UserError('usage', 'an anonymous ballot cannot be taken back')
  if (act.person.startsWith('cli:')) throw new UserError('forbidden', 'an anonymous ballot is cast signed in')
  return {
    action: 'voted',
    subject: motion,
    payload: { via: words.via },
    sealed: {
      receipt: randomBytes(16).toString('hex'),
      content: words.choices === undefined ? { value: words.value } : { choices: words.choices },
    },
  }
}
