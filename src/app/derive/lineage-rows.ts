import { formatFact } from '../../core/metrics/fact-text.ts'
import type { MessageFacts } from '../../core/patches/facts.ts'
import type { SeriesReply } from '../../core/patches/given-trailers.ts'
import type { PatchLink } from '../../core/patches/lineage.ts'
import type { Series } from '../../core/patches/series.ts'
import type { StandingInterval } from '../../core/status/status.ts'
import type { Instant } from '../../core/time.ts'
import type { LineageRows, Row } from '../../store/derived/lineages.ts'
import { isReview } from './is-review.ts'
import { lineageFact } from './lineage-fact.ts'
import type { LineageStory, Numbering } from './lineage-story.ts'
import { queueCases } from './queue-cases.ts'
import { reviewRows } from './review-rows.ts'

/** The mails of a series: cover letter, patches, duplicates. */
export function mailsOf(series: Series): readonly string[] {
  const patches = series.patches.filter((id) => id !== undefined)
  return [...(series.cover === undefined ? [] : [series.cover]), ...patches, ...series.duplicates]
}

/** The smallest message number in a series: its own number. */
export function numberOfSeries(series: Series, messageOf: (id: string) => number): number {
  return Math.min(...mailsOf(series).map(messageOf))
}

/** The rows of one lineage, in all the tables that describe it. */
export function lineageRows(story: LineageStory, numbering: Numbering): LineageRows {
  const { messageOf } = numbering
  const numbers = new Map(story.series.map((one) => [one.id, numberOfSeries(one, messageOf)]))
  const numberOf = (id: string): number => numbers.get(id) ?? messageOf(id)
  const now = currentStanding(story)
  return {
    lineages: now === undefined ? [] : [lineageRow(story, now, numbering, numberOf)],
    intervals: story.courses.flatMap((course) =>
      course.intervals.map((one) => ({
        lineage: numberOf(course.lineage),
        from_at: one.from,
        to_at: one.to ?? null,
        ...standingColumns(one),
      })),
    ),
    facts: [
      {
        lineage: numberOf(story.lineage.id),
        fact: formatFact(lineageFact(story, { ...numbering, ownersAt: numbering.ownersAt })),
      },
    ],
    ...reviewRows(story, numbering, numberOf(story.lineage.id)),
    queueCases: queueCases(story, numbering, numberOf),
    series: story.series.map((one, n) => seriesRow(story, one, n + 1, now, numbering, numberOf)),
    patches: story.series.flatMap((one) => patchRows(story, one, numbering, numberOf)),
    replies: story.replies.map((reply) => ({
      message: messageOf(reply.facts.messageId),
      series: numberOf(reply.series),
      patch: reply.patch === undefined ? null : messageOf(reply.patch),
      at: reply.facts.at,
      sender: numbering.personKey(reply.facts.sender),
      review: isReviewOf(story, reply, numbering) ? 1 : 0,
      proposal: reply.facts.patch === undefined ? 0 : 1,
      signals: JSON.stringify(reply.facts.signals),
    })),
    trailers: story.trailers.map((given) => ({
      message: messageOf(given.messageId),
      position: given.position,
      series: numberOf(given.series),
      patch: given.patch === undefined ? null : messageOf(given.patch),
      key: given.trailer.key,
      name: given.trailer.name,
      address: given.trailer.address,
      person: given.person ?? null,
      value: given.trailer.value,
      note: given.trailer.note ?? null,
      patches: given.patches === undefined ? null : JSON.stringify(given.patches),
      scope: given.scope ?? null,
      condition: given.condition?.text ?? null,
      origin: given.origin,
      given_in: given.givenIn === undefined ? null : messageOf(given.givenIn),
      typo: given.trailer.typo ? 1 : 0,
    })),
    seriesLinks: story.seriesLinks.map((link) => ({
      newer: numberOf(link.newer),
      older: numberOf(link.older),
      score: link.score,
      confidence: link.confidence,
      evidence: JSON.stringify(link.evidence),
    })),
    patchLinks: story.patchLinks.map((link) => ({
      newer: messageOf(link.newer),
      older: messageOf(link.older),
      confidence: link.confidence,
      evidence: JSON.stringify(link.evidence),
    })),
  }
}

/** How the lineage stands now: the last interval of its own course. */
export function currentStanding(story: LineageStory): StandingInterval | undefined {
  return story.courses.find((course) => course.lineage === story.lineage.id)?.intervals.at(-1)
}

function standingColumns(one: StandingInterval) {
  return {
    status: one.status,
    turn: one.turn,
    lost: one.lost.join(' '),
    why: one.why,
    evidence: one.evidence ?? null,
    holders: JSON.stringify(one.holders),
    since: one.since,
  }
}

function lineageRow(
  story: LineageStory,
  now: StandingInterval,
  { messageOf, factsOf, personKey }: Numbering,
  numberOf: (id: string) => number,
): Row<'lineage'> {
  const { lineage, series } = story
  const newest = series.find((one) => one.id === lineage.newest)
  const moments = [
    ...series.flatMap((one) => mailsOf(one).map((id) => factsOf(id)?.at ?? one.at)),
    ...story.replies.map((reply) => reply.facts.at),
    ...story.matches.map((match) => match.committedAt),
  ]
  return {
    id: numberOf(lineage.id),
    name: lineage.id,
    title: newest?.title ?? '',
    newest: numberOf(lineage.newest),
    versions: series.length,
    started_at: series[0]?.at ?? now.from,
    active_at: moments.reduce((a, b) => (b > a ? b : a), series[0]?.at ?? now.from),
    sender: newest === undefined ? '' : personKey(newest.sender),
    derived_status: now.derived ?? null,
    ...standingColumns(now),
    merged_at: now.status === 'merged' ? mergedAt(story, now) : null,
    effective: JSON.stringify(lineage.effective.map(messageOf)),
  }
}

/** When the last of its patches was committed. */
function mergedAt(story: LineageStory, now: StandingInterval): Instant {
  const commits = story.matches.filter((match) => match.development)
  const last = commits.find((match) => match.commit === now.evidence) ?? commits.at(-1)
  return last?.committedAt ?? now.since
}

function seriesRow(
  story: LineageStory,
  series: Series,
  position: number,
  now: StandingInterval | undefined,
  { messageOf, factsOf, personKey }: Numbering,
  numberOf: (id: string) => number,
): Row<'series'> {
  const { lineage } = story
  const contents = series.patches.flatMap((id) => (id === undefined ? [] : (factsOf(id)?.patch ?? [])))
  return {
    id: numberOf(series.id),
    name: series.id,
    lineage: numberOf(lineage.id),
    position,
    version: series.version,
    revision: series.revision ?? null,
    title: series.title,
    sender_name: series.sender.name,
    sender_address: series.sender.address,
    sender: personKey(series.sender),
    at: series.at,
    cover: series.cover === undefined ? null : messageOf(series.cover),
    total: series.total ?? null,
    complete: series.complete ? 1 : 0,
    rfc: series.rfc ? 1 : 0,
    resend: series.resend ? 1 : 0,
    pull: series.pull ? 1 : 0,
    confidence: series.confidence,
    evidence: JSON.stringify(series.evidence),
    status: series.id === lineage.newest ? (now?.status ?? 'new') : 'superseded',
    tags: JSON.stringify({ target: series.target, stable: series.stable, trees: series.trees }),
    patch_count: series.patches.filter((id) => id !== undefined).length,
    reply_count: story.replies.filter((reply) => reply.series === series.id).length,
    additions: contents.reduce((sum, one) => sum + one.additions, 0),
    deletions: contents.reduce((sum, one) => sum + one.deletions, 0),
  }
}

function patchRows(
  story: LineageStory,
  series: Series,
  { messageOf, factsOf, personKey }: Numbering,
  numberOf: (id: string) => number,
): Row<'patch'>[] {
  const live = new Set(story.lineage.effective)
  const merged = new Set(story.matches.filter((match) => match.development).map((match) => match.messageId))
  const newerOf = new Map<string, PatchLink>()
  for (const link of story.patchLinks) {
    const known = newerOf.get(link.older)
    if (known === undefined || isBefore(link.newer, known.newer, factsOf)) newerOf.set(link.older, link)
  }
  const row = (id: string, position: number, holder: string | undefined): Row<'patch'>[] => {
    const facts = factsOf(id)
    if (facts === undefined) return []
    const successor = holder ?? story.lineage.superseded.get(id)?.by ?? newerOf.get(id)?.newer
    return [
      {
        message: messageOf(id),
        series: numberOf(series.id),
        position,
        title: facts.subject.title,
        author_name: facts.author.name,
        author_address: facts.author.address,
        author: personKey(facts.author),
        at: facts.at,
        patch_id: facts.patch?.patchId ?? null,
        additions: facts.patch?.additions ?? 0,
        deletions: facts.patch?.deletions ?? 0,
        files: JSON.stringify(facts.patch?.files.map((file) => file.path) ?? []),
        duplicate: holder === undefined ? 0 : 1,
        state: live.has(id) ? 'live' : successor === undefined ? 'dropped' : 'superseded',
        superseded_by: live.has(id) || successor === undefined ? null : messageOf(successor),
        merged: merged.has(id) ? 1 : 0,
      },
    ]
  }
  const slots = series.patches.flatMap((id, n) => (id === undefined ? [] : row(id, n + 1, undefined)))
  const extra = series.duplicates.flatMap((id) => {
    const slot = factsOf(id)?.subject.index ?? 1
    const holder = slot === 0 ? series.cover : series.patches[slot - 1]
    return factsOf(id)?.patch === undefined ? [] : row(id, slot, holder ?? series.id)
  })
  return [...slots, ...extra]
}

/** The first that follows is the one that supersedes. */
function isBefore(a: string, b: string, factsOf: (id: string) => MessageFacts | undefined): boolean {
  const [atA = '', atB = ''] = [factsOf(a)?.at, factsOf(b)?.at]
  return atA === atB ? a < b : atA < atB
}

function isReviewOf(story: LineageStory, reply: SeriesReply, numbering: Numbering): boolean {
  const series = story.series.find((one) => one.id === reply.series)
  return series !== undefined && isReview(reply, series, numbering.factsOf, numbering.personKey)
}
