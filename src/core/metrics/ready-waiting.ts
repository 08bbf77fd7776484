import { DAY } from '../time.ts'
import { countBy } from './counts.ts'
import { readyAt } from './events.ts'
import type { Metric, MetricLine } from './metric.ts'

const LINES: readonly MetricLine[] = [{ id: 'series', label: 'Approved, not committed' }]
const CLASSES: readonly { readonly x: string; readonly most: number }[] = [
  { x: 'up to 2 days', most: 2 },
  { x: 'up to a week', most: 7 },
  { x: 'up to 30 days', most: 30 },
  { x: 'longer', most: Number.POSITIVE_INFINITY },
]

/** What has its approvals and is on no branch. */
export const readyWaiting: Metric = {
  id: 'ready-waiting',
  title: 'Approved, and not committed',
  unit: 'series',
  axis: 'category',
  shape: 'bars',
  countedBy: 'now',
  lines: LINES,
  definition:
    'Series that are ready now: nothing is open, and every patch has the approval that it needs. By the days since they became so.',
  source:
    'The "BacklogPatchSeriesNotMerged" table of the Xen dashboard, whose use was to find what was acked and forgotten.',
  compute(scope) {
    return countBy(
      LINES,
      CLASSES.map((one) => one.x),
      scope.facts
        .filter((fact) => fact.status === 'ready')
        .map((fact) => {
          const days = (scope.asOf - (readyAt(fact) ?? scope.asOf)) / DAY
          return {
            line: 'series',
            x: CLASSES.find((one) => days <= one.most)?.x ?? 'longer',
            at: fact.startedAt,
            fact,
          }
        }),
    )
  },
}
