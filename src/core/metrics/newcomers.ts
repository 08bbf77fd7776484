import { DAY } from '../time.ts'
import { groupByTime, percentOf } from './cohorts.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { coarser } from './period.ts'
import { isMet } from './response-levels.ts'
import { listFirstResponses } from './responses.ts'
import type { SeriesFact } from './series-fact.ts'

const LINES: readonly MetricLine[] = [
  { id: 'people', label: 'New people' },
  { id: 'answered', label: 'Answered within 5 business days', unit: 'percent' },
  { id: 'merged', label: 'First series merged', unit: 'percent' },
  { id: 'returned', label: 'Came back within 180 days', unit: 'percent' },
]
const RETURN_DAYS = 180

/** Who comes, how they fare, and whether they come again. */
export const newcomers: Metric = {
  id: 'newcomers',
  title: 'Newcomers',
  unit: 'people',
  axis: 'time',
  coarse: true,
  shape: 'table',
  countedBy: 'opened',
  lines: LINES,
  definition:
    'People by when they posted their first series, unless an older commit shows that they had been there before: how many; the share whose first version somebody else answered within five business days; the share whose first series is merged so far; and the share who posted another series within 180 days of their first, of those whose first is that old.',
  source: 'Retention panel of GrimoireLab; newcomers in CHAOSS, Contributor Growth.',
  compute(scope) {
    const firsts = firstSeries(scope.facts)
    const responses = new Map(
      listFirstResponses(scope)
        .filter((one) => one.index === 0)
        .map((one) => [one.fact, one]),
    )
    const groups = groupByTime(scope, firsts, coarser(scope.step), (one) => one.fact.startedAt)
    return LINES.flatMap(({ id }) =>
      groups.map(([x, group]): Point => {
        const series = group.map((one) => one.fact)
        if (id === 'people') return { line: id, x, value: group.length, series }
        if (id === 'answered') {
          const judged = series.flatMap((fact) => {
            const response = responses.get(fact)
            const met = response && isMet(scope.calendar.businessDays, response, 5)
            return met === undefined ? [] : [met]
          })
          return {
            line: id,
            x,
            value: percentOf(judged.filter(Boolean).length, judged.length),
            n: judged.length,
            series,
          }
        }
        if (id === 'merged') {
          const merged = series.filter((fact) => fact.mergedAt !== undefined)
          return {
            line: id,
            x,
            value: percentOf(merged.length, series.length),
            n: series.length,
            series: merged,
          }
        }
        const old = group.filter((one) => scope.asOf - one.fact.startedAt >= RETURN_DAYS * DAY)
        const returned = old.filter(
          (one) => one.next !== undefined && one.next - one.fact.startedAt <= RETURN_DAYS * DAY,
        )
        return {
          line: id,
          x,
          value: percentOf(returned.length, old.length),
          n: old.length,
          series: returned.map((one) => one.fact),
        }
      }),
    )
  },
}

/** The first series of each who was new with it, and when they posted the next. */
export function firstSeries(
  facts: readonly SeriesFact[],
): readonly { readonly fact: SeriesFact; readonly next: number | undefined }[] {
  const bySender = new Map<string, SeriesFact[]>()
  for (const fact of facts) {
    const known = bySender.get(fact.sender)
    if (known) known.push(fact)
    else bySender.set(fact.sender, [fact])
  }
  return [...bySender.values()].flatMap((all) => {
    const [first, second] = [...all].sort(
      (a, b) => a.startedAt - b.startedAt || (a.lineage < b.lineage ? -1 : 1),
    )
    return first?.newcomer === true ? [{ fact: first, next: second?.startedAt }] : []
  })
}
