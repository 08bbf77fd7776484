import { QUANTILE_LINES, quantilesOverTime, timingOf } from './cohorts.ts'
import { closedAt, firstApprovedAt } from './events.ts'
import type { Metric } from './metric.ts'

/** How long it takes until others have vouched for every patch. */
export const approvalTime: Metric = {
  id: 'approval-time',
  title: 'Days until every patch is approved',
  unit: 'days',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: QUANTILE_LINES,
  definition:
    'For the series whose first version was posted in a piece of time: days until every patch of one version had a Reviewed-by or Acked-by of somebody other than its author, given to it, to its cover letter, or to an older version and carried into it. Series that never came so far count as waiting until they were closed, or until now (Kaplan-Meier). Requests for comments are left out.',
  source: 'vcs.change.time_to_approval of OpenTelemetry; opened to lgtm of DevStats.',
  compute: (scope) =>
    quantilesOverTime(
      scope,
      scope.facts
        .filter((fact) => fact.kind === 'patch' || fact.kind === 'stable')
        .map((fact) =>
          timingOf(
            fact,
            fact.startedAt,
            firstApprovedAt(fact),
            Math.min(closedAt(fact) ?? scope.asOf, scope.asOf),
          ),
        ),
    ),
}
