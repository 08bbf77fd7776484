import { CLOSED, STATUSES } from '../status/status.ts'
import type { Metric } from './metric.ts'
import { countStandings, type StandingLine } from './standings.ts'

const LINES: readonly StandingLine[] = STATUSES.filter((status) => !CLOSED.has(status)).map((status) => ({
  id: status,
  label: status,
  counts: (one) => one.status === status,
}))

/** What is open, by where it stands. */
export const openByStatus: Metric = {
  id: 'open-by-status',
  title: 'Open series, by status',
  unit: 'series',
  axis: 'time',
  shape: 'table',
  countedBy: 'now',
  lines: LINES.map(({ id, label }) => ({ id, label })),
  definition:
    'Series by the status that they had at the end of each piece of time, or now in the last one; closed ones are left out. The states are derived from mails and commits, at the instant at which each of them changed: what stood so in May is counted so for May, whatever came of it.',
  source:
    'Section "State at any date" of what the Xen dashboard lacked; the statuses are explained on the help page.',
  compute: (scope) => countStandings(scope, LINES),
}
