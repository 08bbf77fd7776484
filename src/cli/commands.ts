import type { Command } from './command.ts'
import { config } from './commands/config.ts'
import { init } from './commands/init.ts'
import { migrate } from './commands/migrate.ts'
import { version } from './commands/version.ts'

/** Every verb, in the order of the help. */
export const COMMANDS: readonly Command[] = [init, config, migrate, version]
