import type { Hackathon } from './hackathon.ts'
import type { MissingNotes } from './notes-reminders.ts'
import { listItems, type Topic } from './topic.ts'

/** A mail about an event, ready to be sent. */
export interface EventLetter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** The subject by which the mail of a topic is known again when it arrives on the list. */
export function topicSubject(event: Pick<Hackathon['event'], 'name'>, topic: Pick<Topic, 'title'>): string {
  return `[${event.name}] Topic: ${topic.title}`.replace(/\s+/g, ' ').trim()
}

/**
 * The mail by which a topic is put to the list: a reply with one word in it is an answer. `undefined` where the event
 * has no list.
 */
export function formatTopicLetter(hackathon: Hackathon, topic: Topic, url: string): EventLetter | undefined {
  const { event } = hackathon
  if (event.list === undefined) return undefined
  const bullets = listItems(topic.description).map((one) => ` * ${one.text.replace(/\s+/g, ' ')}`)
  const prose = topic.description.flatMap((part) => (part.kind === 'text' ? [part.text.trim()] : []))
  const text = [
    ...prose,
    ...(bullets.length === 0 ? [] : ['', ...bullets]),
    '',
    'Do you intend to attend? Reply to this mail; the first line that says "no",',
    '"maybe", "yes" or "must" is your answer, and a later one replaces it.',
    '',
    url,
    '',
  ]
  return { to: event.list, subject: topicSubject(event, topic), text: text.join('\n').replace(/^\n+/, '') }
}

/** The mail that asks somebody for the notes of a session that is over. */
export function formatReminder(
  hackathon: Hackathon,
  missing: MissingNotes,
  to: string,
  url: string,
): EventLetter {
  const { event } = hackathon
  const { title } = missing.session
  return {
    to,
    subject: `[${event.name}] Notes of "${title}"?`.replace(/\s+/g, ' '),
    text: [
      `the session "${title.replace(/\s+/g, ' ')}" at ${event.name} is over since ${missing.endedAt.slice(0, 16).replace('T', ' ')} UTC,`,
      'and has no notes yet. A few lines are enough: what was agreed on, who does what,',
      'and what stayed open.',
      '',
      `Write them at ${url}`,
      ...(event.list === undefined
        ? []
        : [
            `or mail them to ${event.list} with the subject`,
            `"[${event.name}] Notes: ${title.replace(/\s+/g, ' ')}".`,
          ]),
      '',
    ].join('\n'),
  }
}
