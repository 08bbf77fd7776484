import type { Address } from '../mail/message.ts'
import type { PatchContent } from '../patches/diff.ts'
import type { Instant } from '../time.ts'

/** A commit as git has it, with the content of its change. Merges have no content. */
export interface Commit {
  readonly repository: string
  /** 40 hex. */
  readonly sha: string
  readonly author: Address
  readonly authoredAt: Instant
  readonly committer: Address
  readonly committedAt: Instant
  readonly subject: string
  /** Message-IDs named by Link:, Message-Id: and archive URLs in its message. */
  readonly links: readonly string[]
  /** Commits that it says it was cherry-picked from or reverts, 7 to 40 hex. */
  readonly pickedFrom: readonly string[]
  readonly reverts: readonly string[]
  readonly content: PatchContent | undefined
  /** Branches that contain it, the development branch first. */
  readonly branches: readonly string[]
  readonly onDevelopmentBranch: boolean
}

/** A patch that may have become a commit: of a series, or a proposal inside a reply. */
export interface Candidate {
  readonly messageId: string
  readonly at: Instant
  /** What its `Date:` header claims, which `git am` copies into the commit; where absent, `at` is taken. */
  readonly sentAt?: Instant | undefined
  readonly sender: Address
  readonly author: Address
  /** Key of its subject (see `Subject.key`). */
  readonly key: string
  readonly content: PatchContent
  /** Id of its series, `undefined` for a proposal. */
  readonly series: string | undefined
  /** 1-based slot in that series. */
  readonly index: number | undefined
  readonly proposal: boolean
  /** The patches before it in its chain of versions, newest first. */
  readonly older: readonly string[]
}

/** The names of the rules, in order of strength. */
export type MatchRuleName = 'link' | 'date' | 'patch-id' | 'changed-lines' | 'subject' | 'similarity'

/** Patch `messageId` became commit `commit`, and why we believe it. */
export interface Match {
  readonly messageId: string
  readonly repository: string
  readonly commit: string
  /** The rules that agree, strongest first. */
  readonly rules: readonly MatchRuleName[]
  /** 0 to 1. */
  readonly confidence: number
  /** Counted, or only shown as probable (confidence from 0.3 to 0.5). */
  readonly counted: boolean
  /** The version that was applied, as far as can be told: one match per commit has it. */
  readonly applied: boolean
  /** One sentence for people. */
  readonly evidence: string
}

/**
 * What is known of a pair before all quarters are looked at together: data that can be stored, one per patch and
 * commit. `settle` makes matches of them.
 */
export interface MatchEdge {
  readonly messageId: string
  readonly repository: string
  readonly commit: string
  /** Those that agree, strongest first. */
  readonly rules: readonly MatchRuleName[]
  /** Of the surest rule but likeness; 0 when it rests on likeness alone. */
  readonly certainty: number
  /** Log-odds of likeness; `undefined` when that rule was not asked, or found none. */
  readonly likeness: number | undefined
  /** Changed lines in common, by all of both; 0 to 1, rare lines weigh more. */
  readonly lines: number
  /** Nearly all lines of one of them are in the other, which is larger: it is a part of it. */
  readonly part: 'commit' | 'patch' | undefined
  /** Its author committed it themselves. */
  readonly own: boolean
  /** Seconds since 1970 of the mail. */
  readonly at: number
  readonly series: string | undefined
  readonly evidence: string
  /** Orders the patches of one commit: the greatest is the version that was applied. */
  readonly rank: readonly number[]
}
