import { groupBy } from '../group-by.ts'
import type { ChainOf } from './chains.ts'
import {
  COUNTED,
  commitKey,
  compareRanks,
  greatest,
  inOneChain,
  isCertain,
  isResendOf,
  MORE_LINES,
} from './edges.ts'
import type { Match, MatchEdge } from './match.ts'
import { compareText } from './match-documents.ts'

/** From here on, a match is shown. */
export const SHOWN = 0.3

/** What it adds to the log-odds of the likest patch that a commit is explained by nothing else. */
const FREE_COMMIT = 1
/** Neither that nor what is said of squashed patches holds with less of the changed lines in common. */
const LEAST_LINES = 0.05
/** What it takes from them that the patch, in some version, is known to be another commit, */
const TAKEN_PATCH = -2.5
/** or likes another one better. */
const SECOND_CHOICE = -2
/** So alike are only versions of one patch: they count, whatever else explains the commit. */
const BEYOND_DOUBT = 6.5
/** Of a committer's own patches, every version may be the one that they went on working on. */
const OWN_VERSION = 2.5
/** What it adds that another patch of the series is a part of the commit, and this one, too. */
const SQUASHED = 3

/**
 * The matches that edges of all quarters give, by Message-ID, repository and hash.
 *
 * What rests on more than likeness stands. Likeness is weighed against what else is known: a commit that nothing
 * explains was most probably posted, as the patch that is most like it; a patch that became one commit is hardly
 * another one (templated siblings are alike). Other patches that are like an explained commit are most often older
 * versions of the one that became it: they are shown, and count only where they are more like it than what explains
 * it. One patch of each commit, the best by evidence, then the latest, is the version that was applied.
 * Source: matching dossier, section 7, steps 4, 5 and 7.
 */
export function settle(edges: readonly MatchEdge[], chainOf: ChainOf): readonly Match[] {
  const sorted = [...edges].sort(
    (a, b) =>
      compareText(a.messageId, b.messageId) ||
      compareText(a.repository, b.repository) ||
      compareText(a.commit, b.commit),
  )
  const confidences = new Map<MatchEdge, number>()
  const weighed = weighLikeness(sorted, chainOf)
  for (const own of groupBy(sorted, commitKey).values())
    for (const [edge, confidence] of settleCommit(own, weighed, chainOf)) confidences.set(edge, confidence)
  const applied = new Map<string, MatchEdge>()
  for (const edge of sorted) {
    if ((confidences.get(edge) ?? 0) < COUNTED) continue
    const best = applied.get(commitKey(edge))
    if (best === undefined || compareRanks(edge.rank, best.rank) > 0) applied.set(commitKey(edge), edge)
  }
  return sorted.flatMap((edge): Match[] => {
    const confidence = confidences.get(edge) ?? 0
    if (confidence < SHOWN) return []
    return [
      {
        messageId: edge.messageId,
        repository: edge.repository,
        commit: edge.commit,
        rules: edge.rules,
        confidence,
        counted: confidence >= COUNTED,
        applied: applied.get(commitKey(edge)) === edge,
        evidence: edge.evidence,
      },
    ]
  })
}

/** The log-odds of likeness of each edge, in the light of what its patch and its commit have to do with others. */
function weighLikeness(edges: readonly MatchEdge[], chainOf: ChainOf): ReadonlyMap<MatchEdge, number> {
  const certain = edges.filter(isCertain)
  const explained = new Set(certain.map(commitKey))
  const commitsOf = groupBy(certain, (edge) => chainOf(edge.messageId))
  const odds = new Map<MatchEdge, number>()
  for (const edge of edges) {
    const others = commitsOf.get(chainOf(edge.messageId)) ?? []
    const taken = others.some((other) => commitKey(other) !== commitKey(edge))
    // A part of a patch may well be a commit of its own.
    const penalty = taken && edge.part !== 'commit' ? TAKEN_PATCH : 0
    odds.set(edge, edge.likeness === undefined ? Number.NEGATIVE_INFINITY : edge.likeness + penalty)
  }
  for (const [commit, own] of groupBy(edges, commitKey)) {
    const best = explained.has(commit) ? undefined : greatest(own, odds)
    if (best === undefined || best.lines < LEAST_LINES) continue
    for (const edge of own)
      if (edge === best || isResendOf(edge, best, chainOf))
        odds.set(edge, (odds.get(edge) ?? 0) + FREE_COMMIT)
  }
  const raised = new Map(odds)
  for (const own of groupBy(edges, (edge) => edge.messageId).values()) {
    const best = greatest(own, raised)
    for (const edge of own)
      if (edge !== best && edge.part !== 'commit') odds.set(edge, (raised.get(edge) ?? 0) + SECOND_CHOICE)
  }
  return odds
}

/** The confidence of the edges of one commit, 0 to 1, three digits. */
function settleCommit(
  edges: readonly MatchEdge[],
  odds: ReadonlyMap<MatchEdge, number>,
  chainOf: ChainOf,
): ReadonlyMap<MatchEdge, number> {
  const origins = findOrigins(edges, odds, chainOf)
  return new Map(
    edges.map((edge) => {
      const isSquashed = origins.some((origin) => isOtherPart(edge, origin, chainOf))
      const value = (odds.get(edge) ?? Number.NEGATIVE_INFINITY) + (isSquashed ? SQUASHED : 0)
      const counts =
        value >= BEYOND_DOUBT ||
        (value >= 0 && (isSquashed || origins.includes(edge) || isOriginToo(edge, value, origins, chainOf)))
      const likely = 1 / (1 + Math.exp(-value))
      const confidence = Math.max(edge.certainty, counts ? likely : Math.min(likely, COUNTED - 0.001))
      return [edge, Math.round(confidence * 1000) / 1000]
    }),
  )
}

/** The patches that a commit is known to come from; else the one that is most like it, and its newest version. */
function findOrigins(
  edges: readonly MatchEdge[],
  odds: ReadonlyMap<MatchEdge, number>,
  chainOf: ChainOf,
): readonly MatchEdge[] {
  const certain = edges.filter(isCertain)
  const likely = edges.filter((edge) => (odds.get(edge) ?? 0) >= 0)
  const best = greatest(likely, odds)
  if (certain.length > 0 || best === undefined) return certain
  const newest = likely
    .filter((edge) => inOneChain(edge, best, chainOf))
    .reduce((a, b) => (b.at > a.at || (b.at === a.at && compareRanks(b.rank, a.rank) > 0) ? b : a))
  return newest === best ? [best] : [best, newest]
}

/** Whether a patch that is like a commit is so at least as much as those which it comes from. */
function isOriginToo(
  edge: MatchEdge,
  value: number,
  origins: readonly MatchEdge[],
  chainOf: ChainOf,
): boolean {
  const lines = Math.max(...origins.map((origin) => origin.lines))
  const newest = Math.max(...origins.map((origin) => origin.at))
  if (edge.lines >= lines + MORE_LINES) return true
  if (edge.lines >= lines - MORE_LINES && edge.at > newest) return true
  return origins.some(
    (origin) =>
      isResendOf(edge, origin, chainOf) ||
      (edge.own && value >= OWN_VERSION && inOneChain(edge, origin, chainOf)),
  )
}

/** Another patch of its series, which is a part of the commit, too: they were squashed. */
function isOtherPart(edge: MatchEdge, origin: MatchEdge, chainOf: ChainOf): boolean {
  return (
    edge.part === 'patch' &&
    edge.lines >= LEAST_LINES &&
    edge.series !== undefined &&
    edge.series === origin.series &&
    !inOneChain(edge, origin, chainOf)
  )
}
