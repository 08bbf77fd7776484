import { countOverTime, type Happening } from './counts.ts'
import { activeIn } from './events.ts'
import type { Metric, MetricLine } from './metric.ts'

const LINES: readonly MetricLine[] = [
  { id: 'patches', label: 'Patches', unit: 'patches' },
  { id: 'versions', label: 'Versions', unit: 'versions' },
  { id: 'series', label: 'First versions', unit: 'series' },
]

/** What is posted. */
export const posted: Metric = {
  id: 'posted',
  title: 'Posted patches',
  unit: 'patches',
  axis: 'time',
  shape: 'lines',
  countedBy: 'happened',
  lines: LINES,
  definition:
    'Patches that reached the list, in all versions; versions; and first versions, by when each was posted. A reply to a cover letter is no patch, and the patches of a series without a cover letter are all of that one series.',
  source: 'Evolution Patches and Evolution PatchSeries of the Xen dashboard of 2016.',
  compute(scope) {
    return countOverTime(
      scope,
      LINES,
      activeIn(scope).flatMap((fact) =>
        fact.versions
          .filter((one) => !one.pull)
          .flatMap((one, index): Happening[] => [
            {
              line: 'patches',
              at: one.at,
              fact,
              weight: one.authors.filter((author) => author !== undefined).length,
              event: one,
            },
            { line: 'versions', at: one.at, fact, event: one },
            ...(index === 0 ? [{ line: 'series', at: one.at, fact }] : []),
          ]),
      ),
    )
  },
}
