import { type CommitDocument, daysUntil, type PatchDocument, sameAuthor } from './document.ts'
import { containment, dice, jaccard, weighShared } from './intersect.ts'
import { type HashIndex, hashIndex, lineWeights } from './line-index.ts'
import type { MatchDocuments } from './match-documents.ts'
import { type Quarter, startOfQuarter, windowOf } from './quarter.ts'

/** Lines in more documents of a window than this say nothing about which patch became which commit. */
const MOST_LINE_DOCUMENTS = 64
const MOST_WORD_DOCUMENTS = 150

/** How alike a patch and a commit are; shares from 0 to 1. */
export interface Likeness {
  readonly samePatchId: boolean
  readonly sameSubject: boolean
  readonly sameAuthor: boolean
  /** Changed lines, by the weight of the rare ones: shared by all (Jaccard), and by those of the smaller change. */
  readonly lines: number
  readonly contained: number
  /** How many lines both change, each by its weight: about the number of rare ones. */
  readonly common: number
  /** Lines of the smaller by lines of the larger change. */
  readonly size: number
  /** The smaller change has at most three lines. */
  readonly small: boolean
  readonly paths: number
  readonly basenames: number
  readonly subject: number
  readonly message: number
  /** From the patch to the commit; negative if the patch is younger. */
  readonly days: number
}

/** The commits of one quarter, and the patches that they can be compared with. */
export interface Scope {
  readonly documents: MatchDocuments
  readonly commits: readonly CommitDocument[]
  /** Positions in `documents.patches`: first of the window, and the one after its last. */
  readonly first: number
  readonly last: number
  readonly lineIndex: HashIndex
  readonly wordIndex: HashIndex
  readonly weightsOf: (document: PatchDocument | CommitDocument) => Float32Array
  readonly compare: (patch: PatchDocument, commit: CommitDocument) => Likeness
}

/** What the commits of a quarter are matched in. Indices count documents of the window only (see quarter.ts). */
export function scopeOf(documents: MatchDocuments, quarter: Quarter): Scope {
  const { from, to } = windowOf(quarter)
  const first = documents.patches.findIndex((patch) => patch.at >= from)
  const after = documents.patches.findIndex((patch) => patch.at >= to)
  const last = after < 0 ? documents.patches.length : after
  const begin = first < 0 ? documents.patches.length : first
  const start = startOfQuarter(quarter)
  const end = startOfQuarter(quarter, 1)
  const commits = documents.commits.filter((commit) => commit.at >= start && commit.at < end)
  const patches = documents.patches.slice(begin, last)
  const all = [...patches, ...commits]
  const lineIndex = hashIndex(
    all.map((one) => one.lines),
    MOST_LINE_DOCUMENTS,
  )
  const wordIndex = hashIndex(
    patches.map((one) => one.words),
    MOST_WORD_DOCUMENTS,
  )
  const weights = new Map<PatchDocument | CommitDocument, Float32Array>()
  const weightsOf = (document: PatchDocument | CommitDocument): Float32Array => {
    const known = weights.get(document)
    if (known) return known
    const made = lineWeights(document, lineIndex, all.length)
    weights.set(document, made)
    return made
  }
  const sums = new Map<PatchDocument | CommitDocument, number>()
  const sumOf = (document: PatchDocument | CommitDocument): number => {
    const known = sums.get(document)
    if (known !== undefined) return known
    let sum = 0
    for (const weight of weightsOf(document)) sum += weight
    sums.set(document, sum)
    return sum
  }
  return {
    documents,
    commits,
    first: begin,
    last,
    lineIndex,
    wordIndex,
    weightsOf,
    compare: (patch, commit) =>
      likeness(patch, commit, {
        shared: weighShared(patch.lines, weightsOf(patch), commit.lines),
        patch: sumOf(patch),
        commit: sumOf(commit),
      }),
  }
}

interface Weights {
  readonly shared: number
  readonly patch: number
  readonly commit: number
}

function likeness(patch: PatchDocument, commit: CommitDocument, weights: Weights): Likeness {
  const { shared } = weights
  const fewer = Math.min(patch.lines.length, commit.lines.length)
  const more = Math.max(patch.lines.length, commit.lines.length)
  const patchId = patch.candidate.content.patchId
  return {
    samePatchId: patchId !== undefined && patchId === commit.commit.content?.patchId,
    sameSubject: patch.key === commit.key && patch.key !== '',
    sameAuthor: sameAuthor(patch, commit),
    lines: shared === 0 ? 0 : shared / (weights.patch + weights.commit - shared),
    common: shared,
    contained: shared === 0 ? 0 : shared / Math.min(weights.patch, weights.commit),
    size: more === 0 ? 1 : fewer / more,
    small: fewer <= 3,
    paths: jaccard(patch.paths, commit.paths),
    basenames: containment(patch.basenames, commit.basenames),
    subject: Math.max(dice(patch.words, commit.words), dice(patch.trigrams, commit.trigrams)),
    message:
      patch.messageLines.length === 0 || commit.messageLines.length === 0
        ? 0.3
        : containment(patch.messageLines, commit.messageLines),
    days: daysUntil(patch, commit),
  }
}
