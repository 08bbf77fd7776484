import { rebuild as runRebuild } from '../../app/rebuild.ts'
import type { Command } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import { withProject } from '../open-project.ts'
import { duration, number, progressLine } from '../progress-line.ts'

export const rebuild: Command = {
  options: [{ flags: '--now <instant>', summary: 'derive as of this instant instead of the present' }],
  run: async (args, io) =>
    withProject(args, io, async (open) => {
      const line = progressLine(io.stderr, { quiet: args.flag('quiet') })
      const started = performance.now()
      const summary = await runRebuild({
        ...open,
        now: instantOption(args, io),
        clock: io.now,
        signal: io.signal,
        onProgress: line.show,
      }).finally(() => line.end())
      if (args.flag('json')) io.stdout.write(`${JSON.stringify(summary)}\n`)
      else if (!args.flag('quiet'))
        io.stdout.write(
          `${open.project.id}: ${number(summary.mails)} mails, ${number(summary.derived.series)} series, derived anew in ${duration((performance.now() - started) / 1000)}\n`,
        )
      return 0
    }),
}
