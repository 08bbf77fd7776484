import type { Hackathon } from '../core/hackathon/hackathon.ts'
import { listAttendees } from '../core/hackathon/hackathon.ts'
import { type Reference, topicReference } from '../core/hackathon/reference.ts'
import type { Registration } from '../core/hackathon/registration.ts'
import { listItems } from '../core/hackathon/topic.ts'
import { listDays, localTimeOf } from '../core/zone-time.ts'
import { formatRow, joinList } from './csv.ts'
import { listEntries, type ScheduleOptions } from './hackathon-schedule.ts'

/** The tables of an event, and who may have them. */
export const HACKATHON_TABLES = {
  passes: 'organisers',
  badges: 'organisers',
  attendees: 'attendees',
  topics: 'everybody',
  interest: 'everybody',
  agenda: 'everybody',
  actions: 'everybody',
} as const
export type HackathonTable = keyof typeof HACKATHON_TABLES

/** The marker by which spreadsheets know that a text is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff'

/**
 * A table of an event as CSV, header first, formulas guarded as in every table here. `forSpreadsheet` puts a byte
 * order mark in front, without which some spreadsheets take names for another encoding.
 */
export function formatHackathonTable(
  hackathon: Hackathon,
  table: HackathonTable,
  options: ScheduleOptions & { readonly forSpreadsheet?: boolean },
): string {
  const rows = TABLES[table](hackathon, options)
  return `${options.forSpreadsheet === true ? BYTE_ORDER_MARK : ''}${rows.map(formatRow).join('')}`
}

type Rows = readonly (readonly string[])[]

const TABLES: Readonly<Record<HackathonTable, (hackathon: Hackathon, options: ScheduleOptions) => Rows>> = {
  passes: listPasses,
  badges: (hackathon) => [
    ['name', 'organisation', 'irc'],
    ...byName(listAttendees(hackathon)).map((one) => [one.name, one.organisation ?? '', one.irc ?? '']),
  ],
  attendees: (hackathon) => [
    ['name', 'organisation', 'irc', 'arrives', 'leaves', 'lodging'],
    ...byName(listAttendees(hackathon)).map((one) => [
      one.name,
      one.organisation ?? '',
      one.irc ?? '',
      one.travel?.arrives?.raw ?? '',
      one.travel?.leaves?.raw ?? '',
      one.travel?.lodging ?? '',
    ]),
  ],
  topics: (hackathon) => [
    [
      'id',
      'title',
      'inserted',
      'verified',
      'outreach',
      'contacts',
      'list',
      'irc',
      'difficulty',
      'skills',
      'items',
      'outcomes',
    ],
    ...hackathon.topics
      .filter((one) => !one.withdrawn)
      .map((one) => [
        one.id,
        one.title,
        one.insertedOn?.day ?? one.insertedOn?.raw ?? '',
        one.verifiedOn?.day ?? one.verifiedOn?.raw ?? '',
        one.outreach ?? '',
        joinList(one.contacts.map((contact) => contact.name)),
        one.list ?? '',
        one.irc ?? '',
        one.difficulty ?? '',
        one.skills ?? '',
        joinList(listItems(one.description).map((item) => item.text)),
        one.outcomes ?? '',
      ]),
  ],
  interest: listInterest,
  agenda: (hackathon, options) => [
    ['day', 'from', 'to', 'room', 'title', 'leaders', 'id'],
    ...listEntries(hackathon, options).map((entry) => {
      const [from, to] = [entry.startsAt, entry.endsAt].map((at) => localTimeOf(at, hackathon.event.timeZone))
      return [
        from?.day ?? '',
        from?.time ?? '',
        to?.time ?? '',
        entry.room,
        entry.title,
        joinList(entry.leaders.map((one) => one.name)),
        entry.session?.id ?? '',
      ]
    }),
  ],
  actions: (hackathon, options) => [
    ['id', 'session', 'about', 'text', 'assignee', 'state', 'changed'],
    ...hackathon.actions.map((one) => [
      one.id,
      one.session ?? '',
      one.about ?? '',
      one.text,
      one.assignee === undefined ? '' : options.nameOf(one.assignee),
      one.state,
      one.changedAt,
    ]),
  ],
}

/** The host's list of security passes: those who come or may yet come, with the days on which they are there. */
function listPasses(hackathon: Hackathon): Rows {
  const { event } = hackathon
  const days = listDays(event.startsOn, event.endsOn)
  const people = hackathon.registrations.filter((one) => one.state === 'confirmed' || one.state === 'invited')
  return [
    ['First', 'Last', 'Company', 'Title', 'Email', 'Days', 'State'],
    ...byName(people).map((one) => {
      const { first, last } = one.passName ?? splitName(one.name)
      const from = one.travel?.arrives?.day ?? days[0] ?? ''
      const until = one.travel?.leaves?.day ?? days.at(-1) ?? ''
      const there = days.filter((day) => from <= day && day <= until)
      return [
        first,
        last,
        one.organisation ?? '',
        one.jobTitle ?? '',
        one.address ?? '',
        joinList(there.length === 0 ? days : there),
        one.state,
      ]
    }),
  ]
}

/**
 * First and last name of somebody who did not give them apart: the last word, with what belongs to it ("van der"), and
 * words in capitals ("Ada EXAMPLE") are the last name. A guess, which people can correct in their registration.
 */
export function splitName(name: string): { readonly first: string; readonly last: string } {
  const words = name.trim().split(/\s+/)
  const capitals = words.findIndex(
    (word) => word.length > 2 && word === word.toUpperCase() && /\p{Lu}{2}/u.test(word),
  )
  if (capitals === 0 && words.length > 1) return { first: words.slice(1).join(' '), last: words[0] ?? '' }
  let start = capitals > 0 ? capitals : words.length - 1
  while (
    start > 1 &&
    /^(?:van|von|de|der|den|di|da|del|la|le|ten|ter|bin|al|zu)$/i.test(words[start - 1] ?? '')
  )
    start--
  return { first: words.slice(0, start).join(' '), last: words.slice(start).join(' ') }
}

/** One row a person, one column a topic: what they answered; empty where they did not. */
function listInterest(hackathon: Hackathon, options: ScheduleOptions): Rows {
  const abouts: Reference[] = [
    ...hackathon.topics.filter((one) => !one.withdrawn).map((one) => topicReference(one.id)),
    ...hackathon.sessions
      .filter((one) => hackathon.interests.has(`session:${one.id}`))
      .map((one): Reference => `session:${one.id}`),
  ]
  const answers = new Map<string, Map<Reference, string>>()
  for (const one of byName(listAttendees(hackathon))) answers.set(one.person, new Map())
  for (const about of abouts)
    for (const one of hackathon.interests.get(about) ?? []) {
      const row = answers.get(one.person) ?? new Map<Reference, string>()
      answers.set(one.person, row.set(about, one.grade))
    }
  return [
    ['person', ...abouts],
    ...[...answers].map(([person, row]) => [
      options.nameOf(person),
      ...abouts.map((about) => row.get(about) ?? ''),
    ]),
  ]
}

function byName(registrations: readonly Registration[]): readonly Registration[] {
  return [...registrations].sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.person < b.person ? -1 : 1,
  )
}
