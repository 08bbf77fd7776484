import { rounded } from './cohorts.ts'
import { CURVE_DAYS } from './endings-curve.ts'
import { isIn } from './events.ts'
import { countClass } from './merge-classes.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { estimateSurvival } from './survival.ts'
import { listMergeTimings } from './time-to-merge.ts'

const LINES: readonly MetricLine[] = [
  { id: '1', label: '1 patch' },
  { id: '2-4', label: '2 to 4' },
  { id: '5+', label: '5 or more' },
]

/** How the share of what is merged grows with the days. */
export const mergeCurve: Metric = {
  id: 'merge-curve',
  title: 'Merged after so many days',
  unit: 'percent',
  axis: 'days',
  shape: 'steps',
  countedBy: 'opened',
  lines: LINES,
  definition:
    'Of the series whose first version was posted in the period: the share merged so many days after it, by Kaplan-Meier with its 95 % interval, apart for one patch, two to four, and five or more: a trend over all of them together can come from nothing but a change in what is posted. Open series count for as long as they have been looked at; a day that none has reached is left out.',
  source: 'Kaplan and Meier 1958; by size as Figures 4 to 6 of Izquierdo-Cortazar et al., MSR 2016.',
  compute(scope) {
    const timings = listMergeTimings(scope).filter((one) => isIn(scope, one.at))
    return LINES.flatMap(({ id }) => {
      const group = timings.filter((one) => classOf(one.fact.patches) === id)
      if (group.length === 0) return []
      const curve = estimateSurvival(group)
      const longest = curve.steps.at(-1)?.days ?? 0
      return CURVE_DAYS.filter((day) => day <= longest).map((day): Point => {
        const step = curve.steps.findLast((one) => one.days <= day)
        return {
          line: id,
          x: String(day),
          value: rounded((1 - (step?.share ?? 1)) * 100, 1),
          low: rounded((1 - (step?.high ?? 1)) * 100, 1),
          high: rounded((1 - (step?.low ?? 1)) * 100, 1),
          n: curve.n,
          open: curve.open,
          series: group.filter((one) => one.ended && one.days <= day).map((one) => one.fact),
        }
      })
    })
  },
}

function classOf(patches: number): string {
  const found = countClass(patches, 5)
  return found === '2' || found === '3' || found === '4' ? '2-4' : found
}
