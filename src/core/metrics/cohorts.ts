import { DAY } from '../time.ts'
import type { MetricLine, Point, Scope } from './metric.ts'
import { coarser, nameOfStart, nextStart, type Step, startOf } from './period.ts'
import type { Seconds, SeriesFact } from './series-fact.ts'
import { estimateSurvival, survivalQuantile } from './survival.ts'

/** How long something took for one series, and what its cohort is named by. */
export interface Timing {
  readonly fact: SeriesFact
  /** The instant that it is counted by. */
  readonly at: Seconds
  readonly days: number
  readonly ended: boolean
}

/** From one instant to another, or to as far as was looked. Clocks that go wrong make no negative durations. */
export function timingOf(
  fact: SeriesFact,
  from: Seconds,
  ended: Seconds | undefined,
  until: Seconds,
): Timing {
  return {
    fact,
    at: from,
    days: Math.max(0, ((ended ?? until) - from) / DAY),
    ended: ended !== undefined,
  }
}

/** The lines of every duration. A mean is none of them: one series that waits for a year is no average wait. */
export const QUANTILE_LINES: readonly MetricLine[] = [
  { id: 'median', label: 'Half within' },
  { id: 'p75', label: 'Three of four within' },
  { id: 'p90', label: 'Nine of ten within' },
]
const SHARES: Readonly<Record<string, number>> = { median: 0.5, p75: 0.75, p90: 0.9 }

/** Median, p75 and p90 of each group, by Kaplan-Meier, in the order of `groups`; empty groups are left out. */
export function quantilePoints(
  groups: readonly (readonly [x: string, timings: readonly Timing[]])[],
): readonly Point[] {
  const curves = groups
    .filter(([, timings]) => timings.length > 0)
    .map(([x, timings]) => ({ x, curve: estimateSurvival(timings), series: seriesOf(timings) }))
  return QUANTILE_LINES.flatMap(({ id }) =>
    curves.map(
      ({ x, curve, series }): Point => ({
        line: id,
        x,
        value: rounded(survivalQuantile(curve, SHARES[id] ?? 0.5)),
        n: curve.n,
        open: curve.open,
        series,
      }),
    ),
  )
}

/** The quantiles by what each is counted by, in pieces one size larger than a count would need. */
export function quantilesOverTime(scope: Scope, timings: readonly Timing[]): readonly Point[] {
  const step = coarser(scope.step)
  return quantilePoints(groupByTime(scope, timings, step, (one) => one.at))
}

/** Groups what lies in the period by pieces of time; pieces without any are there, empty. */
export function groupByTime<T>(
  scope: Pick<Scope, 'period'>,
  all: readonly T[],
  step: Step,
  atOf: (one: T) => Seconds,
): readonly (readonly [x: string, T[]])[] {
  const { from, to } = scope.period
  const groups = new Map<Seconds, T[]>()
  let start = 0
  let end = 0
  let group: T[] = []
  for (const one of all) {
    const at = atOf(one)
    if (at < from || at >= to) continue
    // What comes in order of time is mostly of one piece with what came before it.
    if (at < start || at >= end) {
      start = startOf(at, step)
      end = nextStart(start, step)
      group = groups.get(start) ?? []
      groups.set(start, group)
    }
    group.push(one)
  }
  return [...groups].sort(([a], [b]) => a - b).map(([start, group]) => [nameOfStart(start), group] as const)
}

/** Each series once, in the order in which they come. */
export function seriesOf(all: readonly { readonly fact: SeriesFact }[]): readonly SeriesFact[] {
  const facts = new Set<SeriesFact>()
  for (const { fact } of all) facts.add(fact)
  return [...facts]
}

/** To a hundredth of a day or so: what is shown is what is stored. */
export function rounded(value: number | undefined, digits = 2): number | undefined {
  if (value === undefined || Number.isNaN(value)) return undefined
  const scale = 10 ** digits
  return Math.round(value * scale) / scale
}

/** A plain quantile (nearest rank) of what is complete; `undefined` of nothing. */
export function quantileOf(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
}

/** A part of a whole in percent, to a tenth; `undefined` of nothing. */
export function percentOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : rounded((part / whole) * 100, 1)
}
