import type { Frac } from './fraction.ts'
import type { RuleDuration } from './rule-duration.ts'

/** A role as packs and the role history name it: `maintainer`, `committer`, `leadership-team`, … */
export type Role = string

/** A kind's name within its pack: `lazy`, `lt`, `global`. */
export type KindId = string

/** Day from which, and day before which, a rule was in force: `['2016-12-01']`. */
export type Effective = readonly [from: string, to?: string]

/** Who belongs to an electorate: the holders of a role. */
export interface Selector {
  /** `stakeholder`: whom the call is addressed to. `anyone`: whoever writes. */
  readonly role: Role
  /** `own`: of the sub-project that the motion is about (default). `all`: of every sub-project. Else a scope. */
  readonly scope?: string
}

/** Who may vote, and whose ballot counts. */
export interface ElectorateRule {
  readonly units: 'person' | 'organisation'
  readonly groups: readonly Selector[]
  /** Counted per sub-project, then brought together. */
  readonly perGroup?: boolean
  /** Which sub-projects take part: the mature ones, or every listed one. */
  readonly qualifying?: 'mature' | 'listed'
  readonly activeOnly?: boolean
  readonly exclude: readonly ('projectUnderReview' | 'subjectPerson' | 'recused' | 'emeritus')[]
  /** A group needs so many members to decide at all. */
  readonly minSize?: number
  /** At most so many ballots of one organisation. */
  readonly orgCap?: number
  readonly extraVoters?: readonly Role[]
  /** What happens to the ballots of others: shown beside the count, or turned away. */
  readonly nonBinding: 'record' | 'reject'
  readonly snapshot: 'atOpen' | 'atClose'
}

/** Which values a ballot may have. */
export interface ScaleRule {
  readonly values: readonly number[]
  /** `sign`: only for or against matters, not how strongly. */
  readonly collapse?: 'sign'
  readonly reasonRequired: readonly number[]
  readonly reasonMissing: 'warn' | 'void'
}

/** How many have to take part. */
export interface QuorumRule {
  readonly of: 'positive' | 'cast' | 'present'
  readonly base: 'members' | 'activeMembers' | 'fixed'
  /** A share of the base, or with base `fixed` a number. */
  readonly need: Frac | number
  readonly round: 'ceil'
  /** More than the share, not just as much. */
  readonly strict?: boolean
  readonly failure: 'reject' | 'groupNotCounted'
}

/** What it takes to pass. */
export interface PassRule {
  readonly need: Frac | number
  readonly of: 'forPlusAgainst' | 'electorate' | 'sum' | 'shares'
  /** More than `need`, not just as much. */
  readonly strict: boolean
}

/** Which ballots stop a motion whatever the others say. */
export interface VetoRule {
  readonly values: readonly number[]
  readonly by: 'necessaryStakeholders' | 'binding'
  readonly justification: 'warn' | 'required'
  readonly withdrawable: boolean
}

/** How long a motion is open. */
export interface DurationRule {
  readonly min?: RuleDuration
  readonly default?: RuleDuration
  /** It stays open so long after it reached what it needs. */
  readonly graceAfterThreshold?: RuleDuration
  readonly restartOn?: readonly ('newRevision' | 'newConcern')[]
  readonly extendBy?: readonly Role[]
  /** Days are working days. */
  readonly business?: boolean
}

/** Who sees whose ballot: everybody; whoever counts; nobody at all. */
export type BallotMode = 'public' | 'private' | 'anonymous'

/** How ballots are cast and shown. */
export interface BallotRule {
  readonly mode: BallotMode
  /** Other ways that a motion of the kind may ask for, and who may ask (absent: whoever may open it). */
  readonly modes?: readonly { readonly mode: BallotMode; readonly openBy?: readonly Role[] }[]
  readonly revote: 'last' | 'refuse'
  readonly publish: 'names' | 'counts'
  readonly channel: readonly ('list' | 'form' | 'signedMail' | 'meeting')[]
  /** The least that has to prove whose ballot it is; without it any sender is believed, and the level is shown. */
  readonly proof?: 'dkim' | 'confirmed' | 'account'
}

/** What happens after the close. */
export interface ResultRule {
  /** The result is provisional for so long after it was published. */
  readonly challenge?: RuleDuration
  readonly tie: 'fail' | { readonly castingVote: Role }
  readonly overturnBy?: KindId
  readonly appealTo?: KindId
  /** A result that was not published by then is pointed out; 14 days unless told otherwise. */
  readonly overdueAfter?: RuleDuration
}

/** One way to read an ambiguous sentence of the written rule. */
export interface ReadingOption {
  readonly id: string
  readonly text: string
  /** What the kind is under this reading: fields are replaced whole. Empty for the chosen one. */
  readonly set: KindChange
}

/** A sentence of the written rule that can be read in more than one way, shown and not hidden. */
export interface Reading {
  readonly id: string
  readonly question: string
  readonly chosen: string
  readonly options: readonly ReadingOption[]
}

/** How votes are brought together. `checkIn`: by tags on the patch, see the check-in policy. */
export type TallyRule =
  | 'sum'
  | 'forAgainst'
  | 'absolute'
  | 'perGroupMeanShare'
  | 'consensusBlock'
  | 'fcp'
  | 'approval'
  | 'condorcet'
  | 'organiser'
  | 'checkIn'

/** One way in which a project decides, as data (governance dossier, section 1.1). */
export interface DecisionKind {
  readonly id: KindId
  readonly title: string
  /** When it is used, in words. */
  readonly when: string
  readonly pack: string
  readonly version: string
  readonly effective: Effective
  readonly source: readonly string[]
  /** Who may open one; anybody where it is absent. */
  readonly openBy?: readonly Role[]
  readonly electorate: ElectorateRule
  readonly scale: ScaleRule
  /** The vote that the proposer has without casting one; an explicit one replaces it if `overridable`. */
  readonly implicit?: { readonly proposer: number; readonly overridable: boolean }
  readonly tally: TallyRule
  readonly abstain: 'ignored' | 'countsForQuorum' | 'shrinksBase'
  readonly quorum?: QuorumRule
  readonly pass?: PassRule
  /** fcp: the final comment period starts when fewer than this many have not answered. */
  readonly outstandingBelow?: number
  readonly veto?: VetoRule
  readonly silence: 'assent' | 'nothing'
  readonly duration: DurationRule
  readonly close: {
    readonly early: 'never' | 'whenDecided' | 'whenPassedAfter'
    readonly minOpen?: RuleDuration
    readonly lateBallots: 'ignored' | 'shown'
  }
  readonly ballot: BallotRule
  readonly result: ResultRule
  /** Patterns (RE2) by which a mail calls for it. */
  readonly markers: { readonly subject?: string; readonly body?: string }
  readonly phases?: readonly { readonly name: string; readonly min: RuleDuration }[]
  readonly readings: readonly Reading[]
}

/** Fields of a kind that a reading, or a project's deviation, replaces. */
export type KindChange = Partial<Omit<DecisionKind, 'id' | 'pack' | 'version' | 'effective' | 'readings'>>

/** The kind under another of its readings; the kind itself where it has no such. */
export function withReading(kind: DecisionKind, reading: string, option: string): DecisionKind {
  const found = kind.readings.find((one) => one.id === reading)?.options.find((one) => one.id === option)
  return found === undefined ? kind : { ...kind, ...found.set }
}

/** `xen-v3/lt`: the kind's name among all packs. */
export function nameOfKind(kind: DecisionKind): string {
  return `${kind.pack}/${kind.id}`
}
