import { createHash } from 'node:crypto'
import { monthOf } from '../time.ts'
import type { PatchLink, SeriesLink } from './lineage.ts'
import type { Hint } from './lineage-candidates.ts'
import type { SeriesCard } from './lineage-card.ts'

/** What one series was linked to, in the order in which it was found. */
export interface LinksOfSeries {
  readonly series: string
  /** Id of the one before, which nothing else is guessed to continue from then on; `undefined`: none. */
  readonly continues: string | undefined
  readonly seriesLinks: readonly SeriesLink[]
  readonly patchLinks: readonly PatchLink[]
}

/**
 * The links of the series of one calendar month (by `at`), with a print of all that they follow from: these series and all
 * earlier ones. Series that are linked to nothing are left out.
 */
export interface LinkMonth {
  /** `2026-05` */
  readonly month: string
  readonly print: string
  readonly links: readonly LinksOfSeries[]
}

/** A month before its links are found: its print, and which series are its. */
export interface PrintedMonth {
  readonly month: string
  readonly print: string
  readonly cards: readonly SeriesCard[]
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

/**
 * The months of some series, in order of time, each with a print that changes when anything does of which its links are
 * made. A series is linked to earlier ones only: the print of a month goes on from that of the month before.
 */
export function printMonths(cards: readonly SeriesCard[], inputs: LinkInputs): readonly PrintedMonth[] {
  const months = new Map<string, SeriesCard[]>()
  for (const card of cards) {
    const month = monthOf(card.series.at)
    const others = months.get(month)
    if (others) others.push(card)
    else months.set(month, [card])
  }
  let before = ''
  return [...months].map(([month, some]) => {
    const hash = createHash('sha256').update(before)
    for (const card of some) for (const part of partsOf(card, inputs)) hash.update('\0').update(part)
    before = hash.digest('base64url').slice(0, 22)
    return { month, print: before, cards: some }
  })
}

function partsOf(card: SeriesCard, inputs: LinkInputs): readonly string[] {
  const { cover } = card.series
  const mails = [...(cover === undefined ? [] : [cover]), ...card.patches.map((patch) => patch.id)]
  const hints = [...inputs.hintsOf(card)].map(([id, hint]) => [
    id,
    hint.supersedes,
    hint.names,
    hint.answers,
    hint.answersReply,
  ])
  return [
    JSON.stringify([card.series, inputs.peopleOf(card), hints, [...(inputs.decidedOf(card) ?? [])]]),
    ...mails.map(inputs.printOf),
  ]
}

/** The links of last time that still hold, by id of the series; and from which month on links have to be found. */
export function keepMonths(
  months: readonly PrintedMonth[],
  known: readonly LinkMonth[],
): { readonly kept: number; readonly linksOf: ReadonlyMap<string, LinksOfSeries> } {
  const before = new Map(known.map((one) => [one.month, one]))
  let kept = months.length
  while (kept > 0 && before.get(months[kept - 1]?.month ?? '')?.print !== months[kept - 1]?.print) kept--
  const linksOf = new Map<string, LinksOfSeries>()
  for (const { month } of months.slice(0, kept))
    for (const links of before.get(month)?.links ?? []) linksOf.set(links.series, links)
  return { kept, linksOf }
}
