import { areasOf } from '../../core/metrics/areas.ts'
import { listFiles } from '../../core/patches/diff.ts'
import { findEffective } from '../../core/patches/effective.ts'
import type { MessageFacts } from '../../core/patches/facts.ts'
import { findGivenTrailers, type SeriesReply } from '../../core/patches/given-trailers.ts'
import { type History, type Situation, situationAt } from '../../core/status/history.ts'
import { membersAt } from '../../core/status/intervals.ts'
import { type LineageReview, reviewSituation } from '../../core/status/lineage-review.ts'
import { findLostSince, LOST_REASONS, type LostSince } from '../../core/status/lost.ts'
import { type LostReason, STATUSES, type Standing, TURN_HOLDERS } from '../../core/status/status.ts'
import { daysBetween, type Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { listFacts } from '../../store/derived/facts.ts'
import { readStoredLineages, type StoredLineage } from '../../store/derived/stored-lineages.ts'
import { listDecisions } from '../../store/inputs/decisions.ts'
import { listFirstCommits } from '../../store/read/first-commits.ts'
import { listFirstWorks, type PastStanding } from '../../store/read/past-standings.ts'
import { findPersonNames } from '../../store/read/people.ts'
import type { PersonConfig } from '../config-people.ts'
import type { ReviewConfig } from '../config-review.ts'
import { committersSince } from '../derive/commits.ts'
import { readCorrections } from '../derive/corrections.ts'
import { mailsOf } from '../derive/lineage-rows.ts'
import { loadIdentityEntries } from '../derive/load-identities.ts'
import { loadPolicy } from '../derive/load-policy.ts'
import { identities } from '../read-mail.ts'

/** What of a project's configuration the past is told by. */
export interface PastProject {
  readonly lists: readonly { readonly address: string }[]
  readonly repositories: readonly { readonly name: string }[]
  readonly people?: readonly PersonConfig[]
  readonly review?: Partial<ReviewConfig>
}

/** Where the review of a lineage was. */
export interface PastReview {
  readonly review: LineageReview
  /** The live patches of that day, in slot order. */
  readonly effective: readonly string[]
  /** The parts of the code that they touch, by the MAINTAINERS file of that day; sorted. */
  readonly areas: readonly string[]
  /** Number of the version that stood for it then. */
  readonly newest: number
  /** Versions that there were. */
  readonly versions: number
  /** Replies to the newest of them. */
  readonly replies: number
  /** The last mail or commit about it. */
  readonly activeAt: Instant
}

/**
 * Where the review of lineages was at a past instant, by the number that each had then: told again from the mails,
 * commits, decisions and the MAINTAINERS file of that day. How each stood, and since when it was lost, is as it was
 * derived for that day. Which mails belong together is as it is known today.
 */
export async function reviewsAsOf(
  db: Db,
  projectId: number,
  project: PastProject,
  at: Instant,
  standings: readonly PastStanding[],
): Promise<ReadonlyMap<number, PastReview>> {
  if (standings.length === 0) return new Map()
  const { personKey } = identities(
    { people: project.people ?? [], lists: project.lists },
    await loadIdentityEntries(db, projectId),
  )
  const standingOf = new Map(standings.map((one) => [one.lineage, one]))
  const stored = await readStoredLineages(db, projectId, [...new Set(standings.map((one) => one.joined))], at)
  const messages = stored.flatMap((one) => [
    ...one.mails.values(),
    ...one.replies.map((reply) => reply.message),
  ])
  const records = await listFacts(db, projectId, { messages })
  const facts = new Map(records.map((record) => [record.facts.messageId, record.facts]))
  const byNumber = new Map(records.map((record) => [record.message, record.facts]))
  const decisions = await listDecisions(db, projectId)
  const keys = decisions.map((one) => personKey({ name: '', address: one.person }))
  const names = await findPersonNames(db, projectId, keys)
  const corrections = readCorrections(decisions, at, { personKey, names })
  const { policy, pauses } = await loadPolicy(
    db,
    projectId,
    {
      repositories: project.repositories,
      review: { maintainers: true, waitDays: 1, freezes: [], ...project.review },
    },
    personKey,
    () => pathsOf(facts.values()),
    at,
  )
  const committers = committersSince(
    await listFirstCommits(
      db,
      projectId,
      project.repositories.map((one) => one.name),
    ),
    personKey,
  )
  const firstOnes = await listFirstWorks(
    db,
    projectId,
    standings.map((one) => one.lineage),
  )
  const lists = new Set(project.lists.map((list) => list.address.toLowerCase()))
  const found = new Map<number, PastReview>()
  for (const one of stored) {
    const replies = repliesOf(one, byNumber)
    for (const [id, members] of membersAt(one, at)) {
      const lineage = one.numbers.get(id) ?? 0
      const standing = standingOf.get(lineage)
      if (standing === undefined) continue
      const mails = one.series.flatMap(mailsOf)
      const history: History = {
        series: one.series,
        seriesLinks: one.seriesLinks,
        patchLinks: one.patchLinks,
        factsOf: (mail) => facts.get(mail),
        replies,
        trailers: findGivenTrailers({
          series: one.series,
          factsOf: (mail) => facts.get(mail),
          replies,
          patchLinks: one.patchLinks,
          personKey,
        }),
        matches: one.matches,
        doubts: [],
        decisions: mails.flatMap((mail) => corrections.states.get(mail) ?? []).sort(byAt),
        intents: mails.flatMap((mail) => corrections.intents.get(mail) ?? []).sort(byAt),
        pauses,
        personKey,
        effectiveOf: (some) => findEffective(some, one.patchLinks).patches,
        committerSince: (person) => committers.get(person),
        // How it stood is known, and so is for what it was lost and since when: only which periods ran out is asked for.
        unansweredDays: () => 0,
        uncommittedDays: () => 0,
        policy,
      }
      const situation = situationAt(history, members, at)
      if (situation === undefined) continue
      const known = standingFrom(standing)
      const paths = situation.live.flatMap((id) => facts.get(id)?.patch ?? []).flatMap(listFiles)
      found.set(lineage, {
        review: reviewSituation(situation, known, lostSince(situation, known, standing), {
          lists,
          isFirst: firstOnes.has(lineage),
        }),
        effective: situation.live,
        areas: areasOf([...new Set(paths)], policy && ((path) => policy.ownersAt(path, at))),
        newest: one.numbers.get(situation.newest.id) ?? lineage,
        versions: situation.series.length,
        replies: one.replies.filter((reply) => reply.series === situation.newest.id).length,
        activeAt: lastOf(situation, one, byNumber),
      })
    }
  }
  return found
}

/** When the last mail, a bot's too, or commit came that it was about. */
function lastOf(
  { series, matches, now }: Situation,
  { mails, replies }: StoredLineage,
  byNumber: ReadonlyMap<number, MessageFacts>,
): Instant {
  const ids = new Set(series.map((one) => one.id))
  const messages = [
    ...series.flatMap(mailsOf).flatMap((id) => mails.get(id) ?? []),
    ...replies.filter((reply) => ids.has(reply.series)).map((reply) => reply.message),
  ]
  const moments = [
    ...messages.flatMap((message) => byNumber.get(message)?.at ?? []),
    ...matches.map((match) => match.committedAt),
  ]
  return moments.reduce((last, at) => (at > last && at <= now ? at : last), series[0]?.at ?? now)
}

/** The periods that had run out, which the reasons do not tell, from when they began. */
function lostSince(situation: Situation, standing: Standing, past: PastStanding): readonly LostSince[] {
  const begun = new Map(findLostSince(situation, standing).map((one) => [one.reason, one]))
  return past.lostSince.flatMap(({ reason: code, at }): LostSince[] => {
    const reason = REASONS.find((one) => one === code)
    if (reason === undefined) return []
    const bare = begun.get(reason)
    const days = bare === undefined ? 1 : bare.days > 0 ? bare.days : daysBetween(bare.at, at)
    return [{ reason, at, days: Math.max(days, 1) }]
  })
}

const REASONS = Object.keys(LOST_REASONS) as readonly LostReason[]

function standingFrom(past: PastStanding): Standing {
  return {
    status: STATUSES.find((one) => one === past.status) ?? 'new',
    turn: TURN_HOLDERS.find((one) => one === past.turn) ?? 'nobody',
    holders: past.holders,
    since: past.since,
    why: past.why,
    evidence: past.evidence,
    lost: REASONS.filter((one) => past.lost.includes(one)),
    derived: undefined,
  }
}

function repliesOf(one: StoredLineage, byNumber: ReadonlyMap<number, MessageFacts>): readonly SeriesReply[] {
  return one.replies
    .flatMap(({ message, series, patch }): SeriesReply[] => {
      const facts = byNumber.get(message)
      return facts === undefined || facts.kind === 'bot' ? [] : [{ facts, series, patch }]
    })
    .sort((a, b) => order(a.facts.at, b.facts.at) || order(a.facts.messageId, b.facts.messageId))
}

function* pathsOf(facts: Iterable<MessageFacts>): Iterable<string> {
  for (const one of facts) if (one.patch) for (const file of one.patch.files) yield file.path
}

function byAt(a: { readonly at: Instant }, b: { readonly at: Instant }): number {
  return order(a.at, b.at)
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
