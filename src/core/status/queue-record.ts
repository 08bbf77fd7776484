import { addDays, type Instant } from '../time.ts'

/** What happened to one lineage, for judging what the lost queue said of it. */
export interface QueueHistory {
  /** When it was lost, for a reason that is judged. */
  readonly lost: readonly { readonly from: Instant; readonly to: Instant | undefined }[]
  /** When somebody last wrote about it, posted a version or committed one of its patches. */
  readonly actedAt: Instant
  /**
   * From when on it probably was settled, unknown to the queue: a commit that looks like it and was not believed, a
   * series of the same title that was not linked, the word of somebody who said later that it had been done or dropped.
   */
  readonly settledAt: Instant | undefined
}

/** What lines of the queue came to. */
export interface QueueCount {
  readonly listed: number
  /** People took it up later: pinged, answered, posted it anew, committed it. */
  readonly right: number
  /** It had been settled before that day. */
  readonly wrong: number
  /** Neither: nothing has happened to it since. */
  readonly open: number
}

/** What the queue of one day came to. */
export interface QueueDay extends QueueCount {
  readonly day: Instant
}

/**
 * What the lost queue of past days was worth, judged by what people did later (patch-trackers dossier, section 3.5).
 *
 * A line is wrong if it had been settled by then, right if people took it up after the day; what nobody has touched since
 * is neither. Only what was known on the day made the queue: the spans are those of the day.
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
      if (one.settledAt !== undefined && one.settledAt <= day) wrong++
      else if (one.actedAt > day) right++
    }
    return { day, listed, right, wrong, open: listed - right - wrong }
  })
}

/**
 * The same by lineage: each that any of the days listed, once. It is wrong if it was on any of them, right if it was on any
 * and wrong on none: what stays listed for years weighs no more than what was taken up after a month.
 */
export function judgeLineages(histories: readonly QueueHistory[], days: readonly Instant[]): QueueCount {
  let [listed, right, wrong] = [0, 0, 0]
  for (const one of histories) {
    const on = days.filter((day) =>
      one.lost.some((span) => span.from <= day && (span.to === undefined || span.to > day)),
    )
    const [first] = on
    if (first === undefined) continue
    listed++
    if (on.some((day) => one.settledAt !== undefined && one.settledAt <= day)) wrong++
    else if (one.actedAt > first) right++
  }
  return { listed, right, wrong, open: listed - right - wrong }
}

/** The first of each month between two instants, the last at least `margin` days before the end: time to be judged in. */
export function daysToJudge(from: Instant, to: Instant, margin: number): readonly Instant[] {
  const last = addDays(to, -margin)
  const days: Instant[] = []
  let month = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7))
  for (;;) {
    const day = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01T00:00:00Z`
    if (day > last) return days
    days.push(day)
    month++
  }
}

/** A question of somebody what has become of a lineage, and how the queue stood to it just before. */
export interface QueuePing {
  readonly messageId: string
  readonly at: Instant
  readonly status: string
  /** When it was, or without this question would have been, lost; `undefined`: never. */
  readonly lostAt: Instant | undefined
  /** When it was, or with this question and nothing after it would be, lost: an unanswered question is a reason (L6). */
  readonly lostAskedAt: Instant | undefined
}

/** A ping, judged. */
export interface JudgedPing extends QueuePing {
  /**
   * `listed`: the queue had it. `soon`: it would have had it within seven days, had nobody asked. `asked`: it has it within
   * seven days because somebody asked, unless somebody answers. `closed`: it was settled or put off, as its page says.
   * `missed`: none of these.
   */
  readonly found: 'listed' | 'soon' | 'asked' | 'closed' | 'missed'
}

/** Days within which the queue would have to list what somebody asks for. */
const SOON_DAYS = 7

const AT_REST: ReadonlySet<string> = new Set(['merged', 'rejected', 'withdrawn', 'deferred'])

/** Whether the queue had, or would have had, what people asked for. */
export function judgePing(ping: QueuePing): JudgedPing {
  return { ...ping, found: foundOf(ping) }
}

function foundOf({ at, status, lostAt, lostAskedAt }: QueuePing): JudgedPing['found'] {
  const soon = addDays(at, SOON_DAYS)
  if (lostAt !== undefined && lostAt <= at) return 'listed'
  if (lostAt !== undefined && lostAt <= soon) return 'soon'
  if (lostAskedAt !== undefined && lostAskedAt <= soon) return 'asked'
  return AT_REST.has(status) ? 'closed' : 'missed'
}

/** Shares of a record; `undefined` where there is nothing to judge. */
export interface QueueRecord {
  readonly days: readonly QueueDay[]
  /** Every lineage that was listed on any of these days, once. */
  readonly lineages: QueueCount
  /** Oldest first. */
  readonly pings: readonly JudgedPing[]
  /** Of the lineages, right of right and wrong. */
  readonly precision: number | undefined
  /** Pings that hit a line, or one that is there within seven days unless somebody answers, of those at something open. */
  readonly recall: number | undefined
  /** The same, had nobody asked: without what only the question itself brings to the queue (L6). */
  readonly recallUnasked: number | undefined
}

/** The record of the days and pings given. */
export function recordOf(
  histories: readonly QueueHistory[],
  days: readonly Instant[],
  asked: readonly QueuePing[],
): QueueRecord {
  const lineages = judgeLineages(histories, days)
  const pings = asked.map(judgePing)
  const open = pings.filter((ping) => ping.found !== 'closed')
  const hit = open.filter((ping) => ping.found !== 'missed').length
  const early = open.filter((ping) => ping.found === 'listed' || ping.found === 'soon').length
  const { right, wrong } = lineages
  return {
    days: judgeQueue(histories, days),
    lineages,
    pings,
    precision: right + wrong === 0 ? undefined : right / (right + wrong),
    recall: open.length === 0 ? undefined : hit / open.length,
    recallUnasked: open.length === 0 ? undefined : early / open.length,
  }
}
