import type { Interest } from '../../core/hackathon/interest.ts'
import type { Reference } from '../../core/hackathon/reference.ts'
import type { SuggestedInterest } from '../../core/hackathon/suggest-interest.ts'
import { listSuggestions, suggestionsOfAttendees } from '../../store/read/suggestions.ts'
import type { EventAsked } from './event-request.ts'

/** Interests that people seem to have, by what they lead, write and review: to be confirmed with one click. */
export async function suggestionsFor({ asked, whole }: EventAsked): Promise<readonly SuggestedInterest[]> {
  return listSuggestions(asked.db, asked.projectId, whole)
}

/** The same by what they are about, as the scheduler takes them. */
export async function suggestedByReference({
  asked,
  whole,
}: EventAsked): Promise<ReadonlyMap<Reference, readonly Interest[]>> {
  return suggestionsOfAttendees(asked.db, asked.projectId, whole)
}
