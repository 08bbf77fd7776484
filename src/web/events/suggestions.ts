import type { Interest } from '../../core/hackathon/interest.ts'
import type { Reference } from '../../core/hackathon/reference.ts'
import { type SuggestedInterest, suggestInterests } from '../../core/hackathon/suggest-interest.ts'
import type { EventAsked } from './event-request.ts'

/** Interests that people seem to have, by what they lead: to be confirmed with one click. */
export async function suggestionsFor({ whole, ev }: EventAsked): Promise<readonly SuggestedInterest[]> {
  return suggestInterests(whole.topics, [], whole.interests, ev.now)
}

/** The same by what they are about, as the scheduler takes them. */
export async function suggestedByReference(
  event: EventAsked,
): Promise<ReadonlyMap<Reference, readonly Interest[]>> {
  const found = new Map<Reference, SuggestedInterest[]>()
  for (const one of await suggestionsFor(event)) {
    const list = found.get(one.about) ?? []
    list.push(one)
    found.set(one.about, list)
  }
  return found
}
