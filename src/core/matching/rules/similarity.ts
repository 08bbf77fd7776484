import type { CommitDocument, PatchDocument } from '../document.ts'
import { FUTURE_DAYS } from '../quarter.ts'
import type { MatchRule, Proposal } from '../rule.ts'
import type { Likeness, Scope } from '../scope.ts'

const RAREST_LINES = 64
const MOST_BY_LINES = 30
const MOST_BY_WORDS = 15
/** Below this, a likeness is none. */
const LEAST = 0.02

/**
 * The changes, their files, subjects, messages and authors are alike.
 *
 * Candidates come from indices of rare lines and subject words, so that each commit is compared with a few dozen
 * patches; a logistic model, fitted on the commits of one project and tested on those of four others, weighs what they share.
 */
export const similarity: MatchRule = {
  name: 'similarity',
  propose(commit, scope) {
    const proposals: Proposal[] = []
    for (const position of listLikely(commit, scope)) {
      const patch = scope.documents.patches[position]
      if (patch === undefined || patch.at > commit.at + FUTURE_DAYS * 86_400) continue
      const like = scope.compare(patch, commit)
      const confidence = confidenceOf(like, patch)
      if (confidence >= LEAST) proposals.push({ patch: position, confidence, why: describe(like) })
    }
    return proposals
  },
}

/** How sure a likeness is, 0 to 1. */
export function confidenceOf(like: Likeness, patch: PatchDocument): number {
  const J = like.lines
  const s1 = like.sameSubject ? 1 : 0
  const A = like.sameAuthor ? 1 : 0
  const S = like.sameSubject ? 0.99 : Math.min(like.subject, 0.99)
  const z =
    -12.33 +
    0.52 * (like.samePatchId ? 1 : 0) -
    0.67 * J +
    0.67 * J * J +
    2.39 * like.contained +
    1.99 * like.paths +
    2.23 * like.basenames +
    0.8 * s1 +
    0.93 * S +
    1.79 * S * S +
    0.3 * like.message +
    2.93 * A +
    0.78 * (patch.candidate.proposal ? 1 : 0) -
    (1.04 * Math.log(1 + Math.max(like.days, 0))) / 8 +
    1.15 * (like.small ? 1 : 0) * J +
    4.8 * A * s1 +
    0.7 * like.size +
    1.5 * A * J
  return 1 / (1 + Math.exp(-z))
}

/** Positions of the patches that share rare lines or subject words with a commit, or its subject. */
export function listLikely(commit: CommitDocument, scope: Scope): ReadonlySet<number> {
  const likely = new Set<number>()
  for (const position of topOf(byLines(commit, scope), MOST_BY_LINES)) likely.add(position)
  for (const position of topOf(byWords(commit, scope), MOST_BY_WORDS)) likely.add(position)
  for (const position of scope.documents.byKey.get(commit.key) ?? [])
    if (position >= scope.first && position < scope.last) likely.add(position)
  return likely
}

function byLines(commit: CommitDocument, scope: Scope): Map<number, number> {
  const { lineIndex } = scope
  const weights = scope.weightsOf(commit)
  const rarest: { hash: number; weight: number }[] = []
  for (let i = 0; i < commit.lines.length; i++) {
    const hash = commit.lines[i] as number
    if (i > 0 && hash === commit.lines[i - 1]) continue
    // One document is the commit itself.
    const frequency = lineIndex.frequency(hash)
    if (frequency > 1 && lineIndex.documents(hash).length > 0)
      rarest.push({ hash, weight: weights[i] as number })
  }
  rarest.sort((a, b) => b.weight - a.weight || a.hash - b.hash)
  const scores = new Map<number, number>()
  for (const { hash, weight } of rarest.slice(0, RAREST_LINES))
    for (const document of lineIndex.documents(hash)) {
      const position = scope.first + document
      if (position < scope.last) scores.set(position, (scores.get(position) ?? 0) + weight)
    }
  return scores
}

function byWords(commit: CommitDocument, scope: Scope): Map<number, number> {
  const scores = new Map<number, number>()
  const scale = Math.log(scope.last - scope.first + 2)
  for (const word of commit.words) {
    const documents = scope.wordIndex.documents(word)
    const weight = scale - Math.log(documents.length + 1)
    for (const document of documents) {
      const position = scope.first + document
      scores.set(position, (scores.get(position) ?? 0) + weight)
    }
  }
  return scores
}

/** The positions with the greatest scores; of equal ones, the younger patches. */
function topOf(scores: ReadonlyMap<number, number>, most: number): readonly number[] {
  const all = [...scores]
  if (all.length > most) all.sort((a, b) => b[1] - a[1] || b[0] - a[0])
  return all.slice(0, most).map(([position]) => position)
}

function describe(like: Likeness): string {
  const parts: string[] = []
  if (like.lines > 0) parts.push(`${Math.round(like.lines * 100)} % of the changed lines`)
  if (like.paths > 0) parts.push(like.paths === 1 ? 'all files' : 'some files')
  else if (like.basenames > 0) parts.push('names of files')
  if (like.sameSubject) parts.push('the subject')
  else if (like.subject >= 0.5) parts.push('most of the subject')
  if (like.sameAuthor) parts.push('the author')
  return parts.length === 0 ? 'it is alike' : `it shares ${listing(parts)}`
}

function listing(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
