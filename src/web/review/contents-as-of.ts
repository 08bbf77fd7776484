import type { PastStory } from '../../app/past/story-as-of.ts'
import type { Instant } from '../../core/time.ts'
import type { VersionContents } from '../../store/read/version.ts'

/**
 * What there was of a version by then: replies, the trailers of mails that had been sent, commits that had been made, and
 * what had become of its patches.
 */
export function contentsAsOf(
  contents: VersionContents,
  { story, superseded }: PastStory,
  at: Instant,
): VersionContents {
  const replies = contents.replies.filter((one) => one.at <= at)
  const later = new Set(contents.replies.filter((one) => one.at > at).map((one) => one.message))
  const live = new Set(story.effective)
  return {
    replies,
    trailers: contents.trailers.filter((one) => !later.has(one.message)),
    patches: contents.patches
      .filter((patch) => patch.at <= at)
      .map((patch) => {
        const matches = patch.matches.filter((match) => match.committedAt <= at)
        const isMerged = matches.some((match) => match.counted && match.development)
        const successor = superseded.get(patch.message)
        const state = live.has(patch.message) ? 'live' : successor === undefined ? 'dropped' : 'superseded'
        return { ...patch, matches, merged: isMerged, state, supersededBy: successor }
      }),
  }
}
