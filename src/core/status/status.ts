import type { Address } from '../mail/message.ts'
import type { Instant } from '../time.ts'

/** Where a lineage stands; the tests are those of the patch-trackers dossier, section 3.3, first that applies. */
export const STATUSES = [
  'new',
  'rfc',
  'needs-approval',
  'ready',
  'discussion',
  'changes-requested',
  'incomplete',
  'queued',
  'deferred',
  'rejected',
  'withdrawn',
  'partly-merged',
  'merged',
] as const
export type Status = (typeof STATUSES)[number]

/** A series is `superseded` once its lineage has a newer one; else it has its lineage's status. */
export type SeriesStatus = Status | 'superseded'

/** The statuses that nobody has to act on any more; every other one is open. */
export const CLOSED: ReadonlySet<SeriesStatus> = new Set(['rejected', 'withdrawn', 'superseded', 'merged'])

/** Why an open lineage is lost (section 3.5). `L1` and `L8` are derived; the others come with the review queue. */
export type LostReason = 'L1' | 'L2' | 'L3' | 'L4' | 'L5' | 'L6' | 'L7' | 'L8'

/** Who has to act next, as a kind. */
export const TURN_HOLDERS = ['author', 'reviewers', 'committers', 'claimant', 'nobody'] as const
export type TurnHolder = (typeof TURN_HOLDERS)[number]

/** Where a lineage stands at one instant, and why. */
export interface Standing {
  readonly status: Status
  readonly turn: TurnHolder
  /** The people who hold the turn, where they can be named. */
  readonly holders: readonly Address[]
  /** Since when that turn has been theirs. */
  readonly since: Instant
  /** One sentence for people: what makes it so. */
  readonly why: string
  /** Message-ID or commit that `why` rests on; `undefined` where only the time that passed does. */
  readonly evidence: string | undefined
  readonly lost: readonly LostReason[]
  /** Set by a decision, with the derived status beside it. */
  readonly derived: Status | undefined
}

/** A standing and how long it lasted: from `from` up to, not including, `to` (`undefined`: still so). */
export interface StandingInterval extends Standing {
  readonly from: Instant
  readonly to: Instant | undefined
}
