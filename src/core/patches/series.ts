import type { Address } from '../mail/message.ts'
import type { Instant } from '../time.ts'

/** One version of one piece of work: a cover letter and patches that were posted together. */
export interface Series {
  /** Message-ID of its earliest mail (by `at`, then Message-ID): its name in URLs and exports. */
  readonly id: string
  readonly sender: Address
  /** When its earliest mail was sent. */
  readonly at: Instant
  /** 1 where none is written. */
  readonly version: number
  /** The version as written where it is not an integer ("v1.1"). */
  readonly revision: string | undefined
  /** A version was written in a subject. */
  readonly versionWritten: boolean
  /** Title of the cover letter, else of patch 1, else of the first patch there is. */
  readonly title: string
  readonly rfc: boolean
  readonly resend: boolean
  readonly pull: boolean
  readonly stable: readonly string[]
  readonly trees: readonly string[]
  readonly target: string | undefined
  /** Message-ID of the cover letter (or of the pull request). */
  readonly cover: string | undefined
  /**
   * Message-IDs by slot, slot k of "k/n" at index k-1; `undefined` where the mail is missing.
   * An unnumbered patch is slot 1 of 1.
   */
  readonly patches: readonly (string | undefined)[]
  /** Mails that claimed a slot which a later mail holds: shown, not counted. */
  readonly duplicates: readonly string[]
  /** The n of "k/n"; `undefined` where only "1/n" was ever written. */
  readonly total: number | undefined
  readonly complete: boolean
  /** 0 to 1: how sure the grouping is (1: one run stem or one thread; lower: by time window only). */
  readonly confidence: number
  /** In words, strongest first: "same git-send-email run", "in one thread", "within 30 minutes". */
  readonly evidence: readonly string[]
}
