import type { Series } from '../patches/series.ts'
import { addDays, type Instant } from '../time.ts'
import { type History, type Situation, situationAt } from './history.ts'
import { findLostSince } from './lost.ts'
import type { QueuePing } from './queue-record.ts'
import { standingOf } from './standing.ts'
import type { Standing } from './status.ts'

/** Pings of one lineage that are looked at. */
const MOST = 100
const SECOND = 1 / 86_400

/**
 * The questions of people what has become of a lineage, each with how it stood a second before, when it would have been
 * lost had nothing else happened, and when it would be with the question and nothing after it (L6). By anybody, in order
 * of time.
 */
export function listQueuePings(
  history: History,
  members: readonly Series[],
  until: Instant,
): readonly QueuePing[] {
  return (
    history.replies
      .filter(
        (reply) => reply.facts.at <= until && reply.facts.signals.some((signal) => signal.kind === 'ping'),
      )
      // Whoever asks on the day on which it was posted asks something else.
      .filter(
        (reply) => !members.some((one) => one.at <= reply.facts.at && addDays(one.at, 1) > reply.facts.at),
      )
      .slice(0, MOST)
      .flatMap((reply): QueuePing[] => {
        const situation = situationAt(history, members, addDays(reply.facts.at, -SECOND))
        if (situation === undefined) return []
        const standing = standingOf(situation)
        const lostAt = firstLost(situation, standing)
        const asked = situationAt(history, members, reply.facts.at)
        const lostAskedAt = asked && firstLost(asked, standingOf(asked))
        const { messageId, at } = reply.facts
        return [{ messageId, at, status: standing.status, lostAt, lostAskedAt }]
      })
  )
}

function firstLost(situation: Situation, standing: Standing): Instant | undefined {
  return findLostSince(situation, standing).reduce<Instant | undefined>(
    (first, one) => (first === undefined || one.at < first ? one.at : first),
    undefined,
  )
}
