import { QUANTILE_LINES, quantilesOverTime } from './cohorts.ts'
import type { Metric } from './metric.ts'
import { listFirstResponses } from './responses.ts'

/** How long somebody who posts a version waits for the first answer. */
export const firstResponse: Metric = {
  id: 'first-response',
  title: 'Days until the first answer to a version',
  unit: 'days',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: QUANTILE_LINES,
  definition:
    'For each version posted in a piece of time: days until the first reply of a person who neither posted it nor wrote any of its patches. A version without such a reply counts as waiting until the next version, its merge or rejection, or now (Kaplan-Meier): it is not left out. Programs answer nothing.',
  source:
    'Time to First Response of CHAOSS; patchset_time_to_first_review of GrimoireLab, for mail. The Xen dashboard promised "time to first review" and never had it.',
  compute: (scope) =>
    quantilesOverTime(
      scope,
      listFirstResponses(scope).map((one) => one.timing),
    ),
}
