import { QUANTILE_LINES, quantilesOverTime, timingOf } from './cohorts.ts'
import { activeIn, closedAt } from './events.ts'
import type { Metric } from './metric.ts'

/** How long what is meant for a release waits for the word of its manager. */
export const releaseAck: Metric = {
  id: 'release-ack',
  absent: 'Only where subjects name a release, as in “[PATCH for-4.20]”.',
  title: 'Days until the release manager’s word',
  unit: 'days',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'happened',
  lines: QUANTILE_LINES,
  definition:
    'For the series of which a version names a release in its subject ("for-4.20"), by when the first such version was posted: days from then to the first Release-Acked-by that a mail of somebody else gave it. What has none counts as waiting until it was closed, or until now (Kaplan-Meier): outside a freeze none is needed, so the longer quantiles say little.',
  source: 'Release-Acked-by latency, in what the Xen dashboard lacked.',
  compute: (scope) =>
    quantilesOverTime(
      scope,
      activeIn(scope).flatMap((fact) => {
        const first = fact.versions.find((one) => one.target !== undefined)
        if (first === undefined) return []
        const word = fact.tags.find(
          (tag) => tag.key === 'Release-Acked-by' && tag.origin === 'given' && tag.at >= first.at,
        )
        return [timingOf(fact, first.at, word?.at, Math.min(closedAt(fact) ?? scope.asOf, scope.asOf))]
      }),
    ),
}
