import { DAY } from '../time.ts'
import { rounded } from './cohorts.ts'
import { lazyPoint } from './lazy-point.ts'
import type { Metric, MetricLine, Point, Scope } from './metric.ts'
import { nameOfStart } from './period.ts'
import type { Seconds } from './series-fact.ts'
import { firstAtOrAfter, isOpen, standingAt, stockTimes } from './standings.ts'

const LINES: readonly MetricLine[] = [
  { id: 'median', label: 'Half are younger than' },
  { id: 'p75', label: 'Three of four' },
  { id: 'p95', label: '19 of 20' },
  { id: 'sum', label: 'Days in all', unit: 'days' },
]
const SHARES: Readonly<Record<string, number>> = { median: 0.5, p75: 0.75, p95: 0.95 }

/** How old the backlog was. */
export const openAgeOverTime: Metric = {
  id: 'open-age-over-time',
  title: 'Age of the backlog over time',
  unit: 'days',
  axis: 'time',
  shape: 'lines',
  countedBy: 'now',
  lines: LINES.slice(0, 3),
  definition:
    'Of the series that were open at the end of each piece of time (or now): days since their first version was posted; half of them were younger than the median, three of four younger than p75, 19 of 20 younger than p95. In the table also the days of all of them together. Nothing here is censored: this is how old they were, not how old they got.',
  source: 'Open Merge Request Age of GitLab, at each date.',
  compute(scope) {
    const times = stockTimes(scope)
    const starts = startsOfOpen(scope, times)
    return LINES.flatMap(({ id }) =>
      times.map(({ from, at }, n): Point => {
        const since = starts[n] ?? []
        const share = SHARES[id]
        const days = share === undefined ? sumOfDays(since, at) : youngest(since, at, share)
        const point = { line: id, x: nameOfStart(from), value: rounded(days, 1), n: since.length }
        return lazyPoint(point, since.length, () => standingAt(scope.facts, isOpen, at))
      }),
    )
  },
}

/** When the series were started that were open at each time, the oldest first. */
function startsOfOpen(
  scope: Scope,
  times: readonly { readonly at: Seconds }[],
): readonly (readonly Seconds[])[] {
  const all = times.map((): Seconds[] => [])
  for (const fact of [...scope.facts].sort((a, b) => a.startedAt - b.startedAt))
    for (const one of fact.intervals) {
      if (!isOpen(one)) continue
      const end = one.to ?? Number.POSITIVE_INFINITY
      for (let n = firstAtOrAfter(times, one.from); n < times.length; n++) {
        if ((times[n]?.at ?? end) >= end) break
        all[n]?.push(fact.startedAt)
      }
    }
  return all
}

function sumOfDays(since: readonly Seconds[], at: Seconds): number {
  return since.reduce((sum, one) => sum + (at - one) / DAY, 0)
}

/** A quantile of the ages (nearest rank). */
function youngest(since: readonly Seconds[], at: Seconds, share: number): number | undefined {
  // The youngest stand last.
  const one = since[since.length - Math.max(1, Math.ceil(since.length * share))]
  return one === undefined ? undefined : (at - one) / DAY
}
