import type { Instant } from '../time.ts'
import type { Fraction } from './fraction.ts'
import type { Ballot } from './motion.ts'

/**
 * Why a ballot is not counted: one code for each such ballot, the first that applies.
 *
 * The order is that of the tests: was it cast in time, can it be believed, can it be read, is it from a voter, is it
 * their last, and does their group take part.
 */
export const UNCOUNTED = [
  'not-open',
  'early',
  'late',
  'unconfirmed',
  'proxy',
  'unproved',
  'unclear',
  'off-scale',
  'unknown-option',
  'reason-missing',
  'nameless',
  'project-under-review',
  'group-not-mature',
  'subject-person',
  'recused',
  'emeritus',
  'inactive',
  'non-binding',
  'not-a-voter',
  'withdrawal',
  'already-voted',
  'replaced',
  'organisation-cap',
  'organisation-spoke',
  'group-without-quorum',
] as const
export type UncountedCode = (typeof UNCOUNTED)[number]

/** A ballot and what became of it. */
export interface BallotFate {
  readonly ballot: Ballot
  /** The seats (groups) that it counts for; empty where it is not counted. */
  readonly groups: readonly string[]
  readonly isCounted: boolean
  readonly code: UncountedCode | undefined
  /** Why it is not counted, in one sentence; `undefined` where it is. */
  readonly why: string | undefined
}

/** The votes of one group, added up. */
export interface GroupCount {
  readonly id: string
  readonly title: string
  /** Seats that could vote: the base of a quorum. */
  readonly members: number
  readonly activeMembers: number
  readonly inFavour: number
  readonly against: number
  readonly abstained: number
  /** The values as cast, added up. */
  readonly sum: number
}

/** A count of one option, where a motion has several. */
export interface OptionCount {
  readonly option: string
  readonly inFavour: number
  readonly against: number
  readonly abstained: number
  /** How often each value was given, highest value first. */
  readonly histogram: readonly { readonly value: number; readonly count: number }[]
}

/** A ballot that stops the motion by itself. */
export interface Veto {
  readonly ballotId: string
  /** Empty where names are not published. */
  readonly name: string
  readonly value: number
}

/** What a group's votes come to. */
export interface GroupResult extends GroupCount {
  readonly quorumNeed: number | undefined
  readonly hasQuorum: boolean
  /** Takes part in the result; a group without quorum may not. */
  readonly isCounted: boolean
  /** In favour, of those who were for or against; `undefined` where nobody was. */
  readonly share: Fraction | undefined
}

/** One step of the count, in one sentence. */
export interface Step {
  readonly code:
    | 'quorum'
    | 'majority'
    | 'mean'
    | 'sum'
    | 'votes-needed'
    | 'veto'
    | 'concerns'
    | 'acceptance'
    | 'present'
    | 'option'
    | 'organiser'
    | 'check-in'
    | 'clock'
    | 'turnout'
    | 'flip'
    | 'state'
  readonly isMet: boolean | undefined
  readonly text: string
}

/** What one more vote would change. */
export interface Flip {
  /** Id of the group; `undefined` where votes are not counted by group. */
  readonly group: string | undefined
  readonly vote: 'in favour' | 'against'
  readonly to: 'passed' | 'failed'
  /** A vote in favour that makes it fail, or one against that makes it pass. */
  readonly isOdd: boolean
  readonly text: string
}

/** What the count would be under another reading of the written rule. */
export interface OtherReading {
  readonly reading: string
  readonly option: string
  readonly question: string
  readonly text: string
  readonly passes: boolean | undefined
  /** The result differs from that under the chosen reading. */
  readonly isDifferent: boolean
  /** Other groups or ballots count, even if the result is the same. */
  readonly countsDiffer: boolean
}

/** The votes brought together by a rule. */
export interface Verdict {
  /** `undefined` where no rule computes it: surveys, or reviews. */
  readonly passes: boolean | undefined
  readonly groups: readonly GroupResult[]
  readonly options: readonly OptionCount[]
  /** The option that won; `undefined` without options, or where none did. */
  readonly winner: string | undefined
  /** The mean of the counted groups' shares, exact. */
  readonly mean: Fraction | undefined
  readonly steps: readonly Step[]
  readonly warnings: readonly string[]
}

/** Where a motion stands. `closed`: over, its result not yet published. */
export type MotionState =
  | 'draft'
  | 'review'
  | 'open'
  | 'cancelled'
  | 'closed'
  | 'provisional'
  | 'challenged'
  | 'final'

/** How a motion stands or ended, and why. */
export interface Outcome {
  readonly state: MotionState
  /** Set once it is closed. `organiser`: its organiser says in words what it came to. */
  readonly result: 'passed' | 'failed' | 'organiser' | undefined
  /** What the result would be if it closed now; equal to `result` once it is closed. */
  readonly leaning: 'passed' | 'failed' | 'organiser' | undefined
  /** When ballots count from; `undefined` for a draft. */
  readonly votingFrom: Instant | undefined
  /** When it closes or closed; `undefined` for a draft, and where the rule waits for something first. */
  readonly closesAt: Instant | undefined
  readonly verdict: Verdict
  readonly ballots: readonly BallotFate[]
  /** Voters who have not been heard, by person key; empty where names are not published. */
  readonly pending: readonly string[]
  readonly steps: readonly Step[]
  /** The steps in one line. */
  readonly summary: string
  readonly warnings: readonly string[]
  readonly flips: readonly Flip[]
  readonly readings: readonly OtherReading[]
  /** It was closed long ago and no result was published. */
  readonly isOverdue: boolean
  /** The result becomes final then, unless it is challenged. */
  readonly finalAt: Instant | undefined
  /** 1, and one more for each correction of the electorate. */
  readonly tallyVersion: number
  /** The kind to go on with after this result, where the rule names one. */
  readonly next: string | undefined
}
