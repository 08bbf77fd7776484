import { daysBetween, monthOf } from '../time.ts'
import type { Metric } from './metric.ts'

/** How long the first answer takes, by month of posting. */
export const timeToFirstReview: Metric = {
  id: 'time-to-first-review',
  title: 'Days until the first reply',
  unit: 'days',
  definition:
    'For the lineages whose first version was posted in a month: days until the first reply by a person other than the author, median and 90th percentile (nearest rank). Lineages that nobody has answered are left out; months with fewer than three answered ones too.',
  compute(facts, asOf) {
    const byMonth = new Map<string, number[]>()
    for (const fact of facts) {
      if (fact.startedAt === undefined || fact.startedAt > asOf) continue
      if (fact.firstReplyAt === undefined || fact.firstReplyAt > asOf) continue
      const days = Math.max(0, daysBetween(fact.startedAt, fact.firstReplyAt))
      const month = byMonth.get(monthOf(fact.startedAt))
      if (month) month.push(days)
      else byMonth.set(monthOf(fact.startedAt), [days])
    }
    const months = [...byMonth].filter(([, days]) => days.length >= 3).sort(([a], [b]) => (a < b ? -1 : 1))
    const line = (name: string, share: number) =>
      months.map(([month, days]) => {
        const sorted = [...days].sort((a, b) => a - b)
        const value = sorted[Math.ceil(sorted.length * share) - 1] ?? 0
        return { line: name, at: `${month}-01T00:00:00Z`, value: Math.round(value * 100) / 100 }
      })
    return [...line('median', 0.5), ...line('90th percentile', 0.9)]
  },
}
