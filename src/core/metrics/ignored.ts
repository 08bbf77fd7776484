import { DAY } from '../time.ts'
import { groupByTime, percentOf } from './cohorts.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { coarser } from './period.ts'
import type { Seconds, SeriesFact } from './series-fact.ts'

const LINES: readonly MetricLine[] = [
  { id: 'after-30', label: 'After 30 days' },
  { id: 'after-90', label: 'After 90 days' },
  { id: 'ever', label: 'To this day' },
]
const DAYS: Readonly<Record<string, number>> = { 'after-30': 30, 'after-90': 90, ever: 30 }

/** What nobody ever looked at. */
export const ignored: Metric = {
  id: 'ignored',
  title: 'Ignored series',
  unit: 'percent',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: LINES,
  definition:
    'Of the series whose first version was posted in a piece of time: the share to whose versions nobody but their author had written a word, and that was not merged, 30 days and 90 days after the first version, and to this day. Only those count that are that old (30 days for the last line). Programs answer nothing; pull requests are left out.',
  source:
    'The ignored patches of PaStA (Ramsauer et al.: 2.3 % on the Linux lists, v3.0 to v4.20). The Xen dashboard left out every series without a comment.',
  compute(scope) {
    const all = scope.facts.filter((fact) => fact.kind === 'patch' || fact.kind === 'rfc')
    return LINES.flatMap(({ id }) => {
      const days = DAYS[id] ?? 0
      const old = all.filter((fact) => scope.asOf - fact.startedAt >= days * DAY)
      return groupByTime(scope, old, coarser(scope.step), (fact) => fact.startedAt).map(
        ([x, group]): Point => {
          const none = group.filter((fact) =>
            isIgnored(fact, id === 'ever' ? scope.asOf : fact.startedAt + days * DAY),
          )
          return { line: id, x, value: percentOf(none.length, group.length), n: group.length, series: none }
        },
      )
    })
  },
}

/** Nobody else had written to it by then, and it was not merged. */
export function isIgnored(fact: SeriesFact, at: Seconds): boolean {
  return (
    (fact.mergedAt === undefined || fact.mergedAt > at) &&
    fact.versions.every((version) => version.replies.every((reply) => reply.own || reply.at > at))
  )
}
