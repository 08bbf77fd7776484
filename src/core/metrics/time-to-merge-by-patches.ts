import { QUANTILE_LINES } from './cohorts.ts'
import { countClass, countClasses, mergeByClass } from './merge-classes.ts'
import type { Metric } from './metric.ts'

/** What the number of patches does to the wait. */
export const timeToMergeByPatches: Metric = {
  id: 'time-to-merge-by-patches',
  title: 'Days until merged, by number of patches',
  unit: 'days',
  axis: 'category',
  shape: 'bars',
  countedBy: 'opened',
  narrows: 'patches',
  lines: QUANTILE_LINES,
  definition:
    'The days until merged of the series whose first version was posted in the period, by how many patches their newest version has. The bars of one class stand beside each other: to pile medians on each other, as the old chart did, says nothing.',
  source: '"Time to merge per no. of patches" of the Xen dashboard of 2016.',
  compute: (scope) => mergeByClass(scope, countClasses(5), (fact) => countClass(fact.patches, 5)),
}
