import { DAY } from '../time.ts'
import { percentOf } from './cohorts.ts'
import { closedAt } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { nameOfStart } from './period.ts'
import type { SeriesFact } from './series-fact.ts'
import { countStandings, isOpen, stockTimes } from './standings.ts'

const LINES: readonly MetricLine[] = [
  { id: 'closed-to-started', label: 'Closed of started, 8 weeks' },
  { id: 'closed-of-open', label: 'Closed of open, 8 weeks' },
]
const WEEKS = 8

/** Whether as much goes out as comes in. */
export const closureRatio: Metric = {
  id: 'closure-ratio',
  title: 'Closed against started',
  unit: 'percent',
  axis: 'time',
  shape: 'lines',
  countedBy: 'happened',
  lines: LINES,
  definition:
    'Over the eight weeks before the end of each piece of time: series closed (merged, rejected, withdrawn) in percent of series started, and in percent of those that were open at some time in these weeks. Above 100 % of the started ones the backlog shrinks.',
  source:
    'Review Efficiency Index and Backlog Management Index of GrimoireLab (there over the data of the selection); Change Request Closure Ratio of CHAOSS.',
  compute(scope) {
    const times = stockTimes(scope)
    const span = WEEKS * 7 * DAY
    const open = new Map(
      countStandings(scope, [{ id: 'open', label: '', counts: isOpen }]).map((point) => [
        point.x,
        point.value ?? 0,
      ]),
    )
    const started = sortedBy(scope.facts, (fact) => fact.startedAt)
    const closed = sortedBy(scope.facts, closedAt)
    const rows = times.map(({ from, at }) => {
      const x = nameOfStart(from)
      const out = within(closed, at - span, at)
      return { x, out, in: within(started, at - span, at).length, stood: (open.get(x) ?? 0) + out.length }
    })
    const value = (id: string, row: (typeof rows)[number]): number | undefined =>
      percentOf(row.out.length, id === 'closed-to-started' ? row.in : row.stood)
    return LINES.flatMap(({ id }) =>
      rows.map(
        (row): Point => ({
          line: id,
          x: row.x,
          value: value(id, row),
          n: id === 'closed-to-started' ? row.in : row.stood,
          series: row.out,
        }),
      ),
    )
  },
}

interface Dated {
  readonly fact: SeriesFact
  readonly at: number
}

function sortedBy(
  facts: readonly SeriesFact[],
  atOf: (fact: SeriesFact) => number | undefined,
): readonly Dated[] {
  return facts
    .flatMap((fact) => {
      const at = atOf(fact)
      return at === undefined ? [] : [{ fact, at }]
    })
    .sort((a, b) => a.at - b.at)
}

function within(dated: readonly Dated[], after: number, until: number): readonly SeriesFact[] {
  return dated.slice(firstAfter(dated, after), firstAfter(dated, until)).map((one) => one.fact)
}

function firstAfter(dated: readonly Dated[], at: number): number {
  let low = 0
  let high = dated.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((dated[middle]?.at ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}
