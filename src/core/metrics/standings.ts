import { isOpenStatus } from './complete-facts.ts'
import type { MetricLine, Point, Scope } from './metric.ts'
import { listPeriods, nameOfStart, type Period, type Step } from './period.ts'
import type { FactInterval, SeriesFact } from './series-fact.ts'

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
  const all = lines.map(() => times.map((): SeriesFact[] => []))
  for (const fact of scope.facts)
    for (const one of fact.intervals) {
      const last = one.to ?? Number.POSITIVE_INFINITY
      // Most of what ever stood is over before the period begins.
      if (last <= first) continue
      const begin = firstAtOrAfter(times, one.from)
      if ((times[begin]?.at ?? last) >= last) continue
      for (const [index, line] of lines.entries()) {
        if (!line.counts(one)) continue
        const found = all[index]
        for (let n = begin; n < times.length; n++) {
          const time = times[n]
          if (time === undefined || time.at >= last) break
          found?.[n]?.push(fact)
        }
      }
    }
  return lines.flatMap((line, index) => {
    const found = all[index] ?? []
    return times.map(
      ({ from }, n): Point => ({
        line: line.id,
        x: nameOfStart(from),
        value: found[n]?.length ?? 0,
        series: found[n] ?? [],
      }),
    )
  })
}

function firstAtOrAfter(times: readonly { readonly at: number }[], at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle]?.at ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}
