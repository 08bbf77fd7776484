import { QUANTILE_LINES, quantilesOverTime, type Timing, timingOf } from './cohorts.ts'
import { activeIn, endOfVersion } from './events.ts'
import type { Metric } from './metric.ts'

/** How long those who reviewed the last version take to look at the next one. */
export const reReview: Metric = {
  id: 're-review',
  title: 'Days until those who had reviewed look again',
  unit: 'days',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: QUANTILE_LINES,
  definition:
    'For each version from the second on, and for each person who had reviewed the version before it: days until that person writes to the new one. Where they had not by the next version, by the end of the series or by now, they count as not having looked up to then (Kaplan-Meier).',
  source: 'Re-review latency, in what the Xen dashboard lacked.',
  compute(scope) {
    const timings = activeIn(scope).flatMap((fact) =>
      fact.versions.flatMap((version, index): Timing[] => {
        const before = fact.versions[index - 1]
        if (before === undefined || version.resend) return []
        const reviewers = new Set(before.replies.filter((one) => one.review).map((one) => one.sender))
        const until = Math.min(endOfVersion(fact, index) ?? scope.asOf, scope.asOf)
        return [...reviewers]
          .filter((person) => scope.isActor(person, version.at))
          .map((person) => {
            const again = version.replies.find((one) => one.sender === person && one.at <= until)
            return timingOf(fact, version.at, again?.at, until)
          })
      }),
    )
    return quantilesOverTime(scope, timings)
  },
}
