import { DAY } from '../time.ts'
import { isOpenStatus } from './complete-facts.ts'
import type { CausedObservation } from './incidence.ts'
import type { Seconds, SeriesFact } from './series-fact.ts'

/** Open, and no mail or commit for so many days: given up, as far as anybody can see. */
export const ABANDONED_DAYS = 365

/** How one series ended, or that it has not. */
export interface Ending extends CausedObservation {
  readonly fact: SeriesFact
}

/** The causes of `endingOf`. */
export const CAUSES = ['merged', 'dropped', 'abandoned'] as const

/**
 * How a series ended, and days after its first version: merged, rejected or withdrawn (`dropped`), or a year without any
 * mail or commit (`abandoned`, at the end of that year).
 */
export function endingOf(fact: SeriesFact, asOf: Seconds): Ending {
  const days = (at: Seconds): number => Math.max(0, (at - fact.startedAt) / DAY)
  if (fact.mergedAt !== undefined) return { fact, days: days(fact.mergedAt), cause: 'merged' }
  if (fact.droppedAt !== undefined) return { fact, days: days(fact.droppedAt), cause: 'dropped' }
  const silent = lastActivity(fact) + ABANDONED_DAYS * DAY
  return silent <= asOf && isOpenStatus(fact.status)
    ? { fact, days: days(silent), cause: 'abandoned' }
    : { fact, days: days(asOf), cause: undefined }
}

/** The newest mail or commit of a series. */
export function lastActivity(fact: SeriesFact): Seconds {
  let last = fact.startedAt
  for (const version of fact.versions) {
    if (version.at > last) last = version.at
    const reply = version.replies.at(-1)
    if (reply !== undefined && reply.at > last) last = reply.at
  }
  for (const one of fact.landed) if (one.at > last) last = one.at
  return last
}
