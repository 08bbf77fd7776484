import type { Candidate, Commit, Match, MatchEdge } from './match.ts'
import { type MatchDocuments, matchDocuments } from './match-documents.ts'
import { type Quarter, quarterOf } from './quarter.ts'
import type { MatchRule } from './rule.ts'
import { scopeOf } from './scope.ts'
import { settle } from './settle.ts'
import { type Pair, weigh } from './weigh.ts'

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
    weigh(commit, scope, options.rules).map((pair) => edgeOf(pair, documents)),
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
    certainty: pair.certainty,
    likeness: pair.likeness === undefined ? undefined : Math.round(pair.likeness * 1000) / 1000,
    evidence: evidenceOf(pair),
    rank: [
      has('link') && pair.certainty >= 0.9 ? 1 : 0,
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
