import type { Instant } from '../time.ts'

/** Somebody who may vote, as it was when the electorate was drawn. */
export interface Voter {
  /** Key of the person. */
  readonly person: string
  readonly name: string
  /** The employer, for rules that count organisations; `undefined`: unaffiliated, or not known. */
  readonly organisation: string | undefined
  /** `false` for members who are no longer active, where a project says so. */
  readonly active: boolean
  /** A stakeholder without whose approval it cannot pass. */
  readonly necessary: boolean
  readonly emeritus: boolean
}

/** A sub-project's voters, or all of them where a rule does not count by sub-project. */
export interface ElectorateGroup {
  readonly id: string
  readonly title: string
  readonly mature: boolean
  readonly voters: readonly Voter[]
  /** Seats beyond `voters` whose holders are not known by name (records of old votes give numbers only). */
  readonly unnamed: number
}

/** Who may vote on a motion: drawn and frozen when it opens. */
export interface Electorate {
  readonly groups: readonly ElectorateGroup[]
}

/** How well it is proved whose ballot it is, from nothing to a signed-in account. */
export const PROOFS = ['none', 'dkim', 'confirmed', 'account'] as const
export type Proof = (typeof PROOFS)[number]

/** One voter's answer, as cast; later ones of the same voter replace it. */
export interface Ballot {
  /** The Message-ID of the mail, or the id of the recorded decision. */
  readonly id: string
  /** Key of the person; `undefined` in an anonymous vote. */
  readonly person: string | undefined
  readonly name: string
  /** The sub-project that it is cast for; `undefined`: every one that the person has a seat in. */
  readonly group: string | undefined
  /** When it was received, not when it claims to have been sent. */
  readonly at: Instant
  /** For a list of options: which of them. */
  readonly option: string | undefined
  /** `undefined` where it cannot be told what it says; such a ballot replaces nothing. */
  readonly value: number | undefined
  readonly reason: string
  readonly proof: Proof
  /** Cast for somebody else ("on behalf of"). */
  readonly isProxy: boolean
  /** Not in the call's thread, only under its subject: waits for the voter's confirmation. */
  readonly isUnconfirmed: boolean
  /** Takes back whatever the same person cast before. */
  readonly isWithdrawal: boolean
}

/** Something that happened to a motion. Instants are those of receipt in the list or the log. */
export type MotionEvent =
  | {
      /** The call arrived in a configured list: the clock starts. */
      readonly type: 'opened'
      readonly at: Instant
      readonly proposer: string
      readonly proposerName: string
      /** As the call states it; without it the rule's own duration counts. */
      readonly deadline?: Instant
      /** lazyVote: the vote that the proposer starts with, in place of an implicit one. */
      readonly startingPosition?: number
      /** Whom it is about: they have no vote. */
      readonly subjectPerson?: string
      /** The sub-project that it is about: its votes do not count where the rule says so. */
      readonly projectUnderReview?: string
      readonly options?: readonly string[]
      readonly textHash: string
    }
  | { readonly type: 'extended'; readonly at: Instant; readonly by: string; readonly deadline: Instant }
  | { readonly type: 'revised'; readonly at: Instant; readonly by: string; readonly textHash: string }
  | { readonly type: 'cancelled'; readonly at: Instant; readonly by: string }
  | { readonly type: 'hidden' | 'shown'; readonly at: Instant }
  | { readonly type: 'recused'; readonly at: Instant; readonly person: string }
  | { readonly type: 'joined'; readonly at: Instant; readonly group: string; readonly voter: Voter }
  | {
      /** A stakeholder whom the proposer or the leadership team added: their ballot counts from then on. */
      readonly type: 'added'
      readonly at: Instant
      readonly by: string
      readonly group: string
      readonly voter: Voter
    }
  | { readonly type: 'left'; readonly at: Instant; readonly group: string; readonly person: string }
  | { readonly type: 'concern'; readonly at: Instant; readonly person: string; readonly name: string }
  | { readonly type: 'resolved'; readonly at: Instant; readonly person: string; readonly name: string }
  | { readonly type: 'present'; readonly at: Instant; readonly persons: readonly string[] }
  | {
      /** Numbers that whoever ran a private vote reported, in place of ballots. */
      readonly type: 'reported'
      readonly at: Instant
      readonly by: string
      readonly group: string
      readonly inFavour: number
      readonly against: number
      readonly abstained: number
    }
  | { readonly type: 'castingVote'; readonly at: Instant; readonly by: string; readonly value: number }
  | { readonly type: 'published'; readonly at: Instant; readonly text: string }
  | { readonly type: 'challenged'; readonly at: Instant; readonly by: string; readonly reason: string }
  | {
      readonly type: 'corrected'
      readonly at: Instant
      readonly electorate: Electorate
      readonly reason: string
    }

/** The opening of a motion. */
export type Opening = Extract<MotionEvent, { type: 'opened' }>
