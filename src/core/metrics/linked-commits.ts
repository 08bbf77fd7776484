import { commitShares } from './commit-shares.ts'
import type { Metric, MetricLine } from './metric.ts'

const LINES: readonly MetricLine[] = [{ id: 'linked', label: 'With a posting' }]

/** Of how much of what goes in the review is known. */
export const linkedCommits: Metric = {
  id: 'linked-commits',
  title: 'Commits with a known posting',
  unit: 'percent',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'committed',
  lines: LINES,
  definition:
    'Of the commits on the development branch (merges are none) in a piece of time: the share for which a patch on the list is known that they came of. The others were never posted, were posted to another list or in private, or were not recognised. Behind the number stand those without.',
  source:
    'Coverage; the Xen study of 2016 reached 30 to 75 % by titles alone. "Raise the fraction" was what most of its readers asked for.',
  compute: (scope) =>
    commitShares(scope, LINES, { linked: ({ fact }) => fact !== undefined }, 'those that do not'),
}
