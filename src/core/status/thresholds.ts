import { addDays, type Instant, monthOf } from '../time.ts'

/** Something that took a while: from when to when. */
export interface Wait {
  readonly from: Instant
  readonly to: Instant
}

/** Between these a threshold stays, whatever a list is used to: T1 and T2 of section 3.5, in days. */
const UNANSWERED = { least: 7, most: 28 }
const UNCOMMITTED = { least: 5, most: 21 }

/** Fewer waits than this tell nothing: the longest threshold holds. */
const LEAST_SAMPLE = 10

/**
 * T1 of section 3.5: how many days without a reply make a patch unanswered, for a patch posted at an instant.
 *
 * The 90th percentile (nearest rank) of the time to the first human reply, over what was posted and answered in the twelve
 * months before the month of posting, kept between 7 and 28 days; 28 where there are fewer than ten. Who tidies up and
 * answers what is years old says nothing of how long people wait now. Only what was known when that month began is
 * used, so the past as it looked then stays what it was.
 */
export function unansweredDays(replies: readonly Wait[]): (postedAt: Instant) => number {
  return percentileByMonth(replies, UNANSWERED)
}

/** T2: the same of the time from ready to committed, kept between 5 and 21 days. */
export function uncommittedDays(commits: readonly Wait[]): (readyAt: Instant) => number {
  return percentileByMonth(commits, UNCOMMITTED)
}

function percentileByMonth(
  waits: readonly Wait[],
  bounds: { readonly least: number; readonly most: number },
): (at: Instant) => number {
  const byMonth = new Map<string, { readonly from: string; readonly days: number }[]>()
  for (const wait of waits) {
    const days = Math.max((Date.parse(wait.to) - Date.parse(wait.from)) / 86_400_000, 0)
    const month = monthOf(wait.to)
    const list = byMonth.get(month)
    const one = { from: monthOf(wait.from), days }
    if (list) list.push(one)
    else byMonth.set(month, [one])
  }
  const known = new Map<string, number>()
  return (at) => {
    const month = monthOf(at)
    const found = known.get(month)
    if (found !== undefined) return found
    const months = previousMonths(month, 12)
    const first = months.at(-1) ?? month
    const sample = months
      .flatMap((one) => byMonth.get(one) ?? [])
      .flatMap((one) => (one.from >= first ? [one.days] : []))
      .sort((a, b) => a - b)
    const rank = sample[Math.ceil(sample.length * 0.9) - 1]
    const days =
      rank === undefined || sample.length < LEAST_SAMPLE
        ? bounds.most
        : Math.min(Math.max(rank, bounds.least), bounds.most)
    known.set(month, days)
    return days
  }
}

function previousMonths(month: string, count: number): string[] {
  const start = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
  return Array.from({ length: count }, (_, i) => {
    const index = start - 1 - i
    return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
  })
}

/** A time that does not count: a freeze, an absence that was announced. */
export interface Pause {
  readonly from: Instant
  readonly to: Instant
}

/** The instant so many days after another, the time of pauses left out. `pauses` are ascending and do not overlap. */
export function addCountedDays(at: Instant, days: number, pauses: readonly Pause[]): Instant {
  let end = addDays(at, days)
  for (const pause of pauses) {
    if (pause.to <= at) continue
    if (pause.from >= end) break
    const from = pause.from > at ? pause.from : at
    end = addDays(end, (Date.parse(pause.to) - Date.parse(from)) / 86_400_000)
  }
  return end
}
