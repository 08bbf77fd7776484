import { randomBytes } from 'node:crypto'
import { UserError } from '../../core/errors.ts'
import { whyNotMode } from '../../core/governance/ballot-mode.ts'
import { originOf } from '../../core/governance/ballot-origin.ts'
import { checkOpening } from '../../core/governance/check-opening.ts'
import { countMotion } from '../../core/governance/count-motion.ts'
import { findKind } from '../../core/governance/rule-pack.ts'
import { holdingsAt } from '../../core/people/roles.ts'
import type { Instant } from '../../core/time.ts'
import type { Database, Db } from '../../store/database.ts'
import { appendDecision, type Decision, listDecisions } from '../../store/inputs/decisions.ts'
import { putSealedBallot } from '../../store/inputs/sealed-ballots.ts'
import { type MotionEntry, readMotion } from '../../store/read/motions.ts'
import type { ProjectConfig } from '../config.ts'
import { loadMailmap } from '../derive/load-mailmap.ts'
import { nearestWord } from '../nearest-word.ts'
import { identities } from '../read-mail.ts'
import { ballotIdOf, type SealedContent } from './decision-ballots.ts'
import type { GovernanceConfig } from './governance-config.ts'
import { type LoadedRoster, loadRoster } from './load-roster.ts'
import { isMotionAction, MOTION_SHAPES, type MotionAction } from './motion-shapes.ts'
import { writeMotions } from './write-motions.ts'
import { writeRoles } from './write-roles.ts'

/** What an act on a motion needs. */
export interface MotionActContext {
  readonly database: Database
  readonly project: ProjectConfig
  readonly projectId: number
  readonly clock: () => Instant
}

/** What somebody wants to have recorded about a motion or a role. */
export interface MotionWords {
  /** An address, or `cli:<user>`. */
  readonly person: string
  readonly action: string
  /** The id of the motion, or the name of the role; ignored for a draft, which gets one. */
  readonly subject: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** What was recorded, and for a ballot the name by which its voter finds it again. */
export interface MotionAct {
  readonly decision: Decision
  readonly receipt: string | undefined
}

/** What an act is judged by. */
interface Court {
  readonly db: Db
  readonly projectId: number
  readonly project: ProjectConfig
  readonly governance: GovernanceConfig
  readonly roster: LoadedRoster
  readonly now: Instant
  readonly personOf: (address: string) => string
  /** Whoever acts, as their key; whoever is at the command line as `cli:…` speaks for the machine. */
  readonly actor: string
  readonly isOperator: boolean
  readonly roles: readonly string[]
}

/**
 * Records an act on a motion or a role, and derives the motions anew. It does not wait for a sync: the log has an order
 * of its own. Throws `UserError` 'forbidden' naming the role that it takes, 'conflict' where the motion is not open.
 */
export async function decideMotion(context: MotionActContext, act: MotionWords): Promise<MotionAct> {
  const { database, project, projectId } = context
  const { governance } = project
  if (governance === undefined)
    throw new UserError('usage', `${project.id} has no rules to decide by`, {
      hint: 'Name a rule pack in the key "governance" of the configuration.',
    })
  if (!isMotionAction(act.action)) throw new UserError('usage', `there is no decision "${act.action}"`)
  const action = act.action
  const payload = checkedPayload(action, act.payload)
  return database.transaction(async (db) => {
    const people = identities(project, await loadMailmap(db, projectId))
    const personOf = (address: string): string =>
      people.personKey({ name: '', address: address.toLowerCase() })
    const roster = await loadRoster(db, projectId, project, people.personKey)
    const actor = personOf(act.person)
    const now = context.clock()
    const court: Court = {
      db,
      projectId,
      project,
      governance,
      roster,
      now,
      personOf,
      actor,
      isOperator: act.person.startsWith('cli:'),
      roles: holdingsAt(roster.holdings, now, { person: actor }).map((one) => one.role),
    }
    const made = await judge(court, action, act, payload)
    const salt = randomBytes(16).toString('hex')
    const decision = await appendDecision(db, projectId, {
      at: now,
      person: act.person,
      action: made.action,
      subject: made.subject,
      payload: made.payload,
      salt,
    })
    if (made.sealed !== undefined) await putSealedBallot(db, projectId, made.subject, made.sealed)
    if (action === 'role-note') await writeRoles(db, projectId, project)
    else await writeMotions(db, projectId, project)
    const receipt = made.sealed?.receipt ?? (action === 'vote' ? ballotIdOf(decision) : undefined)
    return { decision, receipt }
  })
}

interface Made {
  readonly action: MotionAction
  readonly subject: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly sealed?: { readonly receipt: string; readonly content: SealedContent }
}

function checkedPayload(
  action: MotionAction,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const read = MOTION_SHAPES[action].safeParse(present)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  throw new UserError('usage', `this cannot be recorded: ${issue?.path.join('.')}: ${issue?.message}`, {
    hint: 'See "patchmoot help motion".',
  })
}

async function judge(
  court: Court,
  action: MotionAction,
  act: MotionWords,
  payload: Readonly<Record<string, unknown>>,
): Promise<Made> {
  switch (action) {
    case 'motion-draft':
      return judgeDraft(court, payload)
    case 'vote':
      return judgeVote(court, await needMotion(court, act.subject), act, payload)
    case 'motion-event': {
      const entry = await needMotion(court, act.subject)
      refuseEvent(court, entry, String(payload['type']))
      return { action, subject: entry.motion.id, payload }
    }
    case 'vote-confirm': {
      const entry = await needMotion(court, act.subject)
      refuseConfirm(court, entry, String(payload['mail']))
      return { action, subject: entry.motion.id, payload }
    }
    case 'role-note': {
      const [, , person] = act.subject.split('\n')
      const isAsking = payload['type'] === 'asked'
      if (!isAsking && !court.isOperator && person !== court.actor)
        throw new UserError('forbidden', 'people speak for themselves about their roles')
      if (isAsking && !court.isOperator && court.roles.length === 0)
        throw new UserError('forbidden', 'only somebody with a role asks others about theirs')
      return { action, subject: act.subject, payload }
    }
    case 'motion-open':
    case 'motion-close':
    case 'voted':
      throw new UserError('forbidden', 'this is recorded by itself, never by hand')
    default:
      return action satisfies never
  }
}

function judgeDraft(court: Court, payload: Readonly<Record<string, unknown>>): Made {
  const words = MOTION_SHAPES['motion-draft'].parse(payload)
  const { pack } = court.governance
  const kind = findKind(pack, words.kind)
  if (kind === undefined) {
    const near = nearestWord(
      words.kind,
      pack.kinds.map((one) => one.id),
    )
    throw new UserError('usage', `${pack.title} has no kind of decision "${words.kind}"`, {
      hint:
        near === undefined
          ? `It has ${pack.kinds.map((one) => one.id).join(', ')}.`
          : `Did you mean "${near}"?`,
    })
  }
  if (kind.openBy !== undefined && !kind.openBy.some((role) => court.roles.includes(role)))
    throw new UserError('forbidden', `to put this takes one of ${kind.openBy.join(', ')}`, {
      hint: 'Anybody who has the role can put it for you.',
    })
  const notMode = words.ballots === undefined ? undefined : whyNotMode(kind, words.ballots, court.roles)
  if (notMode !== undefined) throw new UserError('forbidden', notMode)
  if (words.deadline !== undefined && words.deadline <= court.now)
    throw new UserError('usage', 'its deadline is over already')
  const problems = checkOpening(
    // Who may vote is drawn when the call arrives.
    { ...kind, electorate: { ...kind.electorate, groups: [{ role: 'anyone' }], minSize: 0 } },
    { groups: [] },
    {
      type: 'opened',
      at: court.now,
      proposer: court.actor,
      proposerName: court.actor,
      textHash: '',
      options: words.options ?? [],
      ...(words.startingPosition === undefined ? {} : { startingPosition: words.startingPosition }),
    },
    court.roles,
  )
  const [problem] = problems
  if (problem !== undefined) throw new UserError('usage', problem)
  return { action: 'motion-draft', subject: `m-${randomBytes(6).toString('hex')}`, payload }
}

async function judgeVote(
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
  { id: motion, kind, electorate }: MotionEntry['motion'],
  act: MotionWords,
  words: SealedContent & { readonly withdraw?: true | undefined; readonly via: string },
): Promise<Made> {
  const isVoter =
    kind.electorate.groups.some((one) => one.role === 'anyone') ||
    electorate.groups.some((group) => group.voters.some((voter) => voter.person === court.actor))
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

const RUNS_VOTES = ['community-manager', 'leadership-team', 'lead']

function refuseEvent(court: Court, { motion }: MotionEntry, type: string): void {
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
  if (motion.events.length === 0 && type !== 'cancelled')
    throw new UserError('conflict', `“${motion.title}” is a draft: its call has not arrived in the list`)
}

function refuseConfirm(court: Court, { motion, ballots }: MotionEntry, mail: string): void {
  const isCall = motion.messageId === mail && motion.proposer === court.actor
  const isOwn = ballots.some(({ ballot }) => ballot.person === court.actor && originOf(ballot) === mail)
  if (!isCall && !isOwn) throw new UserError('forbidden', 'only who sent a mail can confirm it')
}

async function needMotion(court: Court, id: string): Promise<MotionEntry> {
  const found = await readMotion(court.db, court.projectId, id)
  if (found !== undefined) return found
  throw new UserError('not-found', `there is no motion "${id.slice(0, 200)}"`, {
    hint: '"patchmoot motion list" lists them.',
  })
}
