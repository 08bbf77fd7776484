import {
  type CountRange,
  type Filter,
  isPeriod,
  KINDS,
  NO_FILTER,
  type Part,
  SIZES,
  STATUS_WORDS,
} from './filter.ts'
import { STEPS } from './period.ts'

/** A filter as it was read from an address. */
export interface ReadFilter {
  readonly filter: Filter
  /** What was asked for and means nothing: nothing passes then, and the page says why. */
  readonly unread: readonly (readonly [name: string, value: string])[]
}

const PARTS: readonly Part[] = ['author', 'reviewer', 'either']
const LONGEST = 200
/** Before anything that a record can hold, and after it. */
const FIRST_DAY = '1970-01-01'
const LAST_DAY = '9999-12-31'
const MOST_VALUES = 20

/**
 * Reads a filter from the names and values of an address. Names that are no filter's are passed over. `from` and `to` are
 * the days of a period as a form sends them, and win over `period`; one of them alone leaves the other end open.
 */
export function parseFilter(query: Iterable<readonly [string, string]>): ReadFilter {
  const unread: [string, string][] = []
  const found: { -readonly [K in keyof Filter]: Filter[K] } = { ...NO_FILTER }
  const days: { from?: string; to?: string } = {}
  let rest = 200
  for (const [name, raw] of query) {
    if (rest-- === 0) break
    const value = raw.trim().slice(0, LONGEST)
    // A form sends the fields that were left empty too.
    if (value === '') continue
    if (name === 'from' || name === 'to') days[name] = value
    else if (!readOne(found, name, value)) unread.push([name, value])
  }
  if (days.from !== undefined || days.to !== undefined) {
    const period = `${days.from ?? FIRST_DAY}..${days.to ?? LAST_DAY}`
    if (!readOne(found, 'period', period)) unread.push(['period', period])
  }
  return { filter: found, unread }
}

function readOne(found: { -readonly [K in keyof Filter]: Filter[K] }, name: string, value: string): boolean {
  switch (name) {
    case 'period': {
      if (!isPeriod(value)) return false
      found.period = value
      return true
    }
    case 'by': {
      const step = STEPS.find((one) => one === value)
      if (step !== undefined) found.by = step
      return step !== undefined
    }
    case 'person': {
      if (!/^[1-9]\d{0,8}$/.test(value)) return false
      found.person = Number(value)
      return true
    }
    case 'part': {
      const part = PARTS.find((one) => one === value)
      if (part !== undefined) found.part = part
      return part !== undefined
    }
    case 'company':
    case 'list':
      found[name] = value
      return true
    case 'area':
      found.areas = add(found.areas, value)
      return true
    case 'patches':
    case 'versions': {
      const range = parseRange(value)
      if (range !== undefined) found[name] = range
      return range !== undefined
    }
    case 'size': {
      const size = SIZES.find((one) => one.id === value)
      if (size !== undefined) found.size = size.id
      return size !== undefined
    }
    case 'status':
      if (!STATUS_WORDS.includes(value)) return false
      found.statuses = add(found.statuses, value)
      return true
    case 'newcomer':
      if (value !== 'yes' && value !== 'no') return false
      found.newcomer = value === 'yes'
      return true
    case 'kind': {
      const kind = KINDS.find((one) => one === value)
      if (kind !== undefined) found.kinds = add(found.kinds, kind)
      return kind !== undefined
    }
    default:
      return true
  }
}

function add<T extends string>(values: readonly T[], value: T): readonly T[] {
  return values.includes(value) || values.length >= MOST_VALUES ? values : [...values, value]
}

/** The names and values of a filter in an address: what `parseFilter` reads back. */
export function formatFilter(filter: Filter): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string | undefined])[] = [
    ['period', filter.period],
    ['by', filter.by],
    ['person', filter.person === undefined ? undefined : String(filter.person)],
    ['company', filter.company],
    ['part', filter.part === 'author' ? undefined : filter.part],
    ['list', filter.list],
    ...filter.areas.map((area) => ['area', area] as const),
    ['patches', filter.patches && formatRange(filter.patches)],
    ['size', filter.size],
    ['versions', filter.versions && formatRange(filter.versions)],
    ...filter.statuses.map((status) => ['status', status] as const),
    ['newcomer', filter.newcomer === undefined ? undefined : filter.newcomer ? 'yes' : 'no'],
    ...filter.kinds.map((kind) => ['kind', kind] as const),
  ]
  return pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
}

/** `3`, `3+` or `2-4`; `undefined` for anything else. */
export function parseRange(text: string): CountRange | undefined {
  const found = /^(\d{1,4})(?:(\+)|-(\d{1,4}))?$/.exec(text)
  if (!found) return undefined
  const least = Number(found[1])
  const most = found[2] === '+' ? undefined : Number(found[3] ?? found[1])
  return most !== undefined && most < least ? undefined : { least, most }
}

/** A range as `parseRange` reads it. */
export function formatRange({ least, most }: CountRange): string {
  return most === undefined ? `${least}+` : most === least ? String(least) : `${least}-${most}`
}
