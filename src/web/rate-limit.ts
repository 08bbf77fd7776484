import { type Instant, secondsOf } from '../core/time.ts'

/** Says whether one more is allowed, and counts it. */
export type RateLimit = (key: string, now: Instant) => boolean

const MOST_KEYS = 10_000

/** At most `most` of one key within so many seconds. In memory: a server that starts anew forgets. */
export function makeRateLimit(most: number, seconds: number): RateLimit {
  const seen = new Map<string, number[]>()
  return (key, now) => {
    const at = secondsOf(now)
    const recent = (seen.get(key) ?? []).filter((one) => one > at - seconds)
    if (recent.length >= most) return false
    if (seen.size >= MOST_KEYS)
      for (const [old, times] of seen) if (times.every((one) => one <= at - seconds)) seen.delete(old)
    // Still full: so many at once are no people.
    if (seen.size >= MOST_KEYS && !seen.has(key)) return false
    seen.set(key, [...recent, at])
    return true
  }
}
