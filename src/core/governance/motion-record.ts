import type { Instant } from '../time.ts'
import type { DecisionKind } from './decision-kind.ts'
import type { Electorate, MotionEvent, Proof } from './motion.ts'

/** A motion with all that it is decided by, its ballots apart: rule and electorate are those of its opening. */
export interface MotionRecord {
  /** The Message-ID of its call, or the name that its draft was given: `m-` and twelve hex digits. */
  readonly id: string
  /** Of its call; `undefined`: none has arrived. */
  readonly messageId: string | undefined
  readonly title: string
  /** The words of the call, or of the draft. */
  readonly text: string
  readonly kind: DecisionKind
  /** Kinds whose markers the call carries, beside the one that it was taken for. */
  readonly otherKinds: readonly string[]
  readonly electorate: Electorate
  /** Empty for a draft, and for a call that opened nothing. */
  readonly events: readonly MotionEvent[]
  readonly proposer: string
  readonly proposerName: string
  /** How well the mail of its call proves its sender; `undefined` where none has arrived. */
  readonly callProof: Proof | undefined
  /** When the draft was made; `undefined` for a call that was written by hand. */
  readonly draftedAt: Instant | undefined
  /** When its call arrived in a list. */
  readonly arrivedAt: Instant | undefined
  readonly deadline: Instant | undefined
  readonly options: readonly string[]
  readonly startingPosition: number | undefined
  readonly subjectPerson: string | undefined
  readonly project: string
  /** The files that it names, where its rule asks those who answer for them. */
  readonly files: readonly string[]
  /** An address at which ballots are cast and counted, outside of what Patchmoot sees. */
  readonly form: string | undefined
  /** Why its call opened nothing; empty where it did, and for a draft. */
  readonly problems: readonly string[]
  /** Number of the recorded opening: from then on rule, electorate and text are frozen. */
  readonly openDecision: number | undefined
  /** What was recorded at the close. */
  readonly closed: RecordedClose | undefined
  /** Mails in its thread that are no ballots. */
  readonly otherMails: number
}

/** What the log holds of a count at its close. */
export interface RecordedClose {
  readonly sequence: number
  readonly digest: string
  readonly closesAt: Instant
  readonly result: string
  readonly summary: string
  /** SHA-256 (hex) over all ballots that were cast before the close. */
  readonly ballots: string
  readonly counted: number
  /** Digests of the mails that ballots were cast by before the close. */
  readonly mails: readonly string[]
  /** 1, and one more for each correction of the electorate since. */
  readonly tally: number
}
