import type { PatchLink, SeriesLink } from './lineage.ts'
import type { Pair } from './lineage-candidates.ts'
import type { SeriesCard } from './lineage-card.ts'
import type { Predecessor } from './lineage-predecessors.ts'

/** Below this many points series are not linked. */
const LEAST = 25

/**
 * The link between two series, with its points and their reasons.
 * Source: the table of the patch-trackers dossier, section 2.6.
 */
export function seriesLink(newer: SeriesCard, predecessor: Predecessor): SeriesLink {
  const { older, hint, pairs } = predecessor
  const smaller = Math.min(newer.patches.length, older.patches.length)
  let score = 0
  const evidence: string[] = []
  const add = (points: number, words: string): void => {
    score += points
    evidence.push(words)
  }
  if (predecessor.sameChangeId) add(100, 'same change-id')
  if (hint?.supersedes) add(60, 'names it as an older version')
  else if (hint?.names) add(20, 'names it')
  if (predecessor.sameRoot) add(40, 'same title')
  if (hint?.answers) add(30, 'sent in answer to it')
  else if (hint?.answersReply) add(25, 'sent in answer to a reply to it')
  const titles = pairs.filter((pair) => pair.score.sameTitle).length
  const alike = pairs.filter((pair) => pair.score.same || pair.score.contained >= 0.5).length
  const many = newer.patches.length > 1 || older.patches.length > 1
  if (smaller > 0 && titles / smaller >= 0.5 && (many || !predecessor.sameRoot))
    add(25 + (15 * titles) / smaller, many ? `${countOf(titles)} with the same title` : 'same title')
  if (smaller > 0 && alike / smaller >= 0.5)
    add(
      20 + (10 * alike) / smaller,
      many ? `${countOf(alike)} with the same changed lines` : 'the same changed lines',
    )
  if (fileOverlap(newer, older) >= 0.5) add(5, 'the same files')
  if (score < LEAST) add(LEAST - score, lastReason(predecessor))
  return {
    newer: newer.series.id,
    older: older.series.id,
    score: Math.round(score * 10) / 10,
    confidence: Math.min(1, Math.round(score) / 100),
    evidence,
  }
}

function countOf(patches: number): string {
  return patches === 1 ? '1 patch' : `${patches} patches`
}

function lastReason({ isGuess, pairs }: Predecessor): string {
  if (isGuess) return 'the last one before it that nothing else continued'
  return pairs.length > 0 ? `${countOf(pairs.length)} of it` : 'its place'
}

function fileOverlap(a: SeriesCard, b: SeriesCard): number {
  const paths = new Set(a.patches.flatMap((patch) => patch.paths))
  const others = new Set(b.patches.flatMap((patch) => patch.paths))
  let common = 0
  for (const path of paths) if (others.has(path)) common++
  return common === 0 ? 0 : common / (paths.size + others.size - common)
}

/** The link between two patches. */
export function patchLink({ newer, older, score, byElimination }: Pair): PatchLink {
  const evidence: string[] = []
  if (score.same) evidence.push('the same change')
  if (score.sameTitle) evidence.push('same title')
  else if (score.title >= 0.6) evidence.push('a similar title')
  if (!score.same && score.lines > 0.005)
    evidence.push(`${Math.round(score.lines * 100)} % of the changed lines`)
  if (newer.slot === older.slot && newer.series.patches.length > 1)
    evidence.push('the same place in the series')
  if (byElimination) evidence.push('the only one left')
  return { newer: newer.id, older: older.id, confidence: confidenceOf(score, byElimination), evidence }
}

function confidenceOf(score: Pair['score'], byElimination: boolean): number {
  if (score.same) return score.sameTitle ? 1 : 0.97
  if (byElimination) return 0.5
  const base = score.sameTitle ? Math.max(0.8, score.total) : Math.min(0.95, 0.2 + score.total)
  return Math.round(Math.min(0.99, base) * 100) / 100
}
