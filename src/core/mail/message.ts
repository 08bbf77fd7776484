import type { Instant } from '../time.ts'

/** A person as a header names one. `name` may be empty; `address` is lower case and never empty. */
export interface Address {
  readonly name: string
  readonly address: string
}

/** Something in a mail that could not be read whole: `where` names the place, `what` says it in one sentence. */
export interface Problem {
  readonly where: string
  readonly what: string
}

/**
 * One MIME leaf. `text` is the decoded text of a textual part, or of one that its name says is a patch; `undefined` for
 * anything else.
 */
export interface Part {
  /** `text/plain`, lower case, without parameters. */
  readonly contentType: string
  readonly filename: string | undefined
  /** It stands beside the mail's own text: attached, inside an attached mail, or a text of a special kind. */
  readonly attachment: boolean
  /** Octets after transfer decoding. */
  readonly size: number
  readonly text: string | undefined
}

/** What one mail says, read as far as it can be; `problems` tells what could not. */
export interface Message {
  /** Without angle brackets. A mail without one gets `sha256-<40 hex of its octets>@missing.invalid` and a problem. */
  readonly messageId: string
  /** Decoded and unfolded, white space runs folded to one blank; control characters removed; at most 2000 characters. */
  readonly subject: string
  readonly from: Address | undefined
  readonly replyTo: readonly Address[]
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  /** The `Date:` header's claim; absent when it cannot be read. */
  readonly sentAt: Instant | undefined
  /** The topmost `Received:` date; absent when there is none. */
  readonly receivedAt: Instant | undefined
  /** Message-IDs, without brackets, in header order, without repeats. */
  readonly inReplyTo: readonly string[]
  /** Oldest first, without repeats, at most 1000 (the newest are kept). */
  readonly references: readonly string[]
  /** First value of any other header by lower-case name, decoded; `undefined` when absent. */
  header(name: string): string | undefined
  /**
   * The readable text: text/plain parts that are not attached joined by a blank line; HTML reduced to text where no
   * plain text stands before or beside it; else the first text of another kind. LF line ends, no NUL.
   */
  readonly text: string
  /** Leaves in order, containers left out. */
  readonly parts: readonly Part[]
  readonly problems: readonly Problem[]
}
