import { randomBytes } from 'node:crypto'
import { UserError } from '../../core/errors.ts'
import { holdingsAt } from '../../core/people/roles.ts'
import type { Instant } from '../../core/time.ts'
import type { Database } from '../../store/database.ts'
import { appendDecision, type Decision } from '../../store/inputs/decisions.ts'
import { putSealedBallot } from '../../store/inputs/sealed-ballots.ts'
import { type MotionEntry, readMotion } from '../../store/read/motions.ts'
import type { ProjectConfig } from '../config.ts'
import { loadMailmap } from '../derive/load-identities.ts'
import { identities } from '../read-mail.ts'
import type { Court, Made, MotionWords } from './court.ts'
import { ballotIdOf } from './decision-ballots.ts'
import { judgeDraft } from './judge-draft.ts'
import { drawAnew, refuseConfirm, refuseEvent, refuseLateRecusal } from './judge-event.ts'
import { refuseRoleNote } from './judge-role-note.ts'
import { judgeVote } from './judge-vote.ts'
import { loadRoster } from './load-roster.ts'
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

/** What was recorded, and for a ballot the name by which its voter finds it again. */
export interface MotionAct {
  readonly decision: Decision
  readonly receipt: string | undefined
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
    // A role that begins or ends gives or takes a vote, on what has not opened yet.
    if (action === 'role-note') {
      await writeMotions(db, projectId, project)
      await writeRoles(db, projectId, project)
    } else await writeMotions(db, projectId, project)
    const receipt = made.sealed?.receipt ?? (action === 'vote' ? ballotIdOf(decision) : undefined)
    return { decision, receipt }
  })
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
      refuseEvent(court, entry, payload)
      if (payload['type'] === 'recused') await refuseLateRecusal(court, entry)
      if (payload['type'] !== 'corrected') return { action, subject: entry.motion.id, payload }
      const electorate = await drawAnew(court, entry)
      return { action, subject: entry.motion.id, payload: { ...payload, electorate } }
    }
    case 'vote-confirm': {
      const entry = await needMotion(court, act.subject)
      refuseConfirm(court, entry, String(payload['mail']))
      return { action, subject: entry.motion.id, payload }
    }
    case 'role-note': {
      await refuseRoleNote(court, act.subject, payload)
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

async function needMotion(court: Court, id: string): Promise<MotionEntry> {
  const found = await readMotion(court.db, court.projectId, id)
  if (found !== undefined) return found
  throw new UserError('not-found', `there is no motion "${id.slice(0, 200)}"`, {
    hint: '"patchmoot motion list" lists them.',
  })
}
