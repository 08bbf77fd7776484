import type { Address } from '../../core/mail/message.ts'
import type { Match } from '../../core/matching/match.ts'
import type { SeriesReply } from '../../core/patches/given-trailers.ts'
import type { Series } from '../../core/patches/series.ts'
import { APPROVALS } from '../../core/patches/trailer-keys.ts'
import { fullName } from '../../core/people/name.ts'
import { unansweredDays, uncommittedDays } from '../../core/status/thresholds.ts'
import type { Instant } from '../../core/time.ts'
import type { SeriesWaits } from '../../store/derived/series-memos.ts'
import type { PlacedCommit, ProjectCommits } from './commits.ts'
import { mailsOf } from './lineage-rows.ts'
import type { Works } from './picture.ts'

/** What stories need of commits. */
export interface StoryCommits extends Pick<ProjectCommits, 'committers'> {
  readonly find: (
    repository: string,
    sha: string,
  ) => Pick<PlacedCommit, 'committedAt' | 'landedAt' | 'development'> | undefined
}

interface WaitSources {
  readonly works: Works
  readonly commits: StoryCommits
  /** Corrected. */
  readonly matches: readonly Match[]
  readonly personKey: (address: Address) => string
}

/** How long each series waited, by its name: for a first answer, and from its last review tag to its commit. */
export function listWaits(sources: WaitSources): ReadonlyMap<string, SeriesWaits> {
  const commitOf = new Map<string, Instant>()
  for (const match of sources.matches) {
    if (!match.counted) continue
    const commit = sources.commits.find(match.repository, match.commit)
    if (commit?.development) commitOf.set(match.messageId, commit.landedAt)
  }
  const waits = new Map<string, SeriesWaits>()
  for (const { series } of sources.works.lineages)
    for (const one of series) {
      const replies = sources.works.repliesTo(one.id)
      waits.set(one.id, {
        repliedAt: firstReplyOf(replies, one, sources),
        ...waitForCommit(one, replies, (id) => commitOf.get(id)),
      })
    }
  return waits
}

/** From the last review tag that a version got to the commit that it became: what T2 is made of. */
function waitForCommit(
  one: Series,
  replies: readonly SeriesReply[],
  commitOf: (messageId: string) => Instant | undefined,
): Pick<SeriesWaits, 'approvedAt' | 'committedAt'> {
  const committedAt = mailsOf(one).reduce<Instant | undefined>((last, id) => {
    const at = commitOf(id)
    return at !== undefined && (last === undefined || at > last) ? at : last
  }, undefined)
  const approvedAt =
    committedAt &&
    replies.findLast(
      ({ facts }) => facts.at <= committedAt && facts.trailers.some((trailer) => APPROVALS.has(trailer.key)),
    )?.facts.at
  return approvedAt === undefined ? { approvedAt, committedAt: undefined } : { approvedAt, committedAt }
}

/** When a person who is none of its senders and authors first answered; replies are in order of time. */
function firstReplyOf(
  replies: readonly SeriesReply[],
  one: Series,
  { works, personKey }: Pick<WaitSources, 'works' | 'personKey'>,
): Instant | undefined {
  if (replies.length === 0) return undefined
  const own = new Set<string>()
  const names = new Set<string>()
  const note = (person: Address): void => {
    own.add(personKey(person))
    for (const name of fullName(person)) names.add(name)
  }
  note(one.sender)
  for (const id of mailsOf(one)) {
    const facts = works.factsOf(id)
    if (facts) note(facts.author)
  }
  return replies.find(
    ({ facts }) =>
      facts.kind !== 'bot' &&
      !own.has(personKey(facts.sender)) &&
      !fullName(facts.sender).some((name) => names.has(name)),
  )?.facts.at
}

/** T1 and T2 by when a period begins: from what everything else took. */
export function thresholdsOf(waits: readonly (Partial<SeriesWaits> & { readonly at: Instant })[]): {
  readonly replyDays: (at: Instant) => number
  readonly commitDays: (at: Instant) => number
} {
  return {
    replyDays: unansweredDays(
      waits.flatMap(({ at, repliedAt }) => (repliedAt === undefined ? [] : [{ from: at, to: repliedAt }])),
    ),
    commitDays: uncommittedDays(
      waits.flatMap(({ approvedAt, committedAt }) =>
        approvedAt === undefined || committedAt === undefined ? [] : [{ from: approvedAt, to: committedAt }],
      ),
    ),
  }
}

/** Whether a work, by its name, is the first of its sender. */
export function firstWorks(
  works: Pick<Works, 'lineages'>,
  personKey: (address: Address) => string,
): (lineage: string) => boolean {
  const first = new Map<string, string>()
  for (const { lineage, series } of works.lineages) {
    const [one] = series
    const person = one === undefined ? '' : personKey(one.sender)
    if (!first.has(person)) first.set(person, lineage.id)
  }
  const ids = new Set(first.values())
  return (lineage) => ids.has(lineage)
}
