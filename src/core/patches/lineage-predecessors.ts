import { assignPatches, chooseOneToOne, MOST_PAIRS } from './lineage-assign.ts'
import {
  type Candidate,
  type Hint,
  isCertain,
  isTakenOver,
  isVersion,
  makeCandidate,
  type Pair,
  voteFor,
} from './lineage-candidates.ts'
import type { PatchCard, SeriesCard } from './lineage-card.ts'
import type { SenderIndex, TitleIndex } from './lineage-index.ts'
import { scorePair } from './lineage-pair.ts'
import { findUnlike } from './lineage-unlike.ts'

/** A series that another one continues. */
export interface Predecessor {
  readonly older: SeriesCard
  readonly hint: Hint | undefined
  readonly sameChangeId: boolean
  readonly sameRoot: boolean
  /** The one before; `false` for another one that gave it single patches. */
  readonly isMain: boolean
  /** Nothing speaks for it but its number, its time and its files. */
  readonly isGuess: boolean
  /** One to one. */
  readonly pairs: readonly Pair[]
}

/** Where older versions of a series are looked for. */
export interface EarlierSeries {
  /** What its sender posted. */
  readonly own: SenderIndex
  /** What anybody did, by title. */
  readonly all: TitleIndex
  /** What the series itself hints at. */
  readonly hints: ReadonlyMap<string, Hint>
  readonly cardOf: (seriesId: string) => SeriesCard | undefined
  /** Has a series been continued by another one already? */
  readonly isContinued: (seriesId: string) => boolean
  /** `false` for those that a person denied. */
  readonly allows: (seriesId: string) => boolean
}

const LEAST_ELSEWHERE = 0.6
const MOST_OTHERS = 3
/** So many of the series with the same title of the whole are looked at. */
const MOST_ROOTS = 12

/**
 * The series that a series continues, the main one first: at most one for each of its patches, each patch of an
 * older series for at most one of its own.
 *
 * Other people's are taken over where it answers or names them and half of the changed lines are the same, or where
 * the same patch comes again under its title, by its author or with a higher version.
 * Source: matching dossier, section 7, step 6; patch-trackers dossier, section 2.6.
 */
export function findPredecessors(card: SeriesCard, earlier: EarlierSeries): readonly Predecessor[] {
  const candidates = new Map<string, Candidate | undefined>()
  const compared = new Map<string, Pair>()
  const candidateOf = (seriesId: string): Candidate | undefined => {
    if (!candidates.has(seriesId)) {
      const older = earlier.allows(seriesId) ? earlier.cardOf(seriesId) : undefined
      candidates.set(seriesId, older && makeCandidate(card, older, earlier.hints.get(seriesId)))
    }
    return candidates.get(seriesId)
  }
  const compare = (newer: PatchCard, older: PatchCard): Pair => {
    const key = `${newer.slot} ${older.id}`
    const known = compared.get(key)
    if (known) return known
    const pair = { newer, older, score: scorePair(newer, older, earlier.own.weigh), byElimination: false }
    compared.set(key, pair)
    return pair
  }
  const offer = (candidate: Candidate, newer: PatchCard, older: PatchCard): void => {
    const pair = compare(newer, older)
    if (isVersion(card, candidate, pair, earlier.own.isRecurring(newer.key)))
      candidate.pairs.set(`${newer.slot} ${older.id}`, pair)
  }

  for (const newer of card.patches)
    for (const older of [...earlier.own.findCandidates(newer), ...earlier.all.withTitle(newer.key)]) {
      const candidate = candidateOf(older.series.id)
      if (candidate) offer(candidate, newer, older)
    }
  for (const id of listWholes(card, earlier)) {
    const candidate = candidateOf(id)
    if (candidate === undefined || card.patches.length * candidate.card.patches.length > MOST_PAIRS) continue
    for (const newer of card.patches)
      for (const older of candidate.card.patches) offer(candidate, newer, older)
  }

  const main = chooseMain(card, candidates.values())
  const taken = new Set<number>()
  const found: Predecessor[] = []
  if (main) {
    const pairs = assignPatches(card, main, compare)
    for (const pair of pairs) taken.add(pair.newer.slot)
    if (pairs.length > 0 || isCertain(card, main)) found.push({ ...asPredecessor(main), isMain: true, pairs })
  }
  found.push(...findOthers(candidates.values(), main, taken))
  if (found.length > 0) return found
  const guess = findUnlike(card, candidates.values(), earlier.isContinued, compare)
  return guess === undefined
    ? []
    : [{ ...asPredecessor(guess.candidate), isMain: true, isGuess: true, pairs: guess.pairs }]
}

function asPredecessor(candidate: Candidate): Omit<Predecessor, 'isMain' | 'pairs'> {
  const { card, hint, sameChangeId, sameRoot } = candidate
  return { older: card, hint, sameChangeId, sameRoot, isGuess: false }
}

/** Series to compare as a whole: those hinted at, with the same change-id, or with the same title. */
function listWholes(card: SeriesCard, { own, all, hints }: EarlierSeries): ReadonlySet<string> {
  const wholes = new Set(hints.keys())
  if (card.changeId !== undefined)
    for (const one of own.withChangeId(card.changeId)) wholes.add(one.series.id)
  if (card.rootKey !== '')
    for (const list of [own.withRoot(card.rootKey), all.withRoot(card.rootKey)])
      for (const one of list.slice(-MOST_ROOTS)) wholes.add(one.series.id)
  return wholes
}

function chooseMain(card: SeriesCard, candidates: Iterable<Candidate | undefined>): Candidate | undefined {
  let best: Candidate | undefined
  let most = 0
  for (const candidate of candidates) {
    if (candidate === undefined || (candidate.pairs.size === 0 && !isCertain(card, candidate))) continue
    if (!isTakenOver(card, candidate)) continue
    const votes = voteFor(card, candidate)
    const isBetter =
      best === undefined ||
      votes > most ||
      (votes === most &&
        (candidate.card.at > best.card.at ||
          (candidate.card.at === best.card.at && candidate.card.series.id < best.card.series.id)))
    if (isBetter) {
      best = candidate
      most = votes
    }
  }
  return best
}

/** Patches that come from elsewhere: several series made one, or one dropped earlier is back. */
function findOthers(
  candidates: Iterable<Candidate | undefined>,
  main: Candidate | undefined,
  taken: ReadonlySet<number>,
): readonly Predecessor[] {
  const pairs: Pair[] = []
  const ofPair = new Map<Pair, Candidate>()
  for (const candidate of candidates) {
    if (candidate === undefined || candidate === main) continue
    if (!candidate.isOwn && candidate.hint === undefined) continue
    for (const pair of candidate.pairs.values()) {
      if (taken.has(pair.newer.slot) || pair.score.total < LEAST_ELSEWHERE) continue
      pairs.push(pair)
      ofPair.set(pair, candidate)
    }
  }
  const chosen = new Map<Candidate, Pair[]>()
  for (const pair of chooseOneToOne(pairs)) {
    const candidate = ofPair.get(pair)
    if (candidate === undefined) continue
    const list = chosen.get(candidate)
    if (list) list.push(pair)
    else if (chosen.size < MOST_OTHERS) chosen.set(candidate, [pair])
  }
  return [...chosen].map(([candidate, list]) => ({ ...asPredecessor(candidate), isMain: false, pairs: list }))
}
