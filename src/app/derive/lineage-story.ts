import type { Address } from '../../core/mail/message.ts'
import type { Match } from '../../core/matching/match.ts'
import type { MessageFacts } from '../../core/patches/facts.ts'
import type { GivenTrailer, SeriesReply } from '../../core/patches/given-trailers.ts'
import type { Lineage, PatchLink, SeriesLink } from '../../core/patches/lineage.ts'
import type { Series } from '../../core/patches/series.ts'
import type { FileOwners } from '../../core/people/file-owners.ts'
import type { Course } from '../../core/status/intervals.ts'
import type { LineageReview } from '../../core/status/lineage-review.ts'
import type { QueuePing } from '../../core/status/queue-record.ts'
import type { Instant } from '../../core/time.ts'

/** Everything that is known of one lineage when its rows are made. */
export interface LineageStory {
  readonly lineage: Lineage
  /** Oldest first. */
  readonly series: readonly Series[]
  readonly seriesLinks: readonly SeriesLink[]
  readonly patchLinks: readonly PatchLink[]
  /** Of all its series, bots' included, by `at`, then Message-ID. */
  readonly replies: readonly SeriesReply[]
  readonly trailers: readonly GivenTrailer[]
  /** Counted matches of its patches. */
  readonly matches: readonly (Match & { readonly committedAt: Instant; readonly development: boolean })[]
  /** One for each lineage that it was at any time, up to now. */
  readonly courses: readonly Course[]
  /** As of now; `undefined` while all of its mails are dated later. */
  readonly review: LineageReview | undefined
  /** Questions of people what has become of it. */
  readonly pings: readonly QueuePing[]
}

/** What turns names into the numbers of rows. */
export interface Numbering {
  readonly messageOf: (messageId: string) => number
  readonly factsOf: (messageId: string) => MessageFacts | undefined
  readonly personKey: (address: Address) => string
  readonly ownersAt?: FactSources['ownersAt']
}

/** What a fact is made with, beside the story. */
export interface FactSources extends Pick<Numbering, 'factsOf' | 'personKey'> {
  /** Who answers for a path at an instant; `undefined` in a project without a MAINTAINERS file. */
  readonly ownersAt: ((path: string, at: Instant) => FileOwners | undefined) | undefined
}
