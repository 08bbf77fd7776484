/** One `Key: value` line of a mail's own text or of a commit message (patch-trackers dossier, section 5.1). */
export interface Trailer {
  /** Canonical spelling: `Reviewed-by`, `Acked-by`, `Fixes`, …; an unknown `X-by` keeps its own. */
  readonly key: string
  /** The person of a person trailer; `name` may be empty, `address` is lower case or empty (a bare name). */
  readonly name: string
  readonly address: string
  /** The value as written, white space folded. */
  readonly value: string
  /** The note behind `#` or on a following `[…]` line; its meaning (scope) is a later part's matter. */
  readonly note: string | undefined
  /** The key was misspelt and read as the one it resembles. */
  readonly typo: boolean
}
