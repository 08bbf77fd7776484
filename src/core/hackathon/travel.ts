import { addDays, type Instant } from '../time.ts'
import type { HackathonDecision } from './decision.ts'
import type { Hackathon } from './hackathon.ts'
import { listAttendees } from './hackathon.ts'
import type { Registration } from './registration.ts'
import type { Travel } from './written-presence.ts'

/** People who could travel or stay together. */
export interface Company {
  readonly kind: 'lodging' | 'arrival' | 'departure'
  /** What they share: a house, a day. */
  readonly what: string
  /** Two or more. */
  readonly people: readonly Registration[]
}

/** Who stays in one house, and who arrives or leaves on one day, the most first. "Home" is everybody's own. */
export function listCompany(hackathon: Hackathon): readonly Company[] {
  const attendees = listAttendees(hackathon)
  const group = (
    kind: Company['kind'],
    keyOf: (travel: Travel) => string | undefined,
  ): readonly Company[] => {
    const groups = new Map<string, { readonly what: string; readonly people: Registration[] }>()
    for (const person of attendees) {
      const what = person.travel === undefined ? undefined : keyOf(person.travel)
      if (what === undefined) continue
      const key = what
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()
      const known = groups.get(key) ?? { what, people: [] }
      groups.set(key, known)
      known.people.push(person)
    }
    return [...groups.values()]
      .filter((one) => one.people.length > 1)
      .sort((a, b) => b.people.length - a.people.length || (a.what < b.what ? -1 : 1))
      .map((one) => ({ kind, what: one.what, people: one.people }))
  }
  return [
    ...group('lodging', (travel) =>
      /^(?:at )?home$/i.test(travel.lodging ?? 'home') ? undefined : travel.lodging,
    ),
    ...group('arrival', (travel) => travel.arrives?.day),
    ...group('departure', (travel) => travel.leaves?.day),
  ]
}

/** What somebody may know of another's travel: attendees and organisers all of it, anybody else nothing. */
export function visibleTravel(
  hackathon: Hackathon,
  registration: Registration,
  viewer: { readonly person: string | undefined; readonly isOrganiser: boolean },
): Travel | undefined {
  const comes = listAttendees(hackathon).some((one) => one.person === viewer.person)
  return viewer.isOrganiser || comes || registration.person === viewer.person
    ? registration.travel
    : undefined
}

/** When travel and lodging are erased: some days after the end, or, of an event imported later, after its import. */
export function purgeAt(hackathon: Pick<Hackathon, 'event'>): Instant {
  const { endsOn, createdAt, purgeAfterDays } = hackathon.event
  const end = `${endsOn}T23:59:59Z`
  return addDays(createdAt > end ? createdAt : end, purgeAfterDays)
}

/** The decisions whose words have to be erased by now, because they say where people slept and when they travelled. */
export function listToPurge(
  hackathon: Pick<Hackathon, 'event'>,
  decisions: readonly HackathonDecision[],
  now: Instant,
): readonly number[] {
  if (now < purgeAt(hackathon)) return []
  return decisions.flatMap((one) => (one.act.kind === 'registration.travel' ? [one.sequence] : []))
}
