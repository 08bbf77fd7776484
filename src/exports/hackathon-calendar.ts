import type { Slot } from '../core/hackathon/event.ts'
import type { Hackathon } from '../core/hackathon/hackathon.ts'
import type { Placement, Session } from '../core/hackathon/session.ts'
import { uuidOf } from '../core/hackathon/uuid.ts'
import { listEntries, type ScheduleOptions } from './hackathon-schedule.ts'
import type { Calendar, CalendarEntry } from './icalendar.ts'

/** Whose calendar: everything, what one person goes to, what is in one room, one session. */
export type CalendarScope =
  | { readonly kind: 'event' }
  | {
      readonly kind: 'person'
      readonly person: string
      /** What a session is worth to them, 0 to 100. */
      readonly weightOf: (session: Session) => number
    }
  | { readonly kind: 'room'; readonly room: string }
  | { readonly kind: 'session'; readonly session: string }

/** From which interest on a session is in somebody's calendar, if nothing else at that time is more to them. */
const LEAST_INTEREST = 50

/**
 * A calendar of an event. Sessions that were in a published agenda and are in it no more are given as cancelled, so
 * that who subscribed sees it. A person's has what they lead, and of each slot what they like best. No travel, no
 * addresses of people.
 */
export function makeCalendar(
  hackathon: Hackathon,
  scope: CalendarScope,
  options: ScheduleOptions & { readonly source?: string },
): Calendar {
  const { event } = hackathon
  const host = hostOf(options.url)
  const rooms = new Map(hackathon.rooms.map((room) => [room.id, room]))
  const live = listEntries(hackathon, options).map(
    (entry): CalendarEntry & { readonly of: Session | Slot } => {
      const of = entry.session ?? entry.slot
      const newest = entry.slot.revision > of.revision ? entry.slot : of
      return {
        of,
        uid: `${entry.uuid}@${host}`,
        sequence: newest.revision,
        changedAt: newest.changedAt,
        summary: entry.title,
        description: describe(
          entry.abstract,
          entry.leaders.map((one) => one.name),
        ),
        location: [entry.session === undefined ? undefined : entry.room, event.venue]
          .filter((one) => one)
          .join(', '),
        url: entry.url,
        startsAt: entry.startsAt,
        endsAt: entry.endsAt,
        allDay: false,
        cancelled: false,
      }
    },
  )
  const gone = listGone(hackathon, options)
  const cancelled = listEntries(hackathon, { ...options, placements: gone }, true).flatMap((entry) => {
    const { session } = entry
    if (session === undefined) return []
    return [
      {
        of: session,
        uid: `${entry.uuid}@${host}`,
        sequence: session.revision + 1,
        changedAt: session.changedAt,
        summary: entry.title,
        description: undefined,
        location: rooms.get(entry.room)?.name ?? entry.room,
        url: entry.url,
        startsAt: entry.startsAt,
        endsAt: entry.endsAt,
        allDay: false,
        cancelled: true,
      },
    ]
  })
  const entries = choose([...live, ...cancelled], scope, hackathon, options).map(
    ({ of: _, ...entry }) => entry,
  )
  return {
    name: nameOf(hackathon, scope),
    timeZone: event.timeZone,
    source: options.source,
    entries:
      scope.kind === 'event' || scope.kind === 'person'
        ? [wholeEvent(hackathon, options.url), ...entries]
        : entries,
  }
}

/** The event itself, as whole days. */
function wholeEvent(hackathon: Hackathon, url: string): CalendarEntry {
  const { event } = hackathon
  return {
    uid: `${uuidOf(event.id)}@${hostOf(url)}`,
    sequence: event.revision,
    changedAt: event.changedAt,
    summary: event.name,
    description: event.host === undefined ? undefined : `Hosted by ${event.host}`,
    location: [event.venue, event.address].filter((one) => one !== undefined).join(', '),
    url,
    startsAt: event.startsOn,
    endsAt: event.endsOn,
    allDay: true,
    cancelled: false,
  }
}

type Entry = CalendarEntry & { readonly of: Session | Slot }

function choose(
  entries: readonly Entry[],
  scope: CalendarScope,
  hackathon: Hackathon,
  options: ScheduleOptions,
): readonly Entry[] {
  const placements = options.placements ?? hackathon.agendas.at(-1)?.placements ?? []
  const placed = new Map(placements.map((one) => [one.session, one]))
  const isSession = (of: Session | Slot): of is Session => 'leaders' in of
  switch (scope.kind) {
    case 'event':
      return entries
    case 'session':
      return entries.filter((one) => isSession(one.of) && one.of.id === scope.session)
    case 'room':
      return entries.filter((one) => isSession(one.of) && placed.get(one.of.id)?.room === scope.room)
    case 'person': {
      const best = new Map<string, Entry>()
      const worth = ({ of }: Entry): number =>
        !isSession(of) ? 101 : of.leaders.includes(scope.person) ? 101 : scope.weightOf(of)
      for (const entry of entries) {
        const known = best.get(entry.startsAt)
        if (entry.cancelled || worth(entry) < LEAST_INTEREST) continue
        if (known === undefined || worth(entry) > worth(known)) best.set(entry.startsAt, entry)
      }
      return entries.filter(
        (one) => best.get(one.startsAt) === one || (one.cancelled && worth(one) >= LEAST_INTEREST),
      )
    }
  }
}

/** Sessions that stood in some published agenda and do not stand in the one that is shown, where they stood last. */
function listGone(hackathon: Hackathon, options: ScheduleOptions): readonly Placement[] {
  const now = new Set(
    (options.placements ?? hackathon.agendas.at(-1)?.placements ?? []).map((one) => one.session),
  )
  const held = new Set(hackathon.sessions.filter((one) => !one.cancelled).map((one) => one.id))
  const last = new Map<string, Placement>()
  for (const agenda of hackathon.agendas) for (const one of agenda.placements) last.set(one.session, one)
  return [...last.values()].filter((one) => !now.has(one.session) || !held.has(one.session))
}

function describe(abstract: string, leaders: readonly string[]): string | undefined {
  const who = leaders.length === 0 ? [] : [`Led by ${leaders.join(', ')}`]
  return [abstract, ...who].filter((one) => one !== '').join('\n\n') || undefined
}

function nameOf(hackathon: Hackathon, scope: CalendarScope): string {
  const { name } = hackathon.event
  switch (scope.kind) {
    case 'event':
      return name
    case 'person':
      return `${name}: my agenda`
    case 'room':
      return `${name}: ${hackathon.rooms.find((one) => one.id === scope.room)?.name ?? scope.room}`
    case 'session':
      return `${name}: ${hackathon.sessions.find((one) => one.id === scope.session)?.title ?? scope.session}`
  }
}

function hostOf(url: string): string {
  return /^https?:\/\/([^/:?#]{1,200})/.exec(url)?.[1] ?? 'patchmoot.invalid'
}
