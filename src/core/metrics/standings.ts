import { isOpenStatus } from './complete-facts.ts'
import { intervalAt } from './events.ts'
import { lazyPoint } from './lazy-point.ts'
import type { MetricLine, Point, Scope } from './metric.ts'
import { listPeriods, nameOfStart, type Period, type Step } from './period.ts'
import type { FactInterval, Seconds, SeriesFact } from './series-fact.ts'

/** A line, and which standings it counts. */
export interface StandingLine extends MetricLine {
  readonly counts: (one: FactInterval) => boolean
}

/** Whether a standing leaves something to be done. */
export function isOpen(one: FactInterval): boolean {
  return isOpenStatus(one.status)
}

/** The instants at which a stock is taken: the end of each piece of the period; in the last one that of the period, or now. */
export function stockTimes(
  scope: Scope,
  step: Step = scope.step,
): readonly (Period & { readonly at: number })[] {
  return listPeriods(scope.period, step).map((piece) => ({
    ...piece,
    at: Math.min(piece.to - 1, scope.period.to - 1, scope.asOf),
  }))
}

/** How many series stood so at the end of each piece of time. A series counts on each line that counts its standing. */
export function countStandings(
  scope: Scope,
  lines: readonly StandingLine[],
  step: Step = scope.step,
): readonly Point[] {
  const times = stockTimes(scope, step)
  const first = times[0]?.at ?? 0
  // What begins at a time less what ended by it: their sums are the stock.
  const changes = lines.map(() => new Int32Array(times.length + 1))
  for (const fact of scope.facts)
    for (const one of fact.intervals) {
      const last = one.to ?? Number.POSITIVE_INFINITY
      // Most of what ever stood is over before the period begins.
      if (last <= first) continue
      const begin = firstAtOrAfter(times, one.from)
      const end = one.to === undefined ? times.length : firstAtOrAfter(times, last)
      if (begin >= end) continue
      for (const [index, line] of lines.entries()) {
        const change = changes[index]
        if (change === undefined || !line.counts(one)) continue
        change[begin] = (change[begin] ?? 0) + 1
        change[end] = (change[end] ?? 0) - 1
      }
    }
  return lines.flatMap((line, index) => {
    let value = 0
    return times.map(({ from, at }, n): Point => {
      value += changes[index]?.[n] ?? 0
      return lazyPoint({ line: line.id, x: nameOfStart(from), value }, value, () =>
        standingAt(scope.facts, line.counts, at),
      )
    })
  })
}

/** The series that stood so at an instant. */
export function standingAt(
  facts: readonly SeriesFact[],
  counts: StandingLine['counts'],
  at: Seconds,
): readonly SeriesFact[] {
  return facts.filter((fact) => {
    const one = intervalAt(fact, at)
    return one !== undefined && counts(one)
  })
}

/** The first of some times, which are sorted, that is no earlier than an instant: its index. */
export function firstAtOrAfter(times: readonly { readonly at: Seconds }[], at: Seconds): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle]?.at ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}
