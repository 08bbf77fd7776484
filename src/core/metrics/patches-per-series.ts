import type { Metric } from './metric.ts'
import { PERCENTILE_LINES, perSeries } from './per-series.ts'

/** Whether what is posted gets larger. */
export const patchesPerSeries: Metric = {
  id: 'patches-per-series',
  title: 'Patches in a series',
  unit: 'patches',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: PERCENTILE_LINES,
  definition:
    'For the series whose first version was posted in a piece of time: how many patches their newest version has (the n of k/n), those that never reached the list counted too.',
  source: 'Evolution NumPatches per PatchSerie of the Xen dashboard of 2016.',
  compute: (scope) => perSeries(scope, (fact) => fact.patches),
}
