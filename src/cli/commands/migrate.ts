import { openDatabase } from '../../store/database.ts'
import { migrate as migrateDatabase } from '../../store/migrations.ts'
import type { Command } from '../command.ts'
import { readConfig } from '../open-project.ts'

export const migrate: Command = {
  options: [],
  help: 'Every command does it by itself when it is needed; this is for those who want to choose the moment.',
  run: async (args, io) => {
    const database = await openDatabase(readConfig(args, io).database)
    try {
      const { applied } = await migrateDatabase(database)
      if (args.flag('json')) io.stdout.write(`${JSON.stringify({ applied })}\n`)
      else io.stdout.write(applied.length === 0 ? 'Nothing to do.\n' : `Applied ${applied.join(', ')}.\n`)
    } finally {
      await database.close()
    }
    return 0
  },
}
