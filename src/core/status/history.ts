import type { Address } from '../mail/message.ts'
import type { MessageFacts } from '../patches/facts.ts'
import type { GivenTrailer, SeriesReply } from '../patches/given-trailers.ts'
import type { PatchLink, SeriesLink } from '../patches/lineage.ts'
import { newestOf } from '../patches/newest.ts'
import type { Series } from '../patches/series.ts'
import { fullName } from '../people/name.ts'
import type { Instant } from '../time.ts'
import type { ReviewPolicy } from './review-policy.ts'
import type { Status } from './status.ts'
import type { Pause } from './thresholds.ts'

/** A counted match of one of the lineage's patches. */
export interface MatchedPatch {
  readonly messageId: string
  readonly commit: string
  /** When it came to its branch: by a merge, or when it was committed there. */
  readonly committedAt: Instant
  /** On the development branch: only such a commit makes a patch "merged". */
  readonly development: boolean
}

/** A person's decision on where the lineage stands; holds until the next posting or commit. */
export interface StatusDecision {
  readonly at: Instant
  readonly status: Status
  readonly person: string
  /** What they are called; empty where they never wrote to the list. */
  readonly name: string
  /** It holds until then at most: a snooze. */
  readonly until?: Instant | undefined
}

/**
 * What a person says that they will do, or know, about a lineage.
 *
 * `not-lost`: it is not, until something happens to it. `look`: they look at it until a day. `adopt`: they go on with
 * it in the author's place. `not-me`: they are not to be asked.
 */
export interface Intent {
  readonly at: Instant
  readonly kind: 'not-lost' | 'look' | 'adopt' | 'not-me'
  /** Key of the person. */
  readonly person: string
  /** What they are called; empty where they never wrote to the list. */
  readonly name: string
  readonly until: Instant | undefined
}

/** Everything that happened to one lineage: what its standing is derived from. */
export interface History {
  /** Its versions, oldest first (by `at`, then id). */
  readonly series: readonly Series[]
  readonly seriesLinks: readonly SeriesLink[]
  readonly patchLinks: readonly PatchLink[]
  readonly factsOf: (messageId: string) => MessageFacts | undefined
  /** Every reply to any of its mails, in order of `at`, then Message-ID. Bots' are left out. */
  readonly replies: readonly SeriesReply[]
  readonly trailers: readonly GivenTrailer[]
  readonly matches: readonly MatchedPatch[]
  /** When commits of the development branch were made that look like one of its patches, and are not believed to be. */
  readonly doubts: readonly Instant[]
  /** Oldest first. */
  readonly decisions: readonly StatusDecision[]
  /** Oldest first. */
  readonly intents: readonly Intent[]
  /** Times that do not count as waiting: freezes. Ascending, without overlap. */
  readonly pauses: readonly Pause[]
  readonly personKey: (address: Address) => string
  /** The live patches, in slot order, when only these versions (oldest first) exist: the effective series. */
  readonly effectiveOf: (series: readonly Series[]) => readonly string[]
  /** When that person first committed to a development branch; `undefined`: never. */
  readonly committerSince: (person: string) => Instant | undefined
  /** T1 of section 3.5 in days, for a patch posted at that instant. */
  readonly unansweredDays: (postedAt: Instant) => number
  /** T2 in days, for a patch that became ready at that instant. */
  readonly uncommittedDays: (readyAt: Instant) => number
  /** `undefined`: an approval by somebody other than the author is all that is asked. */
  readonly policy: ReviewPolicy | undefined
}

/** A history cut at an instant, with what follows from the cut. */
export interface Situation {
  readonly history: History
  readonly now: Instant
  /** The versions that exist, oldest first; never empty. */
  readonly series: readonly Series[]
  readonly newest: Series
  /** Person keys of those who posted or wrote the newest version, and of whoever answers under their full name. */
  readonly authors: ReadonlySet<string>
  readonly live: readonly string[]
  readonly replies: readonly SeriesReply[]
  readonly trailers: readonly GivenTrailer[]
  readonly matches: readonly MatchedPatch[]
}

/** What was the case at `now`, of these versions: `undefined` before the first of them was posted. */
export function situationAt(
  history: History,
  members: readonly Series[],
  now: Instant,
): Situation | undefined {
  const series = members.filter((one) => one.at <= now)
  const newest = newestOf(series)
  if (newest === undefined) return undefined
  const ids = new Set(series.map((one) => one.id))
  // A series is posted mail by mail: what was sent a second later was not there yet.
  const live = history.effectiveOf(series).filter((id) => (history.factsOf(id)?.at ?? now) <= now)
  const authors = new Set([history.personKey(newest.sender)])
  for (const id of live) {
    const facts = history.factsOf(id)
    if (facts) authors.add(history.personKey(facts.author))
  }
  const replies = history.replies.filter((reply) => reply.facts.at <= now && ids.has(reply.series))
  const names = new Set(
    [newest.sender, ...live.flatMap((id) => history.factsOf(id)?.author ?? [])].flatMap(fullName),
  )
  for (const { facts } of replies)
    if (fullName(facts.sender).some((name) => names.has(name))) authors.add(history.personKey(facts.sender))
  return {
    history,
    now,
    series,
    newest,
    authors,
    live,
    replies,
    trailers: history.trailers.filter((given) => given.at <= now && ids.has(given.series)),
    matches: history.matches.filter((match) => match.committedAt <= now),
  }
}
