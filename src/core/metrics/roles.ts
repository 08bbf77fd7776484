import { percentOf } from './cohorts.ts'
import { countBy, type Happening } from './counts.ts'
import { activeIn, isIn } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import type { SeriesFact } from './series-fact.ts'

const LINES: readonly MetricLine[] = [
  { id: 'people', label: 'People' },
  { id: 'share', label: 'Share', unit: 'percent' },
]
const XS = ['post and reply', 'only post', 'only reply'] as const

/** How many people do what. */
export const roles: Metric = {
  id: 'roles',
  title: 'Who posts and who replies',
  unit: 'people',
  axis: 'category',
  shape: 'table',
  countedBy: 'happened',
  lines: LINES,
  definition:
    'People who, in the period, posted a version, replied to one of somebody else’s, or did both; and in percent of all of them.',
  source:
    'Roles in the development statistics of the Linux networking lists (6.5: 45 % only reply, 33 % only post, 20 % both).',
  compute(scope) {
    const posting = new Map<string, Set<SeriesFact>>()
    const replying = new Map<string, Set<SeriesFact>>()
    const note = (map: Map<string, Set<SeriesFact>>, person: string, fact: SeriesFact): void => {
      const known = map.get(person)
      if (known) known.add(fact)
      else map.set(person, new Set([fact]))
    }
    for (const fact of activeIn(scope))
      for (const version of fact.versions) {
        if (isIn(scope, version.at)) note(posting, version.sender, fact)
        for (const reply of version.replies)
          if (!reply.own && isIn(scope, reply.at) && scope.isActor(reply.sender, reply.at))
            note(replying, reply.sender, fact)
      }
    const people = [...new Set([...posting.keys(), ...replying.keys()])]
    const classOf = (person: string): string =>
      posting.has(person) ? (replying.has(person) ? XS[0] : XS[1]) : XS[2]
    const counted = countBy(
      LINES.slice(0, 1),
      XS,
      people.flatMap((person): (Happening & { readonly x: string })[] =>
        [...(posting.get(person) ?? []), ...(replying.get(person) ?? [])].map((fact, n) => ({
          line: 'people',
          x: classOf(person),
          at: scope.asOf,
          fact,
          weight: n === 0 ? 1 : 0,
        })),
      ),
    )
    return [
      ...counted,
      ...counted.map(
        (one): Point => ({
          ...one,
          line: 'share',
          value: percentOf(one.value ?? 0, people.length),
          n: people.length,
        }),
      ),
    ]
  },
}
