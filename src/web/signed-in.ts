/** Somebody who is signed in, as a request shows it. */
export interface SignedIn {
  /** Lower case. */
  readonly address: string
  /** Names the session. */
  readonly name: string
  readonly kind: 'browser' | 'token'
  /** What every form of theirs has to hold. */
  readonly csrf: string
}
