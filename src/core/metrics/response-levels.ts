import { groupByTime, percentOf } from './cohorts.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { coarser } from './period.ts'
import { listFirstResponses, type Response } from './responses.ts'
import type { Seconds, SeriesFact } from './series-fact.ts'

const DAYS = [1, 3, 5] as const
const LINES: readonly MetricLine[] = DAYS.map((days) => ({
  id: `within-${days}`,
  label: days === 1 ? 'Within one business day' : `Within ${days}`,
}))

/** What share of versions is answered in time. */
export const responseLevels: Metric = {
  id: 'response-levels',
  title: 'Answered within 1, 3 and 5 business days',
  unit: 'percent',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: LINES,
  definition:
    'Of the versions posted in a piece of time: the share to which somebody else answered within one, three and five business days. Business days are Monday to Friday in the time zone of the project’s calendar, less its holidays; a version posted at a weekend begins to wait on Monday. Versions that were overtaken by a next one, or closed, before the days were over and before any answer are left out, and so are those posted too lately.',
  source: 'The handbook of the Xen Project: no answer in five business days is the time to escalate.',
  compute(scope) {
    const responses = listFirstResponses(scope)
    return LINES.flatMap(({ id }, n) => {
      const days = DAYS[n] ?? 0
      const judged: { readonly fact: SeriesFact; readonly at: Seconds; readonly met: boolean }[] = []
      for (const one of responses) {
        const met = isMet(scope.calendar.businessDays, one, days)
        if (met !== undefined) judged.push({ fact: one.fact, at: one.version.at, met })
      }
      return groupByTime(scope, judged, coarser(scope.step), (one) => one.at).map(([x, group]): Point => {
        const late = group.filter((one) => !one.met)
        return {
          line: id,
          x,
          value: percentOf(group.length - late.length, group.length),
          n: group.length,
          // What one wants to see of a share that is met is what did not meet it.
          series: [...new Set(late.map((one) => one.fact))],
        }
      })
    })
  },
}

/** Whether somebody else answered within so many business days; `undefined` where that cannot be told. */
export function isMet(
  businessDays: (from: number, to: number) => number,
  { version, timing }: Response,
  days: number,
): boolean | undefined {
  const until = version.at + Math.round(timing.days * 86_400)
  const waited = businessDays(version.at, until)
  if (timing.ended) return waited <= days
  return waited > days ? false : undefined
}
