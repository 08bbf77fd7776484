import type { SeriesReply } from '../patches/given-trailers.ts'
import { addDays, type Instant } from '../time.ts'
import { findClaim, isCommitter } from './claims.ts'
import type { Intent, Situation } from './history.ts'
import { isMerePing } from './mere-ping.ts'
import { listRest } from './merged.ts'
import { areSettled, findSettlement } from './settled.ts'
import type { LostReason, Standing } from './status.ts'
import { addCountedDays } from './thresholds.ts'

/** What each reason means, for people. */
export const LOST_REASONS: Readonly<Record<LostReason, string>> = {
  L1: 'nobody but its author ever answered',
  L2: 'a reviewer was to answer and did not',
  L3: 'ready, and never committed',
  L4: 'the author was to answer and did not',
  L5: 'a part was committed, the rest fell silent',
  L6: 'a ping that nobody answered',
  L7: 'promised to be applied, and never was',
  L8: 'only a part of it ever reached the list',
}

/** A series is half-delivered when a mail is still missing after this many days (section 2.5). */
export const INCOMPLETE_DAYS = 1

/** Days after which an author who holds the turn has abandoned it, a ping is unanswered, a claim is not kept. */
const ABANDONED_DAYS = 60
const PING_DAYS = 7
const KEPT_DAYS = 14

/** A reason for which a lineage becomes lost, if nothing else happens. */
export interface LostSince {
  readonly reason: LostReason
  readonly at: Instant
  /** The period that runs out then, in days. */
  readonly days: number
}

/**
 * The instants at which a lineage that stands so becomes lost, by reason (patch-trackers dossier, section 3.5), if
 * nothing else happens.
 *
 * What probably was settled is not lost: a commit looks like it, or somebody said that it had been done. Stable backports are nobody's turn and so never lost. Freezes do not count. A person's word that it is not lost
 * holds until the next mail or commit; somebody's promise to look at it, until the day they named.
 */
export function findLostSince(
  situation: Situation,
  standing: Pick<Standing, 'status' | 'turn' | 'since' | 'evidence'>,
): readonly LostSince[] {
  if (situation.newest.stable.length > 0 || isCleared(situation) || isOvertaken(situation)) return []
  if (isUnseen(situation) || isNotMeant(situation)) return []
  const promised = findLook(situation)
  return [...byStatus(situation, standing), ...byPing(situation, standing)].map((one) =>
    promised?.until !== undefined && promised.until > one.at && WAITING_FOR_REVIEW.has(one.reason)
      ? { ...one, at: promised.until }
      : one,
  )
}

const WAITING_FOR_REVIEW: ReadonlySet<LostReason> = new Set(['L1', 'L2', 'L6'])

function byStatus(
  situation: Situation,
  { status, turn, since }: Pick<Standing, 'status' | 'turn' | 'since'>,
): readonly LostSince[] {
  const { history, newest } = situation
  const after = (reason: LostReason, from: Instant, days: number): readonly LostSince[] => [
    { reason, at: addCountedDays(from, days, history.pauses), days },
  ]
  switch (status) {
    case 'incomplete':
      // Of a series that went to several lists, each patch to those it concerns, this list has a few: nothing was lost.
      if (situation.live.length * 2 < (newest.total ?? newest.patches.length)) return []
      return [{ reason: 'L8', at: addDays(newest.at, INCOMPLETE_DAYS), days: INCOMPLETE_DAYS }]
    case 'new':
    case 'rfc': {
      if (isHeard(situation)) {
        if (status === 'new') return []
        return turn === 'author'
          ? after('L4', since, ABANDONED_DAYS)
          : after('L2', since, history.unansweredDays(since))
      }
      const posted = lastPosting(situation)
      return after('L1', posted, history.unansweredDays(posted))
    }
    case 'discussion':
    case 'needs-approval':
      if (isTalk(situation)) return []
      return turn === 'reviewers' ? after('L2', since, history.unansweredDays(since)) : []
    case 'ready':
      return after('L3', since, history.uncommittedDays(since))
    case 'changes-requested':
      if (isTalk(situation)) return []
      return after('L4', since, ABANDONED_DAYS)
    case 'partly-merged': {
      if (isRestSettled(situation)) return []
      const silent = lastActivity(situation)
      return after('L5', silent, history.unansweredDays(silent))
    }
    case 'queued':
      if (!isPromisedHere(situation)) return []
      // The turn is the claimant's half of the time later.
      return after('L7', since, turn === 'claimant' ? KEPT_DAYS / 2 : KEPT_DAYS)
    case 'deferred':
    case 'rejected':
    case 'withdrawn':
    case 'merged':
      return []
    default:
      return status satisfies never
  }
}

/** A request to pull of which no patch was mailed: it is mostly pulled without a word, and nothing here could show whether it was. */
function isUnseen({ newest, live }: Situation): boolean {
  return newest.pull && live.length === 0
}

/** "[DO NOT MERGE]", "testing, do not review": nobody is to do anything about it. "mm: do not merge ranges" is another matter. */
const NOT_MEANT =
  /\[[^[\]]{0,80}\bdo[- ]?not[- ]?(?:merge|apply|review|commit|pull)\b|[-,;:(–] ?do[- ]?not[- ]?(?:merge|apply|review|commit|pull)[)!. ]{0,5}$|\bnot[- ]for[- ](?:merg(?:e|ing)|inclusion|upstream(?:ing)?|commit(?:ting)?)\b/i

function isNotMeant({ newest, history }: Situation): boolean {
  return NOT_MEANT.test(history.factsOf(newest.id)?.subject.raw ?? newest.title)
}

/**
 * A question, or a report, with a diff in it: no subject speaks of a patch and nobody signed it off. Once others have
 * answered it is a talk, in which nobody waits for a review. What nobody has answered may be a patch by somebody new.
 */
function isTalk({ series, history }: Situation): boolean {
  return series.every((one) =>
    one.patches.every((id) => {
      const facts = id === undefined ? undefined : history.factsOf(id)
      if (facts === undefined) return true
      const { subject, trailers } = facts
      return (
        !subject.patch &&
        !subject.rfc &&
        !/patch/i.test(subject.raw) &&
        !trailers.some((trailer) => trailer.key === 'Signed-off-by')
      )
    }),
  )
}

/** "I'll apply it", "queued": of what was only promised. */
const PROMISED = /\bwill\b|['’]ll\b|\bgoing to\b|\bqueu/i

/**
 * Was it promised to be applied, by somebody who commits here? Whoever commits to no repository that is followed has applied it
 * elsewhere, and nothing here could show that they did not. And whoever says "applied" did it: a commit that is not found
 * was changed on the way.
 */
function isPromisedHere(situation: Situation): boolean {
  const claim = findClaim(situation)
  return (
    claim !== undefined &&
    isCommitter(situation, situation.history.personKey(claim.facts.sender)) &&
    claim.facts.signals.some((signal) => signal.kind === 'applied' && PROMISED.test(signal.excerpt))
  )
}

const CLOSED_OR_RESTING: ReadonlySet<string> = new Set([
  'deferred',
  'rejected',
  'withdrawn',
  'merged',
  'incomplete',
])

/**
 * The latest question of anybody what has become of it, if nobody else wrote after it. Whoever asks on the day on which it
 * was posted asks something else. The dossier means the author's pings only; a stranger's, or a reviewer's question whether
 * the author goes on with it, is as much a sign that somebody waits.
 */
function byPing(situation: Situation, { status }: Pick<Standing, 'status'>): readonly LostSince[] {
  if (CLOSED_OR_RESTING.has(status)) return []
  const ping = situation.replies.findLast(asksAfter)
  if (ping === undefined || ping.facts.at < addDays(situation.newest.at, 1)) return []
  const asker = situation.history.personKey(ping.facts.sender)
  const isOwn = situation.authors.has(asker)
  const isAnswered = situation.replies.some((reply) => {
    if (reply.facts.at <= ping.facts.at || !reply.facts.hasText) return false
    return isOwn ? !isByAuthor(situation, reply) : situation.history.personKey(reply.facts.sender) !== asker
  })
  if (isAnswered) return []
  const at = addCountedDays(ping.facts.at, PING_DAYS, situation.history.pauses)
  return [{ reason: 'L6', at, days: PING_DAYS }]
}

function asksAfter(reply: SeriesReply): boolean {
  return reply.facts.signals.some((signal) => signal.kind === 'ping')
}

/** Does the author ask what has become of it? */
export function isPing(situation: Situation, reply: SeriesReply): boolean {
  return isByAuthor(situation, reply) && asksAfter(reply)
}

function isByAuthor(situation: Situation, reply: SeriesReply): boolean {
  return situation.authors.has(situation.history.personKey(reply.facts.sender))
}

/** Somebody other than its author wrote about it, to any version. */
function isHeard(situation: Situation): boolean {
  return situation.replies.some(
    (reply) => reply.facts.hasText && !isMerePing(reply) && !isByAuthor(situation, reply),
  )
}

function lastPosting(situation: Situation): Instant {
  let at = situation.series[0]?.at ?? situation.newest.at
  for (const series of situation.series) if (!series.resend && series.at > at) at = series.at
  return at
}

/** When the last mail or commit of it was made. */
function lastActivity(situation: Situation): Instant {
  let at = situation.newest.at
  for (const reply of situation.replies) if (reply.facts.at > at) at = reply.facts.at
  for (const match of situation.matches) if (match.committedAt > at) at = match.committedAt
  return at
}

/** Somebody said that it is not lost, and nothing has happened since. */
function isCleared(situation: Situation): boolean {
  const word = findIntent(situation, 'not-lost')
  return word !== undefined && lastActivity(situation) <= word.at
}

/** After its last version a commit was made that looks like one of its patches; or somebody settled it in words. */
function isOvertaken(situation: Situation): boolean {
  const { history, newest, now } = situation
  if (history.doubts.some((at) => at <= now && at >= newest.at)) return true
  return findSettlement(situation) !== undefined
}

/** "I applied them except the first one; that stays for now": who commits leaves a part out, and asks nothing for it. */
const ALL_BUT = /\b(?:except|expect|but|without|apart from|other than|all but)\b/i
const ASKS_FOR_REST: ReadonlySet<string> = new Set(['request', 'question'])

/** The patches that are left were dropped, refused or done otherwise, each or together. */
function isRestSettled(situation: Situation): boolean {
  if (areSettled(situation, listRest(situation)) || isAllApplied(situation)) return true
  const last = situation.replies.findLast((reply) => reply.facts.hasText && !isThanks(reply))
  return (
    last !== undefined &&
    last.facts.at >= situation.newest.at &&
    isCommitter(situation, situation.history.personKey(last.facts.sender)) &&
    last.facts.signals.some((signal) => signal.kind === 'applied' && ALL_BUT.test(signal.excerpt)) &&
    !last.facts.signals.some((signal) => ASKS_FOR_REST.has(signal.kind))
  )
}

const OF_ALL = /\b(?:all|both|whole|entire|series|patch ?set|everything)\b/i

/** "1-6 applied", "applied with v4 of patch 7", "the first two": a word about some. */
const OF_SOME =
  /\d+ ?[-,+&] ?\d|\bpatch(?:es)? #?\d|\b(?:first|last|rest|these|other|remaining|two|three|four)\b/i

/** Whoever commits said that all is applied, and asked nothing: what is not found of it was changed on the way. */
function isAllApplied(situation: Situation): boolean {
  return situation.replies.some(
    (reply) =>
      reply.facts.at >= situation.newest.at &&
      isCommitter(situation, situation.history.personKey(reply.facts.sender)) &&
      !reply.facts.signals.some((signal) => ASKS_FOR_REST.has(signal.kind)) &&
      reply.facts.signals.some(
        (signal) =>
          signal.kind === 'applied' &&
          !ALL_BUT.test(signal.excerpt) &&
          !OF_SOME.test(signal.excerpt) &&
          (reply.patch === undefined || OF_ALL.test(signal.excerpt)),
      ),
  )
}

/** Says nothing that anybody has to act on. */
function isThanks({ facts }: SeriesReply): boolean {
  return facts.signals.every((signal) => signal.kind === 'agreement') && facts.trailers.length === 0
}

/** Somebody's promise to look at it: until the day that they named, a word of theirs, or a new version. */
export function findLook(situation: Situation): Intent | undefined {
  const look = findIntent(situation, 'look')
  if (look === undefined || situation.newest.at > look.at) return undefined
  const hasLooked = situation.replies.some(
    (reply) => reply.facts.at > look.at && situation.history.personKey(reply.facts.sender) === look.person,
  )
  return hasLooked ? undefined : look
}

/** The latest of a kind. */
export function findIntent(situation: Situation, kind: Intent['kind']): Intent | undefined {
  return situation.history.intents.findLast((one) => one.kind === kind && one.at <= situation.now)
}
