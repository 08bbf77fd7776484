import type { Instant } from '../time.ts'

/** What metrics know of one lineage. */
export interface SeriesFact {
  /** Message-ID of its earliest mail. */
  readonly lineage: string
  /** When its first version was posted; `undefined` for one that was joined to an older one later. */
  readonly startedAt: Instant | undefined
  /** When somebody else first answered; `undefined`: nobody yet. */
  readonly firstReplyAt: Instant | undefined
  readonly mergedAt: Instant | undefined
  /** Without gaps, oldest first. */
  readonly intervals: readonly FactInterval[]
}

/** How a lineage stood from `from` up to, not including, `to` (`undefined`: still so). */
export interface FactInterval {
  readonly from: Instant
  readonly to: Instant | undefined
  readonly status: string
  readonly turn: string
  readonly lost: boolean
}

/** One value of one line of a chart. */
export interface Point {
  readonly line: string
  readonly at: Instant
  readonly value: number
}

/** A number that the record shows over time. */
export interface Metric {
  readonly id: string
  readonly title: string
  readonly unit: 'days' | 'series' | 'patches' | 'messages' | 'people'
  /** What is counted, what is left out, and from which paper or tool the definition comes. */
  readonly definition: string
  /** Points by line, then time. Depends on the set of facts, not on their order. */
  compute(facts: readonly SeriesFact[], asOf: Instant): readonly Point[]
}
