import { QUANTILE_LINES, quantilesOverTime } from './cohorts.ts'
import type { Metric } from './metric.ts'
import { listResponses } from './responses.ts'

/** How long it takes until somebody answers whose approval is needed. */
export const maintainerResponse: Metric = {
  id: 'maintainer-response',
  absent: 'Only where the repository has a MAINTAINERS file.',
  title: 'Days until a maintainer’s first answer',
  unit: 'days',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: QUANTILE_LINES,
  definition:
    'As the days until the first answer to a version, where only the answer of a person counts who answered for one of its files by the MAINTAINERS file of that day. A project without such a file has none of these.',
  source: 'Time to First Response of CHAOSS, filtered by role.',
  compute(scope) {
    const responses = listResponses(scope, (reply) => !reply.own && reply.maintainer)
    return responses.some((one) => one.answer !== undefined)
      ? quantilesOverTime(
          scope,
          responses.map((one) => one.timing),
        )
      : []
  },
}
