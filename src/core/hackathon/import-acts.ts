import type { Problem } from '../mail/message.ts'
import { foldName } from '../people/name.ts'
import type { Instant } from '../time.ts'
import { instantAt, isDay } from '../zone-time.ts'
import type { HackathonAct } from './decision.ts'
import type { EventFields, PageText, Phase } from './event.ts'
import type { ImportedAttendee, PageImport } from './page-import.ts'
import { idOfTitle, topicReference } from './reference.ts'
import { personOfName } from './registration.ts'
import type { Contact } from './topic.ts'
import { isBlankValue, parsePresence, type Travel } from './written-presence.ts'

/** What a page does not say, and an importer must. */
export interface ImportOptions {
  readonly id: string
  /** The event's name; made of the page's title where absent. */
  readonly name?: string
  readonly timeZone: string
  readonly phase: Phase
  /** Where the page does not say when the event is. */
  readonly startsOn?: string
  readonly endsOn?: string
  readonly now: Instant
  /** The person behind a name, where the project knows one: their address. */
  readonly findPerson: (name: string) => string | undefined
}

/** The decisions that make an event of a page, in order, to be recorded by an organiser. */
export interface ImportActs {
  readonly acts: readonly HackathonAct[]
  readonly problems: readonly Problem[]
}

/**
 * Turns a page that was read into decisions: the event, its topics with comments and votes, those who come with their
 * travel. Whoever the page lists as confirmed is confirmed, with the page as the evidence. People whom the project
 * does not know are named by their name, and can be identified later.
 */
export function listImportActs(page: PageImport, options: ImportOptions): ImportActs {
  const problems: Problem[] = [...page.problems]
  const startsOn = options.startsOn ?? page.facts.startsOn ?? ''
  const endsOn = options.endsOn ?? page.facts.endsOn ?? startsOn
  if (!isDay(startsOn)) {
    problems.push({ where: 'page', what: 'it does not say when the event is: give its first and last day' })
    return { acts: [], problems }
  }
  const personOf = (name: string): string => options.findPerson(name) ?? personOfName(name, foldName(name))
  const coming = new Map(page.attendees.map((one) => [foldName(one.name), personOf(one.name)]))
  const acts: HackathonAct[] = [
    { kind: 'event.create', id: options.id, fields: eventFields(page, options, startsOn, endsOn) },
  ]
  const ids = new Set<string>()
  for (const topic of page.topics) {
    const id = idOfTitle(topic.fields.title, ids)
    ids.add(id)
    const contacts = topic.fields.contacts.map((contact): Contact => {
      const person = contact.person ?? options.findPerson(contact.name) ?? coming.get(foldName(contact.name))
      if (coming.size > 0 && !coming.has(foldName(contact.name)))
        problems.push({
          where: `topic "${topic.fields.title}"`,
          what: `its contact ${contact.name} is not on the list of those who come`,
        })
      return { ...contact, person }
    })
    acts.push({ kind: 'topic.add', id, fields: { ...topic.fields, contacts } })
    for (const comment of topic.comments)
      acts.push({ kind: 'topic.comment', id, comment: { ...comment, person: personOf(comment.name) } })
    for (const vote of topic.votes)
      acts.push({
        kind: 'interest.state',
        about: topicReference(id),
        person: personOf(vote.name),
        grade: vote.grade,
        via: 'import',
        note: vote.text === '' ? undefined : vote.text,
      })
  }
  const seen = new Set<string>()
  for (const attendee of page.attendees) {
    const person = personOf(attendee.name)
    if (seen.has(person))
      problems.push({ where: `line ${attendee.line}`, what: `${attendee.name} is on the list twice` })
    else acts.push(...attendeeActs(attendee, person, startsOn, endsOn, options))
    seen.add(person)
  }
  return { acts, problems }
}

function eventFields(
  page: PageImport,
  options: ImportOptions,
  startsOn: string,
  endsOn: string,
): EventFields {
  const { facts } = page
  const texts: { [K in PageText]?: string } = {}
  for (const name of ['welcome', 'schedule', 'registration', 'notes'] as const) {
    const text = textOf(page, name)
    if (text !== '') texts[name] = text
  }
  const cutOff = facts.cutOff?.day
  return {
    name: options.name ?? (facts.title ?? options.id).replace(/^Archived\//, '').replaceAll('/', ' '),
    aliases: [...new Set([...(facts.title === undefined ? [] : [facts.title]), ...facts.aliases])],
    startsOn,
    endsOn,
    timeZone: options.timeZone,
    venue: facts.venue,
    address: undefined,
    host: facts.host,
    capacity: facts.capacity,
    // Until the end of that day.
    cutOffAt: cutOff === undefined ? undefined : instantAt(cutOff, '23:59', options.timeZone),
    phase: options.phase,
    contact: facts.contact,
    requestSubject: facts.requestSubject,
    list: undefined,
    irc: undefined,
    texts,
    purgeAfterDays: 30,
  }
}

/** The prose of a page, by what its section is about; the rest is the welcome. */
function textOf(page: PageImport, name: 'welcome' | 'schedule' | 'registration' | 'notes'): string {
  const of = (section: string): string =>
    /schedule/i.test(section)
      ? 'schedule'
      : /attend|invit/i.test(section)
        ? 'registration'
        : /notes/i.test(section)
          ? 'notes'
          : 'welcome'
  const lines = page.lines.filter(
    (line) => (line.use === 'text' || line.use === 'fact') && of(line.section) === name,
  )
  const links =
    name === 'notes' ? page.notes.map((note) => `* [${note.title.replace(/[[\]]/g, '')}](${note.url})`) : []
  return [...lines.map((line) => line.text.trim().replace(/^•\s?/, '* ')), ...links].join('\n')
}

function attendeeActs(
  attendee: ImportedAttendee,
  person: string,
  startsOn: string,
  endsOn: string,
  options: ImportOptions,
): readonly HackathonAct[] {
  const present = (text: string | undefined): string | undefined =>
    text === undefined || isBlankValue(text) ? undefined : text.trim()
  const acts: HackathonAct[] = [
    {
      kind: 'registration.register',
      person,
      fields: {
        name: attendee.name,
        organisation: present(attendee.organisation),
        jobTitle: undefined,
        passName: undefined,
        irc: present(attendee.irc),
        address: person.includes('@') ? person : undefined,
      },
      isCore: attendee.list === 'confirmed',
      evidence: attendee.list === 'confirmed' ? ['on the imported page among the confirmed'] : [],
    },
  ]
  const travel: Travel = {
    arrives: parsePresence(attendee.arrives ?? '', startsOn),
    leaves: parsePresence(attendee.leaves ?? '', startsOn),
    lodging: present(attendee.lodging),
  }
  if (travel.arrives !== undefined || travel.leaves !== undefined || travel.lodging !== undefined)
    acts.push({ kind: 'registration.travel', person, travel })
  const until = instantAt(endsOn, '23:59', options.timeZone)
  if (attendee.list === 'invited' && until !== undefined && until > options.now)
    acts.push({
      kind: 'registration.set',
      person,
      to: 'invited',
      invitedUntil: until,
      reason: 'granted an invitation on the imported page, not yet confirmed',
    })
  return acts
}
