import { countBy, type Happening } from './counts.ts'
import { activeIn, isIn, listGivenTags } from './events.ts'
import type { Metric, MetricLine } from './metric.ts'
import type { TagFact } from './series-fact.ts'

const LINES: readonly MetricLine[] = [
  { id: 'given', label: 'Given on the list' },
  { id: 'passed', label: 'Passed on for another' },
  { id: 'own', label: 'Put in by the author' },
  { id: 'carried', label: 'Carried, not counted' },
]
const MOST = 20

/** Which tags there are, and where they come from. */
export const tagKinds: Metric = {
  id: 'tag-kinds',
  title: 'Tags by kind',
  unit: 'tags',
  axis: 'category',
  shape: 'table',
  countedBy: 'happened',
  lines: LINES,
  definition:
    'Tags that name a person, in mails of the period, by key: given by the person in a reply; passed on in somebody else’s reply; put into a posted patch by its author, where no mail shows that the person gave it; and carried, which stand in a posted patch and were given to an older version. The last are shown, and counted nowhere else. The twenty most frequent keys.',
  source: '"Top Flags" of the Xen dashboard of 2016, which added the four together.',
  compute(scope) {
    const all = activeIn(scope).flatMap((fact): (Happening & { readonly x: string })[] => {
      const others: readonly TagFact[] = fact.tags.filter((tag) => tag.origin !== 'given')
      return [...listGivenTags(fact), ...others]
        .filter((tag) => isIn(scope, tag.at) && scope.isActor(tag.person, tag.at))
        .map((tag) => ({ line: tag.origin, x: tag.key, at: tag.at, fact, event: tag }))
    })
    const counts = new Map<string, number>()
    for (const { x } of all) counts.set(x, (counts.get(x) ?? 0) + 1)
    const keys = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([key]) => key)
    return countBy(LINES, keys.slice(0, MOST), all)
  },
}
