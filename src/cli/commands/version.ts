import type { Command } from '../command.ts'
import { version as readVersion } from '../version.ts'

export const version: Command = {
  options: [],
  run: async (args, io) => {
    const found = readVersion()
    io.stdout.write(args.flag('json') ? `${JSON.stringify({ version: found })}\n` : `patchmoot ${found}\n`)
    return 0
  },
}
