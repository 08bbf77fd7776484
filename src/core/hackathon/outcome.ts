import type { Instant } from '../time.ts'
import type { Reference } from './reference.ts'

/**
 * How we came to think that something came of a topic's bullet or an action (hackathon dossier, section 5):
 * 1: it says so (names the event, or a mail of its notes); 2: its thread grew out of the notes' thread;
 * 3: it is by the one who took it on, and about the same; 4: it is about the same.
 */
export type OutcomeTier = 1 | 2 | 3 | 4

/** What can come of a bullet. */
export type OutcomeKind = 'commit' | 'series' | 'thread'

/** Something that may have come of a topic's bullet, an action or a session. */
export interface OutcomeLink {
  readonly about: Reference
  readonly kind: OutcomeKind
  /** Hash of a commit, Message-ID of the earliest mail of a series or thread. */
  readonly target: string
  readonly title: string
  readonly at: Instant
  /** The strongest tier that says so. */
  readonly tier: OutcomeTier
  /** One sentence for people, with the words that say it. */
  readonly evidence: string
  /** Orders the links of one tier, greater first. */
  readonly score: number
  /** A commit that takes this one back, and the one that brings it again. */
  readonly revertedBy: string | undefined
  readonly relandedBy: string | undefined
}

/** What somebody said of such a link: nothing counts until it is confirmed. */
export interface OutcomeJudgement {
  readonly about: Reference
  readonly kind: OutcomeKind
  readonly target: string
  readonly verdict: 'confirmed' | 'rejected'
  readonly tier: OutcomeTier | undefined
  readonly evidence: string
  readonly person: string
  readonly at: Instant
}

/** What identifies a link and the judgement on it. */
export function outcomeKey(link: Pick<OutcomeLink, 'about' | 'kind' | 'target'>): string {
  return JSON.stringify([link.about, link.kind, link.target])
}
