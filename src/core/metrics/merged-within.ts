import { groupByTime, rounded } from './cohorts.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { coarser } from './period.ts'
import { endedWithin, estimateSurvival } from './survival.ts'
import { listMergeTimings } from './time-to-merge.ts'

const DAYS = [7, 30, 90] as const
const LINES: readonly MetricLine[] = DAYS.map((days) => ({
  id: `within-${days}`,
  label: `Within ${days} days`,
}))

/** What share is merged in a week, a month, a quarter. */
export const mergedWithinDays: Metric = {
  id: 'merged-within',
  title: 'Merged within 7, 30 and 90 days',
  unit: 'percent',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: LINES,
  definition:
    'Of the series whose first version was posted in a piece of time: the share merged within 7, 30 and 90 days, by Kaplan-Meier; left out where none of them has been looked at for so long.',
  source: 'Share merged by a day, in what the Xen dashboard lacked.',
  compute(scope) {
    const groups = groupByTime(scope, listMergeTimings(scope), coarser(scope.step), (one) => one.at)
    return LINES.flatMap(({ id }, n) =>
      groups.map(([x, group]): Point => {
        const days = DAYS[n] ?? 0
        const curve = estimateSurvival(group)
        const share = endedWithin(curve, days)
        return {
          line: id,
          x,
          value: share === undefined ? undefined : rounded(share * 100, 1),
          n: curve.n,
          open: curve.open,
          series: group.filter((one) => one.ended && one.days <= days).map((one) => one.fact),
        }
      }),
    )
  },
}
