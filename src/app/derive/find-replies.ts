import type { MessageFacts } from '../../core/patches/facts.ts'
import type { SeriesReply } from '../../core/patches/given-trailers.ts'
import type { Series } from '../../core/patches/series.ts'

/** What a mail is to a series: a patch of it (`patch` is its own id), or its cover letter (`patch` undefined). */
interface Place {
  readonly series: string
  readonly patch: string | undefined
}

/**
 * The replies to each series, in order of `at`, then Message-ID: every mail that is in no series itself and hangs,
 * directly or through other replies, below a patch or a cover letter. A reply is for the nearest one above it.
 */
export function findReplies(
  facts: readonly MessageFacts[],
  series: readonly Series[],
  parentOf: (messageId: string) => string | undefined,
): ReadonlyMap<string, readonly SeriesReply[]> {
  const places = new Map<string, Place | undefined>()
  for (const one of series) {
    for (const id of one.duplicates) places.set(id, { series: one.id, patch: id })
    for (const id of one.patches) if (id !== undefined) places.set(id, { series: one.id, patch: id })
    if (one.cover !== undefined) places.set(one.cover, { series: one.id, patch: undefined })
  }
  const members = new Set(places.keys())
  const placeOf = (messageId: string): Place | undefined => {
    const path: string[] = []
    let id: string | undefined = messageId
    while (id !== undefined && !places.has(id)) {
      path.push(id)
      // Marked before its parent is known, so that a loop would end here; threads have none.
      places.set(id, undefined)
      id = parentOf(id)
    }
    const place = id === undefined ? undefined : places.get(id)
    for (const step of path) places.set(step, place)
    return place
  }
  const replies = new Map<string, SeriesReply[]>()
  for (const one of facts) {
    if (members.has(one.messageId)) continue
    const place = placeOf(one.messageId)
    if (place === undefined) continue
    const reply = { facts: one, series: place.series, patch: place.patch }
    const others = replies.get(place.series)
    if (others) others.push(reply)
    else replies.set(place.series, [reply])
  }
  return replies
}
