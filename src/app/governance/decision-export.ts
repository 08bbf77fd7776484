import { isOver } from '../../core/governance/count-motion.ts'
import type { Instant } from '../../core/time.ts'
import type { Decision } from '../../store/inputs/decisions.ts'
import type { MotionEntry } from '../../store/read/motions.ts'
import { showOutcome } from './show-motion.ts'

/** A decision as people take it away: names, no addresses; of a vote whose ballots are not public, numbers only. */
export interface ExportedDecision {
  readonly id: string
  /** The Message-ID of the call: the thread that it was discussed in; null for a draft. */
  readonly thread: string | null
  readonly title: string
  readonly kind: string
  readonly pack: string
  readonly version: string
  readonly proposer: string
  readonly putAt: Instant | null
  readonly closesAt: Instant | null
  readonly state: string
  readonly result: string | null
  /** The count and why, in one line. */
  readonly summary: string
  readonly inFavour: number
  readonly against: number
  readonly abstained: number
  readonly voters: number
  readonly counted: number
  readonly notCounted: number
  readonly isOverdue: boolean
  /** The entry of the log that holds the count, and its digest; null before the close. */
  readonly decision: number | null
  readonly digest: string | null
  readonly warnings: readonly string[]
  /** Digests of the mails that ballots were cast by, as they were recorded at the close. */
  readonly mails: readonly string[]
  readonly groups: readonly {
    readonly title: string
    readonly members: number
    readonly inFavour: number
    readonly against: number
    readonly abstained: number
    readonly quorum: number | null
    readonly isCounted: boolean
  }[]
  readonly options: readonly {
    readonly option: string
    readonly inFavour: number
    readonly against: number
  }[]
  readonly ballots: readonly {
    readonly id: string
    readonly voter: string
    readonly option: string | null
    readonly value: number | null
    readonly at: Instant
    readonly isCounted: boolean
    readonly why: string | null
    readonly reason: string
  }[]
}

/** Every motion with its count as it stands at an instant, the newest first. */
export function exportDecisions(
  entries: readonly MotionEntry[],
  now: Instant,
  decisions: readonly Decision[],
): readonly ExportedDecision[] {
  return entries.map((entry): ExportedDecision => {
    const { motion } = entry
    const outcome = showOutcome(entry, now, decisions)
    const { kind } = motion
    const isOpened = motion.problems.length === 0
    const isShown = kind.ballot.publish === 'names' || (kind.ballot.mode === 'anonymous' && isOver(outcome))
    const { groups } = outcome.verdict
    const sum = (of: 'inFavour' | 'against' | 'abstained' | 'members'): number =>
      groups.reduce((total, group) => total + group[of], 0)
    const counted = outcome.ballots.filter((fate) => fate.isCounted).length
    return {
      id: motion.id,
      thread: motion.messageId ?? null,
      title: motion.title,
      kind: kind.id,
      pack: kind.pack,
      version: kind.version,
      proposer: motion.proposerName,
      putAt: motion.arrivedAt ?? motion.draftedAt ?? null,
      closesAt: outcome.closesAt ?? null,
      state: isOpened ? outcome.state : 'not-opened',
      result: outcome.result ?? null,
      summary: isOpened ? outcome.summary : motion.problems.join(' '),
      inFavour: sum('inFavour'),
      against: sum('against'),
      abstained: sum('abstained'),
      voters: sum('members'),
      counted,
      notCounted: outcome.ballots.length - counted,
      isOverdue: outcome.isOverdue,
      decision: motion.closed?.sequence ?? null,
      digest: motion.closed?.digest ?? null,
      warnings: outcome.warnings,
      mails: motion.closed?.mails ?? [],
      groups: groups.map((group) => ({
        title: group.title,
        members: group.members,
        inFavour: group.inFavour,
        against: group.against,
        abstained: group.abstained,
        quorum: group.quorumNeed ?? null,
        isCounted: group.isCounted,
      })),
      options: outcome.verdict.options.map(({ option, inFavour, against }) => ({
        option,
        inFavour,
        against,
      })),
      ballots: !isShown
        ? []
        : outcome.ballots.map(({ ballot, isCounted, why }) => ({
            id: ballot.id,
            voter: ballot.name,
            option: ballot.option ?? null,
            value: ballot.value ?? null,
            at: ballot.at,
            isCounted,
            why: why ?? null,
            reason: ballot.reason,
          })),
    }
  })
}

/** The columns of the table: one line for each decision. */
export const DECISION_COLUMNS = [
  'id',
  'thread',
  'title',
  'kind',
  'pack',
  'version',
  'proposer',
  'putAt',
  'closesAt',
  'state',
  'result',
  'summary',
  'inFavour',
  'against',
  'abstained',
  'voters',
  'counted',
  'notCounted',
  'isOverdue',
  'decision',
  'digest',
] as const satisfies readonly (keyof ExportedDecision)[]
