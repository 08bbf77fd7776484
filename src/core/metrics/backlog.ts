import { CLOSED, type SeriesStatus } from '../status/status.ts'
import { addDays, type Instant } from '../time.ts'
import type { FactInterval, Metric, Point } from './metric.ts'
import { listWeeks, weekOf } from './weeks.ts'

/** The lines of the backlog, and which standings each of them counts. */
const LINES: readonly { readonly line: string; readonly counts: (one: FactInterval) => boolean }[] = [
  { line: 'open', counts: isOpen },
  { line: 'waiting for review', counts: (one) => isOpen(one) && one.turn === 'reviewers' },
  { line: 'waiting for the author', counts: (one) => isOpen(one) && one.turn === 'author' },
  { line: 'ready', counts: (one) => one.status === 'ready' },
  { line: 'lost', counts: (one) => one.lost },
]

/** How much was open, and whose turn it was, week by week. */
export const backlog: Metric = {
  id: 'backlog',
  title: 'Open series',
  unit: 'series',
  definition:
    'Lineages at the start of each week (Monday, UTC), by their standing then. "Open" is everything but merged, rejected and withdrawn; a lineage with several versions counts once. Waiting for review and waiting for the author are the open ones whose turn it is; lost ones are open too.',
  compute(facts, asOf) {
    const first = facts.reduce((min, { intervals: [one] }) => (one && one.from < min ? one.from : min), asOf)
    const weeks = listWeeks(first, asOf)
    return LINES.flatMap(({ line, counts }) => {
      // A standing counts in the weeks whose Monday lies in it: it enters at one, and leaves at another.
      const moves = new Map<Instant, number>()
      const move = (at: Instant, by: number): void => {
        const week = mondayFrom(at)
        moves.set(week, (moves.get(week) ?? 0) + by)
      }
      for (const fact of facts)
        for (const one of fact.intervals) {
          if (!counts(one)) continue
          move(one.from, 1)
          if (one.to !== undefined) move(one.to, -1)
        }
      let value = 0
      return weeks.map((at): Point => {
        value += moves.get(at) ?? 0
        return { line, at, value }
      })
    })
  },
}

function isOpen(one: FactInterval): boolean {
  // What is no known status is closed to nobody's knowledge: open.
  return !CLOSED.has(one.status as SeriesStatus)
}

/** The first Monday, 00:00, at or after an instant. */
function mondayFrom(at: Instant): Instant {
  const week = weekOf(at)
  return week === at ? week : addDays(week, 7)
}
