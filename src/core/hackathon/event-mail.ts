import type { Message } from '../mail/message.ts'
import { readOwnText } from '../patches/unquoted.ts'
import { foldName } from '../people/name.ts'
import type { Event } from './event.ts'
import type { Grade } from './interest.ts'
import { type Reference, topicReference } from './reference.ts'
import type { Registration } from './registration.ts'
import { gradeOfWords } from './signature.ts'
import type { Topic } from './topic.ts'

/** A mail that asks for an invitation, and whose registration it belongs to. */
export type RequestMail =
  | {
      readonly kind: 'matched'
      readonly person: string
      /** Where the person can be reached. */
      readonly address: string
      readonly evidence: string
    }
  /** Kept for an organiser: nobody who waits, or several, could have sent it. */
  | { readonly kind: 'unmatched'; readonly address: string; readonly name: string; readonly why: string }

/**
 * Reads a mail to the organisers that asks for an invitation by the fixed subject of the event. It is put to the one
 * who registered with that address or name; where the name alone says so, their company in the mail makes it surer.
 * `undefined` for any other mail.
 */
export function readRequestMail(
  message: Message,
  event: Pick<Event, 'requestSubject'>,
  registrations: readonly Registration[],
): RequestMail | undefined {
  const wanted = event.requestSubject
  const from = message.from
  if (wanted === undefined || from === undefined || fold(message.subject) !== fold(wanted)) return undefined
  const byAddress = registrations.filter((one) => one.address === from.address || one.person === from.address)
  const [known] = byAddress
  if (known !== undefined)
    return {
      kind: 'matched',
      person: known.person,
      address: from.address,
      evidence: `${known.name} registered with this address`,
    }
  const name = foldName(from.name)
  const byName =
    name === '' ? [] : registrations.filter((one) => foldName(one.name) === name && one.address === undefined)
  const said = message.text.slice(0, 20_000).toLowerCase()
  const withCompany = byName.filter(
    (one) => one.organisation !== undefined && said.includes(one.organisation.toLowerCase()),
  )
  const [only, ...more] = withCompany.length > 0 ? withCompany : byName
  if (only !== undefined && more.length === 0) {
    const company = withCompany.length > 0 ? ` and the mail names ${only.organisation}` : ''
    return {
      kind: 'matched',
      person: only.person,
      address: from.address,
      evidence: `it is signed by ${only.name}${company}`,
    }
  }
  return {
    kind: 'unmatched',
    address: from.address,
    name: from.name,
    why:
      only === undefined
        ? 'nobody of this name or address is on the list'
        : `${more.length + 1} people of this name are on the list`,
  }
}

/** An answer to "do you intend to attend?" in a mail. */
export interface InterestMail {
  readonly about: Reference
  readonly grade: Grade
  readonly note: string
}

/**
 * Reads a reply to the mail of a topic: its first own line that answers ("+1", "I will attend", "must", "can't make
 * it") is the answer. `undefined` where the mail answers no topic's mail directly, or its words give no answer: it is
 * part of the discussion then.
 */
export function readInterestMail(message: Message, topics: readonly Topic[]): InterestMail | undefined {
  const parents = new Set(message.inReplyTo.length > 0 ? message.inReplyTo : message.references.slice(-1))
  const topic = topics.find((one) => !one.withdrawn && one.messageIds.some((id) => parents.has(id)))
  if (topic === undefined) return undefined
  const own = readOwnText(message.text)
    .lines.map((line) => line.trim())
    .filter((line) => line !== '')
  for (const line of own.slice(0, 5)) {
    const grade = gradeOfWords(line)
    if (grade !== undefined) return { about: topicReference(topic.id), grade, note: line.slice(0, 300) }
  }
  return undefined
}

function fold(subject: string): string {
  return subject
    .replace(/^(?:\s{0,3}(?:re|aw|sv|fwd?)\s?:)+/i, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}
