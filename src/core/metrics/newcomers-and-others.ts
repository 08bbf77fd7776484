import { percentOf, quantileOf, quantilePoints, type Timing } from './cohorts.ts'
import { isIn } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { listFirstResponses } from './responses.ts'

const LINES: readonly MetricLine[] = [
  { id: 'series', label: 'Series' },
  { id: 'median', label: 'Half answered within', unit: 'days' },
  { id: 'merged', label: 'Merged so far', unit: 'percent' },
  { id: 'versions', label: 'Versions, median', unit: 'versions' },
]

/** Whether newcomers fare otherwise than those who are known. */
export const newcomersAndOthers: Metric = {
  id: 'newcomers-and-others',
  title: 'Newcomers and others',
  unit: 'series',
  axis: 'category',
  shape: 'table',
  countedBy: 'opened',
  narrows: 'newcomer',
  lines: LINES,
  definition:
    'Series whose first version was posted in the period, of newcomers (within 90 days of their first series, if no older commit shows them) and of others: how many, days until somebody else answered the first version (median by Kaplan-Meier), the share merged so far, and versions so far. The table on equal answers makes the sizes equal.',
  source: 'Newcomers against others, in what the Xen dashboard lacked.',
  compute(scope) {
    const responses = listFirstResponses(scope)
      .filter((one) => one.index === 0)
      .filter((one) => isIn(scope, one.version.at) && one.fact.kind === 'patch')
    const groups = [
      ['newcomers', responses.filter((one) => one.fact.newcomer)] as const,
      ['others', responses.filter((one) => !one.fact.newcomer)] as const,
    ].filter(([, group]) => group.length > 0)
    const medians = quantilePoints(
      groups.map(([x, group]): readonly [string, readonly Timing[]] => [x, group.map((one) => one.timing)]),
    ).filter((one) => one.line === 'median')
    const each = (
      line: string,
      value: (group: (typeof responses)[number][]) => number | undefined,
    ): Point[] =>
      groups.map(([x, group]) => ({
        line,
        x,
        value: value(group),
        n: group.length,
        series: group.map((one) => one.fact),
      }))
    return [
      ...each('series', (group) => group.length),
      ...medians,
      ...each('merged', (group) =>
        percentOf(group.filter((one) => one.fact.mergedAt !== undefined).length, group.length),
      ),
      ...each('versions', (group) =>
        quantileOf(
          group.map((one) => one.fact.versions.length),
          0.5,
        ),
      ),
    ]
  },
}
