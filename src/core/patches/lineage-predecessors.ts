import { assignPatches, chooseOneToOne, MOST_PAIRS } from './lineage-assign.ts'
import {
  type Candidate,
  type Hint,
  isAddressed,
  isCertain,
  isTakenOver,
  isVersion,
  makeCandidate,
  type Pair,
  voteFor,
} from './lineage-candidates.ts'
import type { PatchCard, SeriesCard } from './lineage-card.ts'
import type { SenderIndex, TitleIndex } from './lineage-index.ts'
import { lineWeights, scorePair } from './lineage-pair.ts'
import { findUnlike } from './lineage-unlike.ts'

/** A series that another one continues. */
export interface Predecessor {
  readonly older: SeriesCard
  readonly hint: Hint | undefined
  readonly sameChangeId: boolean
  readonly sameRoot: boolean
  /** The one before; `false` for another one that gave it single patches. */
  readonly isMain: boolean
  /** Both are versions of one piece of work; `false` where a few patches moved from one to the other. */
  readonly isContinued: boolean
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
  /** The latest patch that is known to be the next version of one. */
  readonly nextOf: (patch: PatchCard) => PatchCard | undefined
  /** Has a series been continued by another one already? */
  readonly isContinued: (seriesId: string) => boolean
  /** `false` for those that a person denied. */
  readonly allows: (seriesId: string) => boolean
}

const LEAST_ELSEWHERE = 0.6
const MOST_OTHERS = 3
/** So many series are compared as a whole, those named first. */
const MOST_WHOLES = 40

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
  const compared = new Map<PatchCard, Map<PatchCard, Pair>>()
  const weights = lineWeights(earlier.own.weigh)
  const candidateOf = (seriesId: string): Candidate | undefined => {
    if (!candidates.has(seriesId)) {
      const older = earlier.allows(seriesId) ? earlier.cardOf(seriesId) : undefined
      candidates.set(seriesId, older && makeCandidate(card, older, earlier.hints.get(seriesId)))
    }
    return candidates.get(seriesId)
  }
  const compare = (newer: PatchCard, older: PatchCard): Pair => {
    const others = compared.get(newer) ?? new Map<PatchCard, Pair>()
    compared.set(newer, others)
    const known = others.get(older)
    if (known) return known
    const pair = { newer, older, score: scorePair(newer, older, weights), byElimination: false }
    others.set(older, pair)
    return pair
  }
  const offer = (candidate: Candidate, newer: PatchCard, older: PatchCard): void => {
    const pair = compare(newer, older)
    if (isSpokenFor(pair, earlier, compare)) return
    if (isVersion(card, candidate, pair, earlier.own.isRecurring(newer.key))) candidate.pairs.add(pair)
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
      for (const older of candidate.card.patches)
        if (haveCommonName(newer, older)) offer(candidate, newer, older)
  }

  const main = chooseMain(card, candidates.values())
  const taken = new Set<number>()
  const found: Predecessor[] = []
  if (main) {
    const assigned = assignPatches(card, main, compare).filter(
      (pair) => !pair.byElimination || !isSpokenFor(pair, earlier, compare),
    )
    for (const pair of assigned) taken.add(pair.newer.slot)
    const between = findBetween(main, assigned, earlier.nextOf, candidateOf, compare)
    const pairs = assigned.filter((pair) => !between.has(pair))
    if (assigned.length > 0 || isCertain(card, main))
      found.push({ ...predecessor(card, main, true, assigned), pairs })
    found.push(...groupByCandidate(card, [...between.values()], candidateOf))
  }
  found.push(...findOthers(card, candidates.values(), main, taken))
  if (found.length > 0) return found
  const guess = findUnlike(card, candidates.values(), earlier.isContinued, compare)
  return guess === undefined
    ? []
    : [{ ...predecessor(card, guess.candidate, true, guess.pairs), isContinued: true, isGuess: true }]
}

/**
 * Was the older patch continued by another one already, which is more like it? Tests made from one template are alike,
 * and the next of them is no version of the first. A title that was kept says more than lines.
 */
function isSpokenFor(
  { newer, older, score }: Pair,
  earlier: EarlierSeries,
  compare: (newer: PatchCard, older: PatchCard) => Pair,
): boolean {
  if (score.same || score.sameTitle) return false
  const next = earlier.nextOf(older)
  if (next === undefined || next.series.id === newer.series.id) return false
  const other = compare(next, older).score
  return other.same || other.sameTitle || other.total > score.total
}

function predecessor(
  card: SeriesCard,
  candidate: Candidate,
  isMain: boolean,
  pairs: readonly Pair[],
): Predecessor {
  const { card: older, hint, sameChangeId, sameRoot } = candidate
  const smaller = Math.min(card.patches.length, older.patches.length)
  const isContinued =
    (isMain && isCertain(card, candidate)) || isAddressed(hint) || sameRoot || pairs.length * 2 >= smaller
  return { older, hint, sameChangeId, sameRoot, isMain, isContinued, isGuess: false, pairs }
}

/** Patches without a file name in common that are versions of one are found by their lines or title. */
function haveCommonName(a: PatchCard, b: PatchCard): boolean {
  for (const name of a.names) if (b.names.has(name)) return true
  return false
}

/** Series to compare as a whole: those hinted at, with the same change-id, or with the same title. */
function listWholes(card: SeriesCard, { own, all, hints }: EarlierSeries): readonly string[] {
  const more = [
    ...(card.changeId === undefined ? [] : own.withChangeId(card.changeId)),
    ...(card.rootKey === '' ? [] : [...own.withRoot(card.rootKey), ...all.withRoot(card.rootKey)]),
  ]
  return [...new Set([...hints.keys(), ...more.map((one) => one.series.id)])].slice(0, MOST_WHOLES)
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

/**
 * Patches of the series before that were sent again since, without the others: what was sent again is the version
 * before, not what it replaced. By the pairs that they stand in for.
 *
 *     v1 1/3 2/3 3/3,  v2 2/3 alone,  v3 1/3 2/3 3/3: v3 2/3 continues v2 2/3
 */
function findBetween(
  main: Candidate,
  pairs: readonly Pair[],
  nextOf: EarlierSeries['nextOf'],
  candidateOf: (seriesId: string) => Candidate | undefined,
  compare: (newer: PatchCard, older: PatchCard) => Pair,
): ReadonlyMap<Pair, Pair> {
  const found = new Map<Pair, Pair>()
  for (const pair of pairs) {
    const seen = new Set([pair.older])
    for (let next = nextOf(pair.older); next !== undefined && !seen.has(next); next = nextOf(next)) {
      seen.add(next)
      const candidate = candidateOf(next.series.id)
      if (!candidate?.isOwn || !isPartOf(candidate.card, main.card)) break
      found.set(pair, compare(pair.newer, next))
    }
  }
  return found
}

/** Single patches of what was a longer series, sent again without the others. */
function isPartOf({ series, patches }: SeriesCard, whole: SeriesCard): boolean {
  return patches.length < whole.patches.length && (patches.length === 1 || !series.complete)
}

function groupByCandidate(
  card: SeriesCard,
  pairs: readonly Pair[],
  candidateOf: (seriesId: string) => Candidate | undefined,
): readonly Predecessor[] {
  const groups = new Map<Candidate, Pair[]>()
  for (const pair of pairs) {
    const candidate = candidateOf(pair.older.series.id)
    if (candidate === undefined) continue
    const list = groups.get(candidate)
    if (list) list.push(pair)
    else groups.set(candidate, [pair])
  }
  return [...groups].map(([candidate, list]) => predecessor(card, candidate, false, list))
}

/** Patches that come from elsewhere: several series made one, or one dropped earlier is back. */
function findOthers(
  card: SeriesCard,
  candidates: Iterable<Candidate | undefined>,
  main: Candidate | undefined,
  taken: ReadonlySet<number>,
): readonly Predecessor[] {
  const pairs: Pair[] = []
  const ofPair = new Map<Pair, Candidate>()
  for (const candidate of candidates) {
    if (candidate === undefined || candidate === main) continue
    if (!candidate.isOwn && !isAddressed(candidate.hint)) continue
    for (const pair of candidate.pairs) {
      if (taken.has(pair.newer.slot)) continue
      // A higher version under its old title is that patch, however much was rewritten.
      const isNamed = candidate.isOwn && candidate.step === 'bump' && pair.score.sameTitle
      if (pair.score.total < LEAST_ELSEWHERE && !isNamed) continue
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
  return [...chosen].map(([candidate, list]) => predecessor(card, candidate, false, list))
}
