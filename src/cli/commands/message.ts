import { removeMail } from '../../app/remove-mail.ts'
import { UserError } from '../../core/errors.ts'
import type { Command } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import { withProject } from '../open-project.ts'
import { progressLine } from '../progress-line.ts'
import { cleanId } from './status.ts'

export const message: Command = {
  options: [
    { flags: '--reason <text>', summary: 'why; it stays in the database with the Message-ID' },
    { flags: '--now <instant>', summary: 'derive as of this instant instead of the present' },
  ],
  help: 'Its octets are deleted and a tombstone stays: no rebuild and no later sync brings it back.',
  run: async (args, io) => {
    const [verb, id = ''] = args.words
    if (verb !== 'remove')
      throw new UserError('usage', `there is no "message ${verb}"`, {
        hint: 'Try "message remove MESSAGE-ID".',
      })
    const reason = args.text('reason')?.trim()
    if (reason === undefined || reason === '')
      throw new UserError('usage', 'a removal needs a reason', { hint: 'Give one: --reason "spam".' })
    return withProject(args, io, async (open) => {
      const line = progressLine(io.stderr, { quiet: args.flag('quiet') })
      const { known } = await removeMail(
        { ...open, now: instantOption(args, io), clock: io.now, signal: io.signal, onProgress: line.show },
        cleanId(id),
        reason,
      ).finally(() => line.end())
      if (args.flag('json')) io.stdout.write(`${JSON.stringify({ removed: cleanId(id), known })}\n`)
      else
        io.stdout.write(
          known
            ? `Removed ${cleanId(id)}.\n`
            : `${cleanId(id)} is not here; it is refused from now on, should it ever come.\n`,
        )
      return 0
    })
  },
}
