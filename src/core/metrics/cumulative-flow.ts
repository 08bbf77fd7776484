import { closedAt, firstResponse } from './events.ts'
import { lazyPoint } from './lazy-point.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { nameOfStart } from './period.ts'
import type { Seconds, SeriesFact } from './series-fact.ts'
import { stockTimes } from './standings.ts'

const LINES: readonly MetricLine[] = [
  { id: 'started', label: 'Started' },
  { id: 'answered', label: 'Answered' },
  { id: 'closed', label: 'Closed' },
]

const AT: Readonly<Record<string, (fact: SeriesFact) => Seconds | undefined>> = {
  started: (fact) => fact.startedAt,
  answered: (fact) => {
    const answers = fact.versions.flatMap((one) => firstResponse(one)?.at ?? [])
    const first = answers.length === 0 ? undefined : Math.min(...answers)
    const closed = closedAt(fact)
    return first === undefined ? closed : closed === undefined ? first : Math.min(first, closed)
  },
  closed: closedAt,
}

/** The cumulative flow diagram: how far apart what came and what is done lie. */
export const cumulativeFlow: Metric = {
  id: 'cumulative-flow',
  title: 'Cumulative flow',
  unit: 'series',
  axis: 'time',
  shape: 'lines',
  countedBy: 'happened',
  cumulative: true,
  lines: LINES,
  definition:
    'How many series of those started since the period began had been started, had been answered by somebody else (or closed without an answer), and had been closed (merged, rejected, withdrawn) by the end of each piece of time. The height between two lines is how many were in between; the length between them is how long it took.',
  source: 'Cumulative flow diagrams of lean software development (Reinertsen 2009).',
  compute(scope) {
    const facts = scope.facts.filter((fact) => fact.startedAt >= scope.period.from)
    const times = stockTimes(scope)
    return LINES.flatMap(({ id }) => {
      const dated = facts.flatMap((fact) => {
        const at = AT[id]?.(fact)
        return at === undefined ? [] : [{ fact, at }]
      })
      dated.sort((a, b) => a.at - b.at)
      const sorted = dated.map((one) => one.fact)
      let n = 0
      return times.map(({ from, at }): Point => {
        while (n < dated.length && (dated[n]?.at ?? 0) <= at) n++
        const until = n
        return lazyPoint({ line: id, x: nameOfStart(from), value: until }, until, () =>
          sorted.slice(0, until),
        )
      })
    })
  },
}
