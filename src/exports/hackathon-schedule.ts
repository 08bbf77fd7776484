import type { Room, Slot } from '../core/hackathon/event.ts'
import { sortSlots } from '../core/hackathon/event.ts'
import type { Hackathon } from '../core/hackathon/hackathon.ts'
import type { Placement, Session } from '../core/hackathon/session.ts'
import { uuidOf } from '../core/hackathon/uuid.ts'
import type { Instant } from '../core/time.ts'
import { type Day, listDays, localTimeOf } from '../core/zone-time.ts'

/** What an export needs to know beside the event. */
export interface ScheduleOptions {
  /** Address of the event's page, without a slash at its end. */
  readonly url: string
  /** Which agenda: the published one where absent. */
  readonly placements?: readonly Placement[]
  /** The name of a person; their key is never shown. */
  readonly nameOf: (person: string) => string
}

/** One thing that takes place. */
export interface ScheduleEntry {
  readonly uuid: string
  /** The same in every export of this event. */
  readonly number: number
  readonly title: string
  readonly abstract: string
  readonly kind: 'session' | 'plenary' | 'social'
  readonly session: Session | undefined
  readonly slot: Slot
  /** As its door says. */
  readonly room: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly leaders: readonly { readonly name: string; readonly uuid: string }[]
  readonly url: string
}

/** A day, and what takes place on it by room. */
export interface ScheduleDay {
  readonly day: Day
  /** 1 for the first. */
  readonly index: number
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly rooms: readonly { readonly name: string; readonly entries: readonly ScheduleEntry[] }[]
}

/** The room in which plenaries and dinners are shown. */
const EVERYBODY = 'Everybody'

/** The days of an event with what takes place on each, in order of time, rooms in the organisers' order. */
export function listScheduleDays(hackathon: Hackathon, options: ScheduleOptions): readonly ScheduleDay[] {
  const { event } = hackathon
  const entries = listEntries(hackathon, options)
  return listDays(event.startsOn, event.endsOn).map((day, i) => {
    const slots = sortSlots(hackathon.slots).filter(
      (slot) => localTimeOf(slot.startsAt, event.timeZone).day === day,
    )
    const names = [EVERYBODY, ...hackathon.rooms.map((room) => room.name)]
    const here = entries.filter((one) => slots.includes(one.slot))
    const noon = `${day}T12:00:00Z`
    return {
      day,
      index: i + 1,
      startsAt: slots[0]?.startsAt ?? noon,
      endsAt:
        slots
          .map((one) => one.endsAt)
          .sort()
          .at(-1) ?? noon,
      rooms: names.flatMap((name) => {
        const inRoom = here.filter((one) => one.room === name)
        return inRoom.length === 0 ? [] : [{ name, entries: inRoom }]
      }),
    }
  })
}

/** Everything that takes place, in order of time and rooms; sessions that are cancelled only where asked for. */
export function listEntries(
  hackathon: Hackathon,
  options: ScheduleOptions,
  withCancelled = false,
): readonly ScheduleEntry[] {
  const { event } = hackathon
  const placements = options.placements ?? hackathon.agendas.at(-1)?.placements ?? []
  const sessions = new Map(hackathon.sessions.map((one) => [one.id, one]))
  const rooms = new Map<string, Room>(hackathon.rooms.map((one) => [one.id, one]))
  const numbers = new Set<number>()
  const entry = (id: string, slot: Slot, room: string, session: Session | undefined): ScheduleEntry => {
    const uuid = uuidOf(`${event.id}/${id}`)
    let number = Number.parseInt(uuid.slice(0, 8), 16) & 0x7fffffff || 1
    while (numbers.has(number)) number++
    numbers.add(number)
    return {
      uuid,
      number,
      title: session?.title ?? slot.title ?? slot.kind,
      abstract: session?.abstract ?? '',
      kind: slot.kind === 'plenary' || slot.kind === 'social' ? slot.kind : 'session',
      session,
      slot,
      room,
      startsAt: slot.startsAt,
      endsAt: slot.endsAt,
      leaders: (session?.leaders ?? []).map((person) => ({
        name: options.nameOf(person),
        uuid: uuidOf(`acct:${person}`),
      })),
      url: session === undefined ? options.url : `${options.url}/sessions/${session.id}`,
    }
  }
  const order = new Map(hackathon.rooms.map((room, i) => [room.id, i]))
  return sortSlots(hackathon.slots).flatMap((slot) => {
    if (slot.kind === 'break') return []
    if (slot.kind !== 'session') return [entry(`slot/${slot.id}`, slot, EVERYBODY, undefined)]
    return placements
      .filter((one) => one.slot === slot.id)
      .sort((a, b) => (order.get(a.room) ?? 0) - (order.get(b.room) ?? 0))
      .flatMap((one) => {
        const session = sessions.get(one.session)
        if (session === undefined || (session.cancelled && !withCancelled)) return []
        return [entry(`session/${session.id}`, slot, rooms.get(one.room)?.name ?? one.room, session)]
      })
  })
}

/** An instant by the clock of a place, with how far that is ahead of UTC: `2026-04-21T09:00:00+01:00`. */
export function formatLocal(instant: Instant, timeZone: string): string {
  const { day, time, offsetMinutes } = localTimeOf(instant, timeZone)
  const minutes = Math.abs(offsetMinutes)
  const offset = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return `${day}T${time}:${instant.slice(17, 19)}${offsetMinutes < 0 ? '-' : '+'}${offset}`
}

/** The time between two instants in hours and minutes, `01:30`. */
export function formatDuration(from: Instant, to: Instant): string {
  const minutes = Math.round((Date.parse(to) - Date.parse(from)) / 60_000)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** The short name of an event that schedule formats want: lower-case letters, digits, underscores, at least four. */
export function acronymOf(id: string): string {
  return id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .padEnd(4, '_')
}
