import type { JudgedPing, QueueDay, QueueRecord } from '../core/status/queue-record.ts'
import type { Arguments, Io } from './command.ts'
import { formatTable } from './table.ts'

/** What the lost queue was worth, year by year; as JSON: day by day and ping by ping. */
export function printRecord(record: QueueRecord, args: Arguments, io: Io): number {
  if (args.flag('json')) io.stdout.write(`${JSON.stringify(record)}\n`)
  else io.stdout.write(recordText(record))
  return 0
}

function recordText(record: QueueRecord): string {
  const { days, pings } = record
  const [first, last] = [days[0]?.day, days.at(-1)?.day]
  if (first === undefined || last === undefined)
    return 'There is no past to judge yet: it takes fifteen months of mail.\n'
  const years = [...new Set(days.map((one) => one.day.slice(0, 4)))]
  const rows = [
    [
      'year',
      'days',
      'lines',
      'right',
      'wrong',
      'open',
      'precision',
      'pings',
      'hit',
      'by L6',
      'closed',
      'missed',
      'recall',
    ],
    ...years.map((year) =>
      rowOf(
        year,
        days.filter((one) => one.day.startsWith(year)),
        pings.filter((one) => one.at.startsWith(year)),
      ),
    ),
    rowOf('all', days, pings),
  ]
  return `The queue of ${days.length} days, each the first of a month from ${first.slice(0, 10)} to ${last.slice(0, 10)}: lines for L1, L2 and L3.
right: people took it up later. wrong: it had been settled by then. open: neither, nothing has happened since.
A ping is hit where the queue had it, or would have had it within seven days had nobody asked; "by L6": it has it within seven
days because somebody asked, unless somebody answers.

${formatTable(rows)}
Each series once: ${record.lineages.listed} were listed, ${record.lineages.right} right, ${record.lineages.wrong} wrong, ${record.lineages.open} open: precision ${shown(record.precision)} (wanted: 0.95); recall ${shown(record.recall)} as the queue is, ${shown(record.recallUnasked)} had nobody asked.
`
}

function rowOf(name: string, days: readonly QueueDay[], pings: readonly JudgedPing[]): string[] {
  const sum = (of: 'listed' | 'right' | 'wrong' | 'open'): number => days.reduce((n, day) => n + day[of], 0)
  const closed = pings.filter((ping) => ping.found === 'closed').length
  const missed = pings.filter((ping) => ping.found === 'missed').length
  const asked = pings.filter((ping) => ping.found === 'asked').length
  return [
    name,
    ...[days.length, sum('listed'), sum('right'), sum('wrong'), sum('open')].map(String),
    share(sum('right'), sum('right') + sum('wrong')),
    ...[pings.length, pings.length - asked - closed - missed, asked, closed, missed].map(String),
    share(pings.length - closed - missed, pings.length - closed),
  ]
}

function shown(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3)
}

function share(part: number, of: number): string {
  return of === 0 ? '–' : (part / of).toFixed(3)
}
