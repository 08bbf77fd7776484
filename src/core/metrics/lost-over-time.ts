import type { Metric } from './metric.ts'
import { countStandings, type StandingLine } from './standings.ts'

const LINES: readonly StandingLine[] = [{ id: 'lost', label: 'Lost', counts: (one) => one.lost }]

/** What nobody acts on. */
export const lostOverTime: Metric = {
  id: 'lost',
  title: 'Lost series',
  unit: 'series',
  axis: 'time',
  shape: 'lines',
  countedBy: 'now',
  lines: LINES.map(({ id, label }) => ({ id, label })),
  definition:
    'Open series that somebody was to act on and did not, at the end of each piece of time, or now in the last one; the lost list gives the reason for each.',
  source: 'The reasons L1 to L8 of Patchmoot, explained on the help page.',
  compute: (scope) => countStandings(scope, LINES),
}
