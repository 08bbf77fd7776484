import { countOverTime, type Happening } from './counts.ts'
import { activeIn } from './events.ts'
import type { Metric, MetricLine } from './metric.ts'

const LINES: readonly MetricLine[] = [
  { id: 'started', label: 'Started' },
  { id: 'merged', label: 'Merged' },
  { id: 'dropped', label: 'Rejected or withdrawn' },
]

/** What comes in and what goes out. */
export const startedAndClosed: Metric = {
  id: 'started-and-closed',
  title: 'Series started and closed',
  unit: 'series',
  axis: 'time',
  shape: 'lines',
  countedBy: 'happened',
  lines: LINES,
  definition:
    'Series by when their first version was posted; by when the last of their patches was committed to the development branch, of those that are merged; and by when they were rejected or withdrawn, of those that are.',
  source:
    'Arrival and departure in the "Evolution PatchSeries" of the Xen dashboard and in CHAOSS, Change Requests.',
  compute(scope) {
    return countOverTime(
      scope,
      LINES,
      activeIn(scope).flatMap((fact): Happening[] => [
        { line: 'started', at: fact.startedAt, fact },
        ...(fact.mergedAt === undefined ? [] : [{ line: 'merged', at: fact.mergedAt, fact }]),
        ...(fact.droppedAt === undefined ? [] : [{ line: 'dropped', at: fact.droppedAt, fact }]),
      ]),
    )
  },
}
