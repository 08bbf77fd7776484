import { type Instant, instantOf, secondsOf } from './time.ts'

/** A day of the calendar, `2026-05-01`, wherever it is. */
export type Day = string

/** A time of day on the clock of some place, `09:30`. */
export type ClockTime = string

/** Day and clock time of a place, and by how much its clock is ahead of UTC then. */
export interface LocalTime {
  readonly day: Day
  readonly time: ClockTime
  readonly offsetMinutes: number
}

/** What the clock shows at an instant in a time zone (IANA name). An unknown zone is read as UTC; see `isTimeZone`. */
export function localTimeOf(instant: Instant, timeZone: string): LocalTime {
  const seconds = secondsOf(instant)
  const offsetMinutes = offsetAt(seconds, timeZone)
  const local = instantOf(seconds + offsetMinutes * 60) ?? instant
  return { day: local.slice(0, 10), time: local.slice(11, 16), offsetMinutes }
}

/**
 * The instant at which the clock of a time zone shows a day and time; `undefined` for what is no day or time.
 *
 * A time that the clock skips is read as if it had not been put forward, one that it shows twice is the first:
 * what RFC 5545, section 3.3.5 asks of calendars.
 */
export function instantAt(day: Day, time: ClockTime, timeZone: string): Instant | undefined {
  if (!isDay(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return undefined
  const wall = Date.parse(`${day}T${time}:00Z`) / 1000
  const early = offsetAt(wall - 86_400, timeZone)
  const late = offsetAt(wall + 86_400, timeZone)
  for (const offset of [Math.max(early, late), Math.min(early, late)]) {
    const seconds = wall - offset * 60
    if (offsetAt(seconds, timeZone) === offset) return instantOf(seconds)
  }
  return instantOf(wall - early * 60)
}

/** Whether a text is a day that the calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

/** The days from one to another, both included; empty where the last is before the first. At most 400. */
export function listDays(first: Day, last: Day): readonly Day[] {
  const days: Day[] = []
  let seconds = Date.parse(`${first}T00:00:00Z`) / 1000
  for (let day = first; day <= last && days.length < 400; seconds += 86_400) {
    days.push(day)
    day = (instantOf(seconds + 86_400) ?? '9999').slice(0, 10)
  }
  return days
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

/** The weekday of a day, in English and lower case. */
export function weekdayOf(day: Day): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sunday'
}

/** Whether a text names a time zone that is known here. */
export function isTimeZone(text: string): boolean {
  return formatterOf(text) !== undefined
}

/** How far the clock of a zone is ahead of UTC, in minutes. */
function offsetAt(epochSeconds: number, timeZone: string): number {
  const formatter = formatterOf(timeZone)
  if (formatter === undefined) return 0
  const fields: Record<string, number> = {}
  for (const part of formatter.formatToParts(epochSeconds * 1000)) fields[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = fields
  const wall = Date.UTC(year, month - 1, day, hour, minute) / 60_000
  return Math.round(wall - Math.floor(epochSeconds / 60))
}

const formatters = new Map<string, Intl.DateTimeFormat | undefined>()

// Making one costs more than all that is then asked of it.
function formatterOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!formatters.has(timeZone)) {
    if (formatters.size > 500) formatters.clear()
    formatters.set(timeZone, makeFormatter(timeZone))
  }
  return formatters.get(timeZone)
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
