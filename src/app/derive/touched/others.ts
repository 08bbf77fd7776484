import type { Address } from '../../../core/mail/message.ts'
import { type Instant, monthOf } from '../../../core/time.ts'
import type { SeriesWaits, ThinMemo } from '../../../store/derived/series-memos.ts'
import type { Work } from '../picture.ts'
import type { OtherWorks } from '../stories.ts'
import { thresholdsOf } from '../waits.ts'

/** All lineages as they were, and those that are told anew. */
export interface AllWorks {
  readonly thin: readonly ThinMemo[]
  readonly lineageOf: ReadonlyMap<number, number>
  /** The lineages that are told, and the numbers of what they were. */
  readonly told: readonly Work[]
  readonly before: ReadonlySet<number>
  readonly personKey: (address: Address) => string
}

/** What is known of the lineages that are not told, and which of them have to be, because they are firsts now, or no more. */
export function otherWorks({ thin, lineageOf, told, before, personKey }: AllWorks): OtherWorks & {
  /** By name. */
  readonly more: readonly string[]
} {
  const isTold = (one: ThinMemo): boolean => before.has(lineageOf.get(one.id) ?? one.id)
  // The first of each lineage names it.
  const seen = new Set<number>()
  const then: First[] = []
  for (const one of thin) {
    const lineage = lineageOf.get(one.id) ?? one.id
    if (!seen.has(lineage)) then.push({ name: one.name, at: one.at, person: one.sender, isTold: isTold(one) })
    seen.add(lineage)
  }
  const now = [
    ...then.filter((one) => !one.isTold),
    ...told.flatMap(({ lineage, series: [one] }): First[] =>
      one === undefined
        ? []
        : [{ name: lineage.id, at: one.at, person: personKey(one.sender), isTold: true }],
    ),
  ].sort((a, b) => order(a.at, b.at) || order(a.name, b.name))
  const [were, are] = [firstOf(then), firstOf(now)]
  return {
    waits: thin.filter((one) => !isTold(one)),
    isFirst: (lineage) => are.has(lineage),
    more: then.flatMap((one) => (!one.isTold && were.has(one.name) !== are.has(one.name) ? [one.name] : [])),
  }
}

interface First {
  readonly name: string
  readonly at: Instant
  readonly person: string
  readonly isTold: boolean
}

/** The first work of each person. */
function firstOf(works: readonly First[]): ReadonlySet<string> {
  const first = new Map<string, string>()
  for (const { person, name } of works) if (!first.has(person)) first.set(person, name)
  return new Set(first.values())
}

/**
 * From which month on something else counts as long, `2026-05`, because of waits that changed; `undefined`: in none up to that
 * of `now`. Who looks at that month or a later one stands differently.
 */
export function findChangedMonth(
  { thin, lineageOf, told, before }: AllWorks,
  waits: ReadonlyMap<string, SeriesWaits>,
  now: Instant,
): string | undefined {
  const others = thin.filter((one) => !before.has(lineageOf.get(one.id) ?? one.id))
  const anew = told.flatMap(({ series }) => series.map(({ id, at }) => ({ at, ...waits.get(id) })))
  const old = new Map(
    thin.flatMap((one) => (before.has(lineageOf.get(one.id) ?? one.id) ? [[one.name, one] as const] : [])),
  )
  const moments: (Instant | undefined)[] = []
  for (const { series } of told)
    for (const { id } of series) {
      const [then, anew] = [old.get(id), waits.get(id)]
      old.delete(id)
      if (then?.repliedAt !== anew?.repliedAt) moments.push(then?.repliedAt, anew?.repliedAt)
      if (then?.committedAt !== anew?.committedAt || then?.approvedAt !== anew?.approvedAt)
        moments.push(then?.committedAt, anew?.committedAt)
    }
  for (const one of old.values()) moments.push(one.repliedAt, one.committedAt)
  const [were, are] = [thresholdsOf(thin), thresholdsOf([...others, ...anew])]
  return monthsAfter(
    moments.filter((at) => at !== undefined),
    now,
  ).find((month) => {
    const at = `${month}-02T00:00:00Z`
    return were.replyDays(at) !== are.replyDays(at) || were.commitDays(at) !== are.commitDays(at)
  })
}

/** The months from the one after the earliest of some instants to that of `now`. */
function monthsAfter(moments: readonly Instant[], now: Instant): readonly string[] {
  const first = moments.reduce((a, b) => (b < a ? b : a), now)
  const months: string[] = []
  const indexOf = (at: Instant): number => Number(at.slice(0, 4)) * 12 + Number(at.slice(5, 7)) - 1
  for (let index = indexOf(first) + 1; index <= indexOf(now); index++)
    months.push(
      monthOf(
        `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01T00:00:00Z`,
      ),
    )
  return months
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
