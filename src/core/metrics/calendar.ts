import { DAY, instantOf } from '../time.ts'
import { instantAt } from '../zone-time.ts'
import type { Seconds } from './series-fact.ts'

/** Which days are business days. */
export interface CalendarSettings {
  /** IANA name of the time zone in which a day begins. */
  readonly zone: string
  /** Days that are none, although they are no Saturday or Sunday: `2026-12-25`. */
  readonly holidays: readonly string[]
}

/** Counts business days. */
export interface Calendar {
  readonly settings: CalendarSettings
  /**
   * Business days from one instant to another, with fraction; 0 if `to` is earlier. Half of a Tuesday is half a day,
   * a Saturday is none. A piece between two others has the days that are missing between them.
   */
  readonly businessDays: (from: Seconds, to: Seconds) => number
}

/** Monday to Friday in UTC, without holidays. */
export const PLAIN_CALENDAR: CalendarSettings = { zone: 'UTC', holidays: [] }

/** A calendar: Monday to Friday in a zone, less its holidays. An unknown zone is read as UTC. */
export function makeCalendar(settings: CalendarSettings = PLAIN_CALENDAR): Calendar {
  const holidays = new Set(settings.holidays)
  const startOf = settings.zone === 'UTC' ? startInUtc : startsIn(settings.zone)
  const sums = new Map<number, number>()

  /** Business days from the first day of 1970 up to this one, not included. */
  const daysBefore = (day: number): number => {
    const known = sums.get(day)
    if (known !== undefined) return known
    // Day 0 was a Thursday; Monday is day 4.
    const weeks = Math.floor((day - 4) / 7)
    const rest = day - 4 - weeks * 7
    let count = weeks * 5 + Math.min(rest, 5)
    for (const holiday of holidays) {
      const off = dayNumber(holiday)
      if (off !== undefined && off < day && isWorkday(off)) count--
    }
    sums.set(day, count)
    return count
  }
  const isBusiness = (day: number): boolean => daysBefore(day + 1) > daysBefore(day)
  /** Business days up to an instant, counted from a fixed one. */
  const position = (at: Seconds): number => {
    let day = Math.floor(at / DAY)
    // In a zone the day can be the one before or after that of UTC.
    while (startOf(day) > at) day--
    while (startOf(day + 1) <= at) day++
    const whole = daysBefore(day)
    if (!isBusiness(day)) return whole
    const start = startOf(day)
    return whole + (at - start) / (startOf(day + 1) - start)
  }
  return {
    settings,
    businessDays: (from, to) => (to <= from ? 0 : position(to) - position(from)),
  }
}

function isWorkday(day: number): boolean {
  const weekday = (((day - 4) % 7) + 7) % 7
  return weekday < 5
}

function dayNumber(day: string): number | undefined {
  const ms = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(ms) ? undefined : ms / 1000 / DAY
}

function startInUtc(day: number): Seconds {
  return day * DAY
}

/** When a day (counted from 1970) begins in a zone; each is asked for once. */
function startsIn(zone: string): (day: number) => Seconds {
  const known = new Map<number, Seconds>()
  return (day) => {
    const found = known.get(day)
    if (found !== undefined) return found
    const text = (instantOf(Math.max(day, 0) * DAY) ?? '').slice(0, 10)
    const midnight = instantAt(text, '00:00', zone)
    const start = midnight === undefined ? day * DAY : Date.parse(midnight) / 1000
    known.set(day, start)
    return start
  }
}
