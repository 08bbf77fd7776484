import * as z from 'zod'
import { LOST_REASONS } from '../core/status/lost.ts'
import { CLOSED, STATUSES } from '../core/status/status.ts'
import { addDays, type Instant } from '../core/time.ts'
import type { SeriesCursor, SeriesFilter, SeriesSort } from '../store/read/series-list.ts'

/** What an address of the list asks for. Words that mean nothing are left out: an old link still shows a list. */
export interface ListQuery {
  /** As it stands in the address, without what could not be read: links are made from it. */
  readonly raw: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly statuses: readonly string[]
  readonly turn: string | undefined
  /** Number of a person. */
  readonly person: number | undefined
  readonly from: string | undefined
  readonly list: string | undefined
  readonly version: string | undefined
  /** The turn has been where it is for so many days. */
  readonly waiting: number | undefined
  /** A mail or commit within so many days. */
  readonly active: number | undefined
  /** None within so many days. */
  readonly quiet: number | undefined
  readonly merged: number | undefined
  readonly lost: string | undefined
  readonly words: string | undefined
  readonly sort: SeriesSort
  readonly after: SeriesCursor | undefined
}

/** The statuses that an address may name: each one, and `open` for all that are not closed. */
export const STATUS_CHOICES: readonly string[] = ['open', ...STATUSES]

const days = z.coerce.number().int().min(1).max(10_000).optional().catch(undefined)
const text = z
  .string()
  .trim()
  .max(300)
  .transform((value) => (value === '' ? undefined : value))
  .optional()
  .catch(undefined)

const shape = z.object({
  turn: z.enum(['author', 'reviewers', 'committers', 'claimant', 'nobody']).optional().catch(undefined),
  person: z.coerce.number().int().min(1).max(2_147_483_647).optional().catch(undefined),
  from: text,
  list: text,
  version: z
    .string()
    .regex(/^[1-9][0-9]{0,3}\+?$/)
    .optional()
    .catch(undefined),
  waiting: days,
  active: days,
  quiet: days,
  merged: days,
  lost: z
    .string()
    .refine((value) => value === 'any' || Object.hasOwn(LOST_REASONS, value))
    .optional()
    .catch(undefined),
  q: text,
  sort: z.enum(['active', 'waiting', 'started']).optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ~\d{1,10}$/)
    .optional()
    .catch(undefined),
})

/** Reads the query of the list. `asOf` is read for every page (see `readPastDay`) and only kept here. */
export function readListQuery(query: URLSearchParams, pastDay: string | undefined): ListQuery {
  const read = shape.parse(
    Object.fromEntries(Object.keys(shape.shape).map((name) => [name, query.get(name) ?? undefined])),
  )
  const statuses = [...new Set(query.getAll('status'))].filter((one) => STATUS_CHOICES.includes(one))
  const [value, id] = read.after?.split('~') ?? []
  const { q: words, after: _after, sort, ...rest } = read
  return {
    ...rest,
    turn: rest.turn,
    person: rest.person,
    from: rest.from,
    list: rest.list,
    version: rest.version,
    waiting: rest.waiting,
    active: rest.active,
    quiet: rest.quiet,
    merged: rest.merged,
    lost: rest.lost,
    statuses,
    words,
    sort: sort ?? 'active',
    after: value === undefined || id === undefined ? undefined : { value, id: Number(id) },
    raw: {
      status: statuses,
      ...Object.fromEntries(
        Object.entries(rest).map(([name, one]) => [name, one === undefined ? undefined : String(one)]),
      ),
      q: words,
      sort,
      asOf: pastDay,
    },
  }
}

/** The statuses that are meant: `open` is all that are not closed. */
export function expandStatuses(statuses: readonly string[]): readonly string[] {
  const open = STATUSES.filter((status) => !CLOSED.has(status))
  return [...new Set(statuses.flatMap((one) => (one === 'open' ? open : [one])))]
}

/** The filter of the store for what an address asks; `sender` and `found` are looked up by the caller. */
export function filterOf(
  query: ListQuery,
  asOf: Instant,
  looked: { readonly sender?: string | undefined; readonly found?: readonly number[] | undefined },
): SeriesFilter {
  const before = (n: number | undefined): Instant | undefined =>
    n === undefined ? undefined : addDays(asOf, -n)
  const least = query.version === undefined ? undefined : Number.parseInt(query.version, 10)
  const all = {
    statuses: expandStatuses(query.statuses),
    turn: query.turn,
    sender: looked.sender,
    from: query.from,
    list: query.list,
    version:
      least === undefined
        ? undefined
        : query.version?.endsWith('+') === true
          ? { least }
          : { least, most: least },
    waitingSince: before(query.waiting),
    activeSince: before(query.active),
    quietSince: before(query.quiet),
    mergedSince: before(query.merged),
    lost: query.lost,
    words: query.words === undefined ? undefined : titleWords(query.words),
    found: looked.found,
  }
  return withoutAbsent(all)
}

/** The words of a search that a title can hold: at most 10. */
export function titleWords(words: string): readonly string[] {
  return words
    .replace(/["()]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !word.startsWith('-') && !/^[a-z]{1,10}:/.test(word))
    .slice(0, 10)
}

/** The same without the keys whose value is absent, as exact optional types want it. */
function withoutAbsent<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {}
  return Object.assign(kept, Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)))
}
