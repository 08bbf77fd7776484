import { DAY, instantOf } from '../time.ts'
import type { Seconds } from './series-fact.ts'

/** How long the pieces are into which a chart over time is cut. */
export type Step = 'week' | 'month' | 'quarter' | 'year'

/** From finest to coarsest. */
export const STEPS: readonly Step[] = ['week', 'month', 'quarter', 'year']

/** A piece of time: from `from` up to, not including, `to`; days in UTC. */
export interface Period {
  readonly from: Seconds
  readonly to: Seconds
}

/** 1970-01-05 was a Monday. */
const MONDAY = 4 * DAY
const WEEK = 7 * DAY
const MONTHS: Readonly<Record<Exclude<Step, 'week'>, number>> = { month: 1, quarter: 3, year: 12 }

/** The beginning of the week (Monday), month, quarter or year that an instant is in. */
export function startOf(at: Seconds, step: Step): Seconds {
  if (step === 'week') return Math.floor((at - MONDAY) / WEEK) * WEEK + MONDAY
  const size = MONTHS[step]
  const month = Math.floor(monthOf(Math.floor(at / DAY)) / size) * size
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / 1000
}

/**
 * The month that a day (counted from 1970) is in, counted from January of the year 0: in whole numbers, since a `Date` for
 * each of some million instants takes a second. Years begin in March here, so that the leap day is their last.
 */
function monthOf(day: number): number {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const left = shifted - era * 146_097
  const leaps = Math.floor(left / 1460) - Math.floor(left / 36_524) + Math.floor(left / 146_096)
  const year = Math.floor((left - leaps) / 365)
  const dayOfYear = left - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const month = Math.floor((5 * dayOfYear + 2) / 153)
  return (era * 400 + year) * 12 + month + 2
}

/** The beginning of the next one. */
export function nextStart(start: Seconds, step: Step): Seconds {
  if (step === 'week') return start + WEEK
  const date = new Date(start * 1000)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + MONTHS[step], 1) / 1000
}

/** The pieces that a period touches, oldest first; at most 1,200, the newest ones. */
export function listPeriods(period: Period, step: Step): readonly Period[] {
  const pieces: Period[] = []
  let from = startOf(period.from, step)
  while (from < period.to) {
    const to = nextStart(from, step)
    pieces.push({ from, to })
    from = to
  }
  return pieces.slice(-1200)
}

/** The step by which a period has some ten to forty pieces. */
export function stepFor(period: Period): Step {
  const days = (period.to - period.from) / DAY
  if (days <= 120) return 'week'
  if (days <= 1150) return 'month'
  return days <= 3700 ? 'quarter' : 'year'
}

/** The next coarser step: for what needs many observations in a piece. */
export function coarser(step: Step): Step {
  return STEPS[Math.min(STEPS.indexOf(step) + 1, STEPS.length - 1)] ?? 'year'
}

/** A piece by its first day: `2026-04-01`. */
export function nameOfStart(start: Seconds): string {
  return (instantOf(Math.max(start, 0)) ?? '').slice(0, 10)
}

/** The same for people: `2026-04-06`, `2026-04`, `2026 Q2`, `2026`. */
export function labelOfStart(name: string, step: Step): string {
  if (step === 'week') return name
  if (step === 'month') return name.slice(0, 7)
  if (step === 'year') return name.slice(0, 4)
  return `${name.slice(0, 4)} Q${Math.ceil(Number(name.slice(5, 7)) / 3)}`
}

/**
 * The period that a text names: `2026`, `2026Q3`, `2026-05`, `2026-05-17`, or two days `2026-05-01..2026-06-30` (both
 * included). `undefined` for what is no period of the calendar.
 */
export function parsePeriod(text: string): Period | undefined {
  const quarter = /^(\d{4})-?Q([1-4])$/i.exec(text)
  if (quarter) {
    const month = (Number(quarter[2]) - 1) * 3
    return spanOf(Number(quarter[1]), month, 3)
  }
  if (/^\d{4}$/.test(text)) return spanOf(Number(text), 0, 12)
  const month = /^(\d{4})-(\d\d)$/.exec(text)
  if (month) {
    const number = Number(month[2])
    return number >= 1 && number <= 12 ? spanOf(Number(month[1]), number - 1, 1) : undefined
  }
  const [first = '', last = first] = text.split('..')
  const from = parseDay(first)
  const to = parseDay(last)
  return from === undefined || to === undefined || to < from ? undefined : { from, to: to + DAY }
}

/** The first second of a day, `2026-05-17`; `undefined` for what is none. */
export function parseDay(text: string): Seconds | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const ms = Date.parse(`${text}T00:00:00Z`)
  // A 31st of February would be read as a day in March; years before 1970 are no instants.
  if (Number.isNaN(ms) || ms < 0 || new Date(ms).toISOString().slice(0, 10) !== text) return undefined
  return ms / 1000
}

function spanOf(year: number, month: number, months: number): Period | undefined {
  if (year < 1970) return undefined
  return { from: Date.UTC(year, month, 1) / 1000, to: Date.UTC(year, month + months, 1) / 1000 }
}
