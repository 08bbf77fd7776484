import { activeIn } from './events.ts'
import type { Metric, MetricLine, Point, Scope } from './metric.ts'
import { remember } from './remember.ts'
import type { SeriesFact } from './series-fact.ts'
import { type Deed, type RowAxis, tableOf } from './tables.ts'

const LINES: readonly MetricLine[] = [
  { id: 'started', label: 'Series started' },
  { id: 'merged', label: 'Series merged' },
  { id: 'patches', label: 'Patches in them', unit: 'patches' },
]

const DEFINITION =
  'in the period: series whose first version they posted, by when that was; series of theirs that were merged, by when that was, and how many patches these had. A series is its sender’s, a merge is that of the whole series.'
const SOURCE =
  '"Top People that got merged" and "Top Domains" on the Backlog panel of the Xen dashboard, whose label said patches and whose number was series.'

const landDeeds = remember((fact: SeriesFact): readonly Deed[] => [
  { line: 'started', person: fact.sender, at: fact.startedAt, fact },
  ...(fact.mergedAt === undefined
    ? []
    : [
        { line: 'merged', person: fact.sender, at: fact.mergedAt, fact },
        {
          line: 'patches',
          person: fact.sender,
          at: fact.mergedAt,
          fact,
          ...patchesOf(fact),
        },
      ]),
])

/** Those of its newest version, as far as they reached the list. */
function patchesOf(fact: SeriesFact): Pick<Deed, 'event' | 'weight'> {
  const event = fact.versions.at(-1)
  const weight = event?.authors.filter((author) => author !== undefined).length ?? 0
  return event === undefined ? { weight } : { event, weight }
}

function computeFor(axis: RowAxis): (scope: Scope) => readonly Point[] {
  return (scope) => tableOf(scope, axis, LINES, activeIn(scope).flatMap(landDeeds))
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
