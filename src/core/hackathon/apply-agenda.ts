import { compareAgendas } from './agenda-changes.ts'
import { restamp, type Stamp, stampNew } from './amend.ts'
import { checkNew } from './apply-event.ts'
import type { HackathonAct } from './decision.ts'
import { amendIn, conflict, done, type Effect, refuse, replaceIn } from './effect.ts'
import type { Hackathon } from './hackathon.ts'
import type { Placement, PublishedAgenda, Session } from './session.ts'

type AgendaAct = Extract<
  HackathonAct,
  {
    readonly kind:
      | 'session.add'
      | 'session.change'
      | 'agenda.place'
      | 'agenda.unplace'
      | 'agenda.accept'
      | 'agenda.publish'
  }
>

/** What an act about sessions and their times and rooms does. A room never holds two sessions at once. */
export function applyAgendaAct(hackathon: Hackathon, act: AgendaAct, stamp: Stamp): Effect {
  switch (act.kind) {
    case 'session.add': {
      const wrong = checkNew(act.id, hackathon.sessions, 'session')
      if (wrong !== undefined) return wrong
      if (act.fields.title.trim() === '') return refuse('invalid', 'a session needs a title')
      const session: Session = {
        ...act.fields,
        cancelled: false,
        placement: undefined,
        locked: false,
        attendance: undefined,
        ...stampNew(act.id, stamp),
      }
      return done(hackathon, { sessions: [...hackathon.sessions, session] })
    }
    case 'session.change': {
      // A cancelled session gives its cell back; one that is held again has to be placed again.
      const change =
        act.change.cancelled === true ? { ...act.change, placement: undefined, locked: false } : act.change
      return amendIn(hackathon.sessions, act.id, change, act.seen, stamp, `session ${act.id}`, (sessions) =>
        done(hackathon, { sessions }),
      )
    }
    case 'agenda.place': {
      const { session: id, slot, room } = act.placement
      const wrong = findMisplaced(hackathon, act.placement) ?? findHeld(hackathon.sessions, act.placement)
      if (wrong !== undefined) return wrong
      const change = { placement: { slot, room }, locked: act.locked }
      return amendIn(hackathon.sessions, id, change, act.seen, stamp, `session ${id}`, (sessions) =>
        done(hackathon, { sessions }),
      )
    }
    case 'agenda.unplace':
      return amendIn(
        hackathon.sessions,
        act.session,
        { placement: undefined, locked: false },
        act.seen,
        stamp,
        `session ${act.session}`,
        (sessions) => done(hackathon, { sessions }),
      )
    case 'agenda.accept':
      return acceptAgenda(hackathon, act.placements, act.seen, stamp)
    case 'agenda.publish': {
      const placements = listPlacements(hackathon.sessions)
      const last = hackathon.agendas.at(-1)
      const agenda: PublishedAgenda = {
        version: (last?.version ?? 0) + 1,
        at: stamp.at,
        person: stamp.person,
        note: act.note,
        placements,
        changes: compareAgendas(last?.placements ?? [], placements),
      }
      return done(hackathon, { agendas: [...hackathon.agendas, agenda] })
    }
  }
}

/** Where the sessions that are not cancelled are, in the order of the sessions. */
export function listPlacements(sessions: readonly Session[]): readonly Placement[] {
  return sessions.flatMap((one) =>
    one.cancelled || one.placement === undefined ? [] : [{ session: one.id, ...one.placement }],
  )
}

/**
 * Takes over a whole agenda, as a scheduler made it. It was made of what its maker saw: when somebody placed,
 * changed or locked a session meanwhile, nothing of it is taken over, and the person is told which.
 */
function acceptAgenda(
  hackathon: Hackathon,
  placements: readonly Placement[],
  seen: number,
  stamp: Stamp,
): Effect {
  const cells = new Set<string>()
  let sessions = hackathon.sessions.map((one) =>
    one.locked || one.cancelled ? one : { ...one, placement: undefined },
  )
  const placed = new Map(placements.map((one) => [one.session, one]))
  if (placed.size !== placements.length) return refuse('invalid', 'a session stands twice in this agenda')
  for (const current of hackathon.sessions) {
    const wanted = placed.get(current.id)
    const isAsWas = wanted?.slot === current.placement?.slot && wanted?.room === current.placement?.room
    if (isAsWas || current.cancelled) continue
    if ((current.fieldRevisions.get('placement') ?? 0) > seen)
      return conflict(
        current,
        { placement: wanted === undefined ? undefined : { slot: wanted.slot, room: wanted.room } },
        { kind: 'conflict', fields: ['placement'] },
        `session ${current.id}`,
      )
    if (current.locked) return refuse('taken', `"${current.title}" is locked where it is`)
  }
  for (const placement of placements) {
    const wrong = findMisplaced(hackathon, placement)
    if (wrong !== undefined) return wrong
    const cell = JSON.stringify([placement.slot, placement.room])
    if (cells.has(cell))
      return refuse('taken', `two sessions are in room ${placement.room} in slot ${placement.slot}`)
    cells.add(cell)
  }
  for (const current of hackathon.sessions) {
    const wanted = placed.get(current.id)
    if (current.cancelled) continue
    const placement = wanted === undefined ? undefined : { slot: wanted.slot, room: wanted.room }
    if (current.locked && placement === undefined) {
      const held = findHeldCell(cells, current)
      if (held !== undefined) return held
    }
    if (!current.locked) sessions = [...replaceIn(sessions, restamp(current, { placement }, stamp))]
  }
  return done(hackathon, { sessions })
}

function findHeldCell(cells: ReadonlySet<string>, locked: Session): Effect | undefined {
  const { placement } = locked
  if (placement === undefined || !cells.has(JSON.stringify([placement.slot, placement.room])))
    return undefined
  return refuse('taken', `"${locked.title}" is locked in room ${placement.room} in slot ${placement.slot}`)
}

function findMisplaced(hackathon: Hackathon, placement: Placement): Effect | undefined {
  const session = hackathon.sessions.find((one) => one.id === placement.session)
  const slot = hackathon.slots.find((one) => one.id === placement.slot)
  const room = hackathon.rooms.find((one) => one.id === placement.room)
  if (session === undefined) return refuse('not-found', `there is no session ${placement.session}`)
  if (session.cancelled) return refuse('invalid', `"${session.title}" is cancelled`)
  if (slot === undefined) return refuse('not-found', `there is no slot ${placement.slot}`)
  if (room === undefined) return refuse('not-found', `there is no room ${placement.room}`)
  if (slot.kind !== 'session') return refuse('invalid', `slot ${slot.id} is for ${slot.title ?? slot.kind}`)
  const stays = session.placement?.slot === slot.id && session.placement.room === room.id
  if (slot.locked && !stays) return refuse('taken', `slot ${slot.id} is locked`)
  if (slot.closedRooms.includes(room.id) && !stays)
    return refuse('taken', `room ${room.id} is closed in slot ${slot.id}`)
  return undefined
}

function findHeld(sessions: readonly Session[], placement: Placement): Effect | undefined {
  const holder = sessions.find(
    (one) =>
      one.id !== placement.session &&
      !one.cancelled &&
      one.placement?.slot === placement.slot &&
      one.placement.room === placement.room,
  )
  if (holder === undefined) return undefined
  return refuse('taken', `"${holder.title}" is in room ${placement.room} in slot ${placement.slot}`)
}
