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
      const test = tests[id]
      const behind: PlacedFact[] = []
      let passing = 0
      let whole = 0
      for (const one of group) {
        const passes = test?.(one)
        if (passes === undefined) continue
        whole++
        if (passes) passing++
        if (passes === (shown === 'those that do')) behind.push(one)
      }
      return {
        line: id,
        x,
        value: percentOf(passing, whole),
        n: whole,
        series: seriesBehind(behind),
        commits: behind.map((one) => one.commit),
      }
    }),
  )
}
