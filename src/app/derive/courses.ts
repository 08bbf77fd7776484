import type { History } from '../../core/status/history.ts'
import { type Course, deriveCourses } from '../../core/status/intervals.ts'
import type { Instant } from '../../core/time.ts'

/** How a lineage stood up to now, and when it will stand differently if nothing happens. */
export interface Outlook {
  readonly courses: readonly Course[]
  /** The next instant at which something changes by time alone; `undefined`: never. */
  readonly dueAt: Instant | undefined
}

const FAR: Instant = '9999-12-31T23:59:59Z'

/**
 * How a lineage stood at every instant up to `now`.
 *
 * Derived for all time and cut off at `now`, so that what is still to come is known: until then nothing has to be
 * derived again. A lineage whose mails are all dated later than now has the standing that it began with.
 */
export function lookOut(history: History, now: Instant): Outlook {
  const start = history.series[0]?.at ?? now
  const cutAt = start > now ? start : now
  let dueAt: Instant | undefined
  const courses = deriveCourses(history, FAR).flatMap((course): Course[] => {
    const intervals = []
    for (const one of course.intervals) {
      if (one.from > cutAt) {
        if (dueAt === undefined || one.from < dueAt) dueAt = one.from
        continue
      }
      // What ends later has not ended yet.
      intervals.push(one.to !== undefined && one.to > cutAt ? { ...one, to: undefined } : one)
      if (one.to !== undefined && one.to > cutAt && (dueAt === undefined || one.to < dueAt)) dueAt = one.to
    }
    return intervals.length === 0 ? [] : [{ lineage: course.lineage, intervals }]
  })
  return { courses, dueAt }
}
