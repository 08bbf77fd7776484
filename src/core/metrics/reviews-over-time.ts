import { countOverTime, type Happening } from './counts.ts'
import { activeIn, listReviews } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { listPeriods, nameOfStart, startOf } from './period.ts'

const LINES: readonly MetricLine[] = [
  { id: 'reviews', label: 'Reviews' },
  { id: 'posted', label: 'Versions posted', unit: 'versions' },
  { id: 'people', label: 'People reviewing', unit: 'people' },
  { id: 'posting', label: 'People posting', unit: 'people' },
]

/** Whether reviewing keeps up with posting. */
export const reviewsOverTime: Metric = {
  id: 'reviews',
  title: 'Posting and reviewing',
  unit: 'reviews',
  axis: 'time',
  shape: 'lines',
  countedBy: 'happened',
  lines: LINES,
  definition:
    'Reviews (replies with words, a diff or a review tag by somebody other than those whose work it is), versions posted, and how many people did the one and the other.',
  source:
    'Use case 2 of the Xen dashboard; "evolution of people reviewing", which it announced and never had.',
  compute(scope) {
    const counted = countOverTime(
      scope,
      LINES.slice(0, 2),
      activeIn(scope).flatMap((fact): Happening[] => [
        ...listReviews(fact)
          .filter(({ reply }) => scope.isActor(reply.sender, reply.at))
          .map(({ reply }) => ({ line: 'reviews', at: reply.at, fact, event: reply })),
        ...fact.versions
          .filter((one) => !one.pull)
          .map((one) => ({ line: 'posted', at: one.at, fact, event: one })),
      ]),
    )
    const people = new Map<string, Set<string>>()
    const add = (line: string, at: number, person: string): void => {
      if (at < scope.period.from || at >= scope.period.to) return
      const key = `${line} ${startOf(at, scope.step)}`
      const known = people.get(key)
      if (known) known.add(person)
      else people.set(key, new Set([person]))
    }
    for (const fact of activeIn(scope))
      for (const version of fact.versions) {
        add('posting', version.at, version.sender)
        for (const reply of version.replies)
          if (reply.review && scope.isActor(reply.sender, reply.at)) add('people', reply.at, reply.sender)
      }
    const pieces = listPeriods(scope.period, scope.step)
    return [
      ...counted,
      ...['people', 'posting'].flatMap((line) =>
        pieces.map(
          ({ from }): Point => ({
            line,
            x: nameOfStart(from),
            value: people.get(`${line} ${from}`)?.size ?? 0,
            series:
              counted.find(
                (one) =>
                  one.line === (line === 'people' ? 'reviews' : 'posted') && one.x === nameOfStart(from),
              )?.series ?? [],
          }),
        ),
      ),
    ]
  },
}
