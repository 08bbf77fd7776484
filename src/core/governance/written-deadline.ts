import { addDays, type Instant, instantOf } from '../time.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  fourteen: 14,
}
const COUNT = `(\\d{1,3}|${Object.keys(NUMBERS).join('|')})`
const UNIT = '(working days?|business days?|hours?|days?|weeks?)'
/** Words that say a date is the end of something. */
const UNTIL =
  '(?:deadline|until|till|by|before|closes?|closing|ends?|end of|open (?:until|till)|runs? (?:until|till)|due)'
const SPAN = new RegExp(
  `\\b(?:within|in|for|after|during|give (?:it|this|people|everyone))\\s{1,3}(?:at least\\s{1,3})?(?:the\\s{1,3})?(?:next\\s{1,3}|coming\\s{1,3})?${COUNT}\\s{1,3}${UNIT}\\b`,
  'i',
)
const BARE_SPAN = new RegExp(
  `\\b(?:open|vote|voting|lazy consensus|silence)\\b[^.]{0,60}?\\b${COUNT}[ -]${UNIT}\\b`,
  'i',
)
const ISO = new RegExp(
  `\\b${UNTIL}\\b[^.\\n]{0,40}?\\b(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::\\d{2})?)?`,
  'i',
)
const DAY_MONTH = new RegExp(
  `\\b${UNTIL}\\b[^.\\n]{0,40}?\\b(\\d{1,2})(?:st|nd|rd|th)?\\s{1,3}(?:of\\s{1,3})?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?(?:,?\\s{1,3}(\\d{4}))?`,
  'i',
)
const MONTH_DAY = new RegExp(
  `\\b${UNTIL}\\b[^.\\n]{0,40}?\\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?\\s{1,3}(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s{1,3}(\\d{4}))?\\b`,
  'i',
)

/**
 * The end that a call states, counted from its arrival: "within the next seven days", "open for 72 hours",
 * "Deadline 15th December 2023", "until 2026-03-15 12:00 UTC". A day without an hour ends with it, in UTC; a date
 * without a year is the next such. `undefined` where it states none; the first that is stated counts.
 */
export function findDeadline(lines: readonly string[], arrivedAt: Instant): Instant | undefined {
  const text = lines.join(' ').slice(0, 20_000).replace(/\s+/g, ' ')
  const found = [
    spanOf(SPAN.exec(text), arrivedAt),
    spanOf(BARE_SPAN.exec(text), arrivedAt),
    isoOf(ISO.exec(text)),
    dayOf(DAY_MONTH.exec(text), 1, 2, 3, arrivedAt),
    dayOf(MONTH_DAY.exec(text), 2, 1, 3, arrivedAt),
  ].flatMap((one) => (one === undefined || one.deadline <= arrivedAt ? [] : one))
  return found.sort((a, b) => a.at - b.at)[0]?.deadline
}

interface Found {
  readonly at: number
  readonly deadline: Instant
}

function spanOf(found: RegExpExecArray | null, arrivedAt: Instant): Found | undefined {
  if (found?.[1] === undefined || found[2] === undefined) return undefined
  const count = NUMBERS[found[1].toLowerCase()] ?? Number(found[1])
  const unit = found[2].toLowerCase()
  const days = unit.startsWith('hour') ? count / 24 : unit.startsWith('week') ? count * 7 : count
  // Working days: as many as there are in so many weeks.
  const calendar = /^(?:working|business)/.test(unit) ? Math.ceil((days * 7) / 5) : days
  return days === 0 ? undefined : { at: found.index, deadline: addDays(arrivedAt, calendar) }
}

function isoOf(found: RegExpExecArray | null): Found | undefined {
  if (found === null) return undefined
  const [, year, month, day, hour, minute] = found
  const time = hour === undefined ? undefined : `${hour}:${minute}`
  return at(found.index, `${year}-${month}-${day}`, time)
}

function dayOf(
  found: RegExpExecArray | null,
  dayAt: number,
  monthAt: number,
  yearAt: number,
  arrivedAt: Instant,
): Found | undefined {
  if (found === null) return undefined
  const month = MONTHS.indexOf((found[monthAt] ?? '').slice(0, 3).toLowerCase()) + 1
  const day = String(found[dayAt] ?? '').padStart(2, '0')
  const monthText = String(month).padStart(2, '0')
  const given = found[yearAt]
  const year = given ?? arrivedAt.slice(0, 4)
  const first = at(found.index, `${year}-${monthText}-${day}`, undefined)
  if (given !== undefined || first === undefined || first.deadline > arrivedAt) return first
  return at(found.index, `${Number(year) + 1}-${monthText}-${day}`, undefined)
}

function at(index: number, day: string, time: string | undefined): Found | undefined {
  const start = Date.parse(`${day}T${time ?? '00:00'}:00Z`)
  // "31 February" becomes a day of March in some engines: the day must come back as it was.
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== day) return undefined
  const deadline = instantOf(start / 1000 + (time === undefined ? 86_400 : 0))
  return deadline === undefined ? undefined : { at: index, deadline }
}
