import type { SeriesReply } from '../patches/given-trailers.ts'

/** Does a reply ask what has become of it, and say nothing else? Then nobody has reviewed anything by it. */
export function isMerePing({ facts }: SeriesReply): boolean {
  return (
    facts.signals.length > 0 &&
    facts.signals.every((signal) => signal.kind === 'ping') &&
    facts.trailers.length === 0
  )
}
