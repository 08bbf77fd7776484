import { type Stamp, stampNew } from './amend.ts'
import { applyAgendaAct } from './apply-agenda.ts'
import { applyEventAct } from './apply-event.ts'
import { applyNoteAct } from './apply-notes.ts'
import { applyRegistrationAct } from './apply-registrations.ts'
import { applyTopicAct } from './apply-topics.ts'
import type { HackathonDecision } from './decision.ts'
import { done, type Effect, refuse } from './effect.ts'
import { checkEvent } from './event-rules.ts'
import type { Conflict, Hackathon, Refusal } from './hackathon.ts'
import { findForbidden } from './permission.ts'
import { isId } from './reference.ts'

/** What one decision did. `hackathon` is `undefined` only before the event was made. */
export interface Step {
  readonly hackathon: Hackathon | undefined
  readonly refusal: Refusal | undefined
  readonly conflict: Conflict | undefined
}

/**
 * An event as the decisions about it make it; `undefined` where none made it. They are taken in order of `sequence`,
 * whatever order they come in; decisions whose words were erased are simply not among them.
 *
 * A decision that breaks a rule, or comes second to another on the same thing, changes nothing and is listed under
 * `refusals` or `conflicts`: two machines that read one log have the same event.
 */
export function applyDecisions(decisions: readonly HackathonDecision[]): Hackathon | undefined {
  const ordered = [...decisions].sort((a, b) => a.sequence - b.sequence)
  let hackathon: Hackathon | undefined
  for (const decision of ordered) hackathon = applyDecision(hackathon, decision).hackathon
  return hackathon
}

/**
 * One decision more. Whoever is about to record one asks this first: a refusal is told to the person and not
 * recorded; a conflict is recorded, so that what they wrote is kept, and both are told.
 */
export function applyDecision(hackathon: Hackathon | undefined, decision: HackathonDecision): Step {
  const effect = effectOf(hackathon, decision)
  const { sequence, at, person } = decision
  switch (effect.kind) {
    case 'done':
      return { hackathon: effect.hackathon, refusal: undefined, conflict: undefined }
    case 'refused': {
      const refusal: Refusal = { sequence, at, person, code: effect.code, why: effect.why }
      const next = hackathon && { ...hackathon, refusals: [...hackathon.refusals, refusal] }
      return { hackathon: next, refusal, conflict: undefined }
    }
    case 'conflict': {
      const { kind: _, ...said } = effect
      const conflict: Conflict = { sequence, at, person, ...said, settledBy: undefined }
      const next = hackathon && { ...hackathon, conflicts: [...hackathon.conflicts, conflict] }
      return { hackathon: next, refusal: undefined, conflict }
    }
  }
}

function effectOf(hackathon: Hackathon | undefined, decision: HackathonDecision): Effect {
  const { act, role } = decision
  const stamp: Stamp = decision
  if (hackathon === undefined) {
    if (act.kind !== 'event.create') return refuse('not-found', 'there is no such event')
    if (role !== 'organiser') return refuse('forbidden', 'only organisers make an event')
    const wrong = isId(act.id) ? checkEvent(act.fields) : `"${act.id}" cannot be the id of an event`
    if (wrong !== undefined) return refuse('invalid', wrong)
    return done(emptyHackathon({ ...act.fields, ...stampNew(act.id, stamp) }), {})
  }
  const forbidden = findForbidden(hackathon, decision)
  if (forbidden !== undefined) return refuse('forbidden', forbidden)
  switch (act.kind) {
    case 'event.create':
      return refuse('exists', `there is an event ${hackathon.event.id} already`)
    case 'event.change':
    case 'room.add':
    case 'room.change':
    case 'room.remove':
    case 'slot.add':
    case 'slot.change':
    case 'slot.remove':
      return applyEventAct(hackathon, act, stamp)
    case 'topic.add':
    case 'topic.change':
    case 'topic.comment':
    case 'topic.mailed':
    case 'interest.state':
      return applyTopicAct(hackathon, act, stamp)
    case 'registration.register':
    case 'registration.change':
    case 'registration.travel':
    case 'registration.accept':
    case 'registration.withdraw':
    case 'registration.set':
    case 'person.identify':
      return applyRegistrationAct(hackathon, act, stamp, role === 'organiser')
    case 'session.add':
    case 'session.change':
    case 'agenda.place':
    case 'agenda.unplace':
    case 'agenda.accept':
    case 'agenda.publish':
      return applyAgendaAct(hackathon, act, stamp)
    case 'note.write':
    case 'note.mailed':
    case 'note.reminded':
    case 'action.add':
    case 'action.change':
    case 'outcome.judge':
      return applyNoteAct(hackathon, act, stamp)
    case 'conflict.settle': {
      if (!hackathon.conflicts.some((one) => one.sequence === act.conflict))
        return refuse('not-found', `there is no conflict ${act.conflict}`)
      const conflicts = hackathon.conflicts.map((one) =>
        one.sequence === act.conflict && one.settledBy === undefined
          ? { ...one, settledBy: stamp.sequence }
          : one,
      )
      return done(hackathon, { conflicts })
    }
    default: {
      const unknown: never = act
      return refuse('invalid', `there is no act ${JSON.stringify(unknown)}`)
    }
  }
}

function emptyHackathon(event: Hackathon['event']): Hackathon {
  return {
    event,
    rooms: [],
    slots: [],
    topics: [],
    sessions: [],
    registrations: [],
    interests: new Map(),
    notes: [],
    actions: [],
    outcomes: [],
    agendas: [],
    conflicts: [],
    refusals: [],
  }
}
