import { groupBy } from '../../core/group-by.ts'
import type { Address } from '../../core/mail/message.ts'
import type { Match } from '../../core/matching/match.ts'
import { findGivenTrailers, type SeriesReply } from '../../core/patches/given-trailers.ts'
import type { Series } from '../../core/patches/series.ts'
import type { History, Intent, StatusDecision } from '../../core/status/history.ts'
import { reviewLineage } from '../../core/status/lineage-review.ts'
import { listQueuePings } from '../../core/status/queue-pings.ts'
import { type Instant, monthOf } from '../../core/time.ts'
import type { SeriesWaits } from '../../store/derived/series-memos.ts'
import type { Corrections } from './corrections.ts'
import { lookOut } from './courses.ts'
import { mailsOf } from './lineage-rows.ts'
import type { LineageStory } from './lineage-story.ts'
import type { LoadedPolicy } from './load-policy.ts'
import type { Memo } from './memo.ts'
import type { Works } from './picture.ts'
import { printOf } from './print.ts'
import { firstWorks, listWaits, type StoryCommits, thresholdsOf } from './waits.ts'

/** What stories are told from. */
export interface StorySources {
  readonly works: Works
  readonly commits: StoryCommits
  /** Corrected. */
  readonly matches: readonly Match[]
  readonly corrections: Corrections
  readonly personKey: (address: Address) => string
  readonly now: Instant
  /** Who may approve what; without it anybody but the author. */
  readonly review?: LoadedPolicy
  /** Addresses of mailing lists. */
  readonly lists?: ReadonlySet<string>
  /** What is known of the other work of the project, where `works` are not all of it. */
  readonly others?: OtherWorks
}

/** What is known of work that is not told of. */
export interface OtherWorks {
  /** How long its series waited. */
  readonly waits: readonly (SeriesWaits & { readonly at: Instant })[]
  /** Whether a work, by its name, is the first of its sender among all. */
  readonly isFirst: (lineage: string) => boolean
}

/** Every lineage, told anew or known to be the same as in the memo. */
export interface Stories {
  /** Those whose inputs changed, or that stand differently by now. */
  readonly changed: readonly LineageStory[]
  /** The earliest series of each of the others. */
  readonly kept: readonly Series[]
  readonly prints: Readonly<Record<string, string>>
  readonly dues: Readonly<Record<string, Instant>>
  /** The last month that each of them looks at, by name: what counts as long is set by month. */
  readonly months: Readonly<Record<string, string>>
  /** How long each series waited, by its name. */
  readonly waits: ReadonlyMap<string, SeriesWaits>
}

/** Tells the story of every lineage: who answered and tagged what, what became of it, how it stood when. */
export function tellStories(sources: StorySources, memo: Memo): Stories {
  const { works, commits, now, personKey } = sources
  const waits = listWaits(sources)
  const known = works.lineages.flatMap(({ series }) => series.map(({ id, at }) => ({ at, ...waits.get(id) })))
  const { replyDays, commitDays } = thresholdsOf([...(sources.others?.waits ?? []), ...known])
  const matchesOf = groupBy(
    sources.matches.filter((one) => one.counted),
    (one) => one.messageId,
  )
  const doubtsOf = groupBy(
    sources.matches.filter((one) => !one.counted && one.confidence >= LEAST_DOUBT),
    (one) => one.messageId,
  )
  const isFirst = sources.others?.isFirst ?? firstWorks(works, personKey)
  const changed: LineageStory[] = []
  const kept: Series[] = []
  const prints: Record<string, string> = {}
  const dues: Record<string, Instant> = {}
  const months: Record<string, string> = {}

  for (const work of works.lineages) {
    const { lineage, series } = work
    const replies = series.flatMap((one) => works.repliesTo(one.id)).sort(byTime)
    const mails = series.flatMap(mailsOf)
    const matches = mails
      .flatMap((id) => [...(matchesOf.get(id) ?? [])].sort(byCommit))
      .flatMap((match) => {
        const commit = commits.find(match.repository, match.commit)
        return commit === undefined
          ? []
          : // What counts is when it came to the branch: a merge can bring what was committed weeks before.
            [{ ...match, committedAt: commit.landedAt, development: commit.development }]
      })
    // What is believed of one of its patches casts no doubt on another.
    const believed = new Set(matches.map((match) => match.commit))
    const alike = listAlike(series, matches, (id) => doubtsOf.get(id) ?? [])
    const doubts = mails
      .flatMap((id) => doubtsOf.get(id) ?? [])
      .flatMap((match) => {
        if (believed.has(match.commit)) return []
        const commit = commits.find(match.repository, match.commit)
        return commit?.development === true ? [commit.committedAt] : []
      })
      .sort()
    const decisions = mails.flatMap((id) => sources.corrections.states.get(id) ?? []).sort(byAt)
    const intents = mails.flatMap((id) => sources.corrections.intents.get(id) ?? []).sort(byAt)
    const moments = instantsOf({ work, replies, matches, decisions })
    const last = moments.at(-1)
    if (last !== undefined) months[lineage.id] = monthOf(last)
    const print = printOf([
      isFirst(lineage.id) ? 'first' : '',
      ...partsOf({
        work,
        mails,
        replies,
        matches: [...matches, ...alike],
        doubts,
        decisions,
        intents,
        moments,
        replyDays,
        commitDays,
        sources,
      }),
    ])
    prints[lineage.id] = print
    const due = memo.dues[lineage.id]
    if (memo.lineages[lineage.id] === print && !(due !== undefined && due <= now)) {
      kept.push(work.series[0] as Series)
      if (due !== undefined) dues[lineage.id] = due
      continue
    }
    const humans = replies.filter((reply) => reply.facts.kind !== 'bot')
    const trailers = findGivenTrailers({
      series,
      factsOf: works.factsOf,
      replies: humans,
      patchLinks: work.patchLinks,
      personKey,
    })
    const history: History = {
      series,
      seriesLinks: work.seriesLinks,
      patchLinks: work.patchLinks,
      factsOf: works.factsOf,
      replies: humans,
      trailers,
      matches: [...matches, ...alike].map((match) => ({
        messageId: match.messageId,
        commit: match.commit,
        committedAt: match.committedAt,
        development: match.development,
      })),
      doubts,
      decisions,
      personKey,
      effectiveOf: work.effectiveOf,
      committerSince: (person) => commits.committers.get(person),
      unansweredDays: replyDays,
      uncommittedDays: commitDays,
      intents,
      pauses: sources.review?.pauses ?? [],
      policy: sources.review?.policy,
    }
    const outlook = lookOut(history, now)
    if (outlook.dueAt !== undefined) dues[lineage.id] = outlook.dueAt
    const review = reviewLineage(history, series, now, {
      lists: sources.lists ?? NO_LISTS,
      isFirst: isFirst(lineage.id),
    })
    changed.push({
      lineage,
      series,
      seriesLinks: work.seriesLinks,
      patchLinks: work.patchLinks,
      replies,
      trailers,
      matches,
      courses: outlook.courses,
      review,
      pings: listQueuePings(history, series, now),
    })
  }
  return { changed, kept, prints, dues, months, waits }
}

/** The addresses of a project's lists, as stories compare them. */
export function addressesOfLists(project: {
  readonly lists: readonly { readonly address: string }[]
}): ReadonlySet<string> {
  return new Set(project.lists.map((list) => list.address.toLowerCase()))
}

/**
 * Doubted matches of patches whose commit is believed to be what another series of the lineage posted: versions of one
 * another that nothing links, in a collection of what others posted, for instance. They went in with it.
 */
function listAlike(
  series: readonly Series[],
  matches: LineageStory['matches'],
  doubtsOf: (messageId: string) => readonly Match[],
): LineageStory['matches'] {
  if (series.length < 2 || matches.length === 0) return []
  const believed = new Map(matches.map((match) => [match.commit, match]))
  const matched = new Set(matches.map((match) => match.messageId))
  return series.flatMap((one) => {
    const mails = mailsOf(one)
    return mails.flatMap((id) => {
      if (matched.has(id)) return []
      return doubtsOf(id).flatMap((doubt) => {
        const other = believed.get(doubt.commit)
        return other === undefined || mails.includes(other.messageId) ? [] : [{ ...other, messageId: id }]
      })
    })
  })
}

/** A match that is not believed, but for which so much speaks that what it is of may be done. */
const LEAST_DOUBT = 0.4

const NO_LISTS: ReadonlySet<string> = new Set()

/** Everything that the rows of a lineage are made of, as texts. */
function partsOf(of: {
  readonly work: Works['lineages'][number]
  readonly mails: readonly string[]
  readonly replies: readonly SeriesReply[]
  readonly matches: LineageStory['matches']
  readonly doubts: readonly Instant[]
  readonly decisions: readonly StatusDecision[]
  readonly intents: readonly Intent[]
  readonly moments: readonly Instant[]
  readonly replyDays: (at: Instant) => number
  readonly commitDays: (at: Instant) => number
  readonly sources: StorySources
}): string[] {
  const { works, commits, personKey } = of.sources
  const parts = [
    JSON.stringify([of.work.lineage, of.work.series, of.work.seriesLinks, of.work.patchLinks]),
    JSON.stringify([of.matches, of.doubts, of.decisions, of.intents]),
  ]
  const people = new Set<string>()
  for (const id of of.mails) {
    const facts = works.factsOf(id)
    parts.push(works.printOf(id))
    if (facts) people.add(personKey(facts.sender)).add(personKey(facts.author))
  }
  for (const reply of of.replies) {
    parts.push(`${works.printOf(reply.facts.messageId)} ${reply.series} ${reply.patch ?? ''}`)
    people.add(personKey(reply.facts.sender))
  }
  for (const at of of.moments) parts.push(`T ${of.replyDays(at)} ${of.commitDays(at)}`)
  parts.push(maintainersOf(of))
  for (const person of [...people].sort()) parts.push(`${person} ${commits.committers.get(person) ?? ''}`)
  return parts
}

/** Which MAINTAINERS files answered for it, until the last of it was committed. */
function maintainersOf({ work, matches, sources }: Parameters<typeof partsOf>[0]): string {
  const { maintainers } = sources.review ?? {}
  const from = work.series[0]?.at
  if (maintainers === undefined || from === undefined) return ''
  const landed = matches.filter((match) => match.development).map((match) => match.committedAt)
  const to = landed.length === 0 ? sources.now : landed.reduce((a, b) => (b > a ? b : a))
  return maintainers.nameOf(from, to > from ? to : from)
}

/** The instants that a period can begin at: T1 and T2 are set by month, from what other work took. */
function instantsOf(
  of: Pick<Parameters<typeof partsOf>[0], 'work' | 'replies' | 'matches' | 'decisions'>,
): readonly Instant[] {
  const months = new Map<string, Instant>()
  for (const at of [
    ...of.work.series.map((one) => one.at),
    ...of.replies.map((reply) => reply.facts.at),
    ...of.matches.map((match) => match.committedAt),
    ...of.decisions.flatMap((one) => [one.at, one.until ?? one.at]),
  ])
    months.set(monthOf(at), at)
  return [...months.keys()].sort().flatMap((month) => months.get(month) ?? [])
}

function byCommit(a: Match, b: Match): number {
  return order(a.repository, b.repository) || order(a.commit, b.commit)
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function byAt(a: { readonly at: Instant }, b: { readonly at: Instant }): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0
}

function byTime(a: SeriesReply, b: SeriesReply): number {
  if (a.facts.at !== b.facts.at) return a.facts.at < b.facts.at ? -1 : 1
  return a.facts.messageId < b.facts.messageId ? -1 : 1
}
