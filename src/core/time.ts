/**
 * An instant as text: ISO 8601, UTC, whole seconds, `2026-05-01T12:00:00Z`.
 *
 * Text sorts as time does, groups by `slice(0, 7)` and reads well in golden files.
 * The fixed width bounds the years to 0000 to 9999; `readInstant` refuses anything else.
 */
export type Instant = string

/** Seconds in a day. */
export const DAY = 86_400

/** The instant of a number of seconds since 1970, or `undefined` outside the years 1970 to 9999. */
export function instantOf(epochSeconds: number): Instant | undefined {
  if (!Number.isFinite(epochSeconds) || epochSeconds < 0 || epochSeconds > 253_402_300_799) return undefined
  return `${new Date(Math.floor(epochSeconds) * 1000).toISOString().slice(0, 19)}Z`
}

/** Seconds since 1970 of an instant. Throws `RangeError` on text that is not an instant (a programmer's mistake). */
export function secondsOf(instant: Instant): number {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${instant}`)
  return ms / 1000
}

/** The instant so many days (fractions allowed, negative for earlier) after another; clamped to 1970 to 9999. */
export function addDays(instant: Instant, days: number): Instant {
  const moved = secondsOf(instant) + Math.round(days * DAY)
  return instantOf(Math.min(Math.max(moved, 0), 253_402_300_799)) as Instant
}

/** Days from one instant to another, with fraction; negative if `to` is earlier. */
export function daysBetween(from: Instant, to: Instant): number {
  return (secondsOf(to) - secondsOf(from)) / DAY
}

/** The month of an instant, `2026-05`. */
export function monthOf(instant: Instant): string {
  return instant.slice(0, 7)
}

/** The day of an instant, `2026-05-01`. */
export function dayOf(instant: Instant): string {
  return instant.slice(0, 10)
}
