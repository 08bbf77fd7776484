import { rounded } from './cohorts.ts'
import { CAUSES, endingOf } from './endings.ts'
import { isIn } from './events.ts'
import { estimateIncidence } from './incidence.ts'
import type { Metric, MetricLine, Point } from './metric.ts'

const LINES: readonly MetricLine[] = [
  { id: 'merged', label: 'Merged' },
  { id: 'dropped', label: 'Rejected or withdrawn' },
  { id: 'abandoned', label: 'Silent for a year' },
]
/** The days at which the curve is read off. */
export const CURVE_DAYS: readonly number[] = [
  0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 150, 180, 240, 300, 365, 450, 540, 730,
]

/** How a series ends, and when. */
export const endingsCurve: Metric = {
  id: 'endings',
  title: 'How a series ends',
  unit: 'percent',
  axis: 'days',
  shape: 'steps',
  countedBy: 'opened',
  lines: LINES,
  definition:
    'Of the series whose first version was posted in the period: the share that was merged, that was rejected or withdrawn, and that fell silent for a year, so many days after the first version. Cumulative incidence: the three shares and what is still open add up to all. A day that no open series has reached is left out.',
  source: 'Aalen and Johansen 1978 (competing risks); no tool for mailing lists has it.',
  compute(scope) {
    const endings = scope.facts
      .filter((fact) => isIn(scope, fact.startedAt) && fact.kind === 'patch')
      .map((fact) => endingOf(fact, scope.asOf))
    if (endings.length === 0) return []
    const steps = estimateIncidence(endings, CAUSES)
    const longest = Math.max(...endings.map((one) => one.days))
    const days = CURVE_DAYS.filter((one) => one <= longest)
    return LINES.flatMap(({ id }) =>
      days.map(
        (day): Point => ({
          line: id,
          x: String(day),
          value: rounded((steps.findLast((step) => step.days <= day)?.shares[id] ?? 0) * 100, 1),
          n: endings.length,
          series: endings.filter((one) => one.cause === id && one.days <= day).map((one) => one.fact),
        }),
      ),
    )
  },
}
