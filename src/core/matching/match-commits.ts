import type { Candidate, Commit, Match, MatchEdge } from './match.ts'
import { compareText, type MatchDocuments, matchDocuments } from './match-documents.ts'
import { type Quarter, quarterOf } from './quarter.ts'
import type { MatchRule } from './rule.ts'
import { scopeOf } from './scope.ts'
import { COUNTED, type Pair, SHOWN, weigh } from './weigh.ts'

/** What matching is to use. */
export interface MatchOptions {
  /** In order of strength. */
  readonly rules: readonly MatchRule[]
}

/**
 * Which patches became which commits, every version of each: by Message-ID, repository and hash.
 *
 * The result depends on the sets of patches and commits, not on their order. It is `settle` of the edges of all
 * quarters, so whoever keeps edges has to compute those quarters only in which something is new.
 * Source: matching dossier, section 7.
 */
export function matchCommits(
  candidates: readonly Candidate[],
  commits: readonly Commit[],
  options: MatchOptions,
): readonly Match[] {
  const documents = matchDocuments(candidates, commits)
  return settle(listQuarters(commits).flatMap((quarter) => matchQuarter(documents, quarter, options)))
}

/** The quarters in which there are commits, oldest first. */
export function listQuarters(commits: readonly Commit[]): readonly Quarter[] {
  return [...new Set(commits.map((commit) => quarterOf(commit.committedAt)))].sort()
}

/** The edges from patches to the commits of one quarter, by commit, then patch. */
export function matchQuarter(
  documents: MatchDocuments,
  quarter: Quarter,
  options: MatchOptions,
): readonly MatchEdge[] {
  const scope = scopeOf(documents, quarter)
  return scope.commits.flatMap((commit) =>
    weigh(commit, scope, options.rules)
      .filter((pair) => pair.confidence >= SHOWN)
      .map((pair) => edgeOf(pair, documents)),
  )
}

function edgeOf(pair: Pair, documents: MatchDocuments): MatchEdge {
  const patch = documents.patches[pair.patch]
  if (patch === undefined) throw new RangeError('no such patch')
  const { commit } = pair.commit
  const has = (name: string): number => (pair.rules.some((rule) => rule === name) ? 1 : 0)
  return {
    messageId: patch.candidate.messageId,
    repository: commit.repository,
    commit: commit.sha,
    rules: pair.rules,
    confidence: Math.round(pair.confidence * 1000) / 1000,
    evidence: evidenceOf(pair),
    weak: pair.rules.every((rule) => rule === 'similarity'),
    rank: [
      pair.confidence >= COUNTED ? 1 : 0,
      has('link') && pair.confidence >= 0.9 ? 1 : 0,
      has('date'),
      has('patch-id'),
      has('changed-lines'),
      Math.round(pair.like.lines * 100),
      patch.at,
    ],
  }
}

/** One sentence for people. */
function evidenceOf(pair: Pair): string {
  const [first = 'it is alike', ...more] = pair.reasons
  const text = [first, ...more].join(', ')
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`
}

/**
 * The matches that edges of all quarters give: a patch that rests on likeness alone keeps its best commit only,
 * and one patch of each commit is the version that was applied.
 */
export function settle(edges: readonly MatchEdge[]): readonly Match[] {
  const sorted = [...edges].sort(
    (a, b) =>
      compareText(a.messageId, b.messageId) ||
      compareText(a.repository, b.repository) ||
      compareText(a.commit, b.commit),
  )
  const kept = keepBest(sorted)
  const applied = new Map<string, MatchEdge>()
  for (const edge of kept) {
    if (edge.confidence < COUNTED) continue
    const key = `${edge.repository}\0${edge.commit}`
    const best = applied.get(key)
    if (best === undefined || compareRanks(edge.rank, best.rank) > 0) applied.set(key, edge)
  }
  return kept.map((edge) => ({
    messageId: edge.messageId,
    repository: edge.repository,
    commit: edge.commit,
    rules: edge.rules,
    confidence: edge.confidence,
    counted: edge.confidence >= COUNTED,
    applied: applied.get(`${edge.repository}\0${edge.commit}`) === edge,
    evidence: edge.evidence,
  }))
}

/** Weak edges go where the patch has a better one. */
function keepBest(edges: readonly MatchEdge[]): readonly MatchEdge[] {
  const best = new Map<string, MatchEdge>()
  for (const edge of edges) {
    const other = best.get(edge.messageId)
    if (other === undefined || edge.confidence > other.confidence) best.set(edge.messageId, edge)
  }
  return edges.filter((edge) => !edge.weak || best.get(edge.messageId) === edge)
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [n, value] of a.entries()) if (value !== (b[n] ?? 0)) return value - (b[n] ?? 0)
  return 0
}
