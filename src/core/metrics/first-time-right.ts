import { groupByTime, percentOf } from './cohorts.ts'
import { activeIn } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { coarser } from './period.ts'

const LINES: readonly MetricLine[] = [{ id: 'first', label: 'Merged as first posted' }]

/** What needed no second version. */
export const firstTimeRight: Metric = {
  id: 'first-time-right',
  title: 'Right the first time',
  unit: 'percent',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'merged',
  lines: LINES,
  definition:
    'Of the series merged in a piece of time: the share of which only one version was ever posted (one sent again unchanged is no other version).',
  source: 'First-pass yield.',
  compute(scope) {
    const merged = activeIn(scope).flatMap((fact) =>
      fact.mergedAt === undefined || fact.kind === 'stable' ? [] : [{ fact, at: fact.mergedAt }],
    )
    return groupByTime(scope, merged, coarser(scope.step), (one) => one.at).map(([x, group]): Point => {
      const first = group.filter(({ fact }) => fact.versions.filter((one) => !one.resend).length === 1)
      return {
        line: 'first',
        x,
        value: percentOf(first.length, group.length),
        n: group.length,
        series: first.map((one) => one.fact),
      }
    })
  },
}
