import { tallyOverTime } from './counts.ts'
import { activeIn } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { nameOfStart, nextStart, startOf } from './period.ts'

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
    const { period, step, isActor } = scope
    const people = new Map<string, Map<string, Set<string>>>([
      ['people', new Map()],
      ['posting', new Map()],
    ])
    let start = 0
    let end = 0
    let name = ''
    const meet = (line: string, at: number, person: string): void => {
      if (at < period.from || at >= period.to) return
      if (at < start || at >= end) {
        start = startOf(at, step)
        end = nextStart(start, step)
        name = nameOfStart(start)
      }
      const pieces = people.get(line)
      const known = pieces?.get(name)
      if (known === undefined) pieces?.set(name, new Set([person]))
      else known.add(person)
    }
    const counted = tallyOverTime(scope, LINES.slice(0, 2), (note) => {
      for (const fact of activeIn(scope))
        for (const version of fact.versions) {
          if (!version.pull) note('posted', version.at, fact, version)
          meet('posting', version.at, version.sender)
          for (const reply of version.replies) {
            if (!reply.review || !isActor(reply.sender, reply.at)) continue
            note('reviews', reply.at, fact, reply)
            meet('people', reply.at, reply.sender)
          }
        }
    })
    const peopleOf = (line: string, of: string): readonly Point[] =>
      counted
        .filter((one) => one.line === of)
        .map(({ x, series = [] }) => ({ line, x, value: people.get(line)?.get(x)?.size ?? 0, series }))
    return [...counted, ...peopleOf('people', 'reviews'), ...peopleOf('posting', 'posted')]
  },
}
