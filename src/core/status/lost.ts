import { addDays, type Instant, monthOf } from '../time.ts'
import type { Situation } from './history.ts'
import type { LostReason, Status } from './status.ts'

/** What each reason means, for people. */
export const LOST_REASONS: Readonly<Record<LostReason, string>> = {
  L1: 'nobody but its author ever answered',
  L2: 'a reviewer was to answer and did not',
  L3: 'ready, and never committed',
  L4: 'the author was to answer and did not',
  L5: 'a part was committed, the rest fell silent',
  L6: 'a ping that nobody answered',
  L7: 'promised to be applied, and never was',
  L8: 'only a part of it ever reached the list',
}

/** A series is half-delivered when a mail is still missing after this many days (section 2.5). */
export const INCOMPLETE_DAYS = 1

/**
 * The instants at which a lineage in this status becomes lost, by reason (section 3.5), if nothing else happens.
 *
 * `L1` unanswered: no human other than the author replied for T1 days after the newest posting that is no mere
 * resend. `L8` half-delivered: mails are missing a day after the posting. Stable backports are nobody's turn and
 * so never lost. The other reasons come with the review queue.
 */
export function findLostSince(
  situation: Situation,
  status: Status,
): readonly { readonly reason: LostReason; readonly at: Instant }[] {
  if (situation.newest.stable.length > 0) return []
  if (status === 'incomplete') return [{ reason: 'L8', at: addDays(situation.newest.at, INCOMPLETE_DAYS) }]
  if (status !== 'new' && status !== 'rfc') return []
  const posted = lastPosting(situation)
  return [{ reason: 'L1', at: addDays(posted, situation.history.unansweredDays(posted)) }]
}

function lastPosting(situation: Situation): Instant {
  let at = situation.series[0]?.at ?? situation.newest.at
  for (const series of situation.series) if (!series.resend && series.at > at) at = series.at
  return at
}

/** A first reply: when its series was posted, and when somebody else first answered. */
export interface FirstReply {
  readonly postedAt: Instant
  readonly repliedAt: Instant
}

/** T1 stays between these, whatever the list is used to. */
const T1_DAYS = { least: 7, most: 28 }

/**
 * T1 of section 3.5: how many days without a reply make a patch unanswered, for a patch posted at an instant.
 *
 * The 90th percentile (nearest rank) of the time to the first human reply, over the replies of the twelve months
 * before the month of posting, kept between 7 and 28 days; 28 where there are fewer than ten. Only what was known
 * when that month began is used, so the past as it looked then stays what it was.
 */
export function unansweredDays(replies: readonly FirstReply[]): (postedAt: Instant) => number {
  const byMonth = new Map<string, number[]>()
  for (const reply of replies) {
    const days = (Date.parse(reply.repliedAt) - Date.parse(reply.postedAt)) / 86_400_000
    const month = monthOf(reply.repliedAt)
    const list = byMonth.get(month)
    if (list) list.push(Math.max(days, 0))
    else byMonth.set(month, [Math.max(days, 0)])
  }
  const known = new Map<string, number>()
  return (postedAt) => {
    const month = monthOf(postedAt)
    const found = known.get(month)
    if (found !== undefined) return found
    const sample = previousMonths(month, 12)
      .flatMap((one) => byMonth.get(one) ?? [])
      .sort((a, b) => a - b)
    const rank = sample[Math.ceil(sample.length * 0.9) - 1]
    const days =
      rank === undefined || sample.length < 10
        ? T1_DAYS.most
        : Math.min(Math.max(rank, T1_DAYS.least), T1_DAYS.most)
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
