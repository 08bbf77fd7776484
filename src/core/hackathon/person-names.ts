import type { Hackathon } from './hackathon.ts'

/**
 * The names of people as an event knows them: as they registered, as topics name them, as `known` says (who wrote to
 * the lists). What stands for a person (their address) is no name and is never given: whom nobody names is "somebody".
 */
export function nameInEvent(
  hackathon: Hackathon,
  known: (person: string) => string | undefined,
): (person: string) => string {
  const names = new Map<string, string>()
  const offer = (person: string | undefined, name: string): void => {
    if (person !== undefined && name.trim() !== '' && !names.has(person)) names.set(person, name)
  }
  for (const one of hackathon.registrations) offer(one.person, one.name)
  for (const topic of hackathon.topics) {
    for (const contact of topic.contacts) offer(contact.person, contact.name)
    for (const comment of topic.comments) offer(comment.person, comment.name)
  }
  return (person) => names.get(person) ?? known(person) ?? nameOfKey(person)
}

/** "name:ada example" and "cli:ada" say a name themselves. */
function nameOfKey(person: string): string {
  const colon = person.indexOf(':')
  if (person.includes('@') || colon < 0) return 'somebody'
  const words = person.slice(colon + 1)
  return person.startsWith('name:') ? words.replace(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase()) : words
}
