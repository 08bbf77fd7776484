import type { Instant } from '../time.ts'
import type { Event, Room, Slot } from './event.ts'
import type { Interest } from './interest.ts'
import type { OutcomeJudgement } from './outcome.ts'
import type { Reference } from './reference.ts'
import type { Registration } from './registration.ts'
import type { Action, Note, PublishedAgenda, Session } from './session.ts'
import type { Topic } from './topic.ts'

/** An event with all that people decided about it: what `applyDecisions` gives. */
export interface Hackathon {
  readonly event: Event
  readonly rooms: readonly Room[]
  readonly slots: readonly Slot[]
  readonly topics: readonly Topic[]
  readonly sessions: readonly Session[]
  readonly registrations: readonly Registration[]
  /** By what they are about; one per person each. */
  readonly interests: ReadonlyMap<Reference, readonly Interest[]>
  readonly notes: readonly Note[]
  readonly actions: readonly Action[]
  readonly outcomes: readonly OutcomeJudgement[]
  /** Oldest first. */
  readonly agendas: readonly PublishedAgenda[]
  readonly conflicts: readonly Conflict[]
  readonly refusals: readonly Refusal[]
}

/** Two people changed one thing without having seen each other's change: what stands, and what was not made of it. */
export interface Conflict {
  /** The decision that came second; it names the conflict. */
  readonly sequence: number
  readonly at: Instant
  /** Who came second. */
  readonly person: string
  /** Who made what stands. */
  readonly other: string
  /** What it is about, for people: "session pvh". */
  readonly about: string
  readonly fields: readonly string[]
  readonly stands: Readonly<Record<string, unknown>>
  readonly offered: Readonly<Record<string, unknown>>
  /** The decision by which somebody said that it is dealt with. */
  readonly settledBy: number | undefined
}

/** A decision that changes nothing, and why. It is in the log all the same. */
export interface Refusal {
  readonly sequence: number
  readonly at: Instant
  readonly person: string
  readonly code: RefusalCode
  /** One sentence for the person who made it. */
  readonly why: string
}

/** Kinds of refusal. */
export type RefusalCode = 'not-found' | 'exists' | 'invalid' | 'forbidden' | 'full' | 'closed' | 'taken'

/** Conflicts that nobody has dealt with. */
export function listOpenConflicts(hackathon: Hackathon): readonly Conflict[] {
  return hackathon.conflicts.filter((one) => one.settledBy === undefined)
}

/** The registrations of those who come. */
export function listAttendees(hackathon: Pick<Hackathon, 'registrations'>): readonly Registration[] {
  return hackathon.registrations.filter((one) => one.state === 'confirmed')
}
