import type { Instant } from '../time.ts'
import type { Day } from '../zone-time.ts'
import type { Stamped } from './amend.ts'

/** Where an event is in its life, in order. Registration is open in `open` alone. */
export const PHASES = ['announced', 'open', 'closed', 'running', 'notes', 'archived'] as const
export type Phase = (typeof PHASES)[number]

/** The texts of an event's page, in Markdown: each phase shows its own. */
export const PAGE_TEXTS = ['welcome', 'venue', 'schedule', 'registration', 'notes'] as const
export type PageText = (typeof PAGE_TEXTS)[number]

/** What an organiser says of an event. */
export interface EventFields {
  readonly name: string
  /** Earlier addresses of its page, which lead to it: `Hackathon/April2016`. */
  readonly aliases: readonly string[]
  readonly startsOn: Day
  readonly endsOn: Day
  /** IANA name; every local time of the event is meant so. */
  readonly timeZone: string
  readonly venue: string | undefined
  readonly address: string | undefined
  /** The company whose house it is, which wants a list of those who come. */
  readonly host: string | undefined
  /** Seats; `undefined`: as many as come. */
  readonly capacity: number | undefined
  /** From then on only organisers change who comes: the host has its list of passes. */
  readonly cutOffAt: Instant | undefined
  readonly phase: Phase
  /** A role address, not a person's. */
  readonly contact: string | undefined
  /** The exact subject of a mail that asks for an invitation. */
  readonly requestSubject: string | undefined
  /** The mailing list that its notes go to. */
  readonly list: string | undefined
  readonly irc: string | undefined
  readonly texts: { readonly [K in PageText]?: string }
  /** Days after its end at which travel and lodging are erased. */
  readonly purgeAfterDays: number
}

/** A meeting of a community in one place: a hackathon, a summit. */
export interface Event extends Stamped, EventFields {}

/** A place with a door: room, work area or corner. */
export interface Room extends Stamped {
  readonly name: string
  /** Seats; `undefined`: enough for everybody. */
  readonly capacity: number | undefined
  /** What it is or has, in the organisers' words: "projector", "online". */
  readonly equipment: string | undefined
  readonly url: string | undefined
}

/** What a slot is for. Sessions are planned into `session` alone. */
export const SLOT_KINDS = ['plenary', 'session', 'break', 'social'] as const
export type SlotKind = (typeof SLOT_KINDS)[number]

/** A span of time in which sessions run side by side, or all do one thing. */
export interface Slot extends Stamped {
  readonly kind: SlotKind
  /** What is shown for it where no sessions are: "Lunch". */
  readonly title: string | undefined
  readonly startsAt: Instant
  readonly endsAt: Instant
  /** Nothing is planned into it or out of it any more. */
  readonly locked: boolean
  /** Rooms that cannot be used then. */
  readonly closedRooms: readonly string[]
}

/** Slots in order of time; of those at one time, by id. */
export function sortSlots<T extends Pick<Slot, 'startsAt' | 'id'>>(slots: readonly T[]): readonly T[] {
  return [...slots].sort((a, b) =>
    a.startsAt === b.startsAt ? (a.id < b.id ? -1 : 1) : a.startsAt < b.startsAt ? -1 : 1,
  )
}
