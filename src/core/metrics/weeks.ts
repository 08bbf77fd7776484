import { addDays, type Instant, secondsOf } from '../time.ts'

const WEEK = 7 * 86_400
/** 1970-01-05 was a Monday. */
const MONDAY = 4 * 86_400

/** The Monday, 00:00 UTC, on or before an instant. */
export function weekOf(instant: Instant): Instant {
  const seconds = secondsOf(instant)
  return addDays('1970-01-05T00:00:00Z', Math.floor((seconds - MONDAY) / WEEK) * 7)
}

/** Every Monday from the week of one instant to that of another, both included; at most 60 years of them. */
export function listWeeks(from: Instant, to: Instant): readonly Instant[] {
  const weeks: Instant[] = []
  const last = weekOf(to)
  for (let week = weekOf(from); week <= last && weeks.length < 3200; week = addDays(week, 7)) weeks.push(week)
  return weeks
}
