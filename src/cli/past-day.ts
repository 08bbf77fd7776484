import { UserError } from '../core/errors.ts'
import type { Instant } from '../core/time.ts'
import { isDay } from '../core/zone-time.ts'
import type { Arguments } from './command.ts'

/** The end of the day of `--as-of`, in UTC; `undefined` where the present is asked for. Throws `UserError` 'usage' for any other words. */
export function pastDayOf(args: Arguments, now: Instant): Instant | undefined {
  const day = args.text('asOf')
  if (day === undefined) return undefined
  if (!isDay(day)) throw new UserError('usage', `--as-of takes a day as in 2026-05-01, not "${day}"`)
  if (day >= now.slice(0, 10))
    throw new UserError('usage', `--as-of takes a day before the present one, ${now.slice(0, 10)}`)
  return `${day}T23:59:59Z`
}
