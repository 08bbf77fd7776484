import type { HackathonAct } from '../../core/hackathon/decision.ts'
import type { Instant } from '../../core/time.ts'
import type { Community } from '../community.ts'
import type { Person } from '../people.ts'

/** Something that somebody of the demo did about an event. */
export interface TimedAct {
  readonly at: Instant
  readonly event: string
  readonly person: string
  readonly role: 'organiser' | 'member'
  readonly act: HackathonAct
}

/** Who runs the events of the demo; `prepare-demo` writes the same into the configuration. */
export const ORGANISERS = ['Grete Halvorsen', 'Wanda Kowalczyk'] as const

/** A person of a community by name. */
export function personOf(community: Pick<Community, 'people'>, name: string): Person {
  const found = community.people.find((one) => one.name === name)
  if (found === undefined) throw new RangeError(`nobody is called ${name}`)
  return found
}

/** The days of an event that begins so many days from the end of the demo, and times on them. */
export function daysOf(
  until: Instant,
  days: number,
): { readonly days: readonly string[]; at(day: number, time: string): Instant } {
  const dayAt = (n: number): string =>
    new Date(Date.parse(until) + (days + n) * 86_400_000).toISOString().slice(0, 10)
  return { days: [dayAt(0), dayAt(1)], at: (day, time) => `${dayAt(day)}T${time}:00Z` }
}

/** A revision that is newer than any other: whoever acts has seen everything. */
export const SEEN_ALL = 9_999_999

/** A slot as an act. */
export function slotAct(
  id: string,
  kind: 'plenary' | 'session' | 'break' | 'social',
  title: string | undefined,
  startsAt: Instant,
  endsAt: Instant,
): HackathonAct {
  return { kind: 'slot.add', id, fields: { kind, title, startsAt, endsAt, locked: false, closedRooms: [] } }
}
