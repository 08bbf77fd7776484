import { addDays, DAY, type Instant, secondsOf } from '../time.ts'

/** A length of time as a rule pack writes it: `72h`, `7d`, `2w`, `90m`. */
export type RuleDuration = string

const UNITS: Readonly<Record<string, { readonly seconds: number; readonly name: string }>> = {
  m: { seconds: 60, name: 'minute' },
  h: { seconds: 3600, name: 'hour' },
  d: { seconds: DAY, name: 'day' },
  w: { seconds: 7 * DAY, name: 'week' },
}

/** Its seconds; `undefined` where it is written otherwise. */
export function parseRuleDuration(text: string): number | undefined {
  const found = /^(\d{1,5})([mhdw])$/.exec(text)
  const unit = UNITS[found?.[2] ?? '']
  return unit === undefined ? undefined : Number(found?.[1]) * unit.seconds
}

/** Its seconds; 0 where there is none or it cannot be read (a checked pack has no such). */
export function secondsIn(duration: RuleDuration | undefined): number {
  return duration === undefined ? 0 : (parseRuleDuration(duration) ?? 0)
}

/** `7 days`, `72 hours`: as the rule says it. */
export function formatRuleDuration(duration: RuleDuration): string {
  const count = Number.parseInt(duration, 10)
  const name = UNITS[duration.at(-1) ?? '']?.name ?? 'unit'
  return `${count} ${name}${count === 1 ? '' : 's'}`
}

/**
 * The instant so long after another. With `business`, whole days are working days: Saturdays and Sundays (UTC) do
 * not count.
 */
export function addDuration(from: Instant, duration: RuleDuration, business = false): Instant {
  const seconds = secondsIn(duration)
  if (!business) return addSeconds(from, seconds)
  let at = from
  for (let left = Math.ceil(seconds / DAY); left > 0; ) {
    at = addDays(at, 1)
    if (!isWeekend(at)) left--
  }
  return at
}

/** The instant so many seconds later; clamped to the years that instants have. */
export function addSeconds(from: Instant, seconds: number): Instant {
  return addDays(from, seconds / DAY)
}

/** Saturday or Sunday, in UTC. */
export function isWeekend(at: Instant): boolean {
  const day = new Date(secondsOf(at) * 1000).getUTCDay()
  return day === 0 || day === 6
}

/** `2 days`, `5 hours`, `20 minutes`: how long from one instant to a later one, its larger unit, rounded down. */
export function formatWait(from: Instant, to: Instant): string {
  const seconds = Math.max(0, secondsOf(to) - secondsOf(from))
  const [count, name] =
    seconds >= 2 * DAY
      ? [Math.floor(seconds / DAY), 'day']
      : seconds >= 7200
        ? [Math.floor(seconds / 3600), 'hour']
        : [Math.max(1, Math.floor(seconds / 60)), 'minute']
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
