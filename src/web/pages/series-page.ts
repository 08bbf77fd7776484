import type { SeriesOrigin } from '../../core/hackathon/series-origins.ts'
import type { BranchChange } from '../../core/matching/branch-change.ts'
import type { DecisionActor } from '../../core/status/decision-rights.ts'
import type { ApplyEntry } from '../../store/read/applies.ts'
import type { DecisionAbout } from '../../store/read/decisions-about.ts'
import type { Evidence } from '../../store/read/evidence.ts'
import type { LineageStory, VersionEntry } from '../../store/read/lineage.ts'
import type { Milestone } from '../../store/read/milestones.ts'
import type { ReviewEntry } from '../../store/read/review.ts'
import type { VersionContents } from '../../store/read/version.ts'

/** A lineage, with one of its versions in full. */
export interface SeriesPage {
  readonly story: LineageStory
  readonly shown: VersionEntry
  readonly contents: VersionContents
  readonly milestones: readonly Milestone[]
  /** Message-ID and text of the cover letter. */
  readonly cover: { readonly messageId: string; readonly text: string } | undefined
  /** The own text of replies, by message number; those beyond what a page holds are missing. */
  readonly texts: ReadonlyMap<number, string>
  /** Numbers of the people named, by address. */
  readonly people: ReadonlyMap<string, number>
  /** Where its review is; `undefined` where nothing was derived of it. */
  readonly review: ReviewEntry | undefined
  /** Whether it still applies; `undefined`: it was not tried, or a past day is shown. */
  readonly applies: ApplyEntry | undefined
  /** Places of the live patches, by Message-ID. */
  readonly live: ReadonlyMap<string, number>
  /** Message-IDs of patches that took the place of one of these, by message number. */
  readonly successors: ReadonlyMap<number, string>
  /** What people said about it, oldest first. */
  readonly decisions: readonly DecisionAbout[]
  /** The mails and commits that what is said here rests on, by Message-ID or hash. */
  readonly evidence: ReadonlyMap<string, Evidence>
  /** The items of events that it came of. */
  readonly origins: readonly SeriesOrigin[]
  /** Who whoever is signed in is to it; `undefined`: nobody is, or nothing can be said here. */
  readonly actor: DecisionActor | undefined
  /** The changes of history by which commits went that its patches were, newest first. */
  readonly rewrites: readonly BranchChange[]
  /** The decision that was recorded just now. */
  readonly recorded: number | undefined
}
