import { foldName } from '../people/name.ts'
import type { Hackathon } from './hackathon.ts'
import type { Reference } from './reference.ts'
import { topicReference } from './reference.ts'
import { listItems } from './topic.ts'
import type { TracedItem } from './traced-work.ts'

/**
 * What of an event something may come of: the bullets of its topics (a topic without bullets as a whole), its sessions,
 * and its actions; then the event itself, to which notes belong that are of no session (`strayNotes`: their
 * Message-IDs). People are named by what stands for them, and by their folded names, so that who is known by name
 * alone is found too.
 */
export function listTracedItems(
  hackathon: Hackathon,
  strayNotes: readonly string[] = [],
): readonly TracedItem[] {
  const names = new Map(hackathon.registrations.map((one) => [one.person, one.name]))
  const keysOf = (person: string | undefined, name?: string): readonly string[] => {
    const known = name ?? (person === undefined ? undefined : names.get(person))
    const folded = known === undefined ? '' : foldName(known)
    return [...(folded.includes(' ') ? [folded] : []), ...(person?.includes('@') === true ? [person] : [])]
  }
  const notesOf = (session: string): readonly string[] =>
    hackathon.notes.find((one) => one.session === session)?.messageIds ?? []
  const live = hackathon.sessions.filter((one) => !one.cancelled)
  const topics = hackathon.topics.filter((one) => !one.withdrawn)
  const items: TracedItem[] = []
  for (const topic of topics) {
    const people = topic.contacts.flatMap((one) => keysOf(one.person, one.name))
    const notes = live.filter((one) => one.topics.includes(topic.id)).flatMap((one) => notesOf(one.id))
    const base = { title: topic.title, people, notes }
    const bullets = listItems(topic.description)
    if (bullets.length === 0)
      items.push({ ...base, about: topicReference(topic.id), text: wordsOf(topic.title, topic.description) })
    for (const { item, text } of bullets) items.push({ ...base, about: topicReference(topic.id, item), text })
  }
  for (const session of live) {
    const about: Reference = `session:${session.id}`
    const people = session.leaders.flatMap((one) => keysOf(one))
    const note = hackathon.notes.find((one) => one.session === session.id)
    const text = [session.title, session.abstract ?? '', ...(note?.agreements ?? [])].join('\n')
    items.push({ about, title: session.title, text, people, notes: notesOf(session.id) })
  }
  for (const action of hackathon.actions) {
    const session = live.find((one) => one.id === action.session)
    const notes = session === undefined ? [] : notesOf(session.id)
    const title = session?.title ?? ''
    items.push({
      about: `action:${action.id}`,
      title,
      text: action.text,
      people: keysOf(action.assignee),
      notes,
    })
  }
  return [
    ...items,
    { about: `event:${hackathon.event.id}`, title: '', text: '', people: [], notes: strayNotes },
  ]
}

function wordsOf(title: string, description: readonly { readonly text: string }[]): string {
  return [title, ...description.map((part) => part.text)].join('\n')
}
