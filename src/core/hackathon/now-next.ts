import type { Instant } from '../time.ts'
import { type Slot, sortSlots } from './event.ts'
import type { Hackathon } from './hackathon.ts'
import type { Session } from './session.ts'

/** A session and the room that it is in. */
export interface HeldSession {
  readonly session: Session
  readonly room: string
}

/** What goes on in a slot. */
export interface SlotSessions {
  readonly slot: Slot
  /** By the order of the rooms. */
  readonly sessions: readonly HeldSession[]
}

/** What is on at an instant, and what comes next. */
export interface NowNext {
  /** `undefined` between slots, before the first and after the last. */
  readonly now: SlotSessions | undefined
  readonly next: SlotSessions | undefined
}

/** What is on at `now`, and in the slot after it, by the agenda as it stands (on the day, changes count at once). */
export function findNowNext(hackathon: Hackathon, now: Instant): NowNext {
  const slots = sortSlots(hackathon.slots)
  const current = slots.find((slot) => slot.startsAt <= now && now < slot.endsAt)
  const next = slots.find((slot) => slot.startsAt > now)
  return {
    now: current && sessionsIn(hackathon, current),
    next: next && sessionsIn(hackathon, next),
  }
}

/** The sessions of a slot, by the order of the rooms. */
export function sessionsIn(hackathon: Hackathon, slot: Slot): SlotSessions {
  const order = new Map(hackathon.rooms.map((room, i) => [room.id, i]))
  const sessions = hackathon.sessions.flatMap((session) =>
    session.cancelled || session.placement?.slot !== slot.id
      ? []
      : [{ session, room: session.placement.room }],
  )
  return { slot, sessions: sessions.sort((a, b) => (order.get(a.room) ?? 0) - (order.get(b.room) ?? 0)) }
}

/**
 * Where somebody is likely to be at an instant: in what they lead, else in what they like best there. `undefined`
 * where the agenda does not say.
 */
export function findWhereabouts(
  hackathon: Hackathon,
  person: string,
  now: Instant,
  weightOf: (person: string, session: Session) => number,
): HeldSession | undefined {
  const held = findNowNext(hackathon, now).now?.sessions ?? []
  const led = held.find(({ session }) => session.leaders.includes(person))
  if (led !== undefined) return led
  const liked = held.filter(({ session }) => weightOf(person, session) > 0)
  return liked.sort((a, b) => weightOf(person, b.session) - weightOf(person, a.session))[0]
}
