import { type Instant, instantOf } from '../time.ts'

const MONTHS: Readonly<Record<string, number>> = {
  jan: 0,
  feb: 1,
  mar: 2,
  apr: 3,
  may: 4,
  jun: 5,
  jul: 6,
  aug: 7,
  sep: 8,
  oct: 9,
  nov: 10,
  dec: 11,
}

/** Hours east of Greenwich of the zones that RFC 5322 (section 4.3) knows by name; any other name says nothing. */
const ZONES: Readonly<Record<string, number>> = {
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
}

/** `Mon, 15 Apr 2024 09:30:12 +0200`; day of the week, seconds and zone may be missing. */
const RFC_5322 =
  /^(?:[a-z]{2,12}\.?\s?,?\s?)?(\d{1,2})[\s-]([a-z]{3,9})\.?[\s,-]{1,2}(\d{2,6}),?\s(\d{1,2})\s?[:.]\s?(\d{1,2})(?:\s?[:.]\s?(\d{1,2})(?:[.,]\d{1,9})?)?\s?(.*)$/i
/** `Mon Apr 15 09:30:12 2024 +0200`, as ctime(3) writes. */
const CTIME =
  /^(?:[a-z]{3,9},?\s)?([a-z]{3,9})\s(\d{1,2}),?\s(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?\s(?:([a-z]{1,5}|[+-]\d{4})\s)?(\d{4,6})\s?(.*)$/i
/** `2024-04-15T09:30:12Z`. */
const ISO = /^(\d{4,6})-(\d{1,2})-(\d{1,2})[t\s](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d{1,9})?)?\s?(.*)$/i

/**
 * The instant that a `Date:` header names (RFC 5322, sections 3.3 and 4.3), `undefined` when it cannot be read or lies
 * outside the years 1970 to 9999.
 *
 * Understood are the obsolete forms too: years of two and three digits, zones by name, comments, missing seconds; and the
 * dates of ctime and ISO 8601, which some programs write. A zone that cannot be is taken for none, as public-inbox does.
 */
export function parseDate(value: string): Instant | undefined {
  const text = normalize(value)
  const rfc = RFC_5322.exec(text)
  if (rfc !== null) {
    const [, day, month, year = '', hour, minute, second, zone] = rfc
    return at({ year: fullYear(year), month: monthOf(month), day, hour, minute, second, zone })
  }
  const ctime = CTIME.exec(text)
  if (ctime !== null) {
    const [, month, day, hour, minute, second, zone, year, behind] = ctime
    return at({ year: Number(year), month: monthOf(month), day, hour, minute, second, zone: zone ?? behind })
  }
  const iso = ISO.exec(text)
  if (iso === null) return undefined
  const [, year, month, day, hour, minute, second, zone] = iso
  return at({ year: Number(year), month: Number(month) - 1, day, hour, minute, second, zone })
}

/** The instant of a `Received:` header: what stands behind its last semicolon. */
export function parseReceivedDate(value: string): Instant | undefined {
  const semicolon = value.lastIndexOf(';')
  return semicolon < 0 ? undefined : parseDate(value.slice(semicolon + 1))
}

/** Without comments (which may be nested), white space runs as one blank. */
function normalize(value: string): string {
  let text = value.length > 300 ? value.slice(0, 300) : value
  if (text.includes('(')) {
    let depth = 0
    let kept = ''
    for (const mark of text) {
      if (mark === '(') depth++
      else if (mark === ')' && depth > 0) depth--
      else if (depth === 0) kept += mark
    }
    text = kept
  }
  return text.replace(/\s+/g, ' ').trim()
}

interface DateParts {
  readonly year: number
  readonly month: number | undefined
  readonly day: string | undefined
  readonly hour: string | undefined
  readonly minute: string | undefined
  readonly second: string | undefined
  readonly zone: string | undefined
}

function at(parts: DateParts): Instant | undefined {
  const { year, month } = parts
  const day = Number(parts.day)
  const hour = Number(parts.hour)
  const minute = Number(parts.minute)
  const second = Number(parts.second ?? 0)
  if (month === undefined || !(month >= 0 && month < 12) || year < 1970 || year > 9999) return undefined
  // A leap second is the next minute's first.
  if (hour > 23 || minute > 59 || second > 60 || day < 1) return undefined
  const midnight = Date.UTC(year, month, day)
  if (new Date(midnight).getUTCMonth() !== month) return undefined
  return instantOf(midnight / 1000 + hour * 3600 + minute * 60 + second - zoneSeconds(parts.zone ?? ''))
}

/** Two digits are a year from 1950 to 2049, three are counted from 1900 (RFC 5322, section 4.3). */
function fullYear(year: string): number {
  const number = Number(year)
  if (year.length === 2) return number + (number < 50 ? 2000 : 1900)
  return year.length === 3 ? number + 1900 : number
}

function monthOf(name: string | undefined): number | undefined {
  return MONTHS[(name ?? '').slice(0, 3).toLowerCase()]
}

/** Seconds east of Greenwich. */
function zoneSeconds(text: string): number {
  const offset = /^(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d{2})/i.exec(text)
  if (offset !== null) {
    const hours = Number(offset[2])
    const minutes = Number(offset[3])
    if (hours > 14 || minutes > 59) return 0
    return (offset[1] === '-' ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
  const name = /^[a-z]{1,5}/i.exec(text)?.[0]?.toLowerCase() ?? ''
  return (ZONES[name] ?? 0) * 3600
}
