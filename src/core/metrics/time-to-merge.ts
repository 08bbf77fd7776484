import { QUANTILE_LINES, quantilesOverTime, type Timing, timingOf } from './cohorts.ts'
import type { Metric, Scope } from './metric.ts'
import { remember } from './remember.ts'

/** How long it takes from the first version to the last commit. */
export const timeToMerge: Metric = {
  id: 'time-to-merge',
  title: 'Days until merged, by when it was started',
  unit: 'days',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: QUANTILE_LINES,
  definition:
    'For the series whose first version was posted in a piece of time: days from that until the last of its patches came to the development branch: by the merge that brought it, or when it was committed there (the earliest commit of each patch; a later backport changes nothing). Open series count as going on until now, rejected and withdrawn ones until then (Kaplan-Meier); where fewer than half are merged yet, the median cannot be told and is not shown. Requests for comments and backports are left out.',
  source:
    'Change Request Duration of CHAOSS. The chart of the Xen dashboard had every unmerged series in it as one of minus one days.',
  compute: (scope) => quantilesOverTime(scope, listMergeTimings(scope)),
}

/** Days to the merge of each series that asks to be merged. */
export const listMergeTimings = remember((scope: Pick<Scope, 'facts' | 'asOf'>): readonly Timing[] =>
  scope.facts
    .filter((fact) => fact.kind === 'patch')
    .map((fact) => timingOf(fact, fact.startedAt, fact.mergedAt, fact.droppedAt ?? scope.asOf)),
)
