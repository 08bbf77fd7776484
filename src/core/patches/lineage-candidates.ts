import type { PatchCard, SeriesCard } from './lineage-card.ts'
import { isPlausible, type PairScore, type Step } from './lineage-pair.ts'

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
  /** Nothing else was left, in a series that is the one before. */
  readonly byElimination: boolean
}

/** A series that may be an older version of the one in question. */
export interface Candidate {
  readonly card: SeriesCard
  readonly hint: Hint | undefined
  readonly step: Step
  /** It has the same sender; that of somebody else can only have been taken over. */
  readonly isOwn: boolean
  readonly sameChangeId: boolean
  readonly sameRoot: boolean
  /** Patches that may be versions of one another. */
  readonly pairs: Set<Pair>
}

const DAY = 86_400
/** Versions are not further apart, unless they name one another. */
const OLDEST = 400 * DAY

/** Without a version, another title means other work after this time. */
const RETITLED = 120 * DAY
/** Who takes over somebody's v3 calls it v4, or v5. */
const MOST_STEPS = 2

/** How long before: 0 for the same moment, 1 for the longest time that there may be. */
export function ageOf(newer: SeriesCard, older: SeriesCard): number {
  return (newer.at - older.at) / OLDEST
}

/** An older series as a candidate; `undefined` where it cannot be an older version, whatever it contains. */
export function makeCandidate(
  card: SeriesCard,
  older: SeriesCard,
  hint: Hint | undefined,
): Candidate | undefined {
  // Who works on in the same branch keeps its change-id, and begins with a first version again.
  const sameChangeId =
    card.changeId !== undefined && card.changeId === older.changeId && card.rank >= older.rank
  const isNamed = sameChangeId || hint?.supersedes === true
  if (older.series.id === card.series.id || older.at > card.at) return undefined
  if (!sameSet(card.series.stable, older.series.stable)) return undefined
  if (!isNamed && (ageOf(card, older) > 1 || !shareTree(card, older))) return undefined
  const isOwn = haveCommon(card.sender, older.sender)
  // A pull request collects the work of others, and continues none of it.
  if (!isOwn && !isNamed && (card.series.pull || older.series.pull || !card.isProposal)) return undefined
  const step = isNamed ? 'bump' : stepBetween(card, older)
  if (step === undefined) return undefined
  const sameRoot = card.rootKey !== '' && card.rootKey === older.rootKey
  return { card: older, hint, step, isOwn, sameChangeId, sameRoot, pairs: new Set() }
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

function haveCommon(a: readonly number[], b: readonly number[]): boolean {
  return a.some((one) => b.includes(one))
}

/** Words for different sub-projects keep series apart; many leave them out once. */
function shareTree(a: SeriesCard, b: SeriesCard): boolean {
  const { trees } = a.series
  const others = b.series.trees
  return trees.length === 0 || others.length === 0 || trees.some((tree) => others.includes(tree))
}

/** May the two patches be versions of one? `isRecurring`: the author gave several pieces of work this title. */
export function isVersion(
  card: SeriesCard,
  candidate: Candidate,
  { newer, older, score }: Pair,
  isRecurring: boolean,
): boolean {
  const { hint, step } = candidate
  if (isRevert(newer) !== isRevert(older)) return false
  if (candidate.isOwn) {
    const sameTotal = card.series.patches.length === candidate.card.series.patches.length
    const isLate = newer.at - older.at > RETITLED
    return isPlausible(score, { step, sameTotal, isRecurring, isLate })
  }
  const steps = card.rank - candidate.card.rank
  const isAlike = score.same || score.contained >= 0.5
  // "[PATCH v4]" in answer to somebody's v3 takes its place, even if little is left of it.
  if (hint !== undefined) return isAlike || (hint.answers && steps > 0 && score.sameTitle && score.names > 0)
  // Nothing leads there: it has to be the same patch by its author, or the next version by its number.
  if (!score.sameTitle) return false
  if (haveCommon(newer.author, older.author)) return isAlike || score.lines >= 0.25
  return steps > 0 && steps <= MOST_STEPS && isAlike
}

/** What takes a patch back is no version of it, though it has its title, its files and its lines. */
export function isRevert(patch: PatchCard): boolean {
  return /^revert\b/.test(patch.key)
}

/**
 * May the newer series continue this one? The work of others to which no answer leads is taken over if it makes up
 * half of both; else one of the two collects what is ready.
 */
export function isTakenOver(card: SeriesCard, candidate: Candidate): boolean {
  if (candidate.isOwn || isAddressed(candidate.hint)) return true
  const slots = new Set([...candidate.pairs].map((pair) => pair.newer.slot))
  return slots.size * 2 >= Math.max(card.series.patches.length, candidate.card.series.patches.length)
}

/** By more than a link to it. */
export function isAddressed(hint: Hint | undefined): boolean {
  return hint !== undefined && (hint.supersedes || hint.answers || hint.answersReply)
}

/** Evidence for the whole, without which a series with no patch in common is no older version. */
export function isCertain(card: SeriesCard, candidate: Candidate): boolean {
  const { hint, sameRoot, sameChangeId, isOwn, step } = candidate
  if (sameChangeId) return true
  if (!isOwn) return false
  if (hint?.supersedes) return true
  const isLater = card.rank > candidate.card.rank
  return (
    (isLater && (sameRoot || hint?.answers === true || hint?.answersReply === true)) ||
    (sameRoot && (step === 'bump' || isSentWithout(card, candidate.card)))
  )
}

/** A cover letter that went out without its patches, and again with them (section 2.9). */
function isSentWithout(newer: SeriesCard, older: SeriesCard): boolean {
  return older.patches.length === 0 && !older.series.pull && newer.at - older.at <= 2 * DAY
}

/** How much speaks for it as the one before. */
export function voteFor(card: SeriesCard, candidate: Candidate): number {
  const { hint, isOwn, sameRoot, sameChangeId } = candidate
  const best = new Map<number, number>()
  let unchanged = 0
  for (const { newer, score } of candidate.pairs) {
    best.set(newer.slot, Math.max(best.get(newer.slot) ?? 0, score.total))
    if (score.same) unchanged++
  }
  let votes = 0
  for (const one of best.values()) votes += one / card.patches.length
  const steps = Math.floor(card.rank) - Math.floor(candidate.card.rank)
  // What is sent again keeps its number; the word is often left out, and then the number is too.
  const isResent =
    card.series.resend || (!card.series.versionWritten && unchanged > 0 && unchanged >= card.patches.length)
  if (steps === 1) votes += 0.35
  else if (card.rank === candidate.card.rank) votes += isResent ? 0.4 : -0.15
  else if (steps > 1) votes -= 0.05 * Math.min(steps - 1, 6)
  if (!isOwn) votes -= 0.1
  if (sameRoot) votes += 0.3
  if (hint?.answers) votes += 0.2
  else if (hint?.answersReply) votes += 0.1
  if (hint?.names) votes += 0.2
  if (hint?.supersedes) votes += 1
  if (sameChangeId) votes += 1
  return votes + 0.1 * Math.max(0, 1 - ageOf(card, candidate.card))
}
