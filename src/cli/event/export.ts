import { UserError } from '../../core/errors.ts'
import { weighInterest } from '../../core/hackathon/build-instance.ts'
import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import { nameInEvent } from '../../core/hackathon/person-names.ts'
import { formatCards, formatDoorSheets, formatTimetable } from '../../exports/door-sheets.ts'
import { type CalendarScope, makeCalendar } from '../../exports/hackathon-calendar.ts'
import type { ScheduleOptions } from '../../exports/hackathon-schedule.ts'
import {
  formatHackathonTable,
  HACKATHON_TABLES,
  type HackathonTable,
} from '../../exports/hackathon-tables.ts'
import { formatICalendar } from '../../exports/icalendar.ts'
import { formatScheduleJson } from '../../exports/schedule-json.ts'
import { formatScheduleXml } from '../../exports/schedule-xml.ts'
import { formatWikitext } from '../../exports/wikitext.ts'
import { listPersonNames } from '../../store/read/people.ts'
import type { Arguments, Io } from '../command.ts'
import type { OpenProject } from '../open-project.ts'
import { needEvent } from './show.ts'

const TABLES = Object.keys(HACKATHON_TABLES)
/** What an event can be taken away as. */
export const EVENT_FORMATS = [
  'wikitext',
  'ical',
  'schedule.xml',
  'schedule.json',
  'doors',
  'cards',
  'timetable',
  ...TABLES,
] as const

/** `event export ID FORMAT`. */
export async function exportEvent(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const hackathon = await needEvent(open, args)
  const format = args.words[2] ?? ''
  const names = await listPersonNames(open.database.kysely, open.projectId)
  const nameOf = nameInEvent(hackathon, (person) => names.get(person))
  const base = open.config.baseUrl ?? 'http://localhost'
  const url = `${base}/p/${open.project.id}/events/${hackathon.event.id}`
  const text = write(hackathon, format, { url, nameOf }, args)
  io.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  return 0
}

function write(hackathon: Hackathon, format: string, options: ScheduleOptions, args: Arguments): string {
  switch (format) {
    case 'wikitext':
      return formatWikitext(hackathon, { withTravel: args.flag('travel'), nameOf: options.nameOf })
    case 'ical':
      return formatICalendar(makeCalendar(hackathon, scopeOf(hackathon, args), options))
    case 'schedule.xml':
      return formatScheduleXml(hackathon, options)
    case 'schedule.json':
      return formatScheduleJson(hackathon, options)
    case 'doors':
      return formatDoorSheets(hackathon, options)
    case 'cards':
      return formatCards(hackathon, options)
    case 'timetable':
      return formatTimetable(hackathon, options)
    default: {
      const table = TABLES.find((one): one is HackathonTable => one === format)
      if (table !== undefined)
        return formatHackathonTable(hackathon, table, {
          ...options,
          forSpreadsheet: args.flag('spreadsheet'),
        })
      throw new UserError('usage', `there is no export "${format}"`, {
        hint: `There are ${EVENT_FORMATS.join(', ')}.`,
      })
    }
  }
}

function scopeOf(hackathon: Hackathon, args: Arguments): CalendarScope {
  const [person, room, session] = [args.text('for'), args.text('room'), args.text('session')]
  if (room !== undefined) return { kind: 'room', room: known(hackathon.rooms, room, 'room') }
  if (session !== undefined)
    return { kind: 'session', session: known(hackathon.sessions, session, 'session') }
  if (person === undefined) return { kind: 'event' }
  const who = hackathon.registrations.find((one) => one.person === person.toLowerCase())
  if (who === undefined) throw new UserError('not-found', `"${person}" is not on the list`)
  const weightOf = weighInterest(hackathon, undefined)
  return { kind: 'person', person: who.person, weightOf: (session) => weightOf(who.person, session) }
}

function known(list: readonly { readonly id: string }[], id: string, what: string): string {
  if (list.some((one) => one.id === id)) return id
  throw new UserError('not-found', `there is no ${what} "${id}"`, {
    hint: `There are ${list.map((one) => one.id).join(', ') || 'none'}.`,
  })
}
