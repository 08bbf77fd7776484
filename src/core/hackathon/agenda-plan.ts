import type { RuleConflict } from './find-rule-conflict.ts'
import type { AgendaRule } from './instance.ts'
import type { Placement } from './session.ts'

/** An agenda as the scheduler made it. */
export interface AgendaPlan {
  /** By slot and room. */
  readonly placements: readonly Placement[]
  /** Sessions for which no place was found that keeps the rules; never silently left out. */
  readonly unplaced: readonly string[]
  /** Rules that are broken all the same, because people locked sessions against them. */
  readonly broken: readonly AgendaRule[]
  /** Why not all are placed with all rules kept, where they are not: rules that cannot be kept together. */
  readonly conflict: RuleConflict | undefined
  /** The interest that it gathers: for everybody, in each slot, their best session. */
  readonly utility: number
  readonly seed: number
}
