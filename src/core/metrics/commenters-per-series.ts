import type { Metric } from './metric.ts'
import { commentersOf, PERCENTILE_LINES, perSeries } from './per-series.ts'

/** How many look at a series. */
export const commentersPerSeries: Metric = {
  id: 'commenters-per-series',
  title: 'People commenting on a series',
  unit: 'people',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: PERCENTILE_LINES,
  definition:
    'For the series whose first version was posted in a piece of time: people who wrote to any of its versions so far and posted or wrote none of it.',
  source: 'NumCommenters per PatchSerie of the Xen dashboard of 2016.',
  compute: (scope) => perSeries(scope, commentersOf),
}
