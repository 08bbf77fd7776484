import { DISTRIBUTION_LINES, distributionOf } from './distribution.ts'
import type { Metric } from './metric.ts'

/** How large series are. */
export const seriesByPatches: Metric = {
  id: 'series-by-patches',
  title: 'Series by number of patches',
  unit: 'series',
  axis: 'category',
  shape: 'bars',
  countedBy: 'opened',
  narrows: 'patches',
  lines: DISTRIBUTION_LINES,
  definition:
    'Series whose first version was posted in the period, by how many patches their newest version has. A pull request has none.',
  source: 'The strata of Figures 4 to 6 of Izquierdo-Cortazar et al., MSR 2016.',
  compute: (scope) => {
    const first = scope.facts.some((fact) => fact.patches === 0) ? 0 : 1
    return distributionOf(scope, (fact) => fact.patches, first, 10)
  },
}
