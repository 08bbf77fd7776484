import { QUANTILE_LINES, quantilePoints, type Timing, timingOf } from './cohorts.ts'
import { activeIn, endOfVersion, isIn } from './events.ts'
import { countClass, countClasses } from './merge-classes.ts'
import type { Metric } from './metric.ts'

/** How long one round of review takes. */
export const reviewRounds: Metric = {
  id: 'review-rounds',
  title: 'Days that a round takes',
  unit: 'days',
  axis: 'category',
  shape: 'bars',
  countedBy: 'opened',
  lines: QUANTILE_LINES,
  definition:
    'For each version posted in the period: days until the next version, its merge or its rejection, by which version of its series it is. The last version of an open series counts as going on until now (Kaplan-Meier).',
  source: 'Review Cycle Duration of CHAOSS, by round.',
  compute(scope) {
    const groups = new Map<string, Timing[]>(countClasses(5).map((one) => [one, []]))
    for (const fact of activeIn(scope))
      for (const [index, version] of fact.versions.entries())
        if (isIn(scope, version.at) && !version.pull)
          groups
            .get(countClass(index + 1, 5))
            ?.push(timingOf(fact, version.at, endOfVersion(fact, index), scope.asOf))
    return quantilePoints([...groups])
  },
}
