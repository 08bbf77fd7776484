import type { CommitFact } from './commit-fact.ts'
import type { CountedEvent, MetricLine, Point, Scope } from './metric.ts'
import { listPeriods, nameOfStart, nextStart, type Period, type Step, startOf } from './period.ts'
import type { Seconds, SeriesFact } from './series-fact.ts'

/** Something that happened once, to be counted. */
export interface Happening {
  readonly line: string
  readonly at: Seconds
  readonly fact?: SeriesFact
  readonly commit?: CommitFact
  readonly event?: CountedEvent
  /** How many it counts for; 1 unless told. */
  readonly weight?: number
}

/** Notes one thing that happened: see `Happening`. */
export type Note = (
  line: string,
  at: Seconds,
  fact: SeriesFact,
  event?: CountedEvent,
  weight?: number,
) => void

/** How many happened in each piece of time; pieces without any count 0. */
export function countOverTime(
  scope: Scope,
  lines: readonly MetricLine[],
  happenings: readonly Happening[],
  step: Step = scope.step,
): readonly Point[] {
  const pieces = listPeriods(scope.period, step)
  const cells: Cells<Seconds> = new Map()
  const { from, to } = scope.period
  for (const one of happenings)
    if (one.at >= from && one.at < to) addTo(cells, one.line, startOf(one.at, step), one)
  return pointsOf(lines, pieces, cells)
}

/**
 * The same where there are tens of thousands: `walk` notes one after another, series by series, and no list of all of them
 * is made.
 */
export function tallyOverTime(
  scope: Scope,
  lines: readonly MetricLine[],
  walk: (note: Note) => void,
): readonly Point[] {
  const { step } = scope
  const pieces = listPeriods(scope.period, step)
  const cells: Cells<Seconds> = new Map(lines.map(({ id }) => [id, new Map()]))
  const { from, to } = scope.period
  let start = 0
  let end = 0
  walk((line, at, fact, event, weight = 1) => {
    if (at < from || at >= to) return
    // What happened in one series happened near in time.
    if (at < start || at >= end) {
      start = startOf(at, step)
      end = nextStart(start, step)
    }
    const row = cells.get(line)
    if (row === undefined) return
    let cell = row.get(start)
    if (cell === undefined) {
      cell = { value: 0, series: new Set(), commits: [], events: [] }
      row.set(start, cell)
    }
    cell.value += weight
    cell.series.add(fact)
    if (event !== undefined) cell.events.push(event)
  })
  return pointsOf(lines, pieces, cells)
}

function pointsOf(
  lines: readonly MetricLine[],
  pieces: readonly Period[],
  cells: Cells<Seconds>,
): readonly Point[] {
  return lines.flatMap(({ id }) =>
    pieces.map((piece): Point => pointOf(id, nameOfStart(piece.from), cells.get(id)?.get(piece.from))),
  )
}

/** How many there are of each, along any other axis, in the order given; what there is none of counts 0. */
export function countBy(
  lines: readonly MetricLine[],
  xs: readonly string[],
  happenings: readonly (Happening & { readonly x: string })[],
): readonly Point[] {
  const cells: Cells<string> = new Map()
  for (const one of happenings) addTo(cells, one.line, one.x, one)
  return lines.flatMap(({ id }) => xs.map((x): Point => pointOf(id, x, cells.get(id)?.get(x))))
}

/** By line, then by place on the axis. */
type Cells<X> = Map<string, Map<X, Cell>>

interface Cell {
  value: number
  readonly series: Set<SeriesFact>
  readonly commits: CommitFact[]
  readonly events: CountedEvent[]
}

function addTo<X>(cells: Cells<X>, line: string, x: X, one: Happening): void {
  let row = cells.get(line)
  if (row === undefined) {
    row = new Map()
    cells.set(line, row)
  }
  let cell = row.get(x)
  if (cell === undefined) {
    cell = { value: 0, series: new Set(), commits: [], events: [] }
    row.set(x, cell)
  }
  cell.value += one.weight ?? 1
  if (one.fact) cell.series.add(one.fact)
  if (one.commit) cell.commits.push(one.commit)
  if (one.event) cell.events.push(one.event)
}

function pointOf(line: string, x: string, cell: Cell | undefined): Point {
  if (cell === undefined) return { line, x, value: 0, series: [] }
  const { value, commits, events } = cell
  return {
    line,
    x,
    value,
    series: [...cell.series],
    ...(commits.length > 0 ? { commits } : {}),
    ...(events.length > 0 ? { events } : {}),
  }
}
