import { type Candidate, isCertain, type Pair } from './lineage-candidates.ts'
import type { PatchCard, SeriesCard } from './lineage-card.ts'

/** All pairs of two series are compared up to this number; above, only those that the index offers. */
export const MOST_PAIRS = 10_000
const LEAST = 0.42
const SAME_SLOT = 0.08
/** A title that was kept says more than lines that moved from one patch to another. */
const SAME_TITLE = 0.2

/** Which patch of the series before each patch is a version of: one to one, best first; then what is surely left. */
export function assignPatches(
  card: SeriesCard,
  main: Candidate,
  compare: (newer: PatchCard, older: PatchCard) => Pair,
): readonly Pair[] {
  const certain = main.isOwn && isCertain(card, main)
  const fits = (pair: Pair): boolean =>
    main.pairs.has(pair) ? worthOf(pair) >= LEAST : certain && pair.score.sameTitle
  const pairs = new Set(main.pairs)
  if (certain && card.patches.length * main.card.patches.length <= MOST_PAIRS)
    for (const newer of card.patches)
      for (const older of main.card.patches) if (newer.key === older.key) pairs.add(compare(newer, older))
  const chosen = chooseOneToOne([...pairs].filter(fits))
  const last = certain ? lastPair(card, main, chosen, compare) : undefined
  return last === undefined ? chosen : [...chosen, last]
}

/** The only one left of each, if these can be one: a lone patch, or the same place and files in a series as long. */
function lastPair(
  card: SeriesCard,
  main: Candidate,
  chosen: readonly Pair[],
  compare: (newer: PatchCard, older: PatchCard) => Pair,
): Pair | undefined {
  const left = card.patches.filter((patch) => !chosen.some((pair) => pair.newer === patch))
  const right = main.card.patches.filter((patch) => !chosen.some((pair) => pair.older === patch))
  const [newer, older] = [left[0], right[0]]
  if (newer === undefined || older === undefined || left.length > 1 || right.length > 1) return undefined
  const pair = { ...compare(newer, older), byElimination: true }
  const length = card.series.patches.length
  if (length !== main.card.series.patches.length) return undefined
  return length === 1 || (newer.slot === older.slot && pair.score.names > 0) ? pair : undefined
}

function worthOf({ newer, older, score }: Pair): number {
  return score.total + (newer.slot === older.slot ? SAME_SLOT : 0) + (score.sameTitle ? SAME_TITLE : 0)
}

/** Of pairs that share a patch the better one; of equal ones that with the later older patch. */
export function chooseOneToOne(pairs: readonly Pair[]): Pair[] {
  const ordered = [...pairs].sort(
    (a, b) =>
      worthOf(b) - worthOf(a) ||
      b.older.at - a.older.at ||
      a.newer.slot - b.newer.slot ||
      (a.older.id < b.older.id ? -1 : 1),
  )
  const newer = new Set<PatchCard>()
  const older = new Set<PatchCard>()
  return ordered.filter((pair) => {
    if (newer.has(pair.newer) || older.has(pair.older)) return false
    newer.add(pair.newer)
    older.add(pair.older)
    return true
  })
}
