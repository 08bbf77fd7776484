import type { Instant } from '../time.ts'
import type { Day } from '../zone-time.ts'
import type { OutcomeKind } from './outcome.ts'
import type { Reference } from './reference.ts'

/** A bullet, topic, session or action that something may come of. */
export interface TracedItem {
  readonly about: Reference
  readonly text: string
  /** The topic or session that it stands in. */
  readonly title: string
  /** Who took it on, or answers for its topic: keys as `TracedWork.people` has them. */
  readonly people: readonly string[]
  /** Message-IDs of the notes in which it was spoken of. */
  readonly notes: readonly string[]
}

/** A commit, or a series of patches, or a thread: something that may have come of an item. */
export interface TracedWork {
  readonly kind: OutcomeKind
  /** Hash of a commit, Message-ID of the earliest mail of a series or thread. */
  readonly target: string
  readonly at: Instant
  readonly title: string
  /** Message of the commit, or words of the cover letter and the titles of the patches. */
  readonly text: string
  /** Who made it, for people. */
  readonly by: string
  /** Keys of its authors: addresses, and folded names. */
  readonly people: readonly string[]
  /** Message-IDs that its words name, and those above it in its thread. */
  readonly links: readonly string[]
  readonly ancestors: readonly string[]
  /** Of a commit: hashes that it reverts, 7 to 40 hex. */
  readonly reverts: readonly string[]
}

/** Where an event's outcomes are looked for. */
export interface TraceSources {
  readonly event: { readonly id: string; readonly name: string; readonly startsOn: Day; readonly endsOn: Day }
  readonly items: readonly TracedItem[]
  readonly work: readonly TracedWork[]
}
