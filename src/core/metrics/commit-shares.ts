import { groupByTime, percentOf } from './cohorts.ts'
import { commitsIn, type PlacedFact, seriesBehind } from './commits-in.ts'
import type { MetricLine, Point, Scope } from './metric.ts'
import { coarser } from './period.ts'

/**
 * Shares of commits over time: what part of those on a line passes its test; `undefined`: it cannot be tested and is no
 * part of the whole.
 */
export function commitShares(
  scope: Scope,
  lines: readonly MetricLine[],
  tests: Readonly<Record<string, (one: PlacedFact) => boolean | undefined>>,
  shown: 'those that do' | 'those that do not' = 'those that do',
): readonly Point[] {
  const groups = groupByTime(scope, commitsIn(scope), coarser(scope.step), (one) => one.commit.at)
  return lines.flatMap(({ id }) =>
    groups.map(([x, group]): Point => {
      const tested = group.map((one) => ({ one, passes: tests[id]?.(one) }))
      const passing = tested.filter((each) => each.passes === true).map((each) => each.one)
      const failing = tested.filter((each) => each.passes === false).map((each) => each.one)
      const behind = shown === 'those that do' ? passing : failing
      return {
        line: id,
        x,
        value: percentOf(passing.length, passing.length + failing.length),
        n: passing.length + failing.length,
        series: seriesBehind(behind),
        commits: behind.map((one) => one.commit),
      }
    }),
  )
}
