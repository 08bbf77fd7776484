import { STATUSES } from '../status/status.ts'
import { DAY } from '../time.ts'
import { isOpenStatus } from './complete-facts.ts'
import { type Period, parsePeriod, type Step } from './period.ts'
import type { Seconds, SeriesFact, SeriesKind } from './series-fact.ts'

/** What a person or a company has to do with a series for it to pass. */
export type Part = 'author' | 'reviewer' | 'either'

/**
 * What the dashboard is narrowed to. Everything absent lets everything pass.
 *
 * The period is no part of the predicate: each metric counts by an instant of its own (when a series was opened, merged,
 * reviewed), says which, and is cut by that. One filter over the date of the first mail, as the old dashboard had it,
 * shows only what was quick among the newest.
 */
export interface Filter {
  /** A preset (`1y`), or what `parsePeriod` reads. */
  readonly period: string | undefined
  readonly by: Step | undefined
  /** Number of a person, as in the address of their page. */
  readonly person: number | undefined
  readonly company: string | undefined
  readonly part: Part
  readonly list: string | undefined
  /** Any of them. */
  readonly areas: readonly string[]
  /** How many patches its newest version has. */
  readonly patches: CountRange | undefined
  readonly size: SizeClass | undefined
  readonly versions: CountRange | undefined
  /** Statuses, `open`, or `lost`: any of them. */
  readonly statuses: readonly string[]
  readonly newcomer: boolean | undefined
  readonly kinds: readonly SeriesKind[]
}

/** From `least` to `most`, both included; without `most` and more. */
export interface CountRange {
  readonly least: number
  readonly most: number | undefined
}

/** By changed lines of the newest version. */
export const SIZES = [
  { id: 'xs', most: 10 },
  { id: 's', most: 30 },
  { id: 'm', most: 100 },
  { id: 'l', most: 500 },
  { id: 'xl', most: 1000 },
  { id: 'xxl', most: Number.POSITIVE_INFINITY },
] as const
export type SizeClass = (typeof SIZES)[number]['id']

/** The kinds of series, patches first. */
export const KINDS: readonly SeriesKind[] = ['patch', 'rfc', 'stable', 'pull']

/** What can be asked of `statuses`. */
export const STATUS_WORDS: readonly string[] = ['open', 'lost', ...STATUSES]

/** Periods that end now, in days; `all` begins with the archive. */
export const PRESETS: readonly {
  readonly id: string
  readonly days: number | undefined
  readonly label: string
}[] = [
  { id: '30d', days: 30, label: '30 days' },
  { id: '90d', days: 90, label: '90 days' },
  { id: '1y', days: 365, label: 'a year' },
  { id: '2y', days: 731, label: '2 years' },
  { id: '5y', days: 1827, label: '5 years' },
  { id: 'all', days: undefined, label: 'all' },
]

/** What is shown unless something else is asked for. */
export const DEFAULT_PERIOD = '2y'

/** No filter at all. */
export const NO_FILTER: Filter = {
  period: undefined,
  by: undefined,
  person: undefined,
  company: undefined,
  part: 'author',
  list: undefined,
  areas: [],
  patches: undefined,
  size: undefined,
  versions: undefined,
  statuses: [],
  newcomer: undefined,
  kinds: [],
}

/** The size class of so many changed lines. */
export function sizeOf(lines: number): SizeClass {
  return SIZES.find((one) => lines <= one.most)?.id ?? 'xxl'
}

/** Whether the text names a period: a preset, or one of the calendar. */
export function isPeriod(text: string): boolean {
  return PRESETS.some((one) => one.id === text) || parsePeriod(text) !== undefined
}

/** The period that is meant, for an archive that begins at `firstAt`, seen from `asOf`. It never ends after that. */
export function resolvePeriod(text: string | undefined, asOf: Seconds, firstAt: Seconds): Period {
  const to = asOf + 1
  const preset = PRESETS.find((one) => one.id === (text ?? DEFAULT_PERIOD))
  if (preset !== undefined) {
    const from = preset.days === undefined ? firstAt : Math.floor(asOf / DAY) * DAY - preset.days * DAY
    return { from: Math.min(Math.max(from, firstAt), to), to }
  }
  const period = parsePeriod(text ?? '')
  if (period === undefined) return { from: to, to }
  return { from: Math.min(period.from, to), to: Math.min(period.to, to) }
}

/**
 * Whether a series passes a filter, apart from its period. `person`: key of the person whom the filter's number names;
 * `companyOf`: for whom somebody worked at an instant.
 */
export function makeFilter(
  filter: Filter,
  person: string | undefined,
  companyOf: (person: string, at: Seconds) => string,
): (fact: SeriesFact) => boolean {
  const tests: ((fact: SeriesFact) => boolean)[] = []
  if (filter.person !== undefined) tests.push((fact) => takesPart(fact, filter.part, (who) => who === person))
  if (filter.company !== undefined) {
    const { company, part } = filter
    tests.push((fact) => takesPart(fact, part, (who, at) => companyOf(who, at) === company))
  }
  const { list, areas, patches, versions, size, statuses, newcomer, kinds } = filter
  if (list !== undefined) tests.push((fact) => fact.lists.includes(list))
  if (areas.length > 0) tests.push((fact) => areas.some((area) => fact.areas.includes(area)))
  if (patches) tests.push((fact) => isWithin(fact.patches, patches))
  if (versions) tests.push((fact) => isWithin(fact.versions.length, versions))
  if (size) tests.push((fact) => sizeOf(fact.lines) === size)
  if (statuses.length > 0) tests.push((fact) => statuses.some((one) => hasStatus(fact, one)))
  if (newcomer !== undefined) tests.push((fact) => fact.newcomer === newcomer)
  if (kinds.length > 0) tests.push((fact) => kinds.includes(fact.kind))
  return (fact) => tests.every((test) => test(fact))
}

/**
 * Whose reviews, comments and tags count: everybody's, unless the filter asks for those of a person or a company as
 * reviewers.
 */
export function makeActor(
  filter: Filter,
  person: string | undefined,
  companyOf: (person: string, at: Seconds) => string,
): (who: string, at: Seconds) => boolean {
  if (filter.part === 'author' || (filter.person === undefined && filter.company === undefined))
    return () => true
  return (who, at) =>
    (filter.person === undefined || who === person) &&
    (filter.company === undefined || companyOf(who, at) === filter.company)
}

function takesPart(fact: SeriesFact, part: Part, isMeant: (person: string, at: Seconds) => boolean): boolean {
  const isAuthor = (): boolean =>
    fact.versions.some(
      (one) => isMeant(one.sender, one.at) || one.authors.some((a) => a !== undefined && isMeant(a, one.at)),
    )
  const isReviewer = (): boolean =>
    fact.versions.some((one) => one.replies.some((reply) => !reply.own && isMeant(reply.sender, reply.at))) ||
    fact.tags.some((tag) => tag.origin === 'given' && isMeant(tag.person, tag.at))
  return (part !== 'reviewer' && isAuthor()) || (part !== 'author' && isReviewer())
}

function isWithin(n: number, range: CountRange): boolean {
  return n >= range.least && (range.most === undefined || n <= range.most)
}

function hasStatus(fact: SeriesFact, status: string): boolean {
  if (status === 'open') return isOpenStatus(fact.status)
  return status === 'lost' ? fact.lost : fact.status === status
}
