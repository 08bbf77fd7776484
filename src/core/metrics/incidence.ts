/** How long something took to end in one of several ways; `cause` is `undefined` while it has not. */
export interface CausedObservation {
  /** 0 or more. */
  readonly days: number
  readonly cause: string | undefined
}

/** What share had ended, by cause, from `days` on. */
export interface IncidenceStep {
  readonly days: number
  readonly shares: Readonly<Record<string, number>>
}

/**
 * The cumulative incidence of each cause: the share that has ended by it within so many days.
 *
 * Where some are merged and some are given up, one minus a survival curve of the merged ones alone promises too
 * much: it takes those that were given up for still to come. Here the shares of all causes and of what goes on add up
 * to one. Source: Aalen and Johansen 1978.
 */
export function estimateIncidence(
  observations: readonly CausedObservation[],
  causes: readonly string[],
): readonly IncidenceStep[] {
  const sorted = [...observations].sort((a, b) => a.days - b.days)
  const steps: IncidenceStep[] = []
  const shares: Record<string, number> = Object.fromEntries(causes.map((cause) => [cause, 0]))
  let atRisk = sorted.length
  let going = 1
  for (let at = 0; at < sorted.length; ) {
    const days = sorted[at]?.days ?? 0
    const ended = new Map<string, number>()
    let here = 0
    for (; at < sorted.length && sorted[at]?.days === days; at++) {
      const cause = sorted[at]?.cause
      if (cause !== undefined) ended.set(cause, (ended.get(cause) ?? 0) + 1)
      here++
    }
    let all = 0
    for (const [cause, n] of ended) {
      shares[cause] = (shares[cause] ?? 0) + (going * n) / atRisk
      all += n
    }
    going *= (atRisk - all) / atRisk
    atRisk -= here
    if (all > 0) steps.push({ days, shares: { ...shares } })
  }
  return steps
}
