import { type Timing, timingOf } from './cohorts.ts'
import { activeIn, endOfVersion } from './events.ts'
import type { Scope } from './metric.ts'
import { remember } from './remember.ts'
import type { ReplyFact, SeriesFact, VersionFact } from './series-fact.ts'

/** A version, and the answer to it that counts. */
export interface Response {
  readonly fact: SeriesFact
  readonly version: VersionFact
  readonly index: number
  readonly answer: ReplyFact | undefined
  readonly timing: Timing
}

/**
 * Versions and the first reply to each that counts. One that has no such reply is looked at until the next version is
 * posted, it is closed, or now: nobody had to answer it any more.
 */
export function listResponses(
  scope: Scope,
  counts: (reply: ReplyFact) => boolean,
  isMeant: (version: VersionFact, index: number) => boolean = () => true,
): readonly Response[] {
  return activeIn(scope).flatMap((fact) =>
    fact.versions.flatMap((version, index): Response[] => {
      if (version.pull || !isMeant(version, index)) return []
      const answer = version.replies.find((reply) => counts(reply) && scope.isActor(reply.sender, reply.at))
      const until = Math.min(endOfVersion(fact, index) ?? scope.asOf, scope.asOf)
      const at = answer !== undefined && answer.at <= until ? answer.at : undefined
      return [{ fact, version, index, answer, timing: timingOf(fact, version.at, at, until) }]
    }),
  )
}

/** Versions and the first reply to each by somebody else. */
export const listFirstResponses = remember((scope: Scope): readonly Response[] =>
  listResponses(scope, (reply) => !reply.own),
)
