import type { Match, MatchEdge } from './match.ts'
import { compareText } from './match-documents.ts'

/** From here on, a match is shown. */
export const SHOWN = 0.3
/** From here on, it counts. */
export const COUNTED = 0.5

/** What it adds to the log-odds of the likest patch that a commit is explained by nothing else. */
const FREE_COMMIT = 2
/** What it takes from them that the patch is known to be another commit, */
const TAKEN_PATCH = -2.5
/** or likes another one better. */
const SECOND_CHOICE = -2

/**
 * The matches that edges of all quarters give, by Message-ID, repository and hash.
 *
 * What rests on more than likeness stands. Likeness is weighed against what else is known: a commit that nothing
 * explains was most probably posted, as the patch that is most like it; a patch that became one commit is hardly
 * another one (templated siblings are alike), and goes to one of those that it is like. One patch of each commit,
 * the best by evidence, then the latest, is the version that was applied.
 * Source: matching dossier, section 7, steps 4 and 5.
 */
export function settle(edges: readonly MatchEdge[]): readonly Match[] {
  const sorted = [...edges].sort(
    (a, b) =>
      compareText(a.messageId, b.messageId) ||
      compareText(a.repository, b.repository) ||
      compareText(a.commit, b.commit),
  )
  const confidences = weighAgainstEachOther(sorted)
  const applied = new Map<string, MatchEdge>()
  for (const [n, edge] of sorted.entries()) {
    if ((confidences[n] ?? 0) < COUNTED) continue
    const best = applied.get(commitKey(edge))
    if (best === undefined || compareRanks(edge.rank, best.rank) > 0) applied.set(commitKey(edge), edge)
  }
  return sorted.flatMap((edge, n): Match[] => {
    const confidence = confidences[n] ?? 0
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

function commitKey(edge: MatchEdge): string {
  return `${edge.repository}\0${edge.commit}`
}

function isCertain(edge: MatchEdge): boolean {
  return edge.certainty >= COUNTED
}

/** The confidence of each edge, 0 to 1, three digits. */
function weighAgainstEachOther(edges: readonly MatchEdge[]): readonly number[] {
  const takenCommits = new Set(edges.filter(isCertain).map(commitKey))
  const takenPatches = new Set(edges.filter(isCertain).map((edge) => edge.messageId))
  const odds = edges.map((edge) =>
    edge.likeness === undefined
      ? Number.NEGATIVE_INFINITY
      : edge.likeness + (takenPatches.has(edge.messageId) && !isCertain(edge) ? TAKEN_PATCH : 0),
  )
  const bestOfCommit = bestBy(edges, odds, commitKey)
  const raised = odds.map((value, n) => {
    const edge = edges[n]
    const free = edge !== undefined && !takenCommits.has(commitKey(edge)) && bestOfCommit.has(n)
    return free ? value + FREE_COMMIT : value
  })
  const bestOfPatch = bestBy(edges, raised, (edge) => edge.messageId)
  return edges.map((edge, n) => {
    const value = (raised[n] ?? 0) + (bestOfPatch.has(n) ? 0 : SECOND_CHOICE)
    const likely = edge.likeness === undefined ? 0 : 1 / (1 + Math.exp(-value))
    return Math.round(Math.max(edge.certainty, likely) * 1000) / 1000
  })
}

/** The positions of the edges with the greatest value among those with one key; of equal ones, the best by rank. */
function bestBy(
  edges: readonly MatchEdge[],
  values: readonly number[],
  keyOf: (edge: MatchEdge) => string,
): ReadonlySet<number> {
  const best = new Map<string, number>()
  for (const [n, edge] of edges.entries()) {
    const other = best.get(keyOf(edge))
    const rival = other === undefined ? undefined : edges[other]
    const ahead = (values[n] ?? 0) - (values[other ?? -1] ?? Number.NEGATIVE_INFINITY)
    if (rival === undefined || ahead > 0 || (ahead === 0 && compareRanks(edge.rank, rival.rank) > 0))
      best.set(keyOf(edge), n)
  }
  return new Set(best.values())
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [n, value] of a.entries()) if (value !== (b[n] ?? 0)) return value - (b[n] ?? 0)
  return 0
}
