import { groupByTime, quantileOf } from './cohorts.ts'
import type { MetricLine, Point, Scope } from './metric.ts'
import { coarser } from './period.ts'
import type { SeriesFact } from './series-fact.ts'

/** The lines of numbers that are whole for each series: plain percentiles, nothing is censored. */
export const PERCENTILE_LINES: readonly MetricLine[] = [
  { id: 'p50', label: 'Median' },
  { id: 'p75', label: '75th percentile' },
  { id: 'p95', label: '95th percentile' },
]
const SHARES: Readonly<Record<string, number>> = { p50: 0.5, p75: 0.75, p95: 0.95 }

/** Percentiles of a number that each series has, by when it was started. */
export function perSeries(scope: Scope, numberOf: (fact: SeriesFact) => number): readonly Point[] {
  const groups = groupByTime(scope, scope.facts, coarser(scope.step), (fact) => fact.startedAt).map(
    ([x, group]) => ({ x, group, values: group.map(numberOf) }),
  )
  return PERCENTILE_LINES.flatMap(({ id }) =>
    groups.map(
      ({ x, group, values }): Point => ({
        line: id,
        x,
        value: quantileOf(values, SHARES[id] ?? 0.5),
        n: group.length,
        series: group,
      }),
    ),
  )
}

/** Comments of others to all versions. */
export function commentsOf(fact: SeriesFact): number {
  return fact.versions.reduce((sum, one) => sum + one.replies.filter((reply) => !reply.own).length, 0)
}

/** People other than those who posted a version, who wrote to it. */
export function commentersOf(fact: SeriesFact): number {
  return new Set(
    fact.versions.flatMap((one) => one.replies.filter((reply) => !reply.own).map((reply) => reply.sender)),
  ).size
}
