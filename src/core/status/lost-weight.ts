import { daysBetween, type Instant } from '../time.ts'
import type { Situation } from './history.ts'
import type { Readiness } from './readiness.ts'

/** What makes a lost lineage worth more attention, whatever its age. */
export interface LostWeight {
  /** People who vouch for any of its patches. */
  readonly approvals: number
  /** It is the first work of its sender here. */
  readonly isFirst: boolean
  /** It mends something. */
  readonly isFix: boolean
  readonly patches: number
  /** Added and deleted lines of the live patches. */
  readonly lines: number
  /** Small enough, and of a kind, that somebody new could take it up. */
  readonly isSmall: boolean
}

const FIX =
  /\b(?:fix(?:es|ed|ing)?|bug|leak|overflow|crash|deadlock|race|regression|use[- ]after[- ]free|null[- ]pointer|off[- ]by[- ]one|typo|warning)\b/i
const SMALL = { patches: 2, lines: 150 }

/** What a lineage has that makes it worth attention. */
export function weighLost(situation: Situation, readiness: Readiness, isFirst: boolean): LostWeight {
  const people = new Set(readiness.patches.flatMap((one) => one.approvals.map((tag) => tag.person)))
  const contents = situation.live.flatMap((id) => situation.history.factsOf(id)?.patch ?? [])
  const lines = contents.reduce((sum, one) => sum + one.additions + one.deletions, 0)
  const patches = Math.max(situation.live.length, 1)
  const isFix = situation.live.some((id) => {
    const facts = situation.history.factsOf(id)
    return (
      facts !== undefined &&
      (FIX.test(facts.subject.title) || facts.trailers.some((trailer) => trailer.key === 'Fixes'))
    )
  })
  return {
    approvals: people.size,
    isFirst,
    isFix,
    patches,
    lines,
    isSmall: contents.length > 0 && patches <= SMALL.patches && lines <= SMALL.lines,
  }
}

/**
 * How urgent a lost lineage is: how far beyond its period it is, by what it is worth. Grows every day.
 * Source: patch-trackers dossier, section 3.5.
 */
export function lostPriority(
  weight: Pick<LostWeight, 'approvals' | 'isFirst' | 'isFix' | 'patches'>,
  lostAt: Instant,
  days: number,
  now: Instant,
): number {
  const over = Math.max(daysBetween(lostAt, now), 0) / Math.max(days, 1)
  const worth = (1 + weight.approvals) * (weight.isFirst ? 1.5 : 1) * (weight.isFix ? 1.5 : 1)
  return (over * worth) / (1 + Math.log2(Math.max(weight.patches, 1)))
}
