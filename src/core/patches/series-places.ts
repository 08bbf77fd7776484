import type { Series } from './series.ts'

/** A place in a series: one of its patches, or (`patch` undefined) the whole. */
export interface Place {
  /** Id of the series. */
  readonly series: string
  /** Message-ID of the patch. */
  readonly patch: string | undefined
}

/**
 * Where mails stand in these series, and what the others answer. Threads with loops end the search.
 * `isCover` tells which of the mails that lost their slot stood for the whole.
 */
export function placeMails(
  series: readonly Series[],
  parentOf: (messageId: string) => string | undefined,
  isCover: (messageId: string) => boolean = () => false,
): {
  readonly placeOf: (messageId: string) => Place | undefined
  readonly findTarget: (messageId: string) => Place | undefined
} {
  const places = new Map<string, Place>()
  for (const one of series) {
    for (const id of one.duplicates) places.set(id, { series: one.id, patch: isCover(id) ? undefined : id })
    for (const id of one.patches) if (id !== undefined) places.set(id, { series: one.id, patch: id })
    if (one.cover !== undefined) places.set(one.cover, { series: one.id, patch: undefined })
  }
  const targets = new Map<string, Place | undefined>()
  const findTarget = (messageId: string): Place | undefined => {
    const path: string[] = []
    let found: Place | undefined
    let id: string | undefined = messageId
    while (id !== undefined) {
      if (targets.has(id)) {
        found = targets.get(id)
        break
      }
      // Marked before it is known, so that a loop ends here.
      targets.set(id, undefined)
      path.push(id)
      const parent = parentOf(id)
      found = parent === undefined ? undefined : places.get(parent)
      if (found !== undefined) break
      id = parent
    }
    for (const step of path) targets.set(step, found)
    return found
  }
  return { placeOf: (messageId) => places.get(messageId), findTarget }
}
