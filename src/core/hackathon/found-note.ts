import type { Instant } from '../time.ts'

/** A mail on a list that carries the notes of a session. */
export interface FoundNote {
  readonly messageId: string
  /** What the session was about, by the subject. */
  readonly title: string
  /** Who sent it, for people. */
  readonly from: string
  readonly at: Instant
  /** `likely`: only its day and its looks say so; a person should confirm it. */
  readonly certainty: 'sure' | 'likely'
  readonly evidence: string
  /** The session of the event that is called so; `undefined` where none is. */
  readonly session: string | undefined
  readonly agreements: number
  readonly actions: number
  readonly open: number
}

/** A private mail that asks for an invitation, as organisers see it. */
export interface StoredRequest {
  readonly name: string
  readonly address: string
  /** The beginning of what it says. */
  readonly text: string
  /** Whose registration it belongs to; `undefined` where nobody or several could have sent it. */
  readonly person: string | undefined
  /** What says so, or why nobody was found. */
  readonly why: string
}
