import type { Instant } from '../core/time.ts'
import { localTimeOf } from '../core/zone-time.ts'

/** One thing in a calendar. */
export interface CalendarEntry {
  /** The same for as long as it is the same thing, however it changes. */
  readonly uid: string
  /** Greater with every change. */
  readonly sequence: number
  /** When it was changed last. */
  readonly changedAt: Instant
  readonly summary: string
  readonly description: string | undefined
  readonly location: string | undefined
  readonly url: string | undefined
  /** Instants; or days, for what lasts whole days, the last included. */
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly allDay: boolean
  /** It takes place no more: calendars that had it strike it out. */
  readonly cancelled: boolean
}

/** A calendar to be read once, or subscribed to. */
export interface Calendar {
  readonly name: string
  readonly timeZone: string
  /** Where it can be read again. */
  readonly source: string | undefined
  readonly entries: readonly CalendarEntry[]
}

/**
 * A calendar as iCalendar text (RFC 5545, with names and refreshing by RFC 7986): lines of at most 75 octets, CRLF,
 * local times with the time zone they need.
 */
export function formatICalendar(calendar: Calendar): string {
  const zone = calendar.timeZone
  const timed = calendar.entries.filter((entry) => !entry.allDay)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Patchmoot//Patchmoot//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escapeText(calendar.name)}`,
    `X-WR-CALNAME:${escapeText(calendar.name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...(calendar.source === undefined ? [] : [`SOURCE;VALUE=URI:${uriOf(calendar.source)}`]),
    ...(timed.length === 0 ? [] : formatTimeZone(zone, timed)),
    ...calendar.entries.flatMap((entry) => formatEntry(entry, zone)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${foldLine(line)}\r\n`).join('')
}

function formatEntry(entry: CalendarEntry, zone: string): readonly string[] {
  const when = entry.allDay
    ? [
        `DTSTART;VALUE=DATE:${entry.startsAt.slice(0, 10).replaceAll('-', '')}`,
        // The day behind the last one.
        `DTEND;VALUE=DATE:${new Date(Date.parse(`${entry.endsAt.slice(0, 10)}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')}`,
      ]
    : [
        `DTSTART;TZID=${zone}:${wallTime(entry.startsAt, zone)}`,
        `DTEND;TZID=${zone}:${wallTime(entry.endsAt, zone)}`,
      ]
  const optional = (name: string, text: string | undefined): string[] =>
    text === undefined || text === '' ? [] : [`${name}:${escapeText(text)}`]
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(entry.uid)}`,
    `DTSTAMP:${utcTime(entry.changedAt)}`,
    `LAST-MODIFIED:${utcTime(entry.changedAt)}`,
    `SEQUENCE:${Math.max(Math.trunc(entry.sequence), 0)}`,
    ...when,
    `SUMMARY:${escapeText(entry.summary)}`,
    ...optional('DESCRIPTION', entry.description),
    ...optional('LOCATION', entry.location),
    ...(entry.url === undefined ? [] : [`URL:${uriOf(entry.url)}`]),
    `STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ]
}

/**
 * The time zone as far as the entries need it: what its clock is ahead of UTC while they last, and each change
 * between. No rules for other years: an event of two days needs none.
 */
function formatTimeZone(zone: string, entries: readonly CalendarEntry[]): readonly string[] {
  const from = Math.min(...entries.map((one) => Date.parse(one.startsAt))) - DAY_MS
  const to = Math.max(...entries.map((one) => Date.parse(one.endsAt))) + DAY_MS
  const offsetAt = (ms: number): number =>
    localTimeOf(`${new Date(ms).toISOString().slice(0, 19)}Z`, zone).offsetMinutes
  const changes = [{ at: from, before: offsetAt(from), after: offsetAt(from) }]
  for (let at = from; at < to && changes.length < 100; at += DAY_MS) {
    const [before, after] = [offsetAt(at), offsetAt(at + DAY_MS)]
    if (before !== after) changes.push({ at: findChange(at, at + DAY_MS, offsetAt), before, after })
  }
  const least = Math.min(...changes.map((one) => one.after))
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...changes.flatMap(({ at, before, after }) => {
      const kind = after > least ? 'DAYLIGHT' : 'STANDARD'
      // A change is at the time that the clock shows before it.
      const start = new Date(at + before * 60_000).toISOString()
      return [
        `BEGIN:${kind}`,
        `DTSTART:${start.slice(0, 19).replace(/[-:]/g, '')}`,
        `TZOFFSETFROM:${offset(before)}`,
        `TZOFFSETTO:${offset(after)}`,
        `END:${kind}`,
      ]
    }),
    'END:VTIMEZONE',
  ]
}

const DAY_MS = 86_400_000

function findChange(from: number, to: number, offsetAt: (ms: number) => number): number {
  const before = offsetAt(from)
  let [low, high] = [from, to]
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 120_000) * 60_000
    if (middle <= low) break
    if (offsetAt(middle) === before) low = middle
    else high = middle
  }
  return high
}

function offset(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${String(rest).padStart(2, '0')}`
}

function wallTime(instant: Instant, zone: string): string {
  const { day, time } = localTimeOf(instant, zone)
  return `${day.replaceAll('-', '')}T${time.replace(':', '')}${instant.slice(17, 19)}`
}

function utcTime(instant: Instant): string {
  return instant.replace(/[-:]/g, '')
}

/** Text by RFC 5545, section 3.3.11; control characters are left out. */
function escapeText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')
}

function uriOf(text: string): string {
  return text.replace(/[\s\u0000-\u001f]/g, '')
}

/** Folds a line at 75 octets, never inside a character (RFC 5545, section 3.1). */
export function foldLine(line: string): string {
  let folded = ''
  let octets = 0
  for (const char of line) {
    const size = Buffer.byteLength(char)
    if (octets + size > 75) {
      folded += '\r\n '
      octets = 1
    }
    folded += char
    octets += size
  }
  return folded
}
