import { listFiles } from '../patches/diff.ts'
import type { FileOwners } from '../people/file-owners.ts'
import { addDays, type Instant } from '../time.ts'
import { type CheckIn, type CheckInCase, checkIn } from './check-in.ts'
import type { Situation } from './history.ts'
import type { OpenItem } from './open-items.ts'
import { readTagArea } from './tag-area.ts'
import { listApprovals, listTags, type TagRecord } from './tags.ts'

/** How far one live patch is vouched for. */
export interface PatchReadiness {
  /** Message-ID. */
  readonly patch: string
  /** Its place among the live patches, from 1. */
  readonly position: number
  readonly isApproved: boolean
  /** When the last tag came that it needed; `undefined` while it is not approved, or where it needed none. */
  readonly since: Instant | undefined
  /** The mail that gave that tag. */
  readonly evidence: string | undefined
  readonly approvals: readonly TagRecord[]
  /** What the check-in policy says of it; `undefined` in a project that has no MAINTAINERS file. */
  readonly checkIn: CheckIn | undefined
  /** Who answers for each of its files; empty without a MAINTAINERS file. */
  readonly owners: readonly FileOwners[]
}

/** How far the live patches of a lineage are vouched for. */
export interface Readiness {
  /** Every live patch has what it needs, but for time and open objections. */
  readonly isApproved: boolean
  /** Approved, and people had the time to answer that the policy gives them. */
  readonly isReady: boolean
  /** When it became so; `undefined` while it is not approved. */
  readonly since: Instant | undefined
  readonly evidence: string | undefined
  readonly approved: number
  /** By place. */
  readonly patches: readonly PatchReadiness[]
  /** Until when people are given time to answer; `undefined` where the policy gives none. */
  readonly waitsUntil: Instant | undefined
}

/**
 * Who vouches for the live patches of a situation, and whether that is enough.
 *
 * With a MAINTAINERS file the check-in policy decides, patch by patch. Without one, each patch needs a Reviewed-by or
 * Acked-by from somebody other than its author; tags for parts of the files count when they cover all of them together.
 */
export function findReadiness(situation: Situation, objections: readonly OpenItem[]): Readiness {
  const patches = situation.live.map((patch, n) => ofPatch(situation, patch, n + 1, objections))
  const approved = patches.filter((one) => one.isApproved).length
  const isApproved = patches.length > 0 && approved === patches.length
  const waitsUntil = waitOf(situation)
  let since = situation.newest.at
  let evidence: string | undefined
  for (const one of patches) {
    if (one.since === undefined) continue
    if (evidence === undefined || one.since > since) evidence = one.evidence
    if (one.since > since) since = one.since
  }
  if (waitsUntil !== undefined && waitsUntil > since) since = waitsUntil
  return {
    isApproved,
    isReady: isApproved && (waitsUntil === undefined || waitsUntil <= situation.now),
    since: isApproved ? since : undefined,
    evidence: isApproved ? evidence : undefined,
    approved,
    patches,
    waitsUntil,
  }
}

function waitOf({ history, newest }: Situation): Instant | undefined {
  const { policy } = history
  return policy === undefined || policy.waitDays === 0 ? undefined : addDays(newest.at, policy.waitDays)
}

function ofPatch(
  situation: Situation,
  patch: string,
  position: number,
  objections: readonly OpenItem[],
): PatchReadiness {
  const approvals = listApprovals(situation, patch)
  const content = situation.history.factsOf(patch)?.patch
  const paths = content === undefined ? [] : listFiles(content)
  const owners = ownersOf(situation, paths)
  const decide = (some: readonly TagRecord[]): { isApproved: boolean; checkIn: CheckIn | undefined } =>
    owners === undefined
      ? { isApproved: covers(some, paths), checkIn: undefined }
      : judge(situation, patch, owners, some, objections)
  // What is on the development branch needs nothing any more.
  const isLanded =
    situation.newest.stable.length === 0 &&
    situation.matches.some((match) => match.development && match.messageId === patch)
  const found = isLanded ? { isApproved: true, checkIn: undefined } : decide(approvals)
  const last = found.isApproved ? lastNeeded(approvals, (some) => decide(some).isApproved) : undefined
  return {
    patch,
    position,
    ...found,
    since: last?.at,
    evidence: last?.messageId,
    approvals,
    owners: owners ?? [],
  }
}

/** The tag with which it became enough, in order of time; `undefined` where none was needed. */
function lastNeeded(
  approvals: readonly TagRecord[],
  isEnough: (some: readonly TagRecord[]) => boolean,
): TagRecord | undefined {
  for (let count = 0; count < approvals.length; count++)
    if (isEnough(approvals.slice(0, count))) return approvals[count - 1]
  return approvals.at(-1)
}

function ownersOf({ history, now }: Situation, paths: readonly string[]): readonly FileOwners[] | undefined {
  const { policy } = history
  if (policy === undefined) return undefined
  const owners: FileOwners[] = []
  for (const path of paths) {
    const found = policy.ownersAt(path, now)
    if (found === undefined) return undefined
    owners.push(found)
  }
  return owners
}

/** Do these tags together cover every file? A change without files is covered by any tag for the whole. */
function covers(tags: readonly TagRecord[], paths: readonly string[]): boolean {
  if (tags.some((tag) => tag.area === undefined)) return true
  if (tags.length === 0) return false
  const files = paths.map((path) => ({ path, matches: [], pool: [], poolSections: [], general: [] }))
  const areas = tags.map((tag) => readTagArea(tag.area, files))
  return areas.some((area) => area.kind === 'everything' || area.kind === 'patches')
    ? true
    : files.length > 0 && files.every((file) => areas.some((area) => area.covers(file)))
}

function judge(
  situation: Situation,
  patch: string,
  owners: readonly FileOwners[],
  approvals: readonly TagRecord[],
  objections: readonly OpenItem[],
): { readonly isApproved: boolean; readonly checkIn: CheckIn } {
  const { history, now } = situation
  const checked = checkIn(caseOf(situation, patch, owners, approvals, objections), now, history.personKey)
  // Time passes by itself, and an open objection is a status of its own.
  const isApproved = checked.rules.every((rule) => rule.isMet || rule.rule === 'R3' || rule.rule === 'R4')
  return { isApproved, checkIn: checked }
}

function caseOf(
  situation: Situation,
  patch: string,
  owners: readonly FileOwners[],
  approvals: readonly TagRecord[],
  objections: readonly OpenItem[],
): CheckInCase {
  const { history, now } = situation
  const facts = history.factsOf(patch)
  const own = (key: string): string[] =>
    facts?.trailers
      .filter((trailer) => trailer.key === key && trailer.address !== '')
      .map(history.personKey) ?? []
  const freeze = history.policy?.freezeAt(now)
  return {
    files: owners,
    authors: [
      ...(facts === undefined ? [] : [history.personKey(facts.author)]),
      ...own('Co-developed-by'),
      ...own('Co-authored-by'),
    ],
    sender: history.personKey(facts?.sender ?? situation.newest.sender),
    signers: own('Signed-off-by'),
    approvals: approvals.map((tag) => ({
      person: tag.person,
      kind: tag.key === 'Acked-by' ? ('acked' as const) : ('reviewed' as const),
      covers: readTagArea(tag.area, owners).covers,
    })),
    objections: objections
      .filter((item) => item.patch === undefined || item.patch === patch)
      .map((item) => ({ person: history.personKey(item.raisedBy), messageId: item.messageId })),
    postedAt: situation.newest.at,
    waitDays: history.policy?.waitDays ?? 0,
    freeze:
      freeze === undefined
        ? undefined
        : { releaseManager: freeze.releaseManager, isReleased: isReleased(situation, freeze.releaseManager) },
    prerequisites: 0,
    announcedAt: undefined,
  }
}

/** A Release-Acked-by of the manager holds for the lineage once it was given to any of it (section 5.5). */
function isReleased(situation: Situation, manager: string): boolean {
  return (
    listTags(situation).some((tag) => tag.key === 'Release-Acked-by' && tag.person === manager) ||
    situation.trailers.some(
      (given) =>
        given.trailer.key === 'Release-Acked-by' && given.person === manager && given.origin !== 'own',
    )
  )
}
