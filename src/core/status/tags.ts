import type { MessageFacts } from '../patches/facts.ts'
import { type GivenTrailer, patchesOf } from '../patches/given-trailers.ts'
import type { TagCondition } from '../patches/tag-condition.ts'
import { APPROVALS, REVIEW_KEYS } from '../patches/trailer-keys.ts'
import { fullName } from '../people/name.ts'
import type { Instant } from '../time.ts'
import type { Situation } from './history.ts'
import { patchVersions } from './patch-versions.ts'

/**
 * What became of a tag for the live version of a patch (patch-trackers dossier, section 5.6).
 *
 * `valid`: given to this version, or to an older one that makes the same change. `carried`: given to an older version
 * that makes another change, and the author kept it. `stale`: the same, and the author did not. `conditional`: it
 * waits for what its words name. `claimed`: it stands in the patch, and nobody is known to have given it. `behalf`:
 * passed on by somebody else. `revoked`: taken back.
 */
export type TagStatus = 'valid' | 'carried' | 'conditional' | 'claimed' | 'stale' | 'revoked' | 'behalf'

/** One tag of one person for one live patch. */
export interface TagRecord {
  /** Message-ID of the live patch. */
  readonly patch: string
  readonly person: string
  readonly name: string
  readonly address: string
  readonly key: string
  readonly status: TagStatus
  /** The mail in which it was given; for a claimed one the patch. */
  readonly messageId: string
  readonly at: Instant
  /** The words that narrow it; `area` if they name a part of the files. */
  readonly scope: string | undefined
  readonly area: string | undefined
  readonly condition: TagCondition | undefined
  /** It was misspelt, and counted as what it resembles. */
  readonly typo: boolean
  /** It holds for this version, and the author left it out of the mail. */
  readonly forgotten: boolean
}

/** Statuses in which a tag vouches for the live version. */
export const COUNTING: ReadonlySet<TagStatus> = new Set(['valid', 'carried'])

const known = new WeakMap<Situation, readonly TagRecord[]>()

/**
 * The review tags for the live patches of a situation: one record for each patch, person and key, by patch, then time.
 *
 * Of several tags of one kind by one person the best counts, of those as good the earliest. A tag of who
 * wrote or sent the patch is left out, as are tags that name nobody. Source: patch-trackers dossier, sections 5.2 to 5.6.
 */
export function listTags(situation: Situation): readonly TagRecord[] {
  const before = known.get(situation)
  if (before !== undefined) return before
  const review = situation.trailers.filter(
    (given) => given.person !== undefined && REVIEW_KEYS.has(given.trailer.key),
  )
  const seriesById = new Map(situation.series.map((one) => [one.id, one]))
  const targets = new Map<GivenTrailer, readonly string[]>(
    review.map((given) => [given, patchesOf(given, seriesById.get(given.series))]),
  )
  const named = authorsByName(situation)
  const records = situation.live.flatMap((patch) => recordsOf(situation, patch, review, targets, named))
  known.set(situation, records)
  return records
}

function recordsOf(
  situation: Situation,
  patch: string,
  review: readonly GivenTrailer[],
  targets: ReadonlyMap<GivenTrailer, readonly string[]>,
  named: ReadonlyMap<string, ReadonlySet<string>>,
): readonly TagRecord[] {
  const versionsOf = patchVersions(situation.history)
  const older = new Set(versionsOf.olderOf(patch))
  const all = versionsOf.allOf(patch)
  const posted = situation.history.factsOf(patch)?.at ?? situation.now
  const owners = ownersOf(situation, patch, named)
  const written = new Set(
    review
      .filter((given) => given.origin !== 'reply' && given.messageId === patch)
      .map((given) => `${given.person} ${given.trailer.key}`),
  )
  const best = new Map<string, TagRecord>()
  for (const given of review) {
    const { person } = given
    // A carried tag is the one that was given, seen where it is written.
    if (person === undefined || given.origin === 'carried' || owners.has(person)) continue
    if (given.origin === 'own' && given.patch !== undefined && given.messageId !== patch) continue
    const key = `${person} ${given.trailer.key}`
    // Of two that came of one older version: the other is no different, or the author took over what was given to it.
    const isKept = given.origin === 'reply' && given.byGiver && given.at < posted && written.has(key)
    const reaches = (id: string): boolean =>
      older.has(id) || (all.has(id) && (isKept || versionsOf.isSameChange(id, patch)))
    const versions = (targets.get(given) ?? []).filter(reaches)
    if (versions.length === 0) continue
    const record = recordOf(situation, patch, given, versions, written.has(key))
    const other = best.get(key)
    if (record !== undefined && (other === undefined || isBetter(record, other))) best.set(key, record)
  }
  return [...best.values()].sort((a, b) => compare(a.at, b.at) || compare(a.messageId, b.messageId))
}

/** Who of the authors answered, by the full names they did it under. */
function authorsByName(situation: Situation): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { facts } of situation.replies) {
    const person = situation.history.personKey(facts.sender)
    if (!situation.authors.has(person)) continue
    for (const name of fullName(facts.sender)) found.set(name, (found.get(name) ?? new Set()).add(person))
  }
  return found
}

/**
 * The people who wrote or sent a patch, under each of their addresses. Who wrote another one of the series is none of
 * them: they can judge this one as well as anybody.
 */
function ownersOf(
  situation: Situation,
  patch: string,
  named: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const { history, newest } = situation
  const facts = history.factsOf(patch)
  const people = facts === undefined ? [newest.sender] : [facts.sender, facts.author]
  const names = people.flatMap(fullName)
  return new Set([...people.map(history.personKey), ...names.flatMap((name) => [...(named.get(name) ?? [])])])
}

const RANK: readonly TagStatus[] = [
  'valid',
  'carried',
  'conditional',
  'behalf',
  'claimed',
  'stale',
  'revoked',
]

function isBetter(a: TagRecord, b: TagRecord): boolean {
  // What was taken back stays so, unless given anew: an earlier tag by the same hand does not outlive it.
  const rank = RANK.indexOf(a.status) - RANK.indexOf(b.status)
  if (rank !== 0) return rank < 0
  return a.at < b.at || (a.at === b.at && a.messageId < b.messageId)
}

function recordOf(
  situation: Situation,
  patch: string,
  given: GivenTrailer,
  versions: readonly string[],
  isWritten: boolean,
): TagRecord | undefined {
  const { trailer, person } = given
  if (person === undefined) return undefined
  const same = patchVersions(situation.history).isSameChange
  const holds = versions.some((id) => same(id, patch))
  const status = statusOf(situation, patch, given, holds, isWritten)
  return {
    patch,
    person,
    name: trailer.name,
    address: trailer.address,
    key: trailer.key,
    status,
    messageId: given.messageId,
    at: given.at,
    scope: given.scope,
    area: given.area,
    condition: given.condition,
    typo: trailer.typo,
    forgotten: given.origin === 'reply' && status === 'valid' && !isWritten && !versions.includes(patch),
  }
}

function statusOf(
  situation: Situation,
  patch: string,
  given: GivenTrailer,
  holds: boolean,
  isWritten: boolean,
): TagStatus {
  if (given.origin === 'own') return 'claimed'
  if (isRevoked(situation, given, patch)) return 'revoked'
  if (!given.byGiver) return 'behalf'
  if (given.condition?.by === 'author' && !isSatisfied(situation, patch, given, holds, isWritten))
    return 'conditional'
  if (holds) return 'valid'
  return isWritten ? 'carried' : 'stale'
}

/**
 * Has what a tag waits for happened: its giver says so later, or the author put it into a version that differs
 * (section 5.4)? A tag that they give anew is a record of its own.
 */
function isSatisfied(
  situation: Situation,
  patch: string,
  given: GivenTrailer,
  holds: boolean,
  isWritten: boolean,
): boolean {
  const versions = patchVersions(situation.history)
  if (isWritten && !(holds && versions.olderOf(patch).every((id) => versions.isSameMessage(id, patch))))
    return true
  return situation.replies.some(
    (reply) =>
      reply.facts.at > given.at &&
      situation.history.personKey(reply.facts.sender) === given.person &&
      reply.facts.signals.some((signal) => signal.kind === 'agreement' || signal.kind === 'approval') &&
      isOnPatch(situation, reply.patch, patch),
  )
}

/** Taken back: its giver said so later of any version of the patch, or of the whole, or said no (section 5.5). */
function isRevoked(situation: Situation, given: GivenTrailer, patch: string): boolean {
  return situation.replies.some(
    (reply) =>
      reply.facts.at > given.at &&
      takesBack(reply.facts) &&
      situation.history.personKey(reply.facts.sender) === given.person &&
      isOnPatch(situation, reply.patch, patch),
  )
}

function takesBack(facts: MessageFacts): boolean {
  return (
    facts.signals.some((signal) => signal.kind === 'revoked') ||
    facts.trailers.some((trailer) => trailer.key === 'Nacked-by')
  )
}

/** Is a reply about any version of the patch, or about the whole? */
function isOnPatch(situation: Situation, answered: string | undefined, patch: string): boolean {
  return answered === undefined || patchVersions(situation.history).allOf(patch).has(answered)
}

/** The tags that vouch for a live patch: Reviewed-by and Acked-by that count. */
export function listApprovals(situation: Situation, patch: string): readonly TagRecord[] {
  return listTags(situation).filter(
    (tag) => tag.patch === patch && APPROVALS.has(tag.key) && COUNTING.has(tag.status),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
