import { UserError } from '../core/errors.ts'
import type { Arguments, Io } from './command.ts'

/** `--now`, else the clock. */
export function instantOption(args: Arguments, io: Io): string {
  const given = args.text('now')
  if (given === undefined) return io.now()
  const ms = Date.parse(given)
  if (Number.isNaN(ms) || !/^\d{4}-\d{2}-\d{2}/.test(given))
    throw new UserError('usage', `--now ${given} is no instant`, {
      hint: 'Write it as 2026-05-01T12:00:00Z.',
    })
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}
