import type { CommitFact } from './commit-fact.ts'
import type { MetricLine, Point, Scope } from './metric.ts'
import { listPeriods, nameOfStart, type Step, startOf } from './period.ts'
import type { Seconds, SeriesFact } from './series-fact.ts'

/** Something that happened once, to be counted. */
export interface Happening {
  readonly line: string
  readonly at: Seconds
  readonly fact?: SeriesFact
  readonly commit?: CommitFact
  /** How many it counts for; 1 unless told. */
  readonly weight?: number
}

/** How many happened in each piece of time; pieces without any count 0. */
export function countOverTime(
  scope: Scope,
  lines: readonly MetricLine[],
  happenings: readonly Happening[],
  step: Step = scope.step,
): readonly Point[] {
  const pieces = listPeriods(scope.period, step)
  const cells = new Map<string, Cell>()
  for (const one of happenings) {
    if (one.at < scope.period.from || one.at >= scope.period.to) continue
    addTo(cells, `${one.line} ${startOf(one.at, step)}`, one)
  }
  return lines.flatMap(({ id }) =>
    pieces.map(({ from }): Point => pointOf(id, nameOfStart(from), cells.get(`${id} ${from}`))),
  )
}

/** How many there are of each, along any other axis, in the order given; what there is none of counts 0. */
export function countBy(
  lines: readonly MetricLine[],
  xs: readonly string[],
  happenings: readonly (Happening & { readonly x: string })[],
): readonly Point[] {
  const cells = new Map<string, Cell>()
  for (const one of happenings) addTo(cells, `${one.line} ${one.x}`, one)
  return lines.flatMap(({ id }) => xs.map((x): Point => pointOf(id, x, cells.get(`${id} ${x}`))))
}

interface Cell {
  value: number
  readonly series: Set<SeriesFact>
  readonly commits: CommitFact[]
}

function addTo(cells: Map<string, Cell>, key: string, one: Happening): void {
  let cell = cells.get(key)
  if (cell === undefined) {
    cell = { value: 0, series: new Set(), commits: [] }
    cells.set(key, cell)
  }
  cell.value += one.weight ?? 1
  if (one.fact) cell.series.add(one.fact)
  if (one.commit) cell.commits.push(one.commit)
}

function pointOf(line: string, x: string, cell: Cell | undefined): Point {
  const series = cell === undefined ? [] : [...cell.series]
  const commits = cell?.commits ?? []
  return { line, x, value: cell?.value ?? 0, series, ...(commits.length > 0 ? { commits } : {}) }
}
