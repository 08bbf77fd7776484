import { DAY } from '../time.ts'
import { rounded } from './cohorts.ts'
import { closedAt } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { coarser, listPeriods, nameOfStart } from './period.ts'
import type { Seconds } from './series-fact.ts'

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
    const started = scope.facts.map((fact) => fact.startedAt).sort((a, b) => a - b)
    const closed = scope.facts
      .flatMap((fact) => {
        const at = closedAt(fact)
        return at === undefined ? [] : [{ at, took: Math.max(0, at - fact.startedAt) / DAY }]
      })
      .sort((a, b) => a.at - b.at)
    const ends = scope.facts
      .flatMap((fact) => {
        const at = closedAt(fact)
        return at === undefined ? [] : [Math.max(at, fact.startedAt)]
      })
      .sort((a, b) => a - b)
    const startedBefore = counter(started)
    const endedBefore = counter(ends)
    const closedBefore = counter(closed.map((one) => one.at))
    const rows = pieces.map(({ from, to: end }) => {
      const to = Math.min(end, scope.asOf)
      const span = Math.max(to - from, 1)
      // How long all of them together were open: from when each started until now, less from when each was closed.
      const openSeconds = startedBefore.secondsUntil(from, to) - endedBefore.secondsUntil(from, to)
      const out = closed.slice(closedBefore.until(from), closedBefore.until(to))
      const took = out.reduce((sum, one) => sum + one.took, 0)
      const days = span / DAY
      return {
        x: nameOfStart(from),
        open: openSeconds / span,
        expected:
          out.length === 0
            ? undefined
            : ((startedBefore.until(to) - startedBefore.until(from)) / days) * (took / out.length),
        n: out.length,
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

/** Counts instants, which are sorted: how many come before another, and how long ago those were together. */
function counter(sorted: readonly Seconds[]) {
  const sums = new Float64Array(sorted.length + 1)
  for (const [n, at] of sorted.entries()) sums[n + 1] = (sums[n] ?? 0) + at
  const until = (at: Seconds): number => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle] ?? 0) < at) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    until,
    /** Seconds from each of those before `to`, or from `from` where it was earlier, up to `to`. */
    secondsUntil(from: Seconds, to: Seconds): number {
      const early = until(Math.min(from, to))
      const all = Math.max(until(to), early)
      return early * Math.max(0, to - from) + (all - early) * to - ((sums[all] ?? 0) - (sums[early] ?? 0))
    },
  }
}
