import { tallyOverTime } from './counts.ts'
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
    return tallyOverTime(scope, LINES, (note) => {
      for (const fact of activeIn(scope)) {
        let isFirst = true
        for (const version of fact.versions) {
          if (version.pull) continue
          const patches = version.authors.filter((author) => author !== undefined).length
          note('patches', version.at, fact, version, patches)
          note('versions', version.at, fact, version)
          if (isFirst) note('series', version.at, fact)
          isFirst = false
        }
      }
    })
  },
}
