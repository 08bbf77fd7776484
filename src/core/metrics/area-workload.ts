import { DAY } from '../time.ts'
import { rounded } from './cohorts.ts'
import { isOpenStatus } from './complete-facts.ts'
import { sizeOf } from './filter.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import type { SeriesFact } from './series-fact.ts'

const WEIGHTS: Readonly<Record<string, number>> = { xs: 0.25, s: 0.5, m: 1, l: 2, xl: 4, xxl: 8 }
const WINDOW = 30 * DAY

const LINES: readonly MetricLine[] = [
  { id: 'open', label: 'Open' },
  { id: 'waiting', label: 'Wait for review' },
  { id: 'reviewers', label: 'Reviewers, 30 days', unit: 'people' },
  { id: 'load', label: 'Weight for each of them', unit: 'points' },
]

/** How much there is to review in each part of the code, and how many do it. */
export const areaWorkload: Metric = {
  id: 'area-workload',
  title: 'Load by area',
  unit: 'series',
  axis: 'area',
  shape: 'table',
  countedBy: 'now',
  lines: LINES,
  definition:
    'Open series by the areas that their newest version touches (sections of MAINTAINERS, else top folders), those of them whose turn is the reviewers’, people who reviewed anything in the area within 30 days, and the weight of what waits for each of these people: a quarter for up to 10 changed lines, a half up to 30, one up to 100, 2 up to 500, 4 up to 1000, 8 above. A series in three areas counts in each. Where nobody reviewed, the weight stands for one person.',
  source: 'PR Workload of DevStats (weights by size), per area.',
  compute(scope) {
    const rows = new Map<
      string,
      {
        open: SeriesFact[]
        waiting: SeriesFact[]
        people: Set<string>
        reviewed: Set<SeriesFact>
        weight: number
      }
    >()
    const row = (area: string) => {
      let found = rows.get(area)
      if (found === undefined) {
        found = { open: [], waiting: [], people: new Set(), reviewed: new Set(), weight: 0 }
        rows.set(area, found)
      }
      return found
    }
    for (const fact of scope.facts) {
      for (const version of fact.versions)
        for (const reply of version.replies)
          if (reply.review && reply.at > scope.asOf - WINDOW)
            for (const area of fact.areas) {
              row(area).people.add(reply.sender)
              row(area).reviewed.add(fact)
            }
      if (!isOpenStatus(fact.status)) continue
      for (const area of fact.areas) {
        row(area).open.push(fact)
        if (fact.turn !== 'reviewers') continue
        row(area).waiting.push(fact)
        row(area).weight += WEIGHTS[sizeOf(fact.lines)] ?? 1
      }
    }
    const areas = [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
    return LINES.flatMap(({ id }) =>
      areas.map(([x, one]): Point => {
        const value =
          id === 'open'
            ? one.open.length
            : id === 'waiting'
              ? one.waiting.length
              : id === 'reviewers'
                ? one.people.size
                : rounded(one.weight / Math.max(1, one.people.size), 2)
        const series = id === 'open' ? one.open : id === 'reviewers' ? [...one.reviewed] : one.waiting
        return { line: id, x, value, series }
      }),
    )
  },
}
