/** How long something took; or, where `ended` is false, how long it has been going on without an end. */
export interface Observation {
  /** 0 or more. */
  readonly days: number
  readonly ended: boolean
}

/** One step of a survival curve: what was so from `days` on. */
export interface SurvivalStep {
  readonly days: number
  /** Not ended, and still looked at, just before. */
  readonly atRisk: number
  readonly ended: number
  /** Looked at no longer from here on, without having ended. */
  readonly censored: number
  /** Share that goes on beyond `days`. */
  readonly share: number
  /** Bounds of the 95 % interval of `share`. */
  readonly low: number
  readonly high: number
}

/** The estimate of a share over time, from observations of which some have no end yet. */
export interface SurvivalCurve {
  readonly n: number
  /** How many of them have no end yet. */
  readonly open: number
  /** By days: one for each duration that was observed. */
  readonly steps: readonly SurvivalStep[]
}

const Z = 1.959963984540054
/** Shares are sums of products: what is nearer than this is equal. */
const TOLERANCE = 1e-9

/**
 * The Kaplan-Meier estimate: what share is still going on after so many days.
 *
 * What has no end yet counts as going on for as long as it was looked at, and for nothing after: it is neither left out
 * nor taken for ended. An end and a last look on one day are taken in this order. The interval is Greenwood's on the
 * scale of the logarithm. Source: Kaplan and Meier 1958; `survfit` of R's package survival.
 */
export function estimateSurvival(observations: readonly Observation[]): SurvivalCurve {
  const sorted = [...observations].sort((a, b) => a.days - b.days)
  const steps: SurvivalStep[] = []
  let atRisk = sorted.length
  let open = 0
  let share = 1
  let variance = 0
  for (let at = 0; at < sorted.length; ) {
    const days = sorted[at]?.days ?? 0
    let ended = 0
    let censored = 0
    for (; at < sorted.length && sorted[at]?.days === days; at++) {
      if (sorted[at]?.ended === true) ended++
      else censored++
    }
    share *= (atRisk - ended) / atRisk
    variance += atRisk === ended ? Number.POSITIVE_INFINITY : ended / (atRisk * (atRisk - ended))
    const error = Z * Math.sqrt(variance)
    steps.push({
      days,
      atRisk,
      ended,
      censored,
      share,
      low: share === 0 ? 0 : share * Math.exp(-error),
      high: share === 0 ? 0 : Math.min(1, share * Math.exp(error)),
    })
    atRisk -= ended + censored
    open += censored
  }
  return { n: sorted.length, open, steps }
}

/**
 * After how many days a share of them has ended (0.5: the median); `undefined` while too many go on to tell.
 *
 * Where the curve lies flat exactly on that share, the middle of the flat piece, as R has it.
 */
export function survivalQuantile(curve: SurvivalCurve, share: number): number | undefined {
  return crossing(curve, (step) => step.share, 1 - share)
}

/** The 95 % interval of `survivalQuantile`; a bound that the observations do not tell is `undefined`. */
export function quantileInterval(
  curve: SurvivalCurve,
  share: number,
): { readonly low: number | undefined; readonly high: number | undefined } {
  return {
    low: crossing(curve, (step) => step.low, 1 - share),
    // A curve that has reached 0 has no upper bound there.
    high: crossing(curve, (step) => (step.share === 0 ? 1 : step.high), 1 - share),
  }
}

/** What share has ended within so many days; `undefined` where nobody was looked at for as long. */
export function endedWithin(curve: SurvivalCurve, days: number): number | undefined {
  const last = curve.steps.at(-1)
  if (last === undefined || (last.days < days && last.share > 0)) return undefined
  let share = 1
  for (const step of curve.steps) {
    if (step.days > days) break
    share = step.share
  }
  return 1 - share
}

function crossing(
  curve: SurvivalCurve,
  readOff: (step: SurvivalStep) => number,
  level: number,
): number | undefined {
  const index = curve.steps.findIndex((step) => readOff(step) <= level + TOLERANCE)
  const step = curve.steps[index]
  if (step === undefined) return undefined
  if (readOff(step) < level - TOLERANCE) return step.days
  const next = curve.steps.slice(index + 1).find((one) => readOff(one) < level - TOLERANCE)
  return next === undefined ? step.days : (step.days + next.days) / 2
}
