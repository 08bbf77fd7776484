import type { Status } from '../status/status.ts'
import type { Instant } from '../time.ts'
import type { Hackathon } from './hackathon.ts'
import { type OutcomeJudgement, type OutcomeLink, outcomeKey } from './outcome.ts'
import { type Reference, topicReference } from './reference.ts'
import { listItems } from './topic.ts'

/**
 * How far something is that was spoken of: `open`: nothing confirmed came of it; `proposed`: a thread on the list;
 * `in-review`: a series; `merged`; `dropped`: what came of it was rejected or withdrawn; `lost`: its series needs
 * somebody; `reverted`: merged, taken back, and not brought again; `done`: an action that says so.
 */
export const ITEM_STATES = [
  'open',
  'proposed',
  'in-review',
  'lost',
  'dropped',
  'reverted',
  'merged',
  'done',
] as const
export type ItemState = (typeof ITEM_STATES)[number]

/** What is known of a series: where its lineage stands, and whether it is lost. */
export interface SeriesStanding {
  readonly status: Status
  readonly isLost: boolean
  /** When it was posted first. */
  readonly postedAt: Instant
  /** When it was merged, if it was. */
  readonly mergedAt: Instant | undefined
}

/** One line of a roadmap. */
export interface TracedState {
  readonly about: Reference
  readonly text: string
  readonly state: ItemState
  /** What somebody confirmed to have come of it, oldest first. */
  readonly confirmed: readonly OutcomeLink[]
  /** What may have, and nobody judged yet; strongest first. */
  readonly candidates: readonly OutcomeLink[]
  /** Days from the event to the first series that is confirmed, and to the first commit. */
  readonly daysToPatch: number | undefined
  readonly daysToMerge: number | undefined
}

/** What a state follows from. */
export interface StateSources {
  readonly links: readonly OutcomeLink[]
  readonly judgements: readonly OutcomeJudgement[]
  /** By the id of a series. */
  readonly standings: ReadonlyMap<string, SeriesStanding>
  readonly eventEndedAt: Instant
}

/** How far one item is. What nobody confirmed changes nothing; what was confirmed by hand counts as what was traced. */
export function stateOf(about: Reference, text: string, sources: StateSources): TracedState {
  const judged = new Map(sources.judgements.map((one) => [outcomeKey(one), one]))
  const mine = sources.links.filter((link) => link.about === about)
  const known = new Set(mine.map((link) => outcomeKey(link)))
  const added = sources.judgements.filter(
    (one) => one.about === about && one.verdict === 'confirmed' && !known.has(outcomeKey(one)),
  )
  const byHand = added.map(
    (one): OutcomeLink => ({
      about,
      kind: one.kind,
      target: one.target,
      title: one.evidence,
      at: one.at,
      tier: one.tier ?? 1,
      evidence: one.evidence,
      score: 0,
      revertedBy: undefined,
      relandedBy: undefined,
    }),
  )
  const verdictOf = (link: OutcomeLink) => judged.get(outcomeKey(link))?.verdict
  const confirmed = [...mine.filter((link) => verdictOf(link) === 'confirmed'), ...byHand].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  )
  const days = (at: Instant | undefined): number | undefined =>
    at === undefined
      ? undefined
      : Math.max(Math.round((Date.parse(at) - Date.parse(sources.eventEndedAt)) / 86_400_000), 0)
  const series = confirmed.filter((link) => link.kind === 'series')
  const mergedAt = [
    ...confirmed.filter((link) => link.kind === 'commit').map((link) => link.at),
    ...series.flatMap((link) => sources.standings.get(link.target)?.mergedAt ?? []),
  ].sort()[0]
  return {
    about,
    text,
    state: stateFrom(confirmed, sources.standings),
    confirmed,
    candidates: mine.filter((link) => verdictOf(link) === undefined),
    daysToPatch: days(
      series.map((link) => sources.standings.get(link.target)?.postedAt ?? link.at).sort()[0],
    ),
    daysToMerge: days(mergedAt),
  }
}

function stateFrom(confirmed: readonly OutcomeLink[], standings: StateSources['standings']): ItemState {
  const commits = confirmed.filter((link) => link.kind === 'commit')
  if (commits.some((link) => link.revertedBy === undefined || link.relandedBy !== undefined)) return 'merged'
  const series = confirmed.flatMap((link) =>
    link.kind === 'series' ? (standings.get(link.target) ?? []) : [],
  )
  if (series.some((one) => one.status === 'merged')) return 'merged'
  const live = series.filter((one) => one.status !== 'rejected' && one.status !== 'withdrawn')
  if (live.some((one) => !one.isLost)) return 'in-review'
  if (live.length > 0) return 'lost'
  if (commits.length > 0) return 'reverted'
  if (series.length > 0) return 'dropped'
  // A series of which nothing is known is under review, as far as anybody can say.
  if (confirmed.some((link) => link.kind === 'series')) return 'in-review'
  return confirmed.some((link) => link.kind === 'thread') ? 'proposed' : 'open'
}

/** The states of all bullets of an event's topics (topics without bullets count whole) and of its actions. */
export function listStates(hackathon: Hackathon, sources: StateSources): readonly TracedState[] {
  const topics = hackathon.topics
    .filter((topic) => !topic.withdrawn)
    .flatMap((topic) => {
      const items = listItems(topic.description)
      return items.length === 0
        ? [stateOf(topicReference(topic.id), topic.title, sources)]
        : items.map((item) => stateOf(topicReference(topic.id, item.item), item.text, sources))
    })
  const actions = hackathon.actions.map((action) => {
    const state = stateOf(`action:${action.id}`, action.text, sources)
    return action.state === 'done' && state.state === 'open' ? { ...state, state: 'done' as const } : state
  })
  return [...topics, ...actions]
}
