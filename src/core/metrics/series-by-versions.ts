import { DISTRIBUTION_LINES, distributionOf } from './distribution.ts'
import type { Metric } from './metric.ts'

/** How many rounds series take. */
export const seriesByVersions: Metric = {
  id: 'series-by-versions',
  title: 'Series by number of versions',
  unit: 'series',
  axis: 'category',
  shape: 'bars',
  countedBy: 'opened',
  narrows: 'versions',
  lines: DISTRIBUTION_LINES,
  definition:
    'Series whose first version was posted in the period, by how many versions have been posted so far.',
  source: 'The table "Versions per PatchSerie" of the Xen dashboard of 2016.',
  compute: (scope) => distributionOf(scope, (fact) => fact.versions.length, 1, 8),
}
