import { createHash } from 'node:crypto'
import type { Instant } from '../time.ts'
import type { PatchLink, SeriesLink } from './lineage.ts'
import type { Hint } from './lineage-candidates.ts'
import type { SeriesCard } from './lineage-card.ts'
import type { SenderNumber } from './lineage-people.ts'

/** What one series was linked to, in the order in which it was found. */
export interface LinksOfSeries {
  readonly series: string
  /** Id of the one before, which nothing else is guessed to continue from then on; `undefined`: none. */
  readonly continues: string | undefined
  readonly seriesLinks: readonly SeriesLink[]
  readonly patchLinks: readonly PatchLink[]
}

/** What is remembered of the links of one series. */
export interface KnownLinks {
  /** Its id. */
  readonly series: string
  /** A print of what they follow from, but for earlier series: itself, its people, what it hints at, what was decided. */
  readonly print: string
  /** `undefined`: it was linked to nothing. */
  readonly links: LinksOfSeries | undefined
}

/** What was found last time, and what tells that a mail is the same. */
export interface LinkMemo {
  /** In the order of the series: by `at`, then id. */
  readonly known: readonly KnownLinks[]
  /** A print of a mail: with another print, its facts may be others. */
  readonly printOf: (messageId: string) => string
  /**
   * Where only some series are given: all that were posted from then on are, and what is known of the others holds. Without it
   * all series are given, and those hold before which nothing has changed.
   */
  readonly since?: Since
}

/** From when on links are looked for, among some of the series of a project. */
export interface Since {
  readonly at: Instant
  /** Senders and authors as they were known before. */
  readonly people: readonly SenderNumber[]
  /** Ids of given series that series continue which are not given. */
  readonly continued: readonly string[]
}

/** What the links of a series follow from, beside itself and earlier ones. */
export interface LinkInputs {
  /** A print of a mail. */
  readonly printOf: (messageId: string) => string
  /** The persons of sender and authors, as keys. */
  readonly peopleOf: (card: SeriesCard) => readonly string[]
  readonly hintsOf: (card: SeriesCard) => ReadonlyMap<string, Hint>
  /** What people decided of it: older series, and whether they are linked. */
  readonly decidedOf: (card: SeriesCard) => ReadonlyMap<string, boolean> | undefined
}

/** A print of a series that changes when anything does of which its links are made, but for earlier series. */
export function printCard(card: SeriesCard, inputs: LinkInputs): string {
  const { cover } = card.series
  const mails = [...(cover === undefined ? [] : [cover]), ...card.patches.map((patch) => patch.id)]
  const hints = [...inputs.hintsOf(card)].map(([id, hint]) => [
    id,
    hint.supersedes,
    hint.names,
    hint.answers,
    hint.answersReply,
  ])
  const parts = [
    card.series,
    inputs.peopleOf(card),
    hints,
    [...(inputs.decidedOf(card) ?? [])],
    mails.map(inputs.printOf),
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)
}

/**
 * How many of the first cards keep the links that are known: a series is linked to earlier ones only, so its links hold where
 * it and all before it are the same, and nothing is new among them.
 */
export function countKept(
  prints: readonly string[],
  ids: readonly string[],
  known: readonly KnownLinks[],
): number {
  const differs = ids.findIndex((id, n) => known[n]?.series !== id || known[n]?.print !== prints[n])
  return differs < 0 ? ids.length : differs
}
