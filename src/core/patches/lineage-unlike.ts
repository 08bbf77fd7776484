import { chooseOneToOne } from './lineage-assign.ts'
import { type Candidate, isRevert, type Pair } from './lineage-candidates.ts'
import type { PatchCard, SeriesCard } from './lineage-card.ts'

/** A version is rewritten from scratch within this time, or not at all. */
const LONGEST = 40 * 86_400
/** So much of their files have to be the same. */
const LEAST = 0.5

/**
 * What comes before a series that calls itself "v2" and is like nothing before it: the sender's latest series with the
 * number before that touches the same files and that nothing continued yet. A guess, and shown as one.
 *
 * Source: rewrites such as LTP's "clock_settime03: accept ENOTSUP …", whose v2 is "… change to use CLOCK_REALTIME".
 */
export function findUnlike(
  card: SeriesCard,
  candidates: Iterable<Candidate | undefined>,
  isContinued: (seriesId: string) => boolean,
  compare: (newer: PatchCard, older: PatchCard) => Pair,
): { readonly candidate: Candidate; readonly pairs: readonly Pair[] } | undefined {
  if (!card.series.versionWritten || card.rank < 2 || card.series.pull) return undefined
  const paths = pathsOf(card)
  let best: Candidate | undefined
  for (const candidate of candidates) {
    if (candidate === undefined || !candidate.isOwn || !isOneBefore(candidate.card, card)) continue
    if (card.at - candidate.card.at > LONGEST || isContinued(candidate.card.series.id)) continue
    if (overlapOf(paths, pathsOf(candidate.card)) < LEAST) continue
    if (candidate.card.patches.some(isRevert) !== card.patches.some(isRevert)) continue
    if (best === undefined || compareRecency(candidate.card, best.card) > 0) best = candidate
  }
  if (best === undefined) return undefined
  const pairs: Pair[] = []
  for (const newer of card.patches)
    for (const older of best.card.patches) {
      const pair = compare(newer, older)
      if (pair.score.files >= LEAST) pairs.push({ ...pair, byElimination: true })
    }
  return { candidate: best, pairs: chooseOneToOne(pairs) }
}

/** v2 for a v3; a v3 without a v2 had that elsewhere. */
function isOneBefore(older: SeriesCard, newer: SeriesCard): boolean {
  return older.rank < newer.rank && Math.floor(older.rank) >= Math.floor(newer.rank) - 1
}

/** The higher version, then the later. */
function compareRecency(a: SeriesCard, b: SeriesCard): number {
  return a.rank - b.rank || a.at - b.at || (a.series.id < b.series.id ? 1 : -1)
}

function pathsOf(card: SeriesCard): ReadonlySet<string> {
  return new Set(card.patches.flatMap((patch) => patch.paths))
}

function overlapOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0
  for (const one of a) if (b.has(one)) common++
  return common === 0 ? 0 : common / (a.size + b.size - common)
}
