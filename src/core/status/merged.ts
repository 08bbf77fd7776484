import { displayName as nameOf } from '../people/name.ts'
import type { Instant } from '../time.ts'
import { type Finding, finding } from './finding.ts'
import type { MatchedPatch, Situation } from './history.ts'
import { findOpenItems } from './open-items.ts'
import { patchVersions } from './patch-versions.ts'
import { COUNTING, listTags } from './tags.ts'

/** A commit, and when it came to its branch. */
interface Landed {
  readonly at: Instant
  readonly commit: string
}

/** Whether all or some of its live patches are where they belong; `undefined`: none is. */
export function merged(situation: Situation): Finding | undefined {
  const { newest } = situation
  const { all, landed, rest } = sortLanded(situation)
  const last = landed.reduce<Landed | undefined>(
    (a, b) => (a === undefined || b.at > a.at ? b : a),
    undefined,
  )
  if (last === undefined) return undefined
  const since = last.at > newest.at ? last.at : newest.at
  const where = newest.stable.length > 0 ? 'its stable branch' : 'the development branch'
  if (rest.length === 0)
    return finding(
      'merged',
      'nobody',
      since,
      all === 1 ? `it is on ${where}` : `all ${all} patches are on ${where}`,
      { evidence: last.commit },
    )
  if (isLeftOut(situation, rest))
    return finding(
      'merged',
      'nobody',
      since,
      `its newest version is on ${where}; ${rest.length === 1 ? 'a patch' : `${rest.length} patches`} of an older one ${rest.length === 1 ? 'was' : 'were'} not posted again`,
      { evidence: last.commit },
    )
  const done = `${landed.length} of ${all} patches are on ${where}`
  return { ...holderOf(situation, rest, since, done), evidence: last.commit }
}

/** The live patches that are not where they belong yet, of a lineage of which some are; in slot order. */
export function listRest(situation: Situation): readonly string[] {
  return sortLanded(situation).rest
}

function sortLanded(situation: Situation): {
  readonly all: number
  readonly landed: readonly Landed[]
  readonly rest: readonly string[]
} {
  const { newest } = situation
  // A pull request without patches stands for itself.
  const live = situation.live.length === 0 && newest.pull && newest.cover ? [newest.cover] : situation.live
  const at = new Map<string, Landed>()
  for (const match of situation.matches) {
    if (!isWhereItBelongs(situation, match)) continue
    const before = at.get(match.messageId)
    if (before === undefined || match.committedAt < before.at)
      at.set(match.messageId, { at: match.committedAt, commit: match.commit })
  }
  const landed: Landed[] = []
  const rest: string[] = []
  for (const id of live) {
    const found = at.get(id) ?? olderVersionMerged(situation, id, at)
    if (found === undefined) rest.push(id)
    else landed.push(found)
  }
  return { all: live.length, landed, rest }
}

/**
 * The development branch decides what is merged. A backport was sent for another one, and the commit that it is a copy
 * of was on the development branch before it was posted.
 */
function isWhereItBelongs({ newest }: Situation, match: MatchedPatch): boolean {
  if (newest.stable.length === 0) return match.development
  return !match.development || match.committedAt >= newest.at
}

/**
 * The commit of an older version: made after this one was posted, whichever text was used, or of the same change, which was
 * posted again before its author knew.
 */
function olderVersionMerged(
  situation: Situation,
  patch: string,
  commits: ReadonlyMap<string, Landed>,
): Landed | undefined {
  const postedAt = situation.history.factsOf(patch)?.at
  if (postedAt === undefined) return undefined
  const versions = patchVersions(situation.history)
  for (const id of versions.olderOf(patch)) {
    const commit = commits.get(id)
    if (commit !== undefined && (commit.at >= postedAt || versions.isSameChange(id, patch))) return commit
  }
  return undefined
}

/**
 * Are the patches that are left those of older versions, which the newest one, counted anew, does not have any more? Then
 * its author dropped them, unless somebody has spoken of them since. One that answers a patch stands for that patch alone.
 */
function isLeftOut({ newest, history, replies }: Situation, rest: readonly string[]): boolean {
  if (newest.version < 2 || !newest.versionWritten || newest.pull) return false
  const posted = newest.patches.filter((id) => id !== undefined)
  if (posted.length !== (newest.total ?? newest.patches.length)) return false
  if (rest.some((id) => posted.includes(id))) return false
  const left = new Set(rest)
  if (replies.some((one) => one.patch !== undefined && left.has(one.patch) && one.facts.at > newest.at))
    return false
  if (posted.length > 1) return true
  const parents = posted.flatMap((id) => history.factsOf(id)?.parents ?? [])
  return !parents.some((id) => history.factsOf(id)?.patch !== undefined)
}

/** Who has to act on what is left: whoever was asked something last, else who commits what is approved, else reviewers. */
function holderOf(situation: Situation, rest: readonly string[], since: Instant, done: string): Finding {
  const { history, newest } = situation
  const left = new Set(rest)
  // What was said of the whole before a part of it went in did not stand in its way.
  const items = findOpenItems(situation).filter((item) =>
    item.patch === undefined ? item.since >= since : left.has(item.patch),
  )
  const own = items.filter((item) => situation.authors.has(history.personKey(item.holder)))
  const [asked] = own
  if (asked !== undefined)
    return finding('partly-merged', 'author', since, `${done}; ${nameOf(asked.raisedBy)} is to be answered`, {
      holders: [newest.sender],
    })
  const [answered] = items
  if (answered !== undefined)
    return finding(
      'partly-merged',
      'reviewers',
      since,
      `${done}; ${nameOf(answered.holder)} has the answer`,
      {
        holders: [answered.holder],
      },
    )
  const tags = listTags(situation).filter((tag) => COUNTING.has(tag.status))
  return rest.every((id) => tags.some((tag) => tag.patch === id))
    ? finding('partly-merged', 'committers', since, `${done}; the rest has an approval`)
    : finding('partly-merged', 'reviewers', since, `${done}; nobody has said what becomes of the rest`)
}
