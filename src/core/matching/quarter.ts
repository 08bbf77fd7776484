import { DAY, type Instant, secondsOf } from '../time.ts'

/**
 * A quarter of a year, `2026-Q1`: commits are matched quarter by quarter, so that what is new touches few of them.
 *
 * Quarters are fixed by the calendar, never by what has arrived, and so the result depends on the set alone.
 */
export type Quarter = string

/** How many quarters before a commit's own its patch may have been posted, for it to be found by likeness. */
export const QUARTERS_BACK = 8
/** A clock may be wrong by so much: patches posted later than this after the commit are not its origin. */
export const FUTURE_DAYS = 1.5
/** Their own commits people post later, too: a series is worked on in a branch, and then sent. */
export const OWN_FUTURE_DAYS = 60

/** The quarter of an instant, UTC. */
export function quarterOf(instant: Instant): Quarter {
  return `${instant.slice(0, 4)}-Q${Math.floor((Number(instant.slice(5, 7)) - 1) / 3) + 1}`
}

/** Seconds since 1970 at which a quarter begins, and at which the one so many quarters later does. */
export function startOfQuarter(quarter: Quarter, later = 0): number {
  const index = Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(6)) - 1 + later
  const year = String(Math.floor(index / 4)).padStart(4, '0')
  const month = String((index % 4) * 3 + 1).padStart(2, '0')
  return secondsOf(`${year}-${month}-01T00:00:00Z`)
}

/**
 * The seconds from (inclusive) and to (exclusive) between which a patch must have been posted, to be found by likeness for a
 * commit of a quarter. How rare lines and words are is counted in there, and nowhere else.
 */
export function windowOf(quarter: Quarter): { readonly from: number; readonly to: number } {
  return {
    from: startOfQuarter(quarter, -QUARTERS_BACK),
    to: startOfQuarter(quarter, 1) + FUTURE_DAYS * DAY,
  }
}

/**
 * The second from which on a patch matters to no commit of a quarter at all. Between the end of the window and this one,
 * it matters only to commits that it shares an exact key with: subject, patch-id, changed lines, date, or a name.
 */
export function reachOf(quarter: Quarter): number {
  return startOfQuarter(quarter, 1) + OWN_FUTURE_DAYS * DAY
}
