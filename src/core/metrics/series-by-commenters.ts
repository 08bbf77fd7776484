import { DISTRIBUTION_LINES, distributionOf } from './distribution.ts'
import type { Metric } from './metric.ts'
import { commentersOf } from './per-series.ts'

/** How many look at them. */
export const seriesByCommenters: Metric = {
  id: 'series-by-commenters',
  title: 'Series by people commenting',
  unit: 'series',
  axis: 'category',
  shape: 'bars',
  countedBy: 'opened',
  lines: DISTRIBUTION_LINES,
  definition:
    'Series whose first version was posted in the period, by how many people wrote to any of their versions and posted or wrote none of it.',
  source:
    'The table "People commenting per PatchSerie" of the Xen dashboard of 2016, which had no row for none.',
  compute: (scope) => distributionOf(scope, commentersOf, 0, 6),
}
