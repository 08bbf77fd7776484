import type { SeriesReply } from '../patches/given-trailers.ts'
import type { Series } from '../patches/series.ts'
import type { Signal } from '../patches/signals.ts'
import { APPROVALS } from '../patches/trailer-keys.ts'
import type { Situation } from './history.ts'

/**
 * The latest reply that says such a thing about the newest version as a whole, by its author or by anyone;
 * `undefined` when there is none or a newer version came after it.
 */
export function findSignalBy(
  situation: Situation,
  kind: Signal['kind'],
  by: 'author' | 'anyone' | 'others',
): SeriesReply | undefined {
  return situation.replies.findLast((reply) => {
    if (reply.facts.at < situation.newest.at || !reply.facts.signals.some((signal) => signal.kind === kind))
      return false
    if (!isAboutWhole(situation, reply) && !speaksOfAll(reply, kind)) return false
    const isAuthor = situation.authors.has(situation.history.personKey(reply.facts.sender))
    return by === 'anyone' || (by === 'author') === isAuthor
  })
}

/**
 * The latest claim that it is applied or queued: by somebody else, or by an author who commits themselves.
 * The claim need not be about the whole ("patches 1 and 2 applied"): what is left shows when it is merged in part.
 */
export function findClaim(situation: Situation): SeriesReply | undefined {
  const { history, newest } = situation
  return situation.replies.findLast((reply) => {
    if (reply.facts.at < newest.at || !reply.facts.signals.some((signal) => signal.kind === 'applied'))
      return false
    const person = history.personKey(reply.facts.sender)
    return !situation.authors.has(person) || isCommitter(situation, person)
  })
}

/**
 * A refusal in force: a Nacked-by for the whole by somebody who commits to the project, with no approval by the
 * same person after it. Anyone else's is an open objection.
 */
export function findNack(situation: Situation): SeriesReply | undefined {
  const { history } = situation
  return situation.replies.findLast((reply) => {
    if (!reply.facts.trailers.some((trailer) => trailer.key === 'Nacked-by')) return false
    const person = history.personKey(reply.facts.sender)
    if (!isCommitter(situation, person) || situation.authors.has(person)) return false
    if (reply.facts.at < situation.newest.at || !isAboutWhole(situation, reply)) return false
    return !situation.trailers.some(
      (given) =>
        given.origin === 'reply' &&
        given.person === person &&
        given.at > reply.facts.at &&
        APPROVALS.has(given.trailer.key),
    )
  })
}

/**
 * Does a reply say of all that its version brings that it had been done, is not needed any more (`settled`), or that another
 * patch took its place (`replaced`)? Of one patch of several it settles nothing.
 */
export function isSettling(
  reply: SeriesReply,
  series: readonly Series[],
  kinds: readonly Signal['kind'][] = ['settled', 'replaced'],
): boolean {
  if (!reply.facts.signals.some((signal) => kinds.includes(signal.kind))) return false
  if (reply.patch === undefined) return true
  const version = series.find((one) => one.id === reply.series)
  return version === undefined || version.patches.filter((id) => id !== undefined).length <= 1
}

/** Has that person committed to a repository that is followed, by now? */
export function isCommitter(situation: Situation, person: string): boolean {
  const since = situation.history.committerSince(person)
  return since !== undefined && since <= situation.now
}

/** Of one patch somebody answers with a word about all: "Please disregard this patch series." */
function speaksOfAll(reply: SeriesReply, kind: Signal['kind']): boolean {
  return reply.facts.signals.some(
    (signal) =>
      signal.kind === kind && /\b(?:series|patch ?set|whole|entire|both|all)\b/i.test(signal.excerpt),
  )
}

function isAboutWhole(situation: Situation, reply: SeriesReply): boolean {
  return reply.patch === undefined || situation.live.length <= 1
}
