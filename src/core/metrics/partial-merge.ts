import { countBy } from './counts.ts'
import { isIn } from './events.ts'
import type { Metric, MetricLine } from './metric.ts'
import type { SeriesFact } from './series-fact.ts'

const LINES: readonly MetricLine[] = [{ id: 'series', label: 'Series' }]
const CLASSES = ['none', 'up to a half', 'more than half', 'all'] as const

/** How much of a series went in. */
export const partialMerge: Metric = {
  id: 'partial-merge',
  title: 'How much of a series went in',
  unit: 'series',
  axis: 'category',
  shape: 'bars',
  countedBy: 'opened',
  lines: LINES,
  definition:
    'Series of two or more patches whose first version was posted in the period, by the share of the patches of their newest version that is on the development branch, in this or an older version.',
  source: 'The Xen dashboard took the state of one arbitrary patch for that of the series.',
  compute(scope) {
    return countBy(
      LINES,
      CLASSES,
      scope.facts
        .filter((fact) => isIn(scope, fact.startedAt) && fact.patches > 1 && fact.kind === 'patch')
        .map((fact) => {
          const share = fact.mergedAt === undefined ? mergedPatches(fact) / fact.patches : 1
          const x =
            share === 0 ? 'none' : share >= 1 ? 'all' : share > 0.5 ? 'more than half' : 'up to a half'
          return { line: 'series', x, at: fact.startedAt, fact }
        }),
    )
  },
}

/** How many patches are on the development branch; each commit counts once, whatever versions it is matched to. */
export function mergedPatches(fact: SeriesFact): number {
  return Math.min(
    new Set(fact.landed.filter((one) => one.development).map((one) => one.sha)).size,
    fact.patches,
  )
}
