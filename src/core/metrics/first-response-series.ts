import { QUANTILE_LINES, quantilesOverTime } from './cohorts.ts'
import type { Metric } from './metric.ts'
import { listFirstResponses } from './responses.ts'

/** How long somebody who starts something waits for the first answer. */
export const firstResponseSeries: Metric = {
  id: 'first-response-series',
  title: 'Days until the first answer to a series',
  unit: 'days',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: QUANTILE_LINES,
  definition:
    'As the days until the first answer to a version, for first versions only: what somebody meets with who comes with something new.',
  source: 'time_to_first_review of GrimoireLab (first vote by somebody other than the owner), for mail.',
  compute: (scope) =>
    quantilesOverTime(
      scope,
      listFirstResponses(scope)
        .filter((one) => one.index === 0)
        .map((one) => one.timing),
    ),
}
