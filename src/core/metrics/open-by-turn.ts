import type { Metric } from './metric.ts'
import { countStandings, isOpen, type StandingLine } from './standings.ts'

const LINES: readonly StandingLine[] = [
  { id: 'reviewers', label: 'Reviewers', counts: (one) => isOpen(one) && one.turn === 'reviewers' },
  { id: 'author', label: 'Author', counts: (one) => isOpen(one) && one.turn === 'author' },
  {
    id: 'committers',
    label: 'Committers',
    counts: (one) => isOpen(one) && (one.turn === 'committers' || one.turn === 'claimant'),
  },
  { id: 'nobody', label: 'Nobody', counts: (one) => isOpen(one) && one.turn === 'nobody' },
]

/** What is open, by whose turn it is. */
export const openByTurn: Metric = {
  id: 'open-by-turn',
  title: 'Open series, by whom they wait for',
  unit: 'series',
  axis: 'time',
  shape: 'areas',
  countedBy: 'now',
  lines: LINES.map(({ id, label }) => ({ id, label })),
  definition:
    'Series (all versions of one piece of work are one) that were neither merged, rejected nor withdrawn at the end of each piece of time, or now in the last one, by whose turn it was then. Committers: approved and not committed, or said to be applied and not on a branch. Nobody: put off.',
  source:
    'The states of Patchmoot; the "Backlog" panel of the Xen dashboard of 2016 split merged from unmerged only.',
  compute: (scope) => countStandings(scope, LINES),
}
