import { DISTRIBUTION_LINES, distributionOf } from './distribution.ts'
import type { Metric } from './metric.ts'
import { commentsOf } from './per-series.ts'

/** How much is said about them. */
export const seriesByComments: Metric = {
  id: 'series-by-comments',
  title: 'Series by number of comments',
  unit: 'series',
  axis: 'category',
  shape: 'bars',
  countedBy: 'opened',
  lines: DISTRIBUTION_LINES,
  definition:
    'Series whose first version was posted in the period, by how many replies of others all of their versions have so far.',
  source: 'The table "Comments per PatchSerie" of the Xen dashboard of 2016, which had no row for none.',
  compute: (scope) => distributionOf(scope, commentsOf, 0, 12),
}
