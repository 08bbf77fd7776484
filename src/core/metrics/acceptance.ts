import { groupByTime, rounded } from './cohorts.ts'
import { CAUSES, type Ending, endingOf } from './endings.ts'
import { estimateIncidence } from './incidence.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { coarser } from './period.ts'

const DAYS = [90, 180, 365] as const

const LINES: readonly MetricLine[] = [
  ...DAYS.map((days) => ({ id: `within-${days}`, label: `Within ${days} days` })),
  { id: 'of-closed', label: 'Of those closed' },
]

/** What share of what was started is merged in the end. */
export const acceptance: Metric = {
  id: 'acceptance',
  title: 'Accepted, by when it was started',
  unit: 'percent',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: LINES.slice(0, 3),
  definition:
    'Of the series whose first version was posted in a piece of time: the share that was merged within 90, 180 and 365 days, by cumulative incidence, in which those that were rejected, withdrawn or silent for a year are not still to come and those that are open count for as long as they have been looked at. A share that no open series of the cohort is old enough for is left out. In the table also merged of all that are closed, which is what other tools call acceptance: it leaves the undecided out. Requests for comments and backports are not in it.',
  source: 'Cohort acceptance; Change Requests Accepted of CHAOSS beside it. Aalen and Johansen 1978.',
  compute(scope) {
    const endings = scope.facts
      .filter((fact) => fact.kind === 'patch')
      .map((fact) => endingOf(fact, scope.asOf))
    const groups = groupByTime(scope, endings, coarser(scope.step), (one) => one.fact.startedAt)
    return LINES.flatMap(({ id }) =>
      groups.map(([x, group]): Point => {
        const days = DAYS.find((one) => `within-${one}` === id)
        return {
          line: id,
          x,
          value: days === undefined ? ofClosed(group) : mergedWithin(group, days),
          n: group.length,
          open: group.filter((one) => one.cause === undefined).length,
          series: group.map((one) => one.fact),
        }
      }),
    )
  },
}

/** In percent; `undefined` of nothing, and where no open one has been looked at for so long. */
export function mergedWithin(endings: readonly Ending[], days: number): number | undefined {
  if (endings.length === 0) return undefined
  const open = endings.filter((one) => one.cause === undefined)
  if (open.length > 0 && open.every((one) => one.days < days)) return undefined
  const steps = estimateIncidence(endings, CAUSES)
  const last = steps.findLast((step) => step.days <= days)
  return rounded((last?.shares['merged'] ?? 0) * 100, 1)
}

function ofClosed(endings: readonly Ending[]): number | undefined {
  const closed = endings.filter((one) => one.cause !== undefined)
  if (closed.length === 0) return undefined
  return rounded((closed.filter((one) => one.cause === 'merged').length / closed.length) * 100, 1)
}
