import type { MessageFacts } from '../patches/facts.ts'
import { APPROVALS, type GivenTrailer } from '../patches/given-trailers.ts'
import type { Instant } from '../time.ts'
import type { Situation } from './history.ts'

/** How far the live patches are vouched for. */
export interface Approval {
  /** Every live patch has one from somebody who did not write it. */
  readonly complete: boolean
  /** When the last patch got its first; `undefined` while any has none. */
  readonly since: Instant | undefined
  /** The mail that gave the last one. */
  readonly evidence: string | undefined
  readonly approved: number
  readonly live: number
}

/**
 * Who vouches for the live patches of a situation: one Reviewed-by or Acked-by for each, by somebody other than
 * its author, until the project's check-in policy says more.
 *
 * A tag counts where it was given: on the patch, on its cover letter, or on an older version if the author
 * carried it into this one or the change is the same (equal patch-id or equal changed lines; section 5.5). A tag
 * that the author put in and nobody is known to have given does not count.
 */
export function findApproval(situation: Situation): Approval {
  let since: Instant | undefined
  let evidence: string | undefined
  let approved = 0
  for (const patch of situation.live) {
    const first = firstApproval(situation, patch)
    if (first === undefined) continue
    approved++
    if (since === undefined || first.at > since) {
      since = first.at
      evidence = first.messageId
    }
  }
  const complete = situation.live.length > 0 && approved === situation.live.length
  return {
    complete,
    since: complete ? since : undefined,
    evidence: complete ? evidence : undefined,
    approved,
    live: situation.live.length,
  }
}

function firstApproval(situation: Situation, patch: string): GivenTrailer | undefined {
  const same = sameChange(situation, patch)
  let first: GivenTrailer | undefined
  for (const given of situation.trailers) {
    if (!APPROVALS.has(given.trailer.key) || given.person === undefined) continue
    if (situation.authors.has(given.person)) continue
    const counts =
      given.origin === 'reply'
        ? given.byGiver && reaches(situation, given, same)
        : given.origin === 'carried' && given.messageId === patch
    if (counts && isRevoked(situation, given, patch)) continue
    if (counts && (first === undefined || given.at < first.at)) first = given
  }
  return first
}

/** Taken back: its giver said so later of any version of the patch, or of the whole, or said no (section 5.5). */
function isRevoked(situation: Situation, given: GivenTrailer, patch: string): boolean {
  const { factsOf, personKey } = situation.history
  const givenAt = given.givenIn === undefined ? given.at : (factsOf(given.givenIn)?.at ?? given.at)
  return situation.replies.some(
    (reply) =>
      reply.facts.at > givenAt &&
      takesBack(reply.facts) &&
      personKey(reply.facts.sender) === given.person &&
      (reply.patch === undefined || areVersions(situation, reply.patch, patch)),
  )
}

function takesBack(facts: MessageFacts): boolean {
  return (
    facts.signals.some((signal) => signal.kind === 'revoked') ||
    facts.trailers.some((trailer) => trailer.key === 'Nacked-by')
  )
}

/** Are these one patch, or versions of one? */
function areVersions(situation: Situation, a: string, b: string): boolean {
  if (a === b) return true
  const seen = new Set([a])
  const open = [a]
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const { newer, older } of situation.history.patchLinks) {
      const next = newer === id ? older : older === id ? newer : undefined
      if (next === undefined || seen.has(next)) continue
      if (next === b) return true
      seen.add(next)
      open.push(next)
    }
  return false
}

function reaches(situation: Situation, given: GivenTrailer, patches: ReadonlySet<string>): boolean {
  if (given.patch !== undefined) return patches.has(given.patch)
  const series = situation.series.find((one) => one.id === given.series)
  return series?.patches.some((id) => id !== undefined && patches.has(id)) ?? false
}

/** The patch and those older versions of it that change the same lines. */
function sameChange(situation: Situation, patch: string): ReadonlySet<string> {
  const content = situation.history.factsOf(patch)?.patch
  const same = new Set([patch])
  const open = [patch]
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const link of situation.history.patchLinks) {
      if (link.newer !== id || same.has(link.older)) continue
      const older = situation.history.factsOf(link.older)?.patch
      const equal =
        content !== undefined &&
        older !== undefined &&
        ((content.patchId !== undefined && content.patchId === older.patchId) ||
          (content.changedLinesId !== undefined && content.changedLinesId === older.changedLinesId))
      if (!equal) continue
      same.add(link.older)
      open.push(link.older)
    }
  return same
}
