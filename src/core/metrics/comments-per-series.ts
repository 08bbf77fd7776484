import type { Metric } from './metric.ts'
import { commentsOf, PERCENTILE_LINES, perSeries } from './per-series.ts'

/** How much is said about a series. */
export const commentsPerSeries: Metric = {
  id: 'comments-per-series',
  title: 'Comments on a series',
  unit: 'mails',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: PERCENTILE_LINES,
  definition:
    'For the series whose first version was posted in a piece of time: replies of others to all of its versions so far. Series without any are in it, with 0.',
  source: 'Comments per series of the Xen dashboard of 2016, which left out those without.',
  compute: (scope) => perSeries(scope, commentsOf),
}
