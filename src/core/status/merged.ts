import type { Instant } from '../time.ts'
import { type Finding, finding } from './finding.ts'
import type { MatchedPatch, Situation } from './history.ts'
import { patchVersions } from './patch-versions.ts'

/** Whether all or some of its live patches are where they belong; `undefined`: none is. */
export function merged(situation: Situation): Finding | undefined {
  const { newest } = situation
  // A pull request without patches stands for itself.
  const live = situation.live.length === 0 && newest.pull && newest.cover ? [newest.cover] : situation.live
  const at = new Map<string, { at: Instant; commit: string }>()
  for (const match of situation.matches) {
    if (!isWhereItBelongs(situation, match)) continue
    const before = at.get(match.messageId)
    if (before === undefined || match.committedAt < before.at)
      at.set(match.messageId, { at: match.committedAt, commit: match.commit })
  }
  const found = live.flatMap((id) => at.get(id) ?? olderVersionMerged(situation, id, at) ?? [])
  const last = found.reduce<{ at: Instant; commit: string } | undefined>(
    (a, b) => (a === undefined || b.at > a.at ? b : a),
    undefined,
  )
  if (last === undefined) return undefined
  const since = last.at > newest.at ? last.at : newest.at
  const where = newest.stable.length > 0 ? 'its stable branch' : 'the development branch'
  if (found.length === live.length)
    return finding(
      'merged',
      'nobody',
      since,
      live.length === 1 ? `it is on ${where}` : `all ${live.length} patches are on ${where}`,
      { evidence: last.commit },
    )
  return finding(
    'partly-merged',
    'author',
    since,
    `${found.length} of ${live.length} patches are on ${where}`,
    { holders: [newest.sender], evidence: last.commit },
  )
}

/**
 * The development branch decides what is merged. A backport was sent for another one, and the commit that it is a copy
 * of was on the development branch before it was posted.
 */
function isWhereItBelongs({ newest }: Situation, match: MatchedPatch): boolean {
  if (newest.stable.length === 0) return match.development
  return !match.development || match.committedAt >= newest.at
}

/** The commit of an older version, made after this one was posted: the change went in, whichever text was used. */
function olderVersionMerged(
  situation: Situation,
  patch: string,
  commits: ReadonlyMap<string, { at: Instant; commit: string }>,
): { at: Instant; commit: string } | undefined {
  const postedAt = situation.history.factsOf(patch)?.at
  if (postedAt === undefined) return undefined
  for (const id of patchVersions(situation.history).olderOf(patch)) {
    const commit = commits.get(id)
    if (commit !== undefined && commit.at >= postedAt) return commit
  }
  return undefined
}
