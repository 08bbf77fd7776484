import { BALL_HOLDERS, ballDays, whoHeldTheBall } from './ball.ts'
import { groupByTime, rounded } from './cohorts.ts'
import { activeIn } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { coarser } from './period.ts'

const LABELS = {
  reviewers: 'Waiting for reviewers',
  discussion: 'In discussion',
  author: 'Waiting for the author',
  committers: 'Waiting for committers',
} as const

/** The lines of what says who held the ball. */
export const BALL_LINES: readonly MetricLine[] = BALL_HOLDERS.map((id) => ({ id, label: LABELS[id] }))

/** Where the time of what was merged went. */
export const ballOverTime: Metric = {
  id: 'ball',
  title: 'Who held the ball',
  unit: 'percent',
  axis: 'time',
  coarse: true,
  shape: 'areas',
  countedBy: 'merged',
  lines: BALL_LINES,
  definition:
    'Of all the days that the series merged in a piece of time took, from their first version to the commit of their last patch: the share during which each had to act. Reviewers: from a version to the first review of it. Discussion: from the first to the last review of a version. Author: from the last review to the next version. Committers: from when it was ready, and after the last review of the last version. The parts add up to the whole, for each series and so for all. Days of all series are added, so long ones weigh most; the medians are with the other durations.',
  source: 'The parts of time to merge, in what the Xen dashboard lacked; no other tool has them for mail.',
  compute(scope) {
    const merged = activeIn(scope).flatMap((fact) =>
      fact.mergedAt === undefined || fact.kind !== 'patch' ? [] : [{ fact, at: fact.mergedAt }],
    )
    const groups = groupByTime(scope, merged, coarser(scope.step), (one) => one.at).map(([x, group]) => {
      const each = group.map(({ fact }) => ballDays(whoHeldTheBall(fact, scope.asOf)))
      const whole = each.reduce((sum, one) => sum + BALL_HOLDERS.reduce((all, id) => all + one[id], 0), 0)
      return { x, group, each, whole }
    })
    return BALL_HOLDERS.flatMap((id) =>
      groups.map(({ x, group, each, whole }): Point => {
        const part = each.reduce((sum, one) => sum + one[id], 0)
        return {
          line: id,
          x,
          value: whole === 0 ? undefined : rounded((part / whole) * 100, 1),
          n: group.length,
          series: group.filter((_, n) => (each[n]?.[id] ?? 0) > 0).map((one) => one.fact),
        }
      }),
    )
  },
}
