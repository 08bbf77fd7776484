import type { Instant } from '../time.ts'

/** Where a comment belongs. */
export type CommentPlace =
  /** A line of the patch: index in `PatchText.lines`, of its message or of its diff. */
  | { readonly kind: 'line'; readonly line: number }
  /** The mail as a whole: nothing is quoted above it, or it speaks of no line ("Thanks, applied."). */
  | { readonly kind: 'whole' }
  /** Lines are quoted above it that cannot be found, or could be in two places. */
  | { readonly kind: 'lost' }

/** A piece of a reply: what its writer says at one place. */
export interface Comment {
  readonly messageId: string
  /** Its place among the comments of the mail, from 0. */
  readonly position: number
  /** As written, without empty lines around it. */
  readonly text: string
  readonly place: CommentPlace
  /** The comment whose words it answers; `undefined` where it answers the patch. */
  readonly answers: { readonly messageId: string; readonly position: number } | undefined
  /** Lines of a diff are quoted above it. */
  readonly isBelowDiff: boolean
}

/** A reply as comments are read from it. */
export interface QuotingMail {
  readonly messageId: string
  readonly at: Instant
  /** Message-IDs of possible parents, best first. */
  readonly parents: readonly string[]
  readonly text: string
  /** The name of who wrote it, to tell how they end a mail. */
  readonly writer?: string | undefined
}
