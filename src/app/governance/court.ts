import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import type { ProjectConfig } from '../config.ts'
import type { SealedContent } from './decision-ballots.ts'
import type { GovernanceConfig } from './governance-config.ts'
import type { LoadedRoster } from './load-roster.ts'
import type { MotionAction } from './motion-shapes.ts'

/** What somebody wants to have recorded about a motion or a role. */
export interface MotionWords {
  /** An address, or `cli:<user>`. */
  readonly person: string
  readonly action: string
  /** The id of the motion, or the name of the role; ignored for a draft, which gets one. */
  readonly subject: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** What an act is judged by. */
export interface Court {
  readonly db: Db
  readonly projectId: number
  readonly project: ProjectConfig
  readonly governance: GovernanceConfig
  readonly roster: LoadedRoster
  readonly now: Instant
  readonly personOf: (address: string) => string
  /** Whoever acts, as their key; whoever is at the command line as `cli:…` speaks for the machine. */
  readonly actor: string
  readonly isOperator: boolean
  readonly roles: readonly string[]
}

/** What an act is recorded as. */
export interface Made {
  readonly action: MotionAction
  readonly subject: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly sealed?: { readonly receipt: string; readonly content: SealedContent }
}
