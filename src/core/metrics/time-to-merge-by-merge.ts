import { QUANTILE_LINES, quantilesOverTime } from './cohorts.ts'
import type { Metric } from './metric.ts'
import { listMergeTimings } from './time-to-merge.ts'

/** The same, by when it was merged: another question with another answer. */
export const timeToMergeByMerge: Metric = {
  id: 'time-to-merge-by-merge',
  title: 'Days until merged, by when it was merged',
  unit: 'days',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'merged',
  lines: QUANTILE_LINES,
  definition:
    'For the series merged in a piece of time: days from their first version to the commit of their last patch. Nothing is open here, so nothing is censored; but what is never merged is in no piece, and a month in which old work is cleared away looks slow. Read it beside the days by when a series was started.',
  source:
    'The Xen study of 2016 looked by the date of posting, and found delays "under control"; by the date of merge the same year was as slow as the worst.',
  compute: (scope) =>
    quantilesOverTime(
      scope,
      listMergeTimings(scope).flatMap((one) =>
        one.fact.mergedAt === undefined ? [] : [{ ...one, at: one.fact.mergedAt }],
      ),
    ),
}
