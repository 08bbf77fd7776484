import { verifyMotions } from '../../app/governance/verify-motions.ts'
import type { Command } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import { withProject } from '../open-project.ts'
import { plain } from '../table.ts'

export const verify: Command = {
  options: [
    {
      flags: '--head <digest>',
      summary:
        'a digest as noted elsewhere (its first twelve digits are enough): shows a record that was cut off',
    },
    { flags: '--now <instant>', summary: 'as of this instant instead of the present' },
  ],
  help: 'Checks the chain of digests, and counts every decision of the past again from its ballots.\nExits with 1 where something does not hold.',
  run: async (args, io) =>
    withProject(args, io, async (open) => {
      const found = await verifyMotions(
        open.database.kysely,
        open.projectId,
        instantOption(args, io),
        args.text('head'),
      )
      const wrong = found.recounts.filter((one) => one.problems.length > 0)
      const isWhole = found.broken === undefined && wrong.length === 0
      if (args.flag('json')) io.stdout.write(`${JSON.stringify({ whole: isWhole, ...found })}\n`)
      else {
        if (found.broken !== undefined)
          io.stderr.write(`patchmoot: the log does not hold: ${found.broken}. Restore it from a backup.\n`)
        else if (found.decisions > 0)
          io.stdout.write(`${found.decisions} decisions, whole and unchanged. Head: ${found.head ?? ''}\n`)
        else io.stdout.write('Nobody has decided anything yet.\n')
        for (const one of wrong)
          io.stderr.write(`patchmoot: “${plain(one.title)}”: ${one.problems.map(plain).join(' ')}\n`)
        const right = found.recounts.length - wrong.length
        io.stdout.write(`${right} of ${found.recounts.length} recorded counts came out again.\n`)
      }
      return isWhole ? 0 : 1
    }),
}
