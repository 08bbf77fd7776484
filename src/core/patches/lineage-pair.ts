import type { PatchCard } from './lineage-card.ts'

/** How much a changed line tells: 1 for a line of one piece of work, less for what the author writes everywhere. */
export type LineWeight = (hash: number) => number

/** The weights of lines as they are at one moment, and those of whole patches, which are asked for many times. */
export interface LineWeights {
  readonly of: LineWeight
  /** Of all lines of a patch together. */
  readonly total: (patch: PatchCard) => number
}

/** The weights of this moment. */
export function lineWeights(weigh: LineWeight): LineWeights {
  const totals = new Map<PatchCard, number>()
  return {
    of: weigh,
    total: (patch) => {
      const known = totals.get(patch)
      if (known !== undefined) return known
      let total = 0
      for (const hash of patch.lines) total += weigh(hash)
      totals.set(patch, total)
      return total
    },
  }
}

/** How alike two patches are. Every number but `weight` is between 0 and 1. */
export interface PairScore {
  /** The same change: equal patch-id, or equal changed lines. */
  readonly same: boolean
  readonly sameTitle: boolean
  /** Likeness of titles. */
  readonly title: number
  /** Changed lines: common ones by all of both, and by those of the smaller. */
  readonly lines: number
  readonly contained: number
  /** How much the common lines tell together: so many lines that stand nowhere else. */
  readonly weight: number
  /** Files: common ones by all of both; base names by those of the smaller. */
  readonly files: number
  readonly names: number
  /** All in one number. */
  readonly total: number
}

/**
 * Compares two patches.
 * Source: matching dossier, section 7, step 6.
 */
export function scorePair(newer: PatchCard, older: PatchCard, weights: LineWeights): PairScore {
  const same =
    (newer.patchId !== undefined && newer.patchId === older.patchId) ||
    (newer.changedLinesId !== undefined && newer.changedLinesId === older.changedLinesId)
  const sameTitle = newer.key !== '' && newer.key === older.key
  const title = sameTitle
    ? 1
    : Math.min(
        0.99,
        Math.max(diceOfWords(newer.words, older.words), diceOfTrigrams(newer.trigrams, older.trigrams)),
      )
  const { lines, contained, weight } = compareLines(newer, older, weights)
  const files = jaccard(newer.paths, older.paths)
  const names = containment(newer.names, older.names)
  const total = same ? 1 : 0.45 * title + 0.45 * (0.6 * lines + 0.4 * contained) + 0.1 * files
  if (same) return { same, sameTitle, title, lines: 1, contained: 1, weight, files, names, total }
  return { same, sameTitle, title, lines, contained, weight, files, names, total }
}

function diceOfWords(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return a.size + b.size === 0 ? 0 : (2 * countCommon(a, b)) / (a.size + b.size)
}

function diceOfTrigrams(a: Uint32Array, b: Uint32Array): number {
  if (a.length + b.length === 0) return 0
  const common = sumCommon(a, b, undefined)
  return (2 * common) / (a.length + b.length)
}

function containment(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const smaller = Math.min(a.size, b.size)
  return smaller === 0 ? 0 : countCommon(a, b) / smaller
}

function countCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a]
  let common = 0
  for (const one of few) if (many.has(one)) common++
  return common
}

function jaccard(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const known = new Set(a)
  let common = 0
  for (const one of b) if (known.has(one)) common++
  return common / (a.length + b.length - common)
}

interface LineScore {
  readonly lines: number
  readonly contained: number
  readonly weight: number
}

/** Weighted common lines of two sorted lists with repeats. */
function compareLines(a: PatchCard, b: PatchCard, weights: LineWeights): LineScore {
  const common = sumCommon(a.lines, b.lines, weights.of)
  if (common === 0) return { lines: 0, contained: 0, weight: 0 }
  const [x, y] = [weights.total(a), weights.total(b)]
  return { lines: common / (x + y - common), contained: common / Math.min(x, y), weight: common }
}

/** How much two sorted lists share, as often as both hold it: the weights of it, or just how many. */
function sumCommon(a: Uint32Array, b: Uint32Array, weigh: LineWeight | undefined): number {
  let sum = 0
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const x = a[i] ?? 0
    const y = b[j] ?? 0
    if (x === y) sum += weigh === undefined ? 1 : weigh(x)
    // Without branches: which one is smaller cannot be foreseen, and half of the time went into wrong guesses.
    i += Number(x <= y)
    j += Number(y <= x)
  }
  return sum
}

/** So many common lines tell something by themselves, without a file in common: where a version is written, or none. */
const LEAST_WEIGHT: Readonly<Record<Step, number>> = { bump: 5, same: 20 }

/** Why a patch may be the next version of another: its series says so, or it says nothing of the kind. */
export type Step = 'bump' | 'same'

/** What decides on a pair beside its score. */
export interface PairContext {
  readonly step: Step
  /** Both series have as many patches. */
  readonly sameTotal: boolean
  /** The author gave several pieces of work this title. */
  readonly isRecurring: boolean
  /** They are further apart than a patch without a version is sent again under another title. */
  readonly isLate: boolean
}

/**
 * May these two be versions of one patch? A series that is labelled as a later version needs little; one with the
 * same label, or none, needs strong evidence: tests made from one template differ in few lines and are siblings.
 */
export function isPlausible(score: PairScore, context: PairContext): boolean {
  if (score.total < 0.3) return false
  if (score.same) return true
  const { sameTitle, title, lines, contained, files, names } = score
  // One and the same line in another file is a sibling: "Add a link to …", once for each page.
  const tells = names > 0 || score.weight >= LEAST_WEIGHT[context.step]
  if (context.step === 'bump') {
    if (sameTitle && (names > 0 || lines > 0.1)) return true
    if (names > 0 && (lines >= 0.3 || (title >= 0.6 && lines >= 0.1) || (title >= 0.8 && contained >= 0.3)))
      return true
    return lines >= 0.6 && tells
  }
  if (sameTitle) return lines >= 0.25 || (files > 0 && context.sameTotal && !context.isRecurring)
  if (context.isLate) return false
  return (lines >= 0.6 && files >= 0.5 && title >= 0.6) || (lines >= 0.9 && title >= 0.3 && tells)
}
