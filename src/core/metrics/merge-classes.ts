import { quantilePoints, type Timing } from './cohorts.ts'
import { isIn } from './events.ts'
import type { Point, Scope } from './metric.ts'
import type { SeriesFact } from './series-fact.ts'
import { listMergeTimings } from './time-to-merge.ts'

/** Days to the merge of the series started in the period, by a class of each, in the order given. */
export function mergeByClass(
  scope: Scope,
  classes: readonly string[],
  classOf: (fact: SeriesFact) => string,
): readonly Point[] {
  const groups = new Map<string, Timing[]>(classes.map((one) => [one, []]))
  for (const timing of listMergeTimings(scope))
    if (isIn(scope, timing.at)) groups.get(classOf(timing.fact))?.push(timing)
  return quantilePoints([...groups])
}

/** `1`, `2`, … and `n+` for all from the last one on. */
export function countClass(n: number, last: number): string {
  return n >= last ? `${last}+` : String(Math.max(1, n))
}

/** The classes of `countClass`. */
export function countClasses(last: number): readonly string[] {
  return Array.from({ length: last }, (_, i) => countClass(i + 1, last))
}
