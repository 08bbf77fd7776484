import { tallyOverTime } from './counts.ts'
import { activeIn, listGivenTags } from './events.ts'
import type { Metric, MetricLine } from './metric.ts'

const LINES: readonly MetricLine[] = [
  { id: 'Reviewed-by', label: 'Reviewed-by' },
  { id: 'Acked-by', label: 'Acked-by' },
  { id: 'Tested-by', label: 'Tested-by' },
  { id: 'other', label: 'Others' },
]
const NAMED = new Set(LINES.map((one) => one.id))

/** The tags that people give. */
export const tagsOverTime: Metric = {
  id: 'tags-given',
  title: 'Tags given on the list',
  unit: 'tags',
  axis: 'time',
  shape: 'lines',
  countedBy: 'happened',
  lines: LINES,
  definition:
    'Tags that people gave themselves in a reply, by when that reply was sent. Each counts once, where it was given: what authors carry into the next version is not counted again.',
  source:
    'Evolution "Reviewed-by" flag and Evolution Flags of the Xen dashboard of 2016, without its repetitions.',
  compute(scope) {
    return tallyOverTime(scope, LINES, (note) => {
      for (const fact of activeIn(scope))
        for (const tag of listGivenTags(fact))
          if (tag.key !== 'Signed-off-by' && scope.isActor(tag.person, tag.at))
            note(NAMED.has(tag.key) ? tag.key : 'other', tag.at, fact, tag)
    })
  },
}
