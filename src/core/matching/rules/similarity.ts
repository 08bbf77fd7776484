import { type CommitDocument, type PatchDocument, sameAuthor } from '../document.ts'
import { containment, jaccard } from '../intersect.ts'
import { FUTURE_DAYS } from '../quarter.ts'
import type { MatchRule, Proposal } from '../rule.ts'
import type { Likeness, Scope } from '../scope.ts'
import { findWorks, isRecurring } from '../works.ts'

const RAREST_LINES = 64
const MOST_BY_LINES = 30
const MOST_BY_WORDS = 15
const MOST_BY_SUBJECT = 100
/** With less in common, the changed lines are others. */
const LEAST_LINES = 0.05
/** Below this, a likeness is none. */
const LEAST = 0.02

/**
 * The changes, their files, subjects, messages and authors are alike.
 *
 * Candidates come from indices of rare lines and subject words, so that each commit is compared with a few dozen
 * patches, and a model weighs what they share.
 */
export const similarity: MatchRule = {
  name: 'similarity',
  propose(commit, scope) {
    const proposals: Proposal[] = []
    const recurs = isRecurring(findWorks(commit, scope))
    for (const position of listLikely(commit, scope)) {
      const patch = scope.documents.patches[position]
      if (patch === undefined || patch.at > commit.at + FUTURE_DAYS * 86_400) continue
      if (mostConfidence(patch, commit) < LEAST * 0.999) continue
      const found = scope.compare(patch, commit)
      // A subject that its author uses again and again says nothing.
      const like = recurs && found.lines < LEAST_LINES ? { ...found, sameSubject: false } : found
      const confidence = confidenceOf(like)
      if (confidence >= LEAST) proposals.push({ patch: position, confidence, why: describe(like) })
    }
    return proposals
  },
}

type Weighed = Pick<
  Likeness,
  'lines' | 'contained' | 'paths' | 'basenames' | 'sameSubject' | 'sameAuthor' | 'subject' | 'message'
>

/**
 * How sure a likeness is, 0 to 1: a logistic model, and nothing that two changes share counts against them.
 *
 * Its weights were fitted on the commits of one project (LTP until 2022-07-12) of which the date or the Message-ID
 * tells the mail; docs/matching.md says how.
 */
export function confidenceOf(like: Weighed): number {
  const title = like.sameSubject ? 1 : Math.min(like.subject, 0.99)
  const author = like.sameAuthor ? 1 : 0
  const sameTitle = like.sameSubject ? 1 : 0
  const logOdds =
    -13.31 +
    0.71 * like.lines +
    2.68 * like.contained +
    1.7 * like.paths +
    4.22 * like.basenames +
    2.53 * like.paths * like.lines +
    2.08 * sameTitle +
    0.98 * title * title +
    1.74 * like.message +
    2.63 * author +
    5.29 * author * sameTitle +
    2.86 * author * title
  return 1 / (1 + Math.exp(-logOdds))
}

/**
 * No likeness of the two is surer than this, whatever lines, words and messages they share: what is seen at a glance
 * leaves out half of all comparisons. It is an upper bound because no weight is negative.
 */
function mostConfidence(patch: PatchDocument, commit: CommitDocument): number {
  return confidenceOf({
    sameSubject: patch.key === commit.key,
    sameAuthor: sameAuthor(patch, commit),
    paths: jaccard(patch.paths, commit.paths),
    basenames: containment(patch.basenames, commit.basenames),
    lines: 1,
    contained: 1,
    subject: 1,
    message: 1,
  })
}

/** Positions of the patches that share rare lines or subject words with a commit, or its subject. */
export function listLikely(commit: CommitDocument, scope: Scope): ReadonlySet<number> {
  const likely = new Set<number>()
  for (const position of topOf(byLines(commit, scope), MOST_BY_LINES)) likely.add(position)
  for (const position of topOf(byWords(commit, scope), MOST_BY_WORDS)) likely.add(position)
  const namesakes = (scope.documents.byKey.get(commit.key) ?? []).filter(
    (position) => position >= scope.first && position < scope.last,
  )
  for (const position of namesakes.slice(-MOST_BY_SUBJECT)) likely.add(position)
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
