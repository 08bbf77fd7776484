import { UserError } from '../../core/errors.ts'
import type { Instant } from '../../core/time.ts'
import type { LineageStory } from '../../store/read/lineage.ts'
import type { VersionContents } from '../../store/read/version.ts'

/**
 * A lineage as it stood at the end of a past day: its versions of that day, where it was, whose turn it was and why. Throws
 * `UserError` 'not-found' where it was not posted yet.
 */
export function storyAsOf(story: LineageStory, at: Instant): LineageStory {
  const versions = story.versions.filter((one) => one.at <= at)
  const then = story.intervals.find((one) => one.from <= at && (one.to === undefined || one.to > at))
  const newest = versions.at(-1)
  if (newest === undefined || then === undefined)
    throw new UserError('not-found', `“${story.title}” had not been posted by ${at.slice(0, 10)}.`, {
      hint: `Its first version is of ${story.startedAt.slice(0, 10)}.`,
    })
  const known = new Set(versions.map((one) => one.id))
  return {
    ...story,
    versions: versions.map((one) =>
      one.id === newest.id ? { ...one, status: then.status } : { ...one, status: 'superseded' },
    ),
    newest: newest.id,
    title: newest.title,
    status: then.status,
    derivedStatus: undefined,
    turn: then.turn,
    holders: then.holders,
    since: then.since,
    why: then.why,
    evidence: then.evidence,
    lost: then.lost,
    mergedAt: story.mergedAt !== undefined && story.mergedAt <= at ? story.mergedAt : undefined,
    // What was live then is not kept.
    effective: [],
    intervals: story.intervals.filter((one) => one.from <= at),
    links: story.links.filter((link) => known.has(link.newer) && known.has(link.older)),
  }
}

/** What there was of a version by then: replies, the trailers of mails that had been sent, commits that had been made. */
export function contentsAsOf(contents: VersionContents, at: Instant): VersionContents {
  const replies = contents.replies.filter((one) => one.at <= at)
  const later = new Set(contents.replies.filter((one) => one.at > at).map((one) => one.message))
  return {
    replies,
    trailers: contents.trailers.filter((one) => !later.has(one.message)),
    patches: contents.patches
      .filter((patch) => patch.at <= at)
      .map((patch) => {
        const matches = patch.matches.filter((match) => match.committedAt <= at)
        const isMerged = matches.some((match) => match.counted && match.development)
        return { ...patch, matches, merged: isMerged }
      }),
  }
}
