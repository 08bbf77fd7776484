import { countBy } from './counts.ts'
import { isIn } from './events.ts'
import type { MetricLine, Point, Scope } from './metric.ts'
import type { SeriesFact } from './series-fact.ts'

/** The one line of a distribution. */
export const DISTRIBUTION_LINES: readonly MetricLine[] = [{ id: 'series', label: 'Series' }]

/** How many of the series started in the period have each value; from `last` on they are one class. */
export function distributionOf(
  scope: Scope,
  numberOf: (fact: SeriesFact) => number,
  first: number,
  last: number,
): readonly Point[] {
  const xs = Array.from({ length: last - first + 1 }, (_, i) =>
    first + i === last ? `${last}+` : String(first + i),
  )
  return countBy(
    DISTRIBUTION_LINES,
    xs,
    scope.facts
      .filter((fact) => isIn(scope, fact.startedAt))
      .map((fact) => {
        const value = Math.max(first, numberOf(fact))
        return {
          line: 'series',
          x: value >= last ? `${last}+` : String(value),
          at: fact.startedAt,
          fact,
        }
      }),
  )
}
