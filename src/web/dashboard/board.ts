import type { MetricRecord } from '../../app/dashboard/record.ts'
import type { Filter } from '../../core/metrics/filter.ts'
import { formatFilter, parseRange } from '../../core/metrics/filter-text.ts'
import type { Metric, MetricLine, Point, Scope, Unit } from '../../core/metrics/metric.ts'
import {
  coarser,
  labelOfStart,
  nameOfStart,
  nextStart,
  parseDay,
  type Step,
} from '../../core/metrics/period.ts'
import { remember } from '../../core/metrics/remember.ts'
import { DAY } from '../../core/time.ts'
import type { DataHealth } from '../../store/read/data-health.ts'
import { formatNumber } from '../html.ts'
import { projectPath } from '../links.ts'
import { showAddress, type View } from '../view.ts'

/** Somebody in a table of the dashboard. */
export interface BoardPerson {
  readonly id: number
  readonly key: string
  readonly name: string
}

/** What a page of the dashboard is made from: the filter, and what it leaves. */
export interface Board {
  readonly view: View
  readonly filter: Filter
  /** What was asked for and means nothing. */
  readonly unread: readonly (readonly [string, string])[]
  readonly record: MetricRecord
  /** How good the newest record is. */
  readonly health: DataHealth
  readonly scope: Scope
  /** By key. */
  readonly people: ReadonlyMap<string, BoardPerson>
  /** The person whom the filter names. */
  readonly person: BoardPerson | undefined
  /** Key of whoever is signed in. */
  readonly me: string | undefined
  /** Tables of people may be sorted by what they did. */
  readonly rankings: boolean
}

type Extra = Readonly<Record<string, string | undefined>>

/** The address of a page of the dashboard with the filter, changed as asked; the past day is kept. */
export function boardPath(
  board: Pick<Board, 'view' | 'filter'>,
  page: string,
  change: Partial<Filter> = {},
  extra: Extra = {},
): string {
  const query = new URLSearchParams()
  for (const [name, value] of formatFilter({ ...board.filter, ...change })) query.append(name, value)
  const more: Extra = { asOf: board.view.pastDay, ...extra }
  for (const [name, value] of Object.entries(more)) if (value !== undefined) query.append(name, value)
  const text = query.toString()
  return `${projectPath(board.view.project)}${page}${text === '' ? '' : `?${text}`}`
}

/** The lines of a metric: its own, or those that its points have. */
export function linesOf(metric: Metric, points: readonly Point[]): readonly MetricLine[] {
  const known = metric.lines
  const found = [...new Set(points.map((point) => point.line))]
  const more = found.filter((id) => !known.some((line) => line.id === id))
  return [...known, ...more.map((id) => ({ id, label: LABELS[id] ?? id, unit: UNITS[id] }) as MetricLine)]
}

/** Lines that stand in tables only. */
const LABELS: Readonly<Record<string, string>> = {
  sum: 'Days in all',
  'of-closed': 'Of those closed',
  gini: 'Gini',
}
const UNITS: Readonly<Record<string, Unit>> = { sum: 'days', 'of-closed': 'percent', gini: 'percent' }

/** How long the pieces of time of a metric are. */
export function stepOf(metric: Metric, scope: Pick<Scope, 'step'>): Step {
  return metric.coarse === true ? coarser(scope.step) : scope.step
}

/** Names that more than one person has. */
const sharedNames = remember((people: Board['people']): ReadonlySet<string> => {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const { name } of people.values()) (seen.has(name) ? shared : seen).add(name)
  return shared
})

/** What a place on the axis is called. */
export function labelOf(board: Board, metric: Metric, x: string): string {
  switch (metric.axis) {
    case 'time':
      return labelOfStart(x, stepOf(metric, board.scope))
    case 'person': {
      const person = board.people.get(x)
      if (person === undefined || person.name === '') return showAddress(board.view, x)
      // Two rows of one name are two people as far as is known, or one whose addresses nobody has joined.
      return sharedNames(board.people).has(person.name)
        ? `${person.name} (${showAddress(board.view, x)})`
        : person.name
    }
    case 'days':
      return x
    default:
      return x
  }
}

/** A value with its unit, short: `4.3 d`, `45 %`, `1,204`. */
export function valueText(value: number | undefined, unit: Unit): string {
  if (value === undefined) return '–'
  const text = formatNumber(Math.abs(value) >= 100 ? Math.round(value) : value)
  if (unit === 'days' || unit === 'business days') return `${text} d`
  return unit === 'percent' ? `${text} %` : text
}

/** How many observations a value is made of, and how many are still open: `n 31, 5 open`. */
export function basisText(point: Point): string | undefined {
  if (point.n === undefined) return undefined
  const interval =
    point.low === undefined || point.high === undefined
      ? ''
      : `, ${formatNumber(point.low)} to ${formatNumber(point.high)}`
  const open = point.open === undefined || point.open === 0 ? '' : `, ${formatNumber(point.open)} open`
  return `n ${formatNumber(point.n)}${open}${interval}`
}

/** A mark in words: `2026-05, Half within: 4.3 d (n 31, 5 open)`. */
export function tellPoint(board: Board, metric: Metric, lines: readonly MetricLine[], point: Point): string {
  const line = lines.find((one) => one.id === point.line)
  const basis = basisText(point)
  const place = metric.axis === 'days' ? `${point.x} days` : labelOf(board, metric, point.x)
  return `${place}, ${line?.label ?? point.line}: ${valueText(point.value, line?.unit ?? metric.unit)}${
    basis === undefined ? '' : ` (${basis})`
  }`
}

/**
 * The page narrowed to what a place on the axis stands for; what stands behind the number where there is nothing to narrow,
 * or behind all numbers there, where no line is given.
 */
export function narrowedPath(
  board: Board,
  page: string,
  metric: Metric,
  point: { readonly line?: string; readonly x: string },
): string {
  const change = narrowing(board, metric, point.x)
  if (change === undefined) return behindPath(board, metric, point)
  if (metric.axis === 'time' && metric.countedBy === 'now') {
    // A stock is of a day: the page as it looked then. Today it looks as it does: what stands behind it is more.
    const end = endOf(board, metric, point.x)
    return end === undefined
      ? behindPath(board, metric, { x: point.x })
      : boardPath(board, page, {}, { asOf: end })
  }
  return boardPath(board, page, change)
}

/** What of the filter a place on the axis stands for; `undefined`: nothing. */
export function narrowing(board: Board, metric: Metric, x: string): Partial<Filter> | undefined {
  switch (metric.axis) {
    case 'time': {
      const start = parseDay(x)
      if (start === undefined) return undefined
      // The first piece and the last are cut by the period: what is narrowed to is what was counted.
      const { period } = board.scope
      const first = nameOfStart(metric.cumulative === true ? period.from : Math.max(start, period.from))
      const last = nameOfStart(Math.min(nextStart(start, stepOf(metric, board.scope)), period.to) - 1)
      return { period: `${first}..${last}`, by: undefined }
    }
    case 'person': {
      const person = board.people.get(x)
      return person && { person: person.id, part: metric.part ?? 'either' }
    }
    case 'company':
      return { company: x, part: metric.part ?? 'either' }
    case 'area':
      return { areas: [x] }
    case 'days':
      return undefined
    case 'category':
      return narrowCategory(metric, x)
  }
}

function narrowCategory(metric: Metric, x: string): Partial<Filter> | undefined {
  switch (metric.narrows) {
    case 'patches':
    case 'versions': {
      const range = parseRange(x)
      return range && { [metric.narrows]: range }
    }
    case 'size':
      return x === 'xs' || x === 's' || x === 'm' || x === 'l' || x === 'xl' || x === 'xxl'
        ? { size: x }
        : undefined
    case 'period':
      return { period: x, by: undefined }
    case 'newcomer':
      return { newcomer: x === 'newcomers' }
    default:
      return undefined
  }
}

/** The last day of a piece of time, if that is over. */
function endOf(board: Board, metric: Metric, x: string): string | undefined {
  const start = parseDay(x)
  if (start === undefined) return undefined
  const last = nextStart(start, stepOf(metric, board.scope)) - DAY
  return last + DAY > board.record.asOf ? undefined : nameOfStart(last)
}

/** The list of what stands behind a number; without a line, behind all numbers at a place. */
export function behindPath(
  board: Board,
  metric: Metric,
  point: { readonly line?: string; readonly x: string },
): string {
  // People are named by number: an address belongs into no address.
  const x = metric.axis === 'person' ? String(board.people.get(point.x)?.id ?? 0) : point.x
  return boardPath(board, 'explorer', {}, { figure: metric.id, line: point.line, x })
}
