import type { Context, Hono } from 'hono'
import { findEventViewer } from '../../app/hackathon/event-viewer.ts'
import { UserError } from '../../core/errors.ts'
import { listPlacements } from '../../core/hackathon/apply-agenda.ts'
import { weighInterest } from '../../core/hackathon/build-instance.ts'
import type { Session } from '../../core/hackathon/session.ts'
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
import { findSession } from '../../store/inputs/sessions.ts'
import { listHackathons } from '../../store/read/hackathons.ts'
import { calendarPage } from '../events/calendar-page.ts'
import { eventJson } from '../events/event-json.ts'
import { type EventAsked, readEvent } from '../events/event-request.ts'
import { comes, type EventView, eventPath } from '../events/event-view.ts'
import { formatNotesFile, readyNotes } from '../events/ready-notes.ts'
import { readAsked, readPart, sendPage, type WebEnv } from '../request.ts'
import { digestSecret, makeToken, needUser, readOwnForm } from '../session.ts'
import type { WebContext } from '../site.ts'
import { sessionOf } from './event-agenda-acts.ts'

const CALENDAR = 'text/calendar; charset=utf-8'
const TEXT = 'text/plain; charset=utf-8'

/** What people and programs take away of an event. Each shows no more than its reader may see on the pages. */
export function addEventFileRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.get('/p/:project/events.ics', async (c) => {
    const { view, db, projectId } = await readAsked(context, c)
    const events = projectId === 0 ? [] : await listHackathons(db, projectId)
    const entries = events.flatMap((hackathon) => {
      const url = `${view.origin}${eventPath({ view, hackathon })}`
      // Only the event itself: whoever wants its sessions subscribes to its own calendar.
      return makeCalendar(
        { ...hackathon, slots: [], agendas: [] },
        { kind: 'event' },
        { url, nameOf: () => '' },
      ).entries
    })
    const name = `${view.project.title}: events`
    return send(
      c,
      'events.ics',
      CALENDAR,
      formatICalendar({ name, timeZone: 'UTC', source: undefined, entries }),
    )
  })

  app.get('/p/:project/events/:event/sessions/:session/notes.eml', async (c) => {
    const event = await readEvent(context, c)
    const session = sessionOf(event, c)
    return send(c, `${session.id}.eml`, 'message/rfc822', formatNotesFile(readyNotes(event.ev, session)))
  })

  app.get('/p/:project/events/:event/sessions/:session/notes.txt', async (c) => {
    const event = await readEvent(context, c)
    const notes = readyNotes(event.ev, sessionOf(event, c))
    return send(c, undefined, TEXT, `Subject: ${notes.subject}\n\n${notes.parts.join('\n')}`)
  })

  app.post('/p/:project/events/:event/calendar', async (c) => {
    const { ev } = await readEvent(context, c)
    await readOwnForm(c)
    const user = needUser(c)
    if (context.accounts === undefined) throw new UserError('forbidden', 'Nobody can sign in to this server.')
    if (user.kind === 'token') throw new UserError('forbidden', 'A token makes no tokens.')
    const label = `calendar of ${ev.hackathon.event.name}`
    const secret = await makeToken(context, context.accounts, user.address, label, 'cal_')
    // Shown this once, and kept by no browser.
    c.header('Cache-Control', 'no-store')
    return sendPage(c, calendarPage(ev, `${ev.view.origin}${eventPath(ev, 'calendar', `${secret}.ics`)}`))
  })

  app.get('/p/:project/events/:event/calendar/:file', async (c) => {
    const { ev, whole, asked } = await readEvent(context, c)
    const secret = /^(cal_[\w-]{43})\.ics$/.exec(readPart(c, 'file'))?.[1]
    const { accounts } = context
    const project = accounts?.config.projects.find((one) => one.id === asked.view.project.id)
    const session =
      secret === undefined || accounts === undefined
        ? undefined
        : await findSession(asked.db, digestSecret(secret), accounts.clock())
    if (session === undefined || project === undefined)
      throw new UserError('not-found', 'There is no such calendar.')
    const { db, projectId } = asked
    const { person } = await findEventViewer(db, projectId, project, session.address, whole.event, ev.now)
    c.header('Cache-Control', 'private, no-store')
    return send(c, 'mine.ics', CALENDAR, calendarOf(ev, person))
  })

  app.get('/p/:project/events/:event/:file', async (c) => {
    const event = await readEvent(context, c)
    const name = readPart(c, 'file')
    const found = write(event, c, name)
    if (found === undefined) throw new UserError('not-found', 'There is no such page.')
    return send(c, `${event.whole.event.id}-${name}`, found.type, found.text)
  })
}

function write(
  event: EventAsked,
  c: Context<WebEnv>,
  name: string,
): { readonly type: string; readonly text: string } | undefined {
  const { ev, asked } = event
  const { hackathon } = ev
  const current = listPlacements(hackathon.sessions)
  const options = optionsOf(ev)
  switch (name) {
    case 'event.ics':
      return { type: CALENDAR, text: formatICalendar(makeCalendar(hackathon, scopeOf(asked.query), options)) }
    case 'mine.ics': {
      needUser(c)
      return { type: CALENDAR, text: calendarOf(ev, ev.viewer.person ?? '') }
    }
    case 'schedule.xml':
      return { type: 'application/xml; charset=utf-8', text: formatScheduleXml(hackathon, options) }
    case 'schedule.json':
      return { type: 'application/json; charset=utf-8', text: formatScheduleJson(hackathon, options) }
    case 'event.json':
      return {
        type: 'application/json; charset=utf-8',
        text: `${JSON.stringify(eventJson(ev), undefined, 2)}\n`,
      }
    case 'page.wiki':
      return {
        type: TEXT,
        text: formatWikitext(hackathon, {
          withTravel: ev.viewer.isOrganiser || comes(ev),
          nameOf: ev.nameOf,
        }),
      }
    case 'doors.txt':
      return { type: TEXT, text: formatDoorSheets(hackathon, { ...options, placements: current }) }
    case 'cards.txt':
      return { type: TEXT, text: formatCards(hackathon, { ...options, placements: current }) }
    case 'timetable.txt':
      return { type: TEXT, text: formatTimetable(hackathon, options) }
    default: {
      const table = /^([a-z]+)\.csv$/.exec(name)?.[1]
      return table !== undefined && isTable(table)
        ? { type: 'text/csv; charset=utf-8', text: writeTable(event, c, table, options) }
        : undefined
    }
  }
}

/** Which agenda files show: on the day changes count at once, before that what was published does. */
function optionsOf(ev: EventView): ScheduleOptions {
  const { hackathon } = ev
  const isLive = hackathon.event.phase === 'running' || hackathon.agendas.length === 0
  return {
    url: `${ev.view.origin}${eventPath(ev)}`,
    nameOf: ev.nameOf,
    ...(isLive ? { placements: listPlacements(hackathon.sessions) } : {}),
  }
}

/** What somebody goes to, as a calendar. */
function calendarOf(ev: EventView, person: string): string {
  const { hackathon } = ev
  const weigh = weighInterest(hackathon, undefined)
  const weightOf = (session: Session): number => weigh(person, session)
  return formatICalendar(makeCalendar(hackathon, { kind: 'person', person, weightOf }, optionsOf(ev)))
}

function isTable(name: string): name is HackathonTable {
  return Object.hasOwn(HACKATHON_TABLES, name)
}

function writeTable(
  { ev, asked }: EventAsked,
  c: Context<WebEnv>,
  table: HackathonTable,
  options: ScheduleOptions,
): string {
  const audience = HACKATHON_TABLES[table]
  if (audience !== 'everybody') needUser(c)
  if (audience === 'organisers' && !ev.viewer.isOrganiser)
    throw new UserError('forbidden', 'Only organisers have this list.')
  if (audience === 'attendees' && !ev.viewer.isOrganiser && !comes(ev))
    throw new UserError('forbidden', 'Only those who come have this list.')
  const forSpreadsheet = asked.query.get('for') === 'spreadsheet'
  return formatHackathonTable(ev.hackathon, table, { ...options, forSpreadsheet })
}

function scopeOf(query: URLSearchParams): CalendarScope {
  const room = query.get('room')
  const session = query.get('session')
  if (room !== null) return { kind: 'room', room }
  return session === null ? { kind: 'event' } : { kind: 'session', session }
}

function send(c: Context<WebEnv>, name: string | undefined, type: string, text: string): Response {
  c.header('Content-Type', type)
  const isRead = type === TEXT || type.startsWith('application/json')
  if (name !== undefined && !isRead)
    c.header('Content-Disposition', `attachment; filename="${name.replace(/[^a-z0-9.-]/g, '-')}"`)
  return c.body(text)
}
