import { groupByTime, percentOf } from './cohorts.ts'
import { activeIn } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { coarser } from './period.ts'
import type { VersionFact } from './series-fact.ts'

const LINES: readonly MetricLine[] = [
  { id: 'all', label: 'All of them' },
  { id: 'some', label: 'At least one' },
]

const TESTS: Readonly<Record<string, (asked: NonNullable<VersionFact['asked']>) => boolean>> = {
  all: ({ all, reached }) => reached >= all,
  some: ({ reached }) => reached > 0,
}

/** Whether patches go to those who answer for what they touch. */
export const rightPeople: Metric = {
  id: 'right-people',
  absent: 'Only where the repository has a MAINTAINERS file.',
  title: 'Sent to those who answer for it',
  unit: 'percent',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: LINES,
  definition:
    'Of the versions posted whose files have maintainers or reviewers other than those who wrote them: the share of which at least one mail was addressed (To or Cc) to every one of these people; and to at least one. By MAINTAINERS as it was on that day, all sections that match; THE REST only where a file is nobody else’s. Behind a number stand the series of the versions that do not pass.',
  source:
    'Right people asked, in what the Xen dashboard lacked: Cc covers every M: and R: of the touched files.',
  compute(scope) {
    const versions = activeIn(scope).flatMap((fact) =>
      fact.versions.flatMap(({ at, asked }) => (asked === undefined ? [] : [{ fact, at, asked }])),
    )
    const groups = groupByTime(scope, versions, coarser(scope.step), (one) => one.at)
    return LINES.flatMap(({ id }) =>
      groups.map(([x, group]): Point => {
        const failing = group.filter((one) => TESTS[id]?.(one.asked) !== true)
        return {
          line: id,
          x,
          value: percentOf(group.length - failing.length, group.length),
          n: group.length,
          series: [...new Set(failing.map((one) => one.fact))],
        }
      }),
    )
  },
}
