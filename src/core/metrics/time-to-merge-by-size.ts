import { QUANTILE_LINES } from './cohorts.ts'
import { SIZES, sizeOf } from './filter.ts'
import { mergeByClass } from './merge-classes.ts'
import type { Metric } from './metric.ts'

/** What the size of a change does to the wait. */
export const timeToMergeBySize: Metric = {
  id: 'time-to-merge-by-size',
  title: 'Days until merged, by changed lines',
  unit: 'days',
  axis: 'category',
  shape: 'bars',
  countedBy: 'opened',
  narrows: 'size',
  lines: QUANTILE_LINES,
  definition:
    'The days until merged of the series whose first version was posted in the period, by added and deleted lines of their newest version: xs up to 10, s up to 30, m up to 100, l up to 500, xl up to 1000, xxl above.',
  source: 'Size classes of the Kubernetes and DevStats dashboards.',
  compute: (scope) =>
    mergeByClass(
      scope,
      SIZES.map((one) => one.id),
      (fact) => sizeOf(fact.lines),
    ),
}
