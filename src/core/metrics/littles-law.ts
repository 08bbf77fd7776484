import { DAY } from '../time.ts'
import { rounded } from './cohorts.ts'
import { closedAt } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { coarser, listPeriods, nameOfStart } from './period.ts'

const LINES: readonly MetricLine[] = [
  { id: 'open', label: 'Open on average' },
  { id: 'expected', label: 'Started a day × days they took' },
]

/** A check of these numbers against each other. */
export const littlesLaw: Metric = {
  id: 'littles-law',
  title: 'Little’s law, as a check',
  unit: 'series',
  axis: 'time',
  coarse: true,
  shape: 'table',
  countedBy: 'happened',
  lines: LINES,
  definition:
    'Series open on average in each piece of time, counted from when each was open; beside it series started a day, times the days that those closed in it had been open. Where a list is in balance the two agree; while its backlog grows the second is smaller. The one mean on these pages: Little’s law is about means.',
  source: 'Little 1961: L = λW.',
  compute(scope) {
    const pieces = listPeriods(scope.period, coarser(scope.step))
    const rows = pieces.map(({ from, to: end }) => {
      const to = Math.min(end, scope.asOf)
      const span = Math.max(to - from, 1)
      let openSeconds = 0
      let started = 0
      let closed = 0
      let took = 0
      for (const fact of scope.facts) {
        const out = closedAt(fact)
        const until = Math.min(out ?? to, to)
        const since = Math.max(fact.startedAt, from)
        if (until > since) openSeconds += until - since
        if (fact.startedAt >= from && fact.startedAt < to) started++
        if (out !== undefined && out >= from && out < to) {
          closed++
          took += Math.max(0, out - fact.startedAt) / DAY
        }
      }
      const days = span / DAY
      return {
        x: nameOfStart(from),
        open: openSeconds / span,
        expected: closed === 0 ? undefined : (started / days) * (took / closed),
        n: closed,
      }
    })
    return LINES.flatMap(({ id }) =>
      rows.map(
        (row): Point => ({
          line: id,
          x: row.x,
          value: rounded(id === 'open' ? row.open : row.expected, 1),
          n: row.n,
        }),
      ),
    )
  },
}
