import { countOverTime } from './counts.ts'
import type { Metric, MetricLine } from './metric.ts'

const LINES: readonly MetricLine[] = [
  { id: 'merged', label: 'Merged' },
  { id: 'partly', label: 'Merged in part' },
  { id: 'open', label: 'Open' },
  { id: 'dropped', label: 'Rejected or withdrawn' },
]

/** What became of what was started. */
export const mergedOrNot: Metric = {
  id: 'merged-or-not',
  title: 'What became of what was started',
  unit: 'series',
  axis: 'time',
  shape: 'areas',
  countedBy: 'opened',
  lines: LINES,
  definition:
    'Series by when their first version was posted, and what has become of them by now. Merged: every patch is on the development branch. The newest pieces have had the least time: their open share says nothing yet.',
  source:
    'Evolution Merged/Non-merged PatchSeries of the Xen dashboard of 2016, with partial merges told apart.',
  compute(scope) {
    return countOverTime(
      scope,
      LINES,
      scope.facts.map((fact) => ({
        line:
          fact.mergedAt !== undefined
            ? 'merged'
            : fact.droppedAt !== undefined
              ? 'dropped'
              : fact.status === 'partly-merged'
                ? 'partly'
                : 'open',
        at: fact.startedAt,
        fact,
      })),
    )
  },
}
