import { joinChains } from './chains.ts'
import type { PatchDocument } from './document.ts'
import type { Candidate, Commit, Match, MatchEdge, MatchRuleName } from './match.ts'
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
  const edges = listQuarters(commits).flatMap((quarter) => matchQuarter(documents, quarter, options))
  return settle(edges, joinChains(candidates))
}

/** The quarters in which there are commits, oldest first. */
export function listQuarters(commits: readonly Commit[]): readonly Quarter[] {
  return [...new Set(commits.map((commit) => quarterOf(commit.committedAt)))].sort()
}

/**
 * The edges from patches to the commits of one quarter, by commit, then patch; or only to some of these. `documents` has
 * all commits of the quarter in either case, all patches of its window, and what the commits share an exact key with.
 */
export function matchQuarter(
  documents: MatchDocuments,
  quarter: Quarter,
  options: MatchOptions,
  isWanted: (commit: Commit) => boolean = () => true,
): readonly MatchEdge[] {
  const scope = scopeOf(documents, quarter)
  return scope.commits
    .filter((commit) => isWanted(commit.commit))
    .flatMap((commit) => weigh(commit, scope, options.rules).map((pair) => edgeOf(pair, documents)))
}

function edgeOf(pair: Pair, documents: MatchDocuments): MatchEdge {
  const patch = documents.patches[pair.patch]
  if (patch === undefined) throw new RangeError('no such patch')
  const { commit } = pair.commit
  const { like } = pair
  const has = (name: MatchRuleName): number => (pair.rules.includes(name) ? 1 : 0)
  const named = has('link') === 1 && pair.certainty >= 0.9
  const lines = Math.round(like.lines * 1000) / 1000
  return {
    messageId: patch.candidate.messageId,
    repository: commit.repository,
    commit: commit.sha,
    rules: pair.rules,
    certainty: pair.certainty,
    likeness: pair.likeness === undefined ? undefined : Math.round(pair.likeness * 1000) / 1000,
    lines,
    part: partOf(pair, patch),
    own: pair.commit.committers.some((key) => patch.authors.includes(key)),
    at: patch.at,
    series: patch.candidate.series,
    evidence: evidenceOf(pair),
    // Where a trailer and the date name different versions, the content knows which one was applied.
    rank: [
      named || has('date') === 1 ? 1 : 0,
      has('patch-id'),
      has('changed-lines'),
      Math.round(like.lines * 100),
      named ? 1 : 0,
      has('date'),
      patch.at,
    ],
  }
}

const PART = { contained: 0.9, common: 0.8, size: 0.8 }

/** Which of the two is a part of the other: a patch that was split, or several that were squashed. */
function partOf({ like, commit }: Pair, patch: PatchDocument): MatchEdge['part'] {
  if (like.contained < PART.contained || like.common < PART.common || like.size > PART.size) return undefined
  return commit.lines.length < patch.lines.length ? 'commit' : 'patch'
}

/** One sentence for people. */
function evidenceOf(pair: Pair): string {
  const [first = 'it is alike', ...more] = pair.reasons
  const text = [first, ...more].join(', ')
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`
}
