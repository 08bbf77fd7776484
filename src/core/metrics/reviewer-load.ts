import { DAY } from '../time.ts'
import { quantileOf, rounded } from './cohorts.ts'
import { isOpenStatus } from './complete-facts.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import type { SeriesFact } from './series-fact.ts'

const LINES: readonly MetricLine[] = [
  { id: 'waiting', label: 'Wait for them' },
  { id: 'oldest', label: 'Oldest wait', unit: 'days' },
  { id: 'reviewed', label: 'Series reviewed, 90 days' },
  { id: 'response', label: 'Half of their answers within', unit: 'days' },
]
const WINDOW = 90 * DAY

/** Whom what is open waits for. */
export const reviewerLoad: Metric = {
  id: 'reviewer-load',
  part: 'reviewer',
  title: 'Load: what waits for whom',
  unit: 'series',
  axis: 'person',
  shape: 'table',
  countedBy: 'now',
  lines: LINES,
  definition:
    'Open series whose turn is the reviewers’, by the people who have reviewed any version of them, and how many days the newest version of the oldest of these has waited. Beside it, over the last 90 days: series that they reviewed, and after how many days half of their first answers to a version came. A series that nobody has reviewed waits for nobody in particular and is in no row; the lost list has those.',
  source: 'Reviewer load, in what the Xen dashboard lacked; load and waiting come before any count of merit.',
  compute(scope) {
    const rows = new Map<
      string,
      { waiting: SeriesFact[]; since: number[]; reviewed: Set<SeriesFact>; days: number[] }
    >()
    const row = (person: string) => {
      let found = rows.get(person)
      if (found === undefined) {
        found = { waiting: [], since: [], reviewed: new Set(), days: [] }
        rows.set(person, found)
      }
      return found
    }
    for (const fact of scope.facts) {
      const newest = fact.versions.at(-1)
      const reviewers = new Set<string>()
      for (const version of fact.versions) {
        const answered = new Set<string>()
        for (const reply of version.replies) {
          if (!reply.review) continue
          reviewers.add(reply.sender)
          if (reply.at <= scope.asOf - WINDOW) continue
          row(reply.sender).reviewed.add(fact)
          if (!answered.has(reply.sender)) row(reply.sender).days.push((reply.at - version.at) / DAY)
          answered.add(reply.sender)
        }
      }
      if (newest === undefined || !isOpenStatus(fact.status) || fact.turn !== 'reviewers') continue
      for (const person of reviewers) {
        row(person).waiting.push(fact)
        row(person).since.push((scope.asOf - newest.at) / DAY)
      }
    }
    const people = [...rows].filter(([person]) => scope.isActor(person, scope.asOf))
    return LINES.flatMap(({ id }) =>
      people.map(([person, one]): Point => {
        const series = id === 'waiting' || id === 'oldest' ? one.waiting : [...one.reviewed]
        const value =
          id === 'waiting'
            ? one.waiting.length
            : id === 'oldest'
              ? rounded(one.since.length === 0 ? undefined : Math.max(...one.since), 1)
              : id === 'reviewed'
                ? one.reviewed.size
                : rounded(quantileOf(one.days, 0.5), 1)
        return { line: id, x: person, value, series, ...(id === 'response' ? { n: one.days.length } : {}) }
      }),
    )
  },
}
