import { localTimeOf } from '../zone-time.ts'
import { type Slot, sortSlots } from './event.ts'
import { type Hackathon, listAttendees } from './hackathon.ts'
import type { AgendaRule, Instance } from './instance.ts'
import { GRADE_WEIGHTS, type Interest } from './interest.ts'
import { type Reference, topicReference } from './reference.ts'
import type { Placement, Session, Wish } from './session.ts'
import { presenceIn } from './written-presence.ts'

/** What an answer that the software only suggests is worth beside one that somebody gave. */
const SUGGESTION_SHARE = 0.6

/** What the scheduler is asked about an event. */
export interface InstanceOptions {
  /** Interests that follow from what people write and review, where they have not answered themselves. */
  readonly suggested?: ReadonlyMap<Reference, readonly Interest[]>
  /** The agenda that people know: the published one where absent. */
  readonly before?: readonly Placement[]
}

/**
 * An event as a question to the scheduler. People are those who are confirmed; before anybody is, all who answered or
 * lead something. A session interests somebody as much as the most of: it, and the topics that it is about; leaders
 * want to be in what they lead. Hard wishes become rules.
 */
export function buildInstance(hackathon: Hackathon, options: InstanceOptions = {}): Instance {
  const { event, rooms } = hackathon
  const slots = sortSlots(hackathon.slots).filter((slot) => slot.kind === 'session')
  const sessions = hackathon.sessions.filter((session) => !session.cancelled)
  const attendees = listAttendees(hackathon)
  const people = attendees.length > 0 ? attendees.map((one) => one.person) : listCaring(hackathon, sessions)
  const travel = new Map(attendees.map((one) => [one.person, one.travel]))
  const weightOf = weighInterest(hackathon, options.suggested)
  return {
    people,
    sessions: sessions.map((one) => one.id),
    slots: slots.map((one) => one.id),
    rooms: rooms.map((room) => ({ id: room.id, capacity: room.capacity })),
    weights: people.map((person) => sessions.map((session) => weightOf(person, session))),
    presence: people.map((person) =>
      slots.map((slot) => presenceIn(slot, travel.get(person), event.timeZone)),
    ),
    closedRooms: new Map(slots.map((slot) => [slot.id, slot.closedRooms])),
    following: followingOf(slots, event.timeZone),
    lockedSlots: slots.flatMap((slot) => (slot.locked ? [slot.id] : [])),
    rules: sessions.flatMap((session) => [
      ...[...new Set([...session.leaders, ...session.required])].map(
        (person): AgendaRule => ({ kind: 'needs', session: session.id, person }),
      ),
      ...session.wishes.filter((wish) => wish.hard).flatMap((wish) => ruleOf(hackathon, session, wish)),
      ...lockOf(hackathon, session),
    ]),
    wishes: sessions.flatMap((session) =>
      session.wishes.filter((wish) => !wish.hard).flatMap((wish) => ruleOf(hackathon, session, wish)),
    ),
    before: options.before ?? hackathon.agendas.at(-1)?.placements ?? [],
  }
}

/** A wish as a rule of the agenda; none where it is about something that is not there any more. */
export function ruleOf(hackathon: Hackathon, session: Session, wish: Wish): readonly AgendaRule[] {
  const slots = sortSlots(hackathon.slots).filter((slot) => slot.kind === 'session')
  const isHeld = (id: string): boolean =>
    id !== session.id && hackathon.sessions.some((one) => one.id === id && !one.cancelled)
  switch (wish.kind) {
    case 'on-day': {
      const on = slots.filter((slot) => localTimeOf(slot.startsAt, hackathon.event.timeZone).day === wish.day)
      return [
        {
          kind: 'only-in',
          session: session.id,
          slots: on.map((one) => one.id),
          why: `wished on ${wish.day}`,
        },
      ]
    }
    case 'in-slots':
      return [{ kind: 'only-in', session: session.id, slots: wish.slots, why: 'wished then' }]
    case 'not-in-slots': {
      const others = slots.filter((slot) => !wish.slots.includes(slot.id)).map((slot) => slot.id)
      return [{ kind: 'only-in', session: session.id, slots: others, why: 'wished at other times' }]
    }
    case 'after':
      return isHeld(wish.session)
        ? [
            {
              kind: 'after',
              session: session.id,
              other: wish.session,
              ...(wish.directly === true ? { directly: true } : {}),
            },
          ]
        : []
    case 'before':
      return isHeld(wish.session) ? [{ kind: 'after', session: wish.session, other: session.id }] : []
    case 'apart':
      return isHeld(wish.session) ? [{ kind: 'apart', session: session.id, other: wish.session }] : []
    case 'in-room':
      return hackathon.rooms.some((room) => room.id === wish.room)
        ? [{ kind: 'in-room', session: session.id, room: wish.room }]
        : []
  }
}

/** By slot: the next slot for sessions on the same day. */
function followingOf(slots: readonly Slot[], timeZone: string): ReadonlyMap<string, string> {
  const dayOf = (slot: Slot): string => localTimeOf(slot.startsAt, timeZone).day
  return new Map(
    slots.flatMap((slot, i) => {
      const next = slots[i + 1]
      return next === undefined || dayOf(next) !== dayOf(slot) ? [] : [[slot.id, next.id] as const]
    }),
  )
}

/** What is locked, and what is in a slot that is: both stay where they are. */
function lockOf(hackathon: Hackathon, session: Session): readonly AgendaRule[] {
  const { placement } = session
  if (placement === undefined) return []
  const slot = hackathon.slots.find((one) => one.id === placement.slot)
  return session.locked || slot?.locked === true
    ? [{ kind: 'locked', session: session.id, ...placement }]
    : []
}

/** What each session is worth to each person, 0 to 100. */
export function weighInterest(
  hackathon: Hackathon,
  suggested: InstanceOptions['suggested'],
): (person: string, session: Session) => number {
  const given = new Map<Reference, ReadonlyMap<string, number>>()
  const table = (about: Reference): ReadonlyMap<string, number> => {
    const known = given.get(about)
    if (known !== undefined) return known
    const made = new Map<string, number>()
    for (const one of suggested?.get(about) ?? [])
      made.set(one.person, GRADE_WEIGHTS[one.grade] * SUGGESTION_SHARE)
    for (const one of hackathon.interests.get(about) ?? []) made.set(one.person, GRADE_WEIGHTS[one.grade])
    given.set(about, made)
    return made
  }
  return (person, session) => {
    if (session.leaders.includes(person)) return GRADE_WEIGHTS.must
    const abouts: Reference[] = [
      `session:${session.id}`,
      ...session.topics.map((topic) => topicReference(topic)),
    ]
    return Math.max(...abouts.map((about) => table(about).get(person) ?? 0))
  }
}

function listCaring(hackathon: Hackathon, sessions: readonly Session[]): readonly string[] {
  const people = new Set<string>()
  for (const list of hackathon.interests.values()) for (const one of list) people.add(one.person)
  for (const session of sessions) for (const leader of session.leaders) people.add(leader)
  return [...people].sort()
}
