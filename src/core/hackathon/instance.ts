import type { Placement } from './session.ts'

/** Something that an agenda has to keep. People, slots and sessions are named by their ids. */
export type AgendaRule =
  /** The person must be there: a leader, or somebody without whom it makes no sense. */
  | { readonly kind: 'needs'; readonly session: string; readonly person: string }
  | {
      readonly kind: 'only-in'
      readonly session: string
      readonly slots: readonly string[]
      readonly why: string
    }
  | {
      readonly kind: 'after'
      readonly session: string
      readonly other: string
      /** In the slot that follows, and in the same room. */
      readonly directly?: true
    }
  | { readonly kind: 'apart'; readonly session: string; readonly other: string }
  | { readonly kind: 'in-room'; readonly session: string; readonly room: string }
  /** A person put it there, and it stays. */
  | { readonly kind: 'locked'; readonly session: string; readonly slot: string; readonly room: string }
  /** Nothing is planned into it but what is locked there. */
  | { readonly kind: 'slot-locked'; readonly slot: string }
  /** As many sessions at once as there are open rooms. */
  | { readonly kind: 'rooms'; readonly slot: string }

/** A room as the scheduler sees it. */
export interface InstanceRoom {
  readonly id: string
  /** Seats; `undefined`: enough for everybody. */
  readonly capacity: number | undefined
}

/**
 * A question to the scheduler: who cares for which session, when they are there, and what has to be kept.
 *
 * `slots` are in order of time and do not overlap. `rules` are kept whatever it costs; `wishes` where that costs no
 * interest. Rules about rooms and locked slots are made of `closedRooms` and `lockedSlots`, not given.
 */
export interface Instance {
  readonly people: readonly string[]
  readonly sessions: readonly string[]
  readonly slots: readonly string[]
  readonly rooms: readonly InstanceRoom[]
  /** 0 to 100, by person and session. */
  readonly weights: readonly (readonly number[])[]
  /** 0 to 1, by person and slot: how surely they are there. */
  readonly presence: readonly (readonly number[])[]
  /** By slot: rooms that cannot be used then. */
  readonly closedRooms: ReadonlyMap<string, readonly string[]>
  readonly lockedSlots: readonly string[]
  /** By slot: the one that a long session goes on in. Where absent, that is the next of `slots`. */
  readonly following?: ReadonlyMap<string, string>
  readonly rules: readonly AgendaRule[]
  readonly wishes: readonly AgendaRule[]
  /** The agenda that people know; empty where there is none. */
  readonly before: readonly Placement[]
}

/** From which presence on somebody who has to be there can be: less is a doubt. */
export const SURE = 0.5

/** All rules of an instance, those included that its rooms and locked slots make. */
export function listRules(instance: Instance): readonly AgendaRule[] {
  return [
    ...instance.rules,
    ...instance.lockedSlots.map((slot): AgendaRule => ({ kind: 'slot-locked', slot })),
    ...instance.slots.map((slot): AgendaRule => ({ kind: 'rooms', slot })),
  ]
}

/** The rooms that can be used in a slot. */
export function openRooms(instance: Instance, slot: string): readonly InstanceRoom[] {
  const closed = new Set(instance.closedRooms.get(slot) ?? [])
  return instance.rooms.filter((room) => !closed.has(room.id))
}

/** The slot in which a long session goes on; `undefined` where it cannot. */
export function followingSlot(
  instance: Pick<Instance, 'slots' | 'following'>,
  slot: string,
): string | undefined {
  if (instance.following !== undefined) return instance.following.get(slot)
  const at = instance.slots.indexOf(slot)
  return at < 0 ? undefined : instance.slots[at + 1]
}
