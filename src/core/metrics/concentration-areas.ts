import { rounded } from './cohorts.ts'
import { fewestForHalf, gini } from './concentration.ts'
import { activeIn, isIn } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import type { ReplyFact, SeriesFact } from './series-fact.ts'

const LINES: readonly MetricLine[] = [
  { id: 'reviews', label: 'Reviews', unit: 'reviews' },
  { id: 'people', label: 'People who give any' },
  { id: 'half', label: 'People who give half' },
  { id: 'gini', label: 'Gini, in percent', unit: 'percent' },
]

interface Row {
  readonly counts: Map<string, number>
  readonly series: Set<SeriesFact>
  readonly events: ReplyFact[]
}

/** On how many people reviewing rests in each part of the code. */
export const concentrationAreas: Metric = {
  id: 'concentration-areas',
  title: 'On how many people reviewing rests, by area',
  unit: 'people',
  axis: 'area',
  shape: 'table',
  countedBy: 'happened',
  lines: LINES,
  definition:
    'Reviews of the period, by the areas that the newest version of the series touches: how many, by how many people, the smallest number of people who together gave at least half of them, and the Gini coefficient in percent. A review of a series that touches three areas counts in each.',
  source: 'Concentration per area, in what the Xen dashboard lacked.',
  compute(scope) {
    const rows = new Map<string, Row>()
    for (const fact of activeIn(scope))
      for (const version of fact.versions)
        for (const reply of version.replies) {
          if (!reply.review || !isIn(scope, reply.at)) continue
          for (const area of fact.areas) {
            const row: Row = rows.get(area) ?? { counts: new Map(), series: new Set(), events: [] }
            rows.set(area, row)
            row.counts.set(reply.sender, (row.counts.get(reply.sender) ?? 0) + 1)
            row.series.add(fact)
            row.events.push(reply)
          }
        }
    const areas = [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
    return LINES.flatMap(({ id }) =>
      areas.map(([x, row]): Point => {
        const counts = [...row.counts.values()]
        const value =
          id === 'reviews'
            ? counts.reduce((sum, one) => sum + one, 0)
            : id === 'people'
              ? counts.length
              : id === 'half'
                ? fewestForHalf(counts)
                : rounded(gini(counts) * 100, 1)
        return {
          line: id,
          x,
          value,
          series: [...row.series],
          ...(id === 'reviews' ? { events: row.events } : {}),
        }
      }),
    )
  },
}
