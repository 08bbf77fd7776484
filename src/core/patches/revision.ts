/** A version number as written: `v2.1` is major 2, minor 1; `v3a` is major 3, with its text kept. */
export interface Revision {
  readonly major: number
  /** As written where it is not an integer ("v2.1", "v3a"), else `undefined`. */
  readonly text: string | undefined
}
