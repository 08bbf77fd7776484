import { groupByTime, rounded } from './cohorts.ts'
import { activeIn, listReviews } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { coarser } from './period.ts'

const LINES: readonly MetricLine[] = [
  { id: 'half', label: 'People who give half of all reviews' },
  { id: 'people', label: 'People who give any' },
  { id: 'gini', label: 'Gini, in percent', unit: 'percent' },
]

/** On how many people reviewing rests. */
export const concentration: Metric = {
  id: 'concentration',
  title: 'On how many people reviewing rests',
  unit: 'people',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'happened',
  lines: LINES.slice(0, 2),
  definition:
    'The smallest number of people who together gave at least half of the reviews of a piece of time, and how many gave any. In the table also the Gini coefficient: 0 if all of them gave as many, near 100 if one gives nearly all. A filter by a reviewer, or by their company, chooses series here and no reviews: all reviews of these series count, whoever gave them.',
  source:
    'Concentration in what the Xen dashboard lacked: half of all tags in xen.git are given by three or four people.',
  compute(scope) {
    const reviews = activeIn(scope).flatMap((fact) =>
      listReviews(fact).map(({ reply }) => ({ fact, person: reply.sender, at: reply.at })),
    )
    const groups = groupByTime(scope, reviews, coarser(scope.step), (one) => one.at).map(([x, group]) => {
      const counts = new Map<string, number>()
      for (const { person } of group) counts.set(person, (counts.get(person) ?? 0) + 1)
      return { x, group, counts: [...counts.values()] }
    })
    return LINES.flatMap(({ id }) =>
      groups.map(
        ({ x, group, counts }): Point => ({
          line: id,
          x,
          value:
            id === 'half'
              ? fewestForHalf(counts)
              : id === 'people'
                ? counts.length
                : rounded(gini(counts) * 100, 1),
          n: group.length,
          series: [...new Set(group.map((one) => one.fact))],
        }),
      ),
    )
  },
}

/** The smallest number of the largest that together make at least half of the sum. */
export function fewestForHalf(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => b - a)
  const whole = sorted.reduce((sum, one) => sum + one, 0)
  let sum = 0
  for (const [n, one] of sorted.entries()) {
    sum += one
    if (sum * 2 >= whole) return n + 1
  }
  return sorted.length
}

/** The Gini coefficient, 0 to 1; 0 of nothing. */
export function gini(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b)
  const whole = sorted.reduce((sum, one) => sum + one, 0)
  if (whole === 0) return 0
  const weighted = sorted.reduce((sum, one, n) => sum + one * (n + 1), 0)
  return (2 * weighted) / (sorted.length * whole) - (sorted.length + 1) / sorted.length
}
