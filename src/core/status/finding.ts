import type { Address } from '../mail/message.ts'
import type { Instant } from '../time.ts'
import type { Standing, Status, TurnHolder } from './status.ts'

/** What one test of section 3.3 found. */
export type Finding = Omit<Standing, 'lost' | 'derived'>

/** The finding that a lineage stands so, since then, for that reason. */
export function finding(
  status: Status,
  turn: TurnHolder,
  since: Instant,
  why: string,
  more: { holders?: readonly Address[]; evidence?: string | undefined } = {},
): Finding {
  return { status, turn, holders: more.holders ?? [], since, why, evidence: more.evidence }
}
