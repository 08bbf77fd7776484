import type { PatchCard, SeriesCard } from './lineage-card.ts'
import type { SenderIndex } from './lineage-index.ts'
import { isPlausible, type PairScore, type Step, scorePair } from './lineage-pair.ts'

/** What a series itself says of another one, by naming it or by its place in the thread. */
export interface Hint {
  readonly older: SeriesCard
  /** It calls it an older version of itself. */
  supersedes: boolean
  /** It names it. */
  names: boolean
  /** A mail of it answers a patch or the cover letter. */
  answers: boolean
  /** A mail of it answers a reply to it. */
  answersReply: boolean
}

/** Two patches, compared. */
export interface Pair {
  readonly newer: PatchCard
  readonly older: PatchCard
  readonly score: PairScore
  /** There was no other one left, in a series that is surely the one before. */
  readonly byElimination: boolean
}

/** A series that another one continues. */
export interface Predecessor {
  readonly older: SeriesCard
  readonly hint: Hint | undefined
  readonly sameChangeId: boolean
  readonly sameRoot: boolean
  /** The one before; `false` for another one that gave it single patches. */
  readonly isMain: boolean
  /** One to one. */
  readonly pairs: readonly Pair[]
}

const DAY = 86_400
const OLDEST = 400 * DAY
/** All pairs of two series are compared up to this number; above, only those that the index offers. */
const MOST_PAIRS = 10_000
const LEAST_IN_MAIN = 0.42
const LEAST_ELSEWHERE = 0.6
const SAME_SLOT = 0.08
const MOST_OTHERS = 3
/** So many of the series with the same title of the whole are looked at. */
const MOST_ROOTS = 12

/** A series that may be an older version of the one in question. */
interface Candidate {
  readonly card: SeriesCard
  readonly hint: Hint | undefined
  readonly step: Step
  readonly sameChangeId: boolean
  readonly sameRoot: boolean
  readonly pairs: Map<string, Pair>
}

/**
 * The series that a series continues, the main one first: at most one for each of its patches, each patch of an
 * older series for at most one of its own.
 *
 * `index` holds the sender's earlier series; other people's are taken over only where a hint leads to them and half
 * of the changed lines are the same. `allows` is false for pairs that a person denied.
 * Source: matching dossier, section 7, step 6; patch-trackers dossier, section 2.6.
 */
export function findPredecessors(
  card: SeriesCard,
  index: SenderIndex,
  hints: ReadonlyMap<string, Hint>,
  cardOf: (seriesId: string) => SeriesCard | undefined,
  allows: (older: string) => boolean,
): readonly Predecessor[] {
  const candidates = new Map<string, Candidate | undefined>()
  const compared = new Map<string, Pair>()
  const candidateOf = (older: SeriesCard): Candidate | undefined => {
    const id = older.series.id
    if (!candidates.has(id))
      candidates.set(id, allows(id) ? makeCandidate(card, older, hints.get(id)) : undefined)
    return candidates.get(id)
  }
  const compare = (newer: PatchCard, older: PatchCard): Pair => {
    const key = `${newer.slot} ${older.id}`
    const known = compared.get(key)
    if (known) return known
    const pair = { newer, older, score: scorePair(newer, older, index.weigh), byElimination: false }
    compared.set(key, pair)
    return pair
  }
  const offer = (candidate: Candidate, newer: PatchCard, older: PatchCard): void => {
    const pair = compare(newer, older)
    if (isVersion(card, candidate, pair, index)) candidate.pairs.set(`${newer.slot} ${older.id}`, pair)
  }

  for (const newer of card.patches)
    for (const older of index.findCandidates(newer)) {
      const series = cardOf(older.series.id)
      const candidate = series && candidateOf(series)
      if (candidate) offer(candidate, newer, older)
    }
  for (const series of listWholes(card, index, hints)) {
    const candidate = candidateOf(series)
    if (candidate === undefined || card.patches.length * series.patches.length > MOST_PAIRS) continue
    for (const newer of card.patches) for (const older of series.patches) offer(candidate, newer, older)
  }

  const main = chooseMain(card, candidates.values())
  const taken = new Set<number>()
  const found: Predecessor[] = []
  if (main) {
    const pairs = assign(card, main, compare)
    for (const pair of pairs) taken.add(pair.newer.slot)
    if (pairs.length > 0 || isCertain(card, main)) found.push({ ...asPredecessor(main), isMain: true, pairs })
  }
  return [...found, ...findOthers(candidates.values(), main, taken)]
}

function asPredecessor(candidate: Candidate): Omit<Predecessor, 'isMain' | 'pairs'> {
  const { card, hint, sameChangeId, sameRoot } = candidate
  return { older: card, hint, sameChangeId, sameRoot }
}

/** Series to compare as a whole: those hinted at, with the same change-id, or with the same title. */
function listWholes(
  card: SeriesCard,
  index: SenderIndex,
  hints: ReadonlyMap<string, Hint>,
): ReadonlySet<SeriesCard> {
  const wholes = new Set([...hints.values()].map((hint) => hint.older))
  if (card.changeId !== undefined) for (const one of index.withChangeId(card.changeId)) wholes.add(one)
  if (card.rootKey !== '') for (const one of index.withRoot(card.rootKey).slice(-MOST_ROOTS)) wholes.add(one)
  return wholes
}

function makeCandidate(card: SeriesCard, older: SeriesCard, hint: Hint | undefined): Candidate | undefined {
  const sameChangeId = card.changeId !== undefined && card.changeId === older.changeId
  const isNamed = sameChangeId || hint?.supersedes === true
  if (older.series.id === card.series.id || older.at > card.at) return undefined
  if (card.person !== older.person && hint === undefined) return undefined
  if (!sameSet(card.series.stable, older.series.stable)) return undefined
  if (!isNamed && (card.at - older.at > OLDEST || !shareTree(card, older))) return undefined
  const step = isNamed ? 'bump' : stepBetween(card, older)
  if (step === undefined) return undefined
  const sameRoot = card.rootKey !== '' && card.rootKey === older.rootKey
  return { card: older, hint, step, sameChangeId, sameRoot, pairs: new Map() }
}

/** `undefined`: a later version is never continued by an earlier one. */
function stepBetween(newer: SeriesCard, older: SeriesCard): Step | undefined {
  const endsRfc = older.series.rfc && !newer.series.rfc
  if (newer.rank > older.rank || endsRfc || newer.series.resend) return 'bump'
  return newer.rank < older.rank && newer.series.versionWritten ? undefined : 'same'
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one))
}

/** Words for different sub-projects keep series apart; many leave them out once. */
function shareTree(a: SeriesCard, b: SeriesCard): boolean {
  const { trees } = a.series
  const others = b.series.trees
  return trees.length === 0 || others.length === 0 || trees.some((tree) => others.includes(tree))
}

function isVersion(card: SeriesCard, candidate: Candidate, pair: Pair, index: SenderIndex): boolean {
  const { score } = pair
  if (candidate.card.person !== card.person) return score.same || score.contained >= 0.5
  const sameTotal = card.series.patches.length === candidate.card.series.patches.length
  return isPlausible(score, candidate.step, sameTotal, index.isRecurring(pair.newer.key))
}

/** Evidence for the whole, without which a series with no patch in common is no older version. */
function isCertain(card: SeriesCard, candidate: Candidate): boolean {
  if (candidate.sameChangeId) return true
  if (card.person !== candidate.card.person) return false
  if (candidate.hint?.supersedes) return true
  const isLater = card.rank > candidate.card.rank
  const { hint, sameRoot } = candidate
  return (
    (isLater && (sameRoot || hint?.answers === true || hint?.answersReply === true)) ||
    (sameRoot && candidate.step === 'bump')
  )
}

function chooseMain(card: SeriesCard, candidates: Iterable<Candidate | undefined>): Candidate | undefined {
  let best: Candidate | undefined
  let most = 0
  for (const candidate of candidates) {
    if (candidate === undefined || (candidate.pairs.size === 0 && !isCertain(card, candidate))) continue
    const votes = vote(card, candidate)
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

function vote(card: SeriesCard, candidate: Candidate): number {
  const best = new Map<number, number>()
  for (const { newer, score } of candidate.pairs.values())
    best.set(newer.slot, Math.max(best.get(newer.slot) ?? 0, score.total))
  let votes = 0
  for (const one of best.values()) votes += one / card.patches.length
  const steps = Math.floor(card.rank) - Math.floor(candidate.card.rank)
  if (steps === 1) votes += 0.35
  else if (card.rank === candidate.card.rank) votes -= 0.15
  else if (steps > 1) votes -= 0.05 * Math.min(steps - 1, 6)
  if (candidate.sameRoot) votes += 0.3
  if (candidate.hint?.answers) votes += 0.2
  else if (candidate.hint?.answersReply) votes += 0.1
  if (candidate.hint?.names) votes += 0.2
  if (candidate.hint?.supersedes) votes += 1
  if (candidate.sameChangeId) votes += 1
  return votes + 0.1 * Math.max(0, 1 - (card.at - candidate.card.at) / OLDEST)
}

/** One to one, best first; then what is surely left over. */
function assign(
  card: SeriesCard,
  main: Candidate,
  compare: (newer: PatchCard, older: PatchCard) => Pair,
): readonly Pair[] {
  const sameAuthor = card.person === main.card.person
  const certain = sameAuthor && isCertain(card, main)
  const fits = (pair: Pair): boolean =>
    main.pairs.has(`${pair.newer.slot} ${pair.older.id}`)
      ? worthOf(pair) >= LEAST_IN_MAIN
      : certain && pair.score.sameTitle
  const pairs = [...main.pairs.values()]
  if (certain && card.patches.length * main.card.patches.length <= MOST_PAIRS)
    for (const newer of card.patches)
      for (const older of main.card.patches)
        if (newer.key === older.key && !main.pairs.has(`${newer.slot} ${older.id}`))
          pairs.push(compare(newer, older))
  const chosen = chooseOneToOne(pairs.filter(fits))
  if (!certain) return chosen
  const left = card.patches.filter((patch) => !chosen.some((pair) => pair.newer === patch))
  const right = main.card.patches.filter((patch) => !chosen.some((pair) => pair.older === patch))
  const [newer, older] = [left[0], right[0]]
  if (newer === undefined || older === undefined || left.length > 1 || right.length > 1) return chosen
  const pair = { ...compare(newer, older), byElimination: true }
  const isAlone = card.series.patches.length === 1 && main.card.series.patches.length === 1
  const isAlike = pair.score.title >= 0.3 || pair.score.names > 0
  const sameShape = card.series.patches.length === main.card.series.patches.length
  return isAlone || (isAlike && sameShape && newer.slot === older.slot) ? [...chosen, pair] : chosen
}

function worthOf({ newer, older, score }: Pair): number {
  return score.total + (newer.slot === older.slot ? SAME_SLOT : 0)
}

function chooseOneToOne(pairs: readonly Pair[]): Pair[] {
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
