import type { Instant } from '../time.ts'
import type { EventFields, Room, Slot } from './event.ts'
import type { Grade, InterestVia } from './interest.ts'
import type { OutcomeKind, OutcomeTier } from './outcome.ts'
import type { Reference } from './reference.ts'
import type { RegistrationFields, RegistrationState } from './registration.ts'
import type { Action, Note, Placement, SessionFields } from './session.ts'
import type { Comment, TopicFields } from './topic.ts'
import type { Travel } from './written-presence.ts'

/** What somebody did, as the log has it, in the order of `sequence`. */
export interface HackathonDecision {
  readonly sequence: number
  readonly at: Instant
  /** An address, or `name:…` (see `Registration.person`), or `cli:<user>`. */
  readonly person: string
  /** As what the person acted: checked before it was recorded. */
  readonly role: 'organiser' | 'member'
  readonly act: HackathonAct
}

type RoomFields = Pick<Room, 'name' | 'capacity' | 'equipment' | 'url'>
type SlotFields = Pick<Slot, 'kind' | 'title' | 'startsAt' | 'endsAt' | 'locked' | 'closedRooms'>
type NoteFields = Pick<Note, 'text' | 'agreements' | 'open'>
type ActionFields = Pick<Action, 'session' | 'about' | 'text' | 'assignee' | 'state'>
type Change<T> = { readonly [K in keyof T]?: T[K] }

/**
 * Everything that a person can do about an event. `seen` is the revision that they had before them when they changed
 * something: its `Stamped.revision`. Ids are given by whoever records the act; a fresh one comes from `idOfTitle`.
 */
export type HackathonAct =
  | { readonly kind: 'event.create'; readonly id: string; readonly fields: EventFields }
  | { readonly kind: 'event.change'; readonly change: Change<EventFields>; readonly seen: number }
  | { readonly kind: 'room.add'; readonly id: string; readonly fields: RoomFields }
  | {
      readonly kind: 'room.change'
      readonly id: string
      readonly change: Change<RoomFields>
      readonly seen: number
    }
  | { readonly kind: 'room.remove'; readonly id: string }
  | { readonly kind: 'slot.add'; readonly id: string; readonly fields: SlotFields }
  | {
      readonly kind: 'slot.change'
      readonly id: string
      readonly change: Change<SlotFields>
      readonly seen: number
    }
  | { readonly kind: 'slot.remove'; readonly id: string }
  | { readonly kind: 'topic.add'; readonly id: string; readonly fields: TopicFields }
  | {
      readonly kind: 'topic.change'
      readonly id: string
      readonly change: Change<TopicFields & { readonly withdrawn: boolean }>
      readonly seen: number
    }
  | { readonly kind: 'topic.comment'; readonly id: string; readonly comment: Comment }
  | { readonly kind: 'topic.mailed'; readonly id: string; readonly messageId: string }
  | {
      readonly kind: 'interest.state'
      readonly about: Reference
      readonly person: string
      readonly grade: Grade
      readonly via: InterestVia
      readonly note: string | undefined
    }
  | {
      readonly kind: 'registration.register'
      readonly person: string
      readonly fields: RegistrationFields
      readonly isCore: boolean
      readonly evidence: readonly string[]
    }
  | {
      readonly kind: 'registration.change'
      readonly person: string
      readonly change: Change<RegistrationFields>
      readonly seen: number
    }
  | { readonly kind: 'registration.travel'; readonly person: string; readonly travel: Travel | undefined }
  | { readonly kind: 'registration.accept'; readonly person: string }
  | { readonly kind: 'registration.withdraw'; readonly person: string; readonly reason: string | undefined }
  | {
      readonly kind: 'registration.set'
      readonly person: string
      readonly to: RegistrationState
      readonly invitedUntil: Instant | undefined
      readonly reason: string | undefined
    }
  | { readonly kind: 'person.identify'; readonly was: string; readonly is: string }
  | { readonly kind: 'session.add'; readonly id: string; readonly fields: SessionFields }
  | {
      readonly kind: 'session.change'
      readonly id: string
      readonly change: Change<
        SessionFields & { readonly cancelled: boolean; readonly attendance: number | undefined }
      >
      readonly seen: number
    }
  | {
      readonly kind: 'agenda.place'
      readonly placement: Placement
      readonly locked: boolean
      readonly seen: number
    }
  | { readonly kind: 'agenda.unplace'; readonly session: string; readonly seen: number }
  | { readonly kind: 'agenda.accept'; readonly placements: readonly Placement[]; readonly seen: number }
  | { readonly kind: 'agenda.publish'; readonly note: string | undefined }
  | {
      readonly kind: 'note.write'
      readonly session: string
      readonly change: Change<NoteFields>
      readonly seen: number
    }
  | { readonly kind: 'note.mailed'; readonly session: string; readonly messageId: string }
  | { readonly kind: 'note.reminded'; readonly session: string; readonly hours: 24 | 72 }
  | { readonly kind: 'action.add'; readonly id: string; readonly fields: ActionFields }
  | {
      readonly kind: 'action.change'
      readonly id: string
      readonly change: Change<ActionFields>
      readonly seen: number
    }
  | {
      readonly kind: 'outcome.judge'
      readonly about: Reference
      readonly outcome: OutcomeKind
      /** Hash of a commit, Message-ID of a series' or thread's earliest mail. */
      readonly target: string
      readonly verdict: 'confirmed' | 'rejected'
      readonly tier: OutcomeTier | undefined
      readonly evidence: string
    }
  | { readonly kind: 'conflict.settle'; readonly conflict: number }

/** The names of the acts. */
export type HackathonActKind = HackathonAct['kind']
