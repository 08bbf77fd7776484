import type { Address } from '../core/mail/message.ts'
import { makeCalendar } from '../core/metrics/calendar.ts'
import { addDays, type Instant, secondsOf } from '../core/time.ts'
import type { Db } from '../store/database.ts'
import { readReview } from '../store/read/review.ts'
import { listSeries, type SeriesEntry } from '../store/read/series-list.ts'
import type { ProjectConfig } from './config.ts'

/** Days of business without an answer after which to escalate. Source: the handbook of the Xen Project. */
export const ESCALATION_DAYS = 5
/** What nobody has mentioned for longer is no case for a question, but for the lost queue. */
const RECENT_DAYS = 90
const MOST = 200

/** An open series that others than its author have had for five business days, and whom to ask. */
export interface Escalation {
  readonly entry: SeriesEntry
  /** Business days since the turn went to them, whole ones. */
  readonly waited: number
  /** Who has it. */
  readonly ask: readonly Address[]
  /** Who could act in their place: whoever can meet one of its needs. */
  readonly next: readonly Address[]
}

/** What waits for reviewers or committers for five business days or more, longest first; the calendar is the project's. */
export async function listEscalations(
  db: Db,
  projectId: number,
  project: Pick<ProjectConfig, 'calendar'>,
  now: Instant,
): Promise<readonly Escalation[]> {
  const calendar = makeCalendar(project.calendar)
  const open: SeriesEntry[] = []
  for (const turn of ['reviewers', 'committers'])
    open.push(
      ...(await listSeries(
        db,
        projectId,
        { turn, activeSince: addDays(now, -RECENT_DAYS), waitingSince: addDays(now, -ESCALATION_DAYS) },
        { sort: 'waiting', limit: MOST },
      )),
    )
  const found: Escalation[] = []
  for (const entry of open) {
    const waited = Math.floor(calendar.businessDays(secondsOf(entry.since), secondsOf(now)))
    if (waited < ESCALATION_DAYS) continue
    const review = await readReview(db, projectId, entry.id)
    const asked = new Set(entry.holders.map((one) => one.address))
    const others = (review?.needs ?? []).flatMap((need) => need.who.flat())
    found.push({
      entry,
      waited,
      ask: entry.holders,
      next: [...new Map(others.map((one) => [one.address, one])).values()].filter(
        (one) => !asked.has(one.address) && one.address !== entry.sender.address,
      ),
    })
  }
  return found.sort((a, b) => b.waited - a.waited || a.entry.id - b.entry.id)
}
