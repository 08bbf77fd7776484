import { randomBytes } from 'node:crypto'
import { applyDecision } from '../../core/hackathon/apply.ts'
import type { HackathonAct } from '../../core/hackathon/decision.ts'
import type { Conflict, Hackathon, RefusalCode } from '../../core/hackathon/hackathon.ts'
import { findForbidden } from '../../core/hackathon/permission.ts'
import { eventSubject } from '../../core/hackathon/recorded-act.ts'
import { isId } from '../../core/hackathon/reference.ts'
import type { Instant } from '../../core/time.ts'
import type { Database, Db } from '../../store/database.ts'
import { appendDecision, lockDecisions } from '../../store/inputs/decisions.ts'
import { readHackathon } from '../../store/read/hackathons.ts'
import type { ProjectConfig } from '../config.ts'
import { formatHackathonAct, formatPayload, parseHackathonAct } from './act-shapes.ts'
import { readStanding, viewerOf } from './event-viewer.ts'
import { nameOutcome } from './name-outcome.ts'
import { namePeople } from './name-people.ts'
import { peopleOf } from './people-of.ts'

/** What an act on an event needs. */
export interface EventActContext {
  readonly database: Database
  readonly project: ProjectConfig
  readonly projectId: number
  readonly clock: () => Instant
}

/** What somebody wants to have recorded about an event. */
export interface EventWords {
  /** The address that they signed in with, or `cli:<user>`. */
  readonly person: string
  /** The id of the event. */
  readonly event: string
  /** The kind of the act: `topic.add`. */
  readonly kind: string
  /**
   * The act without its kind, as JSON or as plain data; in a `change`, `null` or `undefined` empties a field. Of `registration.register`, `isCore` and
   * `evidence` may be left out: they are found in the record; only an organiser's own words about them are heard.
   */
  readonly payload: Readonly<Record<string, unknown>>
}

/** What became of an act. Only a refused one is not in the log. */
export type EventAnswer =
  | { readonly kind: 'done'; readonly hackathon: Hackathon; readonly sequence: number }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly why: string }
  | {
      readonly kind: 'conflict'
      readonly conflict: Conflict
      readonly hackathon: Hackathon
      readonly sequence: number
    }

/**
 * The one way by which web, command line and mail act on an event: checks what is said, finds out as what the person
 * acts, and records it at the end of the log, unless it breaks a rule, which the answer then says. A conflict with
 * somebody else's change is recorded, so that both are kept.
 *
 * Throws `UserError` 'usage' for words of another shape.
 */
export async function actOnEvent(context: EventActContext, words: EventWords): Promise<EventAnswer> {
  const { database, projectId, project } = context
  if (!isId(words.event)) return { kind: 'refused', code: 'not-found', why: 'there is no such event' }
  return database.transaction(async (db) => {
    // Before anything is read that the act is judged by.
    await lockDecisions(db, projectId)
    const people = await peopleOf(db, projectId, project)
    const hackathon = await readHackathon(db, projectId, words.event)
    const now = context.clock()
    const viewer = viewerOf(people, project, words.person, hackathon?.event, now)
    const payload =
      words.kind === 'registration.register'
        ? await withStanding(context, db, words.payload, viewer.isOrganiser, now)
        : words.payload
    const act = namePeople(parseHackathonAct(words.kind, formatPayload(payload)), (address) =>
      people.personKey({ name: '', address: address.toLowerCase() }),
    )
    const role = viewer.isOrganiser ? ('organiser' as const) : ('member' as const)
    const { person } = viewer
    // Who may not judge is not told what there is.
    const asked = { sequence: 0, at: now, person, role, act }
    const forbidden = hackathon === undefined ? undefined : findForbidden(hackathon, asked)
    if (forbidden !== undefined) return { kind: 'refused', code: 'forbidden', why: forbidden }
    const named = act.kind === 'outcome.judge' ? await nameOutcome(db, projectId, act) : act
    if (typeof named === 'string') return { kind: 'refused', code: 'not-found', why: named }
    return recordAct(
      { db, projectId, event: words.event, person: viewer.person, role, at: now },
      hackathon,
      named,
    )
  })
}

/** Who records which event's acts, and when. */
export interface Recording {
  readonly db: Db
  readonly projectId: number
  readonly event: string
  readonly person: string
  readonly role: 'organiser' | 'member'
  readonly at: Instant
  /** The mail by which it was said, where it was. */
  readonly mail?: string
}

/** Records one act on an event that stands as `hackathon`, in the caller's transaction. */
export async function recordAct(
  recording: Recording,
  hackathon: Hackathon | undefined,
  act: HackathonAct,
): Promise<EventAnswer> {
  const { db, projectId, event, person, role, at, mail } = recording
  if (act.kind === 'event.create' && act.id !== event)
    return { kind: 'refused', code: 'invalid', why: `"${act.id}" is not the event that this is about` }
  const sequence = await lockDecisions(db, projectId)
  const step = applyDecision(hackathon, { sequence, at, person, role, act })
  if (step.refusal !== undefined) return { kind: 'refused', code: step.refusal.code, why: step.refusal.why }
  if (step.hackathon === undefined)
    return { kind: 'refused', code: 'not-found', why: 'there is no such event' }
  await appendDecision(db, projectId, {
    at,
    person,
    action: act.kind,
    subject: eventSubject(event),
    payload: { ...formatHackathonAct(act), as: role, ...(mail === undefined ? {} : { mail }) },
    salt: randomBytes(16).toString('hex'),
  })
  if (step.conflict !== undefined)
    return { kind: 'conflict', conflict: step.conflict, hackathon: step.hackathon, sequence }
  return { kind: 'done', hackathon: step.hackathon, sequence }
}

/** What the record says of who registers, unless an organiser says otherwise. */
async function withStanding(
  { project, projectId }: EventActContext,
  db: Db,
  payload: Readonly<Record<string, unknown>>,
  isOrganiser: boolean,
  now: Instant,
): Promise<Readonly<Record<string, unknown>>> {
  if (isOrganiser && typeof payload['isCore'] === 'boolean') return { evidence: [], ...payload }
  const person = typeof payload['person'] === 'string' ? payload['person'] : ''
  const standing = await readStanding(db, projectId, project, person, now)
  return { ...payload, isCore: standing.isCore, evidence: standing.evidence }
}
