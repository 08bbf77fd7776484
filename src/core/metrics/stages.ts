import { rounded, seriesOf, type Timing, timingOf } from './cohorts.ts'
import { closedAt, firstApprovedAt, isApproval, isIn } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { listReadyWaits } from './ready-wait.ts'
import { remember } from './remember.ts'
import type { SeriesFact } from './series-fact.ts'
import { estimateSurvival, survivalQuantile } from './survival.ts'

const LINES: readonly MetricLine[] = [
  { id: 'median', label: 'Half within' },
  { id: 'p85', label: '85 % within' },
]

/** How long each stage takes, from the first version to the branch. */
export const stages: Metric = {
  id: 'stages',
  title: 'Days in each stage',
  unit: 'days',
  axis: 'category',
  shape: 'bars',
  countedBy: 'opened',
  lines: LINES,
  definition:
    'For the series whose first version was posted in the period: days from that to the first approval of any patch, from there to the approval of every patch, and from being ready to the branch; median and 85th percentile by Kaplan-Meier, for small series (up to two patches) and larger ones. A stage that a series has not left counts as going on until it was closed, or until now.',
  source:
    'time_metrics of DevStats (opened to lgtm, lgtm to approve, approve to merge), with true medians: there the series called "med" are averages.',
  compute(scope) {
    const facts = scope.facts.filter((fact) => fact.kind === 'patch' && isIn(scope, fact.startedAt))
    const until = (fact: SeriesFact): number => Math.min(closedAt(fact) ?? scope.asOf, scope.asOf)
    const ready = new Map<SeriesFact, Timing>()
    for (const one of listReadyWaits({ facts, asOf: scope.asOf })) ready.set(one.fact, one)
    const STAGES: readonly (readonly [string, (fact: SeriesFact) => Timing | undefined])[] = [
      ['to the first approval', (fact) => timingOf(fact, fact.startedAt, firstTagAt(fact), until(fact))],
      [
        'to every approval',
        (fact) => {
          const first = firstTagAt(fact)
          return first === undefined ? undefined : timingOf(fact, first, firstApprovedAt(fact), until(fact))
        },
      ],
      ['ready to merged', (fact) => ready.get(fact)],
    ]
    const groups = STAGES.flatMap(([stage, timing]) =>
      (['small', 'large'] as const).map((size) => ({
        x: `${stage}, ${size}`,
        timings: facts
          .filter((fact) => fact.patches <= 2 === (size === 'small'))
          .flatMap((fact) => timing(fact) ?? []),
      })),
    )
    return LINES.flatMap(({ id }) =>
      groups
        .filter((one) => one.timings.length > 0)
        .map(({ x, timings }): Point => {
          const curve = estimateSurvival(timings)
          return {
            line: id,
            x,
            value: rounded(survivalQuantile(curve, id === 'median' ? 0.5 : 0.85)),
            n: curve.n,
            open: curve.open,
            series: seriesOf(timings),
          }
        }),
    )
  },
}

/** When anybody else first approved any of its patches; `none`: nobody did. */
const firstTag = remember((fact: SeriesFact): number | 'none' => {
  let first: number | 'none' = 'none'
  for (const tag of fact.tags)
    if ((first === 'none' || tag.at < first) && isApproval(fact, tag)) first = tag.at
  return first
})

function firstTagAt(fact: SeriesFact): number | undefined {
  const first = firstTag(fact)
  return first === 'none' ? undefined : first
}
