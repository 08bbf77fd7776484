import type { Hint } from './lineage-candidates.ts'
import type { SeriesCard } from './lineage-card.ts'
import { readRunStem } from './run-stem.ts'
import { placeMails } from './series-places.ts'

/** What series say of one another: by naming mails, and by the mails that theirs answer. */
export interface Hints {
  /** By id of the series that is hinted at, itself left out. */
  readonly of: (card: SeriesCard) => ReadonlyMap<string, Hint>
  /** The series that a mail is in. */
  readonly seriesOf: (messageId: string) => SeriesCard | undefined
}

/** The hints of all these series. `parentOf` is that of the threads. */
export function findHints(
  cards: readonly SeriesCard[],
  parentOf: (messageId: string) => string | undefined,
): Hints {
  const byId = new Map(cards.map((card) => [card.series.id, card]))
  const { placeOf, findTarget } = placeMails(
    cards.map((card) => card.series),
    parentOf,
  )
  const cardAt = (place: { readonly series: string } | undefined): SeriesCard | undefined =>
    place === undefined ? undefined : byId.get(place.series)

  const of = (card: SeriesCard): ReadonlyMap<string, Hint> => {
    const hints = new Map<string, Hint>()
    const add = (
      older: SeriesCard | undefined,
      kind: 'supersedes' | 'names' | 'answers' | 'answersReply',
    ) => {
      if (older === undefined || older === card) return
      const known = hints.get(older.series.id)
      const hint = known ?? { older, supersedes: false, names: false, answers: false, answersReply: false }
      hint[kind] = true
      hints.set(older.series.id, hint)
    }
    // A mail that only answers a series is named as well: an address that leads into a thread leads to its series.
    for (const id of card.supersedes) add(cardAt(placeOf(id) ?? findTarget(id)), 'supersedes')
    for (const id of card.links) add(cardAt(placeOf(id)), 'names')
    const { cover, patches, duplicates } = card.series
    for (const id of [cover, ...patches, ...duplicates]) {
      const parent = id === undefined ? undefined : parentOf(id)
      if (id === undefined || parent === undefined || isSameRun(id, parent)) continue
      const place = placeOf(parent)
      if (place === undefined) add(cardAt(findTarget(parent)), 'answersReply')
      else add(cardAt(place), 'answers')
    }
    return hints
  }
  return { of, seriesOf: (id) => cardAt(placeOf(id)) }
}

/** Nobody sends two versions with one command: that one mail of it answers another tells nothing. */
function isSameRun(a: string, b: string): boolean {
  const stem = readRunStem(a)?.stem
  return stem !== undefined && stem === readRunStem(b)?.stem
}
