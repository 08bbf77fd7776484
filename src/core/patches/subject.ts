/** A version number as written: `v2.1` is major 2, minor 1; `v3a` is major 3, with its text kept. */
export interface Revision {
  readonly major: number
  /** As written where it is not an integer ("v2.1", "v3a"), else `undefined`. */
  readonly text: string | undefined
}

/** What a subject line says, read by the grammar of the patch-trackers dossier, section 2.3. */
export interface Subject {
  /** The whole line, decoded, as it stood. */
  readonly raw: string
  /** What is left when prefixes and groups are gone; never changed in case. */
  readonly title: string
  /** `title`, lower case, without a trailing dot: two subjects are the same if their keys are. */
  readonly key: string
  readonly reply: boolean
  readonly forward: boolean
  readonly ping: boolean
  /** A group said PATCH (in any spelling). */
  readonly patch: boolean
  readonly pull: boolean
  readonly rfc: boolean
  readonly resend: boolean
  /** `undefined` where no version is written. */
  readonly revision: Revision | undefined
  /** The k of k/n; `undefined` where unnumbered. 0 is a cover letter. */
  readonly index: number | undefined
  /** The n of k/n; `undefined` where unnumbered or unknown ("1/n"). */
  readonly total: number | undefined
  /** "4.7" of `for-4.7`, "next" of `for-next`: where it should go; no part of its identity. */
  readonly target: string | undefined
  /** Stable trees ("5.10", "AUTOSEL"): part of its identity. */
  readonly stable: readonly string[]
  /** Sub-project words ("xen", "osstest"), lower case, in order: part of its identity. */
  readonly trees: readonly string[]
}
