import type { ChainOf } from './chains.ts'
import type { MatchEdge } from './match.ts'

/** From here on, a match counts. */
export const COUNTED = 0.5
/** A patch is more like the commit than another one if it shares so much more of the changed lines, else as much. */
export const MORE_LINES = 0.005

/** Whether two patches are versions of one. */
export function inOneChain(a: MatchEdge, b: MatchEdge, chainOf: ChainOf): boolean {
  return chainOf(a.messageId) === chainOf(b.messageId)
}

/** Another version, without a difference that the commit shows. */
export function isResendOf(a: MatchEdge, b: MatchEdge, chainOf: ChainOf): boolean {
  return Math.abs(a.lines - b.lines) < MORE_LINES && a.likeness === b.likeness && inOneChain(a, b, chainOf)
}

/** Names a commit: the same hash in two repositories is two. */
export function commitKey(edge: MatchEdge): string {
  return `${edge.repository}\0${edge.commit}`
}

/** Whether it rests on more than likeness. */
export function isCertain(edge: MatchEdge): boolean {
  return edge.certainty >= COUNTED
}

/** The edge with the greatest value; of equal ones, the best by rank. */
export function greatest(
  edges: readonly MatchEdge[],
  values: ReadonlyMap<MatchEdge, number>,
): MatchEdge | undefined {
  let best: MatchEdge | undefined
  for (const edge of edges) {
    const ahead =
      (values.get(edge) ?? 0) - (best === undefined ? Number.NEGATIVE_INFINITY : (values.get(best) ?? 0))
    if (best === undefined || ahead > 0 || (ahead === 0 && compareRanks(edge.rank, best.rank) > 0))
      best = edge
  }
  return best
}

/** Negative when the first comes before the second. */
export function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [n, value] of a.entries()) if (value !== (b[n] ?? 0)) return value - (b[n] ?? 0)
  return 0
}
