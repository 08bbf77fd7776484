import type { MessageFacts } from '../../core/patches/facts.ts'
import type { SeriesSet } from '../../core/patches/find-series.ts'
import type { SeriesReply } from '../../core/patches/given-trailers.ts'

/**
 * The replies to each series, in order of `at`, then Message-ID, as the mails are given: every mail that is in no
 * series itself and hangs, directly or through other replies, below a patch or a cover letter.
 */
export function findReplies(
  facts: readonly MessageFacts[],
  set: SeriesSet,
): ReadonlyMap<string, readonly SeriesReply[]> {
  const replies = new Map<string, SeriesReply[]>()
  for (const one of facts) {
    if (set.placeOf(one.messageId) !== undefined) continue
    const target = set.findTarget(one.messageId)
    if (target === undefined) continue
    const reply = { facts: one, series: target.series, patch: target.patch }
    const others = replies.get(target.series)
    if (others) others.push(reply)
    else replies.set(target.series, [reply])
  }
  return replies
}
