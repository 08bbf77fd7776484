import { type Instance, type InstanceRoom, openRooms } from './instance.ts'
import type { Placement } from './session.ts'

/** A session of one slot that needs a room, and how many are expected. */
export interface RoomSeeker {
  readonly session: string
  readonly expected: number
}

/**
 * Rooms for the sessions of a slot, all different, in the order of `seekers`: where a rule says, where people know
 * them to be, else the fullest session into the largest room that is left (which leaves the fewest people standing).
 * `wished`: a room that a session would like. `undefined` for a session for which there is no room.
 */
export function assignRooms(
  instance: Instance,
  slot: string,
  seekers: readonly RoomSeeker[],
): readonly (string | undefined)[] {
  const free = new Map(openRooms(instance, slot).map((room) => [room.id, room]))
  const given = new Map<string, string>()
  const give = (session: string, room: string | undefined): void => {
    if (room === undefined || given.has(session) || !free.delete(room)) return
    given.set(session, room)
  }
  const here = new Set(seekers.map((one) => one.session))
  for (const rule of instance.rules)
    if (rule.kind === 'locked' && rule.slot === slot && here.has(rule.session)) {
      // A locked session keeps its room even where the room was closed later: a person has to decide that.
      if ([...given.values()].includes(rule.room)) continue
      given.set(rule.session, rule.room)
      free.delete(rule.room)
    }
  for (const rule of instance.rules)
    if (rule.kind === 'in-room' && here.has(rule.session)) give(rule.session, rule.room)
  for (const known of instance.before)
    if (known.slot === slot && here.has(known.session)) give(known.session, known.room)
  const bySize = [...seekers].sort((a, b) => b.expected - a.expected || (a.session < b.session ? -1 : 1))
  for (const { session, expected } of bySize) {
    const wished = findWished(instance.wishes, session)
    if (wished !== undefined && (free.get(wished)?.capacity ?? Number.POSITIVE_INFINITY) >= expected)
      give(session, wished)
  }
  const rooms = [...free.values()].sort(bySeats)
  for (const { session } of bySize) if (!given.has(session)) give(session, rooms.shift()?.id)
  return seekers.map((one) => given.get(one.session))
}

function findWished(wishes: Instance['wishes'], session: string): string | undefined {
  for (const wish of wishes) if (wish.kind === 'in-room' && wish.session === session) return wish.room
  return undefined
}

function bySeats(a: InstanceRoom, b: InstanceRoom): number {
  const seats = (room: InstanceRoom): number => room.capacity ?? Number.POSITIVE_INFINITY
  if (seats(a) === seats(b)) return a.id < b.id ? -1 : 1
  return seats(b) > seats(a) ? 1 : -1
}

/** By how many people the sessions of a slot are too many for its rooms at best; each seat is counted once. */
export function countStanding(seats: readonly number[], expected: readonly number[]): number {
  const rooms = [...seats].sort((a, b) => b - a)
  const sessions = [...expected].sort((a, b) => b - a)
  return sessions.reduce((sum, people, i) => sum + Math.max(people - (rooms[i] ?? 0), 0), 0)
}

/** Placements as one list, in the order of slots and rooms of the instance. */
export function sortPlacements(instance: Instance, placements: readonly Placement[]): readonly Placement[] {
  const slotAt = new Map(instance.slots.map((slot, i) => [slot, i]))
  const roomAt = new Map(instance.rooms.map((room, i) => [room.id, i]))
  const rank = (one: Placement): number => (slotAt.get(one.slot) ?? 0) * 10_000 + (roomAt.get(one.room) ?? 0)
  return [...placements].sort((a, b) => rank(a) - rank(b) || (a.session < b.session ? -1 : 1))
}
