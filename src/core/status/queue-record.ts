import { addDays, type Instant } from '../time.ts'

/** What happened to one lineage, for judging what the lost queue said of it. */
export interface QueueHistory {
  readonly lineage: string
  /** How it stood: when it was lost for a reason that is judged, and when it was closed. */
  readonly lost: readonly { readonly from: Instant; readonly to: Instant | undefined }[]
  /** When people wrote about it, a version was posted, or it was committed; ascending. */
  readonly events: readonly Instant[]
  /** When a commit was made that probably is it, or somebody said that it had been done before: it was not lost then. */
  readonly overtaken: readonly Instant[]
}

/** What the queue of one day came to. */
export interface QueueDay {
  readonly day: Instant
  readonly listed: number
  /** People took it up later: pinged, answered, posted it anew, committed it. */
  readonly right: number
  /** It had been settled before that day. */
  readonly wrong: number
  /** Neither: nothing has happened to it since. */
  readonly open: number
}

/**
 * What the lost queue of past days was worth, judged by what people did later (patch-trackers dossier, section 3.5).
 *
 * A line is right if people took it up after the day, wrong if it had been settled by then; what nobody has touched
 * since is neither. Only what was known on the day made the queue: the intervals are those of the day.
 */
export function judgeQueue(
  histories: readonly QueueHistory[],
  days: readonly Instant[],
): readonly QueueDay[] {
  return days.map((day) => {
    let [listed, right, wrong] = [0, 0, 0]
    for (const one of histories) {
      if (!one.lost.some((span) => span.from <= day && (span.to === undefined || span.to > day))) continue
      listed++
      if (one.overtaken.some((at) => at <= day)) wrong++
      else if (one.events.some((at) => at > day)) right++
    }
    return { day, listed, right, wrong, open: listed - right - wrong }
  })
}

/** The first of each month, so many of them, the last at least `margin` days before an instant. */
export function daysToJudge(now: Instant, months: number, margin: number): readonly Instant[] {
  const last = addDays(now, -margin)
  const start = Number(last.slice(0, 4)) * 12 + Number(last.slice(5, 7)) - 1
  return Array.from({ length: months }, (_, i) => {
    const month = start - (months - 1 - i)
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01T00:00:00Z`
  })
}

/** A question of somebody what became of a lineage. */
export interface JudgedPing {
  readonly messageId: string
  readonly at: Instant
  /**
   * `listed`: the queue had it. `soon`: it would have had it within seven days. `closed`: it was settled already, as its
   * page says. `missed`: none of these.
   */
  readonly found: 'listed' | 'soon' | 'closed' | 'missed'
}

/** Shares of a record; `undefined` where there is nothing to judge. */
export interface QueueRecord {
  readonly days: readonly QueueDay[]
  readonly pings: readonly JudgedPing[]
  /** Right of right and wrong. */
  readonly precision: number | undefined
  /** Pings that hit a line, or one that would be there within seven days, of those at something open. */
  readonly recall: number | undefined
}

/** Days and pings as one record. */
export function recordOf(days: readonly QueueDay[], pings: readonly JudgedPing[]): QueueRecord {
  const right = days.reduce((sum, day) => sum + day.right, 0)
  const wrong = days.reduce((sum, day) => sum + day.wrong, 0)
  const open = pings.filter((ping) => ping.found !== 'closed')
  const hit = open.filter((ping) => ping.found !== 'missed').length
  return {
    days,
    pings,
    precision: right + wrong === 0 ? undefined : right / (right + wrong),
    recall: open.length === 0 ? undefined : hit / open.length,
  }
}
