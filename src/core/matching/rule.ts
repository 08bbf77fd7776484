import type { CommitDocument } from './document.ts'
import type { MatchRuleName } from './match.ts'
import type { Scope } from './scope.ts'

/** A rule's word for it that a patch became a commit. */
export interface Proposal {
  /** Position of the patch in `scope.documents.patches`. */
  readonly patch: number
  /** 0 to 1, if this rule were alone. */
  readonly confidence: number
  /** Why, as a part of a sentence: "its patch-id is the same". */
  readonly why: string
}

/**
 * One way to find the patches that may have become a commit.
 *
 * A rule finds its patches through the scope's indices, never by going through all of them, and says nothing
 * about what other rules found: `weigh` does. The result depends on the scope alone.
 */
export interface MatchRule {
  readonly name: MatchRuleName
  propose(commit: CommitDocument, scope: Scope): readonly Proposal[]
}
