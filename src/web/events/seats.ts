import { listAttendees } from '../../core/hackathon/hackathon.ts'
import { type Registration, seatsTaken } from '../../core/hackathon/registration.ts'
import { count } from '../html.ts'
import type { EventView } from './event-view.ts'

/** "12 people come; 31 of 43 seats left". */
export function seats(ev: EventView): string {
  const { event, registrations } = ev.hackathon
  const coming = count(listAttendees(ev.hackathon).length, 'person comes', 'people come')
  if (event.capacity === undefined) return coming
  // Only organisers see who is invited: to others an invitation that holds is a seat like any other.
  const left = Math.max(event.capacity - seatsTaken(registrations, ev.now), 0)
  return ev.viewer.isOrganiser
    ? `${coming}; ${left} of ${count(event.capacity, 'seat')} left`
    : `${coming}; at most ${event.capacity}`
}

/** In order of names. */
export function byName(people: readonly Registration[]): readonly Registration[] {
  return [...people].sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.person < b.person ? -1 : 1))
}
