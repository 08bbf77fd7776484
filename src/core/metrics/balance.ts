import type { Metric, MetricLine, Point, Scope } from './metric.ts'
import type { SeriesFact } from './series-fact.ts'
import { type RowAxis, type Tell, tableOf } from './tables.ts'

const LINES: readonly MetricLine[] = [
  { id: 'reviewed', label: 'Versions reviewed', unit: 'versions' },
  { id: 'posted', label: 'Versions posted', unit: 'versions' },
  { id: 'patches', label: 'Patches posted', unit: 'patches' },
  { id: 'score', label: 'Participation', unit: 'points' },
]
/** Counted for the score only. */
const HELP: readonly string[] = ['series', 'mails', 'own']

const DEFINITION =
  'in the period: versions of others that they reviewed; versions, and patches in them, that they posted. Participation is the score of the Linux networking lists: 2 for each series reviewed, 8 for each version reviewed, 2 for each review mail but the first, less 4 for each mail of a posting of their own. Above 0 they give more review than they ask for. It is a question to ask, not a grade.'
const SOURCE =
  'Use case 2 of the Xen dashboard ("imbalance"), there +1 for a Reviewed-by and −1 for a patch mail; the score of ml-stat (Kicinski), stated in the development statistics of the networking lists.'

function balanceDeeds(fact: SeriesFact, tell: Tell): void {
  for (const version of fact.versions) {
    for (const reply of version.replies) {
      if (!reply.review) continue
      tell('reviewed', reply.sender, reply.at, { thing: version, event: version })
      tell('series', reply.sender, reply.at, { thing: fact })
      tell('mails', reply.sender, reply.at)
    }
    if (version.pull) continue
    const patches = version.authors.filter((one) => one !== undefined).length
    tell('posted', version.sender, version.at, { event: version })
    tell('patches', version.sender, version.at, { weight: patches, event: version })
    tell('own', version.sender, version.at, { weight: patches + (patches > 1 ? 1 : 0) })
  }
}

function computeFor(axis: RowAxis): (scope: Scope) => readonly Point[] {
  return (scope) =>
    tableOf(scope, axis, LINES, balanceDeeds, (line, value) => {
      if (line !== 'score') return undefined
      const [series = 0, mails = 0, own = 0] = HELP.map(value)
      return 2 * series + 8 * value('reviewed') + 2 * Math.max(0, mails - 1) - 4 * own
    })
}

/** Who reviews more than they post, and who less. */
export const balance: Metric = {
  id: 'balance',
  part: 'either',
  title: 'Posting and reviewing, by person',
  unit: 'versions',
  axis: 'person',
  shape: 'table',
  countedBy: 'happened',
  lines: LINES,
  definition: `People, ${DEFINITION}`,
  source: SOURCE,
  compute: computeFor('person'),
}

/** Whose people review more than they post. */
export const balanceCompanies: Metric = {
  id: 'balance-companies',
  part: 'either',
  title: 'Posting and reviewing, by company',
  unit: 'versions',
  axis: 'company',
  shape: 'table',
  countedBy: 'happened',
  lines: LINES,
  definition: `Companies, by the people who worked for them at that time, ${DEFINITION}`,
  source: SOURCE,
  compute: computeFor('company'),
}
