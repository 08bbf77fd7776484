import { type ChainOf, joinChains } from '../../core/matching/chains.ts'
import type { Candidate } from '../../core/matching/match.ts'
import { candidatePrint } from '../../core/matching/quarter-prints.ts'
import type { Db } from '../../store/database.ts'
import { type KnownCandidate, listKnownCandidates } from '../../store/derived/match-candidates.ts'

/** A candidate as it is now. */
export interface GivenCandidate {
  readonly candidate: Candidate
  readonly message: number
  /** The print of its mail: `Works.printOf`. */
  readonly mail: string
}

/** A candidate that is not as it was. */
export interface ChangedCandidate extends GivenCandidate {
  readonly print: string
  readonly chain: string
}

/** What is new about candidates. */
export interface CandidateChanges {
  /** Those that are new, or not as they were. */
  readonly come: readonly ChangedCandidate[]
  /** As they were: those that are not, and those that are no more. */
  readonly gone: readonly KnownCandidate[]
  /** Those that are as they were, in another chain. */
  readonly rechained: readonly ChangedCandidate[]
  /** By Message-ID; all that were given. */
  readonly given: ReadonlyMap<string, GivenCandidate | undefined>
  /** The chains of those that were given. */
  readonly chainOf: ChainOf
}

/**
 * What of the candidates that may have changed has changed. Chains are told of what is given alone, so with one patch
 * there must be all of its versions, as they were and as they are: text says what is missing otherwise.
 */
export async function findCandidateChanges(
  db: Db,
  projectId: number,
  given: ReadonlyMap<string, GivenCandidate | undefined>,
): Promise<CandidateChanges | string> {
  const known = await listKnownCandidates(db, projectId, { messageIds: [...given.keys()] })
  const before = new Map(known.map((one) => [one.messageId, one]))
  const here = [...given.values()].flatMap((one) => one ?? [])
  const chainOf = joinChains(here.map((one) => one.candidate))
  const come: ChangedCandidate[] = []
  const rechained: ChangedCandidate[] = []
  const gone = known.filter((one) => given.get(one.messageId) === undefined)
  for (const one of here) {
    const { messageId } = one.candidate
    const old = before.get(messageId)
    const now = { ...one, print: candidatePrint(one.candidate, one.mail), chain: chainOf(messageId) }
    if (old?.print !== now.print) {
      come.push(now)
      if (old) gone.push(old)
    } else if (old.chain !== now.chain) rechained.push(now)
  }
  const touched = [...gone, ...rechained.flatMap((one) => before.get(one.candidate.messageId) ?? [])]
  const mates = await listKnownCandidates(db, projectId, {
    chains: [...new Set(touched.map((one) => one.chain))],
  })
  const older = await listKnownCandidates(db, projectId, {
    messageIds: [...new Set(come.flatMap((one) => one.candidate.older))].filter((id) => !given.has(id)),
  })
  return [...mates, ...older].some((one) => !given.has(one.messageId))
    ? 'a version of a changed patch was not given'
    : { come, gone, rechained, given, chainOf }
}
