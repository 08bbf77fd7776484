import type { Command } from './command.ts'
import { applies } from './commands/applies.ts'
import { carried } from './commands/carried.ts'
import { config } from './commands/config.ts'
import { decide } from './commands/decide.ts'
import { demo } from './commands/demo.ts'
import { event } from './commands/event.ts'
import { exportCommand } from './commands/export.ts'
import { init } from './commands/init.ts'
import { lapse } from './commands/lapse.ts'
import { lost } from './commands/lost.ts'
import { message } from './commands/message.ts'
import { migrate } from './commands/migrate.ts'
import { motion } from './commands/motion.ts'
import { rebuild } from './commands/rebuild.ts'
import { report } from './commands/report.ts'
import { roles } from './commands/roles.ts'
import { serve } from './commands/serve.ts'
import { status } from './commands/status.ts'
import { sync } from './commands/sync.ts'
import { todo } from './commands/todo.ts'
import { verify } from './commands/verify.ts'
import { version } from './commands/version.ts'

/** Every verb, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  demo,
  init,
  sync,
  serve,
  status,
  lost,
  todo,
  applies,
  carried,
  report,
  exportCommand,
  decide,
  motion,
  event,
  verify,
  roles,
  lapse,
  message,
  rebuild,
  config,
  migrate,
  version,
]
