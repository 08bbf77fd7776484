import { listLateComments } from './late-comments.ts'
import type { Metric, MetricLine, Point, Scope } from './metric.ts'
import type { SeriesFact } from './series-fact.ts'
import { type RowAxis, type Tell, tableOf } from './tables.ts'

const LINES: readonly MetricLine[] = [
  { id: 'series', label: 'Series' },
  { id: 'comments', label: 'Comments', unit: 'mails' },
  { id: 'late', label: 'Of these late', unit: 'mails' },
]

const DEFINITION =
  'in the period: series of others that they wrote to, all of their replies to these, and how many of them came late: after every patch of that version had been approved, and with something that followed from it (see "Late comments").'
const SOURCE =
  '"Top People Commenting Patches" and "Top Domains Commenting Patches" of the Xen dashboard of 2016.'

function commentDeeds(fact: SeriesFact, tell: Tell): void {
  for (const version of fact.versions)
    for (const reply of version.replies) {
      if (reply.own) continue
      tell('series', reply.sender, reply.at, { thing: fact })
      tell('comments', reply.sender, reply.at, { event: reply })
    }
  for (const reply of listLateComments(fact)) tell('late', reply.sender, reply.at, { event: reply })
}

function computeFor(axis: RowAxis): (scope: Scope) => readonly Point[] {
  return (scope) => tableOf(scope, axis, LINES, commentDeeds)
}

/** Who comments. */
export const commenters: Metric = {
  id: 'commenters',
  part: 'reviewer',
  title: 'People commenting',
  unit: 'mails',
  axis: 'person',
  shape: 'table',
  countedBy: 'happened',
  lines: LINES,
  definition: `People, ${DEFINITION}`,
  source: SOURCE,
  compute: computeFor('person'),
}

/** Whose people comment. */
export const commentingCompanies: Metric = {
  id: 'commenting-companies',
  part: 'reviewer',
  title: 'Companies commenting',
  unit: 'mails',
  axis: 'company',
  shape: 'table',
  countedBy: 'happened',
  lines: LINES,
  definition: `Companies, by the people who worked for them at that time, ${DEFINITION}`,
  source: SOURCE,
  compute: computeFor('company'),
}
