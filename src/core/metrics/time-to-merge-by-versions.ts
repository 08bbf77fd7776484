import { QUANTILE_LINES } from './cohorts.ts'
import { countClass, countClasses, mergeByClass } from './merge-classes.ts'
import type { Metric } from './metric.ts'

/** What further versions do to the wait. */
export const timeToMergeByVersions: Metric = {
  id: 'time-to-merge-by-versions',
  title: 'Days until merged, by number of versions',
  unit: 'days',
  axis: 'category',
  shape: 'bars',
  countedBy: 'opened',
  narrows: 'versions',
  lines: QUANTILE_LINES,
  definition:
    'The days until merged of the series whose first version was posted in the period, by how many versions have been posted so far. Versions are joined by what they contain and who sent them, not by their titles alone: one that got another title is no new series.',
  source: '"Time to merge per no. of versions" of the Xen dashboard of 2016.',
  compute: (scope) => mergeByClass(scope, countClasses(5), (fact) => countClass(fact.versions.length, 5)),
}
