import type { Metric, MetricLine, Point, Scope } from './metric.ts'
import type { SeriesFact } from './series-fact.ts'
import { type RowAxis, type Tell, tableOf } from './tables.ts'

const LINES: readonly MetricLine[] = [
  { id: 'started', label: 'Series started' },
  { id: 'merged', label: 'Series merged' },
  { id: 'patches', label: 'Patches in them', unit: 'patches' },
]

const DEFINITION =
  'in the period: series whose first version they posted, by when that was; series of theirs that were merged, by when that was, and how many patches these had. A series is its sender’s, a merge is that of the whole series.'
const SOURCE =
  '"Top People that got merged" and "Top Domains" on the Backlog panel of the Xen dashboard, whose label said patches and whose number was series.'

function landDeeds(fact: SeriesFact, tell: Tell): void {
  tell('started', fact.sender, fact.startedAt)
  if (fact.mergedAt === undefined) return
  tell('merged', fact.sender, fact.mergedAt)
  // Those of its newest version, as far as they reached the list.
  const event = fact.versions.at(-1)
  const weight = event?.authors.filter((author) => author !== undefined).length ?? 0
  tell('patches', fact.sender, fact.mergedAt, event === undefined ? { weight } : { event, weight })
}

function computeFor(axis: RowAxis): (scope: Scope) => readonly Point[] {
  return (scope) => tableOf(scope, axis, LINES, landDeeds)
}

/** Whose work goes in. */
export const landing: Metric = {
  id: 'landing',
  part: 'author',
  title: 'Whose work goes in, by person',
  unit: 'series',
  axis: 'person',
  shape: 'table',
  countedBy: 'happened',
  lines: LINES,
  definition: `People, ${DEFINITION}`,
  source: SOURCE,
  compute: computeFor('person'),
}

/** The same by company. */
export const landingCompanies: Metric = {
  id: 'landing-companies',
  part: 'author',
  title: 'Whose work goes in, by company',
  unit: 'series',
  axis: 'company',
  shape: 'table',
  countedBy: 'happened',
  lines: LINES,
  definition: `Companies, by the people who worked for them at that time, ${DEFINITION}`,
  source: SOURCE,
  compute: computeFor('company'),
}
