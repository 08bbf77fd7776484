import { done, type Effect, refuse } from './effect.ts'
import type { Hackathon } from './hackathon.ts'
import { type Interest, withInterest } from './interest.ts'
import type { Reference } from './reference.ts'

/**
 * One who was known by name alone (a page says "Ada Example, Company") turns out to be an address: everything that
 * named them names the address now. Refused where both are on the list, because then two people answered.
 */
export function identifyPerson(hackathon: Hackathon, was: string, is: string): Effect {
  if (was === is) return done(hackathon, {})
  const { registrations } = hackathon
  const one = registrations.find((registration) => registration.person === was)
  const other = registrations.find((registration) => registration.person === is)
  if (one !== undefined && other !== undefined)
    return refuse('exists', `${one.name} and ${other.name} are both on the list: withdraw one of them first`)
  const rename = (person: string): string => (person === was ? is : person)
  const renameAll = (people: readonly string[]): readonly string[] => [...new Set(people.map(rename))]
  return done(hackathon, {
    registrations: registrations.map((registration) =>
      registration.person === was
        ? {
            ...registration,
            person: is,
            id: is,
            address: registration.address ?? (is.includes('@') ? is : undefined),
          }
        : registration,
    ),
    interests: renameInterests(hackathon.interests, rename),
    topics: hackathon.topics.map((topic) => ({
      ...topic,
      contacts: topic.contacts.map((contact) =>
        contact.person === was ? { ...contact, person: is } : contact,
      ),
      comments: topic.comments.map((comment) => ({ ...comment, person: rename(comment.person) })),
    })),
    sessions: hackathon.sessions.map((session) => ({
      ...session,
      leaders: renameAll(session.leaders),
      required: renameAll(session.required),
      noteTaker: session.noteTaker === undefined ? undefined : rename(session.noteTaker),
    })),
    actions: hackathon.actions.map((action) => ({
      ...action,
      assignee: action.assignee === undefined ? undefined : rename(action.assignee),
    })),
  })
}

/** Where both names answered about one thing, the newer answer counts. */
function renameInterests(
  interests: Hackathon['interests'],
  rename: (person: string) => string,
): ReadonlyMap<Reference, readonly Interest[]> {
  const renamed = new Map<Reference, readonly Interest[]>()
  for (const [about, given] of interests) {
    const byAge = [...given].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    let list: readonly Interest[] = []
    for (const interest of byAge) list = withInterest(list, { ...interest, person: rename(interest.person) })
    renamed.set(about, list)
  }
  return renamed
}
