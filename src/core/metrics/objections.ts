import { isOpenStatus } from './complete-facts.ts'
import { countBy, type Happening } from './counts.ts'
import { isRefused } from './events.ts'
import type { Metric, MetricLine } from './metric.ts'
import type { SeriesFact } from './series-fact.ts'

const LINES: readonly MetricLine[] = [{ id: 'series', label: 'Open series' }]
const NO = 'a no that stands'
const ASKED = 'a question or wish that the author has not answered'

/** What is open because somebody said no, or asked. */
export const objections: Metric = {
  id: 'objections',
  title: 'Objections and questions without an answer',
  unit: 'series',
  axis: 'category',
  shape: 'bars',
  countedBy: 'now',
  lines: LINES,
  definition:
    'Open series whose newest version has a Nacked-by that its giver has not followed by an approval; and those on whose newest version somebody else asked, objected or wanted a change, without a word of the author since. A series can be in both.',
  source:
    'Unresolved objections, in what the Xen dashboard lacked; fourth of the check-in rules of the Xen Project.',
  compute(scope) {
    return countBy(
      LINES,
      [NO, ASKED],
      scope.facts
        .filter((fact) => isOpenStatus(fact.status))
        .flatMap((fact): (Happening & { readonly x: string })[] => [
          ...(isRefused(fact, fact.versions.length - 1)
            ? [{ line: 'series', x: NO, at: fact.startedAt, fact }]
            : []),
          ...(isAsked(fact) ? [{ line: 'series', x: ASKED, at: fact.startedAt, fact }] : []),
        ]),
    )
  },
}

function isAsked(fact: SeriesFact): boolean {
  const replies = fact.versions.at(-1)?.replies ?? []
  const last = replies.findLast((reply) => reply.own)?.at ?? Number.NEGATIVE_INFINITY
  return replies.some((reply) => reply.asks && reply.at > last)
}
