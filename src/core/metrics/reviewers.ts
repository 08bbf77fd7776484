import { listGivenTags } from './events.ts'
import type { Metric, MetricLine, Point, Scope } from './metric.ts'
import type { SeriesFact } from './series-fact.ts'
import { type RowAxis, type Tell, tableOf } from './tables.ts'

const LINES: readonly MetricLine[] = [
  { id: 'series', label: 'Series' },
  { id: 'reviews', label: 'Reviews', unit: 'reviews' },
  { id: 'reviewed-by', label: 'Reviewed-by', unit: 'tags' },
  { id: 'acked-by', label: 'Acked-by', unit: 'tags' },
  { id: 'tested-by', label: 'Tested-by', unit: 'tags' },
]
const KEYS: Readonly<Record<string, string>> = {
  'Reviewed-by': 'reviewed-by',
  'Acked-by': 'acked-by',
  'Tested-by': 'tested-by',
}

const DEFINITION =
  'in the period: series that they reviewed at least once; reviews, which are replies with words, a diff or a review tag to what others posted; and the tags that they gave themselves in a mail, each once where it was given. A tag that an author carries into the next version is not given again, and one that stands only in a posted patch was given by nobody on the list. A review without a tag is one: whether people tag is a custom, not a measure of their work.'
const SOURCE =
  'Use case 1 of the Xen dashboard ("identify top reviewers"), which counted a tag anew at every re-roll and called only Reviewed-by a review.'

function reviewDeeds(fact: SeriesFact, tell: Tell): void {
  for (const version of fact.versions)
    for (const reply of version.replies) {
      if (!reply.review) continue
      tell('series', reply.sender, reply.at, { thing: fact })
      tell('reviews', reply.sender, reply.at, { event: reply })
    }
  for (const tag of listGivenTags(fact)) {
    const line = KEYS[tag.key]
    if (line !== undefined) tell(line, tag.person, tag.at, { event: tag })
  }
}

function computeFor(axis: RowAxis): (scope: Scope) => readonly Point[] {
  return (scope) => tableOf(scope, axis, LINES, reviewDeeds)
}

/** Who reviews. */
export const reviewers: Metric = {
  id: 'reviewers',
  part: 'reviewer',
  title: 'People reviewing',
  unit: 'series',
  axis: 'person',
  shape: 'table',
  countedBy: 'happened',
  lines: LINES,
  definition: `People, ${DEFINITION}`,
  source: SOURCE,
  compute: computeFor('person'),
}

/** Whose people review. */
export const reviewingCompanies: Metric = {
  id: 'reviewing-companies',
  part: 'reviewer',
  title: 'Companies reviewing',
  unit: 'series',
  axis: 'company',
  shape: 'table',
  countedBy: 'happened',
  lines: LINES,
  definition: `Companies, by the people who worked for them at that time, ${DEFINITION}`,
  source: SOURCE,
  compute: computeFor('company'),
}
