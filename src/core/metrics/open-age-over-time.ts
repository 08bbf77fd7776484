import { DAY } from '../time.ts'
import { quantileOf, rounded } from './cohorts.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { nameOfStart } from './period.ts'
import type { SeriesFact } from './series-fact.ts'
import { countStandings, isOpen, stockTimes } from './standings.ts'

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
    const open = countStandings(scope, [{ id: 'open', label: '', counts: isOpen }])
    const times = new Map(stockTimes(scope).map((one) => [nameOfStart(one.from), one.at]))
    const ages = open.map((point) => {
      const at = times.get(point.x) ?? scope.asOf
      const series: readonly SeriesFact[] = point.series ?? []
      return { x: point.x, series, days: series.map((fact) => (at - fact.startedAt) / DAY) }
    })
    return LINES.flatMap(({ id }) =>
      ages.map(({ x, series, days }): Point => {
        const share = SHARES[id]
        const value = share === undefined ? days.reduce((sum, one) => sum + one, 0) : quantileOf(days, share)
        return { line: id, x, value: rounded(value, 1), n: days.length, series }
      }),
    )
  },
}
