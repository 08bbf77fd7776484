import { LOST_REASONS } from '../../core/status/lost.ts'
import type { LostReason } from '../../core/status/status.ts'
import { readProjectState } from '../../store/read/project-state.ts'
import { listSeries, type SeriesEntry } from '../../store/read/series-list.ts'
import type { Command } from '../command.ts'
import { withProject } from '../open-project.ts'
import { formatTable, plain } from '../table.ts'

export const lost: Command = {
  name: 'lost',
  summary: 'what nobody answered, and what never arrived whole',
  usage: '',
  options: [{ flags: '--limit <number>', summary: 'at most so many, longest waiting first (default: all)' }],
  run: async (args, io) =>
    withProject(args, io, async ({ database, projectId }) => {
      const limit = Number(args.text('limit') ?? 100_000)
      const found = await listSeries(
        database.kysely,
        projectId,
        { lost: 'any' },
        { sort: 'waiting', limit: Number.isInteger(limit) && limit > 0 ? limit : 100_000 },
      )
      if (args.flag('json')) {
        io.stdout.write(`${JSON.stringify(found.map(lostRecord))}\n`)
        return 0
      }
      const { asOf } = await readProjectState(database.kysely, projectId)
      if (found.length === 0) {
        io.stdout.write(
          asOf === undefined ? 'Nothing was derived yet: run patchmoot sync.\n' : 'Nothing is lost.\n',
        )
        return 0
      }
      io.stdout.write(
        formatTable(
          found.map((one) => [
            one.since.slice(0, 10),
            one.lost.join(' '),
            plain(one.sender.name || one.sender.address, 24),
            plain(one.title, 70),
            one.series,
          ]),
        ),
      )
      const reasons = [...new Set(found.flatMap((one) => one.lost))].sort()
      for (const reason of reasons) io.stdout.write(`${reason}: ${reasonText(reason)}\n`)
      return 0
    }),
}

function reasonText(reason: string): string {
  return reason in LOST_REASONS ? LOST_REASONS[reason as LostReason] : 'unknown'
}

function lostRecord(one: SeriesEntry): object {
  return {
    series: one.series,
    title: one.title,
    sender: one.sender,
    status: one.status,
    lost: one.lost,
    turn: one.turn,
    since: one.since,
    why: one.why,
    version: one.version,
    patches: one.patches,
  }
}
