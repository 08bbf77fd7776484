import { daysBetween, type Instant } from '../time.ts'
import type { Hackathon } from './hackathon.ts'
import type { Session } from './session.ts'

/** A session that was held and has no notes, and whom to ask for them. */
export interface MissingNotes {
  readonly session: Session
  readonly endedAt: Instant
  /** Hours after which people are asked: 24, then 72; `undefined` before the first day is over. */
  readonly due: 24 | 72 | undefined
  /** They are due, and people were not asked so far. */
  readonly isToAsk: boolean
  /** The note-taker, else who leads it. */
  readonly people: readonly string[]
}

/** Sessions that are over and have no notes, those longest over first. Cancelled ones, and such without a place, have none. */
export function listMissingNotes(hackathon: Hackathon, now: Instant): readonly MissingNotes[] {
  const slots = new Map(hackathon.slots.map((slot) => [slot.id, slot]))
  const noted = new Set(
    hackathon.notes.flatMap((note) =>
      note.text.trim() === '' && note.messageIds.length === 0 ? [] : [note.session],
    ),
  )
  return hackathon.sessions
    .flatMap((session): readonly MissingNotes[] => {
      const slot = slots.get(session.placement?.slot ?? '')
      if (session.cancelled || slot === undefined || slot.endsAt > now || noted.has(session.id)) return []
      const hours = daysBetween(slot.endsAt, now) * 24
      const people = session.noteTaker === undefined ? session.leaders : [session.noteTaker]
      const due = hours >= 72 ? 72 : hours >= 24 ? 24 : undefined
      const asked = hackathon.notes.find((note) => note.session === session.id)?.reminded ?? []
      const isToAsk = due !== undefined && !asked.includes(due)
      return [{ session, endedAt: slot.endsAt, due, isToAsk, people }]
    })
    .sort((a, b) =>
      a.endedAt === b.endedAt ? (a.session.id < b.session.id ? -1 : 1) : a.endedAt < b.endedAt ? -1 : 1,
    )
}

/** Topics that no session is about: somebody may want to lead one. */
export function listTopicsWithoutSession(hackathon: Hackathon): readonly string[] {
  const held = new Set(hackathon.sessions.flatMap((one) => (one.cancelled ? [] : one.topics)))
  return hackathon.topics.filter((one) => !one.withdrawn && !held.has(one.id)).map((one) => one.id)
}
