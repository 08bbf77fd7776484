import { groupByTime, quantileOf } from './cohorts.ts'
import { activeIn } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { coarser } from './period.ts'
import type { VersionFact } from './series-fact.ts'

const LINES: readonly MetricLine[] = [
  { id: 'lines', label: 'Lines', unit: 'lines' },
  { id: 'lines-p95', label: 'Lines, 95th percentile', unit: 'lines' },
  { id: 'files', label: 'Files' },
  { id: 'areas', label: 'Areas', unit: 'areas' },
]

const OF: Readonly<Record<string, readonly [share: number, value: (one: VersionFact) => number]>> = {
  lines: [0.5, (one) => one.additions + one.deletions],
  'lines-p95': [0.95, (one) => one.additions + one.deletions],
  files: [0.5, (one) => one.files],
  areas: [0.5, (one) => one.areas.length],
}

/** How large what is posted is. */
export const changeSize: Metric = {
  id: 'change-size',
  title: 'Size of a version',
  unit: 'lines',
  axis: 'time',
  coarse: true,
  shape: 'table',
  countedBy: 'happened',
  lines: LINES,
  definition:
    'For the versions posted in a piece of time: added and deleted lines, median and 95th percentile; files and areas that they touch, median.',
  source: 'Touched files and changed lines, which the Xen dashboard announced and never had.',
  compute(scope) {
    const versions = activeIn(scope).flatMap((fact) =>
      fact.versions.filter((one) => !one.pull).map((version) => ({ fact, version })),
    )
    const groups = groupByTime(scope, versions, coarser(scope.step), (one) => one.version.at)
    return LINES.flatMap(({ id }) => {
      const [share, value] = OF[id] ?? [0.5, () => 0]
      return groups.map(
        ([x, group]): Point => ({
          line: id,
          x,
          value: quantileOf(
            group.map((one) => value(one.version)),
            share,
          ),
          n: group.length,
          series: [...new Set(group.map((one) => one.fact))],
        }),
      )
    })
  },
}
