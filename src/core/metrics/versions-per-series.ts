import type { Metric } from './metric.ts'
import { PERCENTILE_LINES, perSeries } from './per-series.ts'

/** Whether it takes more rounds. */
export const versionsPerSeries: Metric = {
  id: 'versions-per-series',
  title: 'Versions of a series',
  unit: 'versions',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: PERCENTILE_LINES,
  definition:
    'For the series whose first version was posted in a piece of time: how many versions have been posted so far. The newest ones have not had theirs yet.',
  source:
    'Evolution NumVersions per PatchSerie of the Xen dashboard of 2016, which joined versions by equal titles only and saw hardly any.',
  compute: (scope) => perSeries(scope, (fact) => fact.versions.length),
}
