import type { SeriesReply } from '../patches/given-trailers.ts'
import type { Signal } from '../patches/signals.ts'
import { APPROVALS } from '../patches/trailer-keys.ts'
import { isCommitter, isSettling } from './claims.ts'
import type { Situation } from './history.ts'

/**
 * Has somebody said of all of the newest version that it had been done, is not needed, or that another patch took its place;
 * or has somebody with the say refused it, and its author let that stand? `undefined`: no, or it was taken up again since.
 *
 * What was settled may be talked of further. It is taken up again by a new version, a ping, a tag, a word that it is
 * applied, by what its author asks or brings against it, and by what anybody asks of its author. Consent and thanks are
 * none of these.
 */
export function findSettlement(situation: Situation): SeriesReply | undefined {
  const { newest, series } = situation
  return situation.replies.findLast(
    (reply) =>
      reply.facts.at >= newest.at &&
      (isSettling(reply, series) || (isAboutWhole(situation, reply) && isRefusal(situation, reply))) &&
      !isTakenUp(situation, reply),
  )
}

/** The same of single patches: those that are left of a series of which a part was committed. */
export function areSettled(situation: Situation, patches: readonly string[]): boolean {
  if (findSettlement(situation) !== undefined) return true
  return patches.every((patch) =>
    situation.replies.some(
      (reply) =>
        reply.patch === patch &&
        (has(reply, 'settled') ||
          has(reply, 'replaced') ||
          (has(reply, 'withdrawn') && isByAuthor(situation, reply)) ||
          isRefusal(situation, reply)) &&
        !isTakenUp(situation, reply, patch),
    ),
  )
}

/** A no by somebody who commits, or one that somebody who commits agrees with. Anybody else's can be met. */
function isRefusal(situation: Situation, reply: SeriesReply): boolean {
  if (isByAuthor(situation, reply) || !(has(reply, 'refusal') || has(reply, 'objection'))) return false
  const { personKey } = situation.history
  if (isCommitter(situation, personKey(reply.facts.sender))) return true
  return situation.replies.some(
    (other) =>
      other.facts.parents[0] === reply.facts.messageId &&
      (has(other, 'agreement') || has(other, 'approval')) &&
      !isByAuthor(situation, other) &&
      isCommitter(situation, personKey(other.facts.sender)),
  )
}

const ARGUES = ['question', 'request', 'objection', 'promise'] as const
const CONSENTS = ['agreement', 'approval', 'withdrawn'] as const
const ASKS = ['question', 'request', 'objection'] as const

/** Does a later reply take up again what one settled? `patch`: of what concerns that one only. */
function isTakenUp(situation: Situation, settled: SeriesReply, patch?: string): boolean {
  const refused = !has(settled, 'settled') && !has(settled, 'replaced')
  return situation.replies.some((reply) => {
    if (reply.facts.at <= settled.facts.at || !reply.facts.hasText) return false
    if (patch !== undefined && reply.patch !== undefined && reply.patch !== patch) return false
    if (has(reply, 'ping') || has(reply, 'applied')) return true
    if (reply.facts.trailers.some((trailer) => APPROVALS.has(trailer.key))) return true
    if (isByAuthor(situation, reply)) {
      if (has(reply, 'withdrawn')) return false
      if (ARGUES.some((kind) => has(reply, kind))) return !isConsent(reply)
      // Whoever says anything but yes to a no does not let it stand.
      return refused && !isConsent(reply)
    }
    return ASKS.some((kind) => has(reply, kind)) && isToAuthor(situation, reply)
  })
}

/** It agrees, and neither asks nor promises more. */
function isConsent(reply: SeriesReply): boolean {
  return (
    CONSENTS.some((kind) => has(reply, kind)) &&
    !has(reply, 'question') &&
    !has(reply, 'objection') &&
    !has(reply, 'promise')
  )
}

/** It answers what was posted, or its author. */
function isToAuthor({ history, authors }: Situation, reply: SeriesReply): boolean {
  const parent = reply.facts.parents.map(history.factsOf).find((facts) => facts !== undefined)
  return parent === undefined || authors.has(history.personKey(parent.sender))
}

function isAboutWhole({ live }: Situation, reply: SeriesReply): boolean {
  return reply.patch === undefined || live.length <= 1
}

function isByAuthor({ authors, history }: Situation, reply: SeriesReply): boolean {
  return authors.has(history.personKey(reply.facts.sender))
}

function has(reply: SeriesReply, kind: Signal['kind']): boolean {
  return reply.facts.signals.some((signal) => signal.kind === kind)
}
