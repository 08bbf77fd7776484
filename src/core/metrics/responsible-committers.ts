import { commitShares } from './commit-shares.ts'
import type { Metric, MetricLine } from './metric.ts'

const LINES: readonly MetricLine[] = [{ id: 'responsible', label: 'By a maintainer of one of its files' }]

/** Whether those who commit answer for what they commit. */
export const responsibleCommitters: Metric = {
  id: 'responsible-committers',
  absent: 'Only where the repository has a MAINTAINERS file.',
  title: 'Committed by somebody who answers for it',
  unit: 'percent',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'committed',
  lines: LINES,
  definition:
    'Of the commits to the development branch for whose files MAINTAINERS says who answers: the share whose committer is a maintainer of at least one of them, by the most specific sections and the file as it was before. In a project where a few commit for all a low share is as it should be. Behind a number stand the others.',
  source: 'Right people asked, in what the Xen dashboard lacked; PaStA calls it the correct committer.',
  compute: (scope) =>
    commitShares(
      scope,
      LINES,
      { responsible: ({ commit }) => commit.checkIn?.responsible },
      'those that do not',
    ),
}
