import { groupByTime, percentOf } from './cohorts.ts'
import { commitsIn, type PlacedFact, seriesBehind } from './commits-in.ts'
import type { MetricLine, Point, Scope } from './metric.ts'
import { coarser } from './period.ts'

/** Shares of commits over time: what part of those on a line passes its test. */
export function commitShares(
  scope: Scope,
  lines: readonly MetricLine[],
  tests: Readonly<Record<string, (one: PlacedFact) => boolean>>,
  shown: 'those that do' | 'those that do not' = 'those that do',
): readonly Point[] {
  const groups = groupByTime(scope, commitsIn(scope), coarser(scope.step), (one) => one.commit.at)
  return lines.flatMap(({ id }) =>
    groups.map(([x, group]): Point => {
      const passing = group.filter((one) => tests[id]?.(one) === true)
      const behind = shown === 'those that do' ? passing : group.filter((one) => !passing.includes(one))
      return {
        line: id,
        x,
        value: percentOf(passing.length, group.length),
        n: group.length,
        series: seriesBehind(behind),
        commits: behind.map((one) => one.commit),
      }
    }),
  )
}
