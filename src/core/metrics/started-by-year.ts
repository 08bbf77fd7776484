import { countBy } from './counts.ts'
import { isIn } from './events.ts'
import type { Metric, MetricLine } from './metric.ts'

const LINES: readonly MetricLine[] = [{ id: 'series', label: 'Series' }]

/** The size of the selection. */
export const startedByYear: Metric = {
  id: 'started-by-year',
  title: 'Series by year',
  unit: 'series',
  axis: 'category',
  shape: 'table',
  countedBy: 'opened',
  narrows: 'period',
  lines: LINES,
  definition: 'Series that pass the filter, by the year in which their first version was posted.',
  source:
    'The pie "Patchseries per Year" and the number beside it on the Performance panel of the Xen dashboard.',
  compute(scope) {
    const dated = scope.facts
      .filter((fact) => isIn(scope, fact.startedAt))
      .map((fact) => ({
        line: 'series',
        x: String(new Date(fact.startedAt * 1000).getUTCFullYear()),
        at: fact.startedAt,
        fact,
      }))
    return countBy(LINES, [...new Set(dated.map((one) => one.x))].sort(), dated)
  },
}
