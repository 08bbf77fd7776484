import type { Instant } from '../time.ts'
import type { Day } from '../zone-time.ts'
import type { Stamped } from './amend.ts'
import type { Reference } from './reference.ts'

/** What a session asks of the agenda. A hard wish is a rule; any other is kept where it costs nobody anything. */
export type Wish =
  | { readonly kind: 'on-day'; readonly day: Day; readonly hard: boolean }
  | { readonly kind: 'in-slots'; readonly slots: readonly string[]; readonly hard: boolean }
  | { readonly kind: 'not-in-slots'; readonly slots: readonly string[]; readonly hard: boolean }
  | {
      readonly kind: 'after'
      readonly session: string
      readonly hard: boolean
      /** In the very next slot of that day and in the same room: the second part of a long session. */
      readonly directly?: boolean | undefined
    }
  | { readonly kind: 'before'; readonly session: string; readonly hard: boolean }
  | { readonly kind: 'apart'; readonly session: string; readonly hard: boolean }
  | { readonly kind: 'in-room'; readonly room: string; readonly hard: boolean }

/** A time and a room. */
export interface Placement {
  readonly session: string
  readonly slot: string
  readonly room: string
}

/** What is said of a session. */
export interface SessionFields {
  readonly title: string
  readonly abstract: string | undefined
  /** The topics that it is about; none for one that arose on the morning. */
  readonly topics: readonly string[]
  /** They must be there, and nowhere else. */
  readonly leaders: readonly string[]
  /** Others without whom it makes no sense. */
  readonly required: readonly string[]
  readonly noteTaker: string | undefined
  readonly wishes: readonly Wish[]
  /** Wishes in words that could not be read, for an organiser. */
  readonly unreadWishes: readonly string[]
}

/** A meeting of those who care for some topics. */
export interface Session extends Stamped, SessionFields {
  readonly cancelled: boolean
  /** Where it is in the agenda that is being made; `undefined`: nowhere yet. */
  readonly placement: { readonly slot: string; readonly room: string } | undefined
  /** The scheduler leaves it where it is. */
  readonly locked: boolean
  /** How many came, as counted there. */
  readonly attendance: number | undefined
}

/** An agenda as it was published, and what changed by it. */
export interface PublishedAgenda {
  /** 1, 2, 3 … */
  readonly version: number
  readonly at: Instant
  readonly person: string
  readonly note: string | undefined
  readonly placements: readonly Placement[]
  readonly changes: readonly AgendaChange[]
}

/** One line of an agenda's changelog. */
export interface AgendaChange {
  readonly kind: 'added' | 'moved' | 'room' | 'removed'
  readonly session: string
  readonly from: { readonly slot: string; readonly room: string } | undefined
  readonly to: { readonly slot: string; readonly room: string } | undefined
}

/** What was said in a session, as it stands. */
export interface Note extends Stamped {
  readonly session: string
  /** Markdown. */
  readonly text: string
  /** What those present agreed on: a proposal, official only once discussed on the list. */
  readonly agreements: readonly string[]
  /** Questions that stayed open. */
  readonly open: readonly string[]
  /** Message-IDs of the mails by which they went to the list. */
  readonly messageIds: readonly string[]
  /** Hours after the session after which people were asked for them. */
  readonly reminded: readonly number[]
}

/** The states of an action, in the words of work items on lists. */
export const ACTION_STATES = ['todo', 'in-progress', 'blocked', 'done', 'postponed'] as const
export type ActionState = (typeof ACTION_STATES)[number]

/** Something that one person took upon themselves. */
export interface Action extends Stamped {
  readonly session: string | undefined
  /** The bullet that it is for, where it is for one. */
  readonly about: Reference | undefined
  readonly text: string
  /** One person, as `Registration.person`; `undefined` until somebody takes it. */
  readonly assignee: string | undefined
  readonly state: ActionState
}
