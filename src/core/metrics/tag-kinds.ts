import { activeIn, isIn, listGivenTags } from './events.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import type { SeriesFact, TagFact } from './series-fact.ts'

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
    const counts = new Map<string, Map<string, TagFact[]>>()
    const series = new Map<TagFact, SeriesFact>()
    for (const fact of activeIn(scope)) {
      const note = (tag: TagFact): void => {
        if (!isIn(scope, tag.at) || !scope.isActor(tag.person, tag.at)) return
        let row = counts.get(tag.key)
        if (row === undefined) {
          row = new Map(LINES.map(({ id }) => [id, []]))
          counts.set(tag.key, row)
        }
        row.get(tag.origin)?.push(tag)
        series.set(tag, fact)
      }
      for (const tag of listGivenTags(fact)) note(tag)
      for (const tag of fact.tags) if (tag.origin !== 'given') note(tag)
    }
    const countOf = (row: ReadonlyMap<string, readonly TagFact[]>): number =>
      [...row.values()].reduce((sum, tags) => sum + tags.length, 0)
    const shown = [...counts]
      .sort(([a, one], [b, other]) => countOf(other) - countOf(one) || (a < b ? -1 : 1))
      .slice(0, MOST)
    return LINES.flatMap(({ id }) =>
      shown.map(([x, row]): Point => {
        const events = row.get(id) ?? []
        return {
          line: id,
          x,
          value: events.length,
          series: [...new Set(events.flatMap((tag) => series.get(tag) ?? []))],
          ...(events.length === 0 ? {} : { events }),
        }
      }),
    )
  },
}
