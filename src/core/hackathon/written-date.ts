import { type Day, isDay } from '../zone-time.ts'

/** A date as somebody wrote it, and the day that it means, where that is certain. */
export interface WrittenDate {
  readonly raw: string
  /** `undefined` where it cannot be read, or could mean several days. */
  readonly day: Day | undefined
  /** All days that it could mean, when there are several: a person has to choose. */
  readonly candidates: readonly Day[]
}

/** In which order the numbers of `12/03/2013` stand, where somebody knows. */
export type DateOrder = 'day-first' | 'month-first'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const

/**
 * A date in words or figures: `Feb 26 2016`, `26th of February, 2016`, `2016-02-26`, `28/01/2019`, `April 17th`.
 *
 * Figures between slashes have no order that holds: one wiki has 2/5/2014 (2 May) beside 01/20/2014 (20 January).
 * Where both orders give a day and nobody said which is meant (`order`), `day` is absent and both are candidates.
 * A date without a year takes `year`, and is not read where none is given.
 */
export function parseWrittenDate(
  text: string,
  known: { readonly order?: DateOrder | undefined; readonly year?: number | undefined } = {},
): WrittenDate {
  const raw = text.trim().slice(0, 200)
  const found = findDate(raw, known.year)
  if (found === undefined) return { raw, day: undefined, candidates: [] }
  const { days } = found
  if (days.length > 1 && known.order !== undefined) {
    const [dayFirst, monthFirst] = days
    return { raw, day: known.order === 'day-first' ? dayFirst : monthFirst, candidates: [] }
  }
  return days.length > 1 ? { raw, day: undefined, candidates: days } : { raw, day: days[0], candidates: [] }
}

/** A date in a text, and where it stands in it. `days`: day-first, then month-first, when these differ. */
export interface FoundDate {
  readonly days: readonly Day[]
  readonly start: number
  readonly end: number
}

const WORD_FIRST =
  /\b([a-z]{3,9})\.?\s{0,3}(?:the\s)?(\d{1,2})(?:st|nd|rd|th)?\b(?!:\d)(?:[\s,]{1,3}(\d{4})\b)?/gi
const DAY_FIRST = /\b(\d{1,2})(?:st|nd|rd|th)?\.?\s{1,3}(?:of\s)?([a-z]{3,9})\b\.?(?:[\s,]{1,3}(\d{4})\b)?/gi
const ISO = /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/
const SLASHES = /\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/

/** The first date in a text; one without a year takes `year`. `undefined` where there is none. */
export function findDate(text: string, year: number | undefined): FoundDate | undefined {
  const line = text.slice(0, 400)
  const iso = ISO.exec(line)
  if (iso !== null) return foundAt(iso, [dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))])
  const slashes = SLASHES.exec(line)
  if (slashes !== null) {
    const [a, b, of] = [Number(slashes[1]), Number(slashes[2]), Number(slashes[3])]
    return foundAt(slashes, [dayOf(of, b, a), dayOf(of, a, b)])
  }
  const inWords = [...inWordsOf(line, WORD_FIRST, year), ...inWordsOf(line, DAY_FIRST, year)]
  // "19th April 9.30": what stands first is the date.
  return inWords.sort((a, b) => a.start - b.start)[0]
}

function inWordsOf(line: string, pattern: RegExp, year: number | undefined): readonly FoundDate[] {
  return [...line.matchAll(pattern)].flatMap((match) => {
    const [, first = '', second = '', written] = match
    const [word, number] = pattern === WORD_FIRST ? [first, second] : [second, first]
    const month = monthOf(word)
    const inYear = written === undefined ? year : Number(written)
    if (month === undefined || inYear === undefined) return []
    return foundAt(match, [dayOf(inYear, month, Number(number))]) ?? []
  })
}

function foundAt(match: RegExpMatchArray, days: readonly (Day | undefined)[]): FoundDate | undefined {
  const real = [...new Set(days.flatMap((day) => day ?? []))]
  const start = match.index ?? 0
  return real.length === 0 ? undefined : { days: real, start, end: start + match[0].length }
}

function monthOf(word: string): number | undefined {
  const index = MONTHS.findIndex((month) => word.toLowerCase().startsWith(month))
  const month = MONTH_NAMES[index]
  // "Marsh 3" and "Mayor 7" are no dates.
  return month?.startsWith(word.toLowerCase()) || (index === 8 && word.toLowerCase() === 'sept')
    ? index + 1
    : undefined
}

const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const

function dayOf(year: number, month: number, day: number): Day | undefined {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isDay(text) ? text : undefined
}
