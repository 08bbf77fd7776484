import type { Hackathon } from '../core/hackathon/hackathon.ts'
import { topicReference } from '../core/hackathon/reference.ts'
import type { Registration } from '../core/hackathon/registration.ts'
import type { Topic } from '../core/hackathon/topic.ts'
import { escapeWikitext } from '../core/hackathon/wiki-template.ts'
import type { Instant } from '../core/time.ts'

/** What of an event goes on a wiki. */
export interface WikitextOptions {
  /** With IRC nicks, travel and lodging: for a wiki that only attendees read. */
  readonly withTravel: boolean
  /** The name of a person. */
  readonly nameOf: (person: string) => string
}

/**
 * The page of an event as MediaWiki source, in the templates that the community's wiki has; `parseWikitextPage` reads
 * back what it says. So a project can keep its page, or take it with it. Addresses of people are not in it.
 */
export function formatWikitext(hackathon: Hackathon, options: WikitextOptions): string {
  const { event, registrations } = hackathon
  const inState = (state: Registration['state']): readonly string[] =>
    registrations.filter((one) => one.state === state).map((one) => formatAttendee(one, options))
  const requested = [...inState('requested'), ...inState('waitlisted')]
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['== When and Where ? ==', [formatWhen(hackathon), ...paragraphs(event.texts.welcome)]],
    [
      '== Topics ==',
      hackathon.topics
        .filter((topic) => !topic.withdrawn)
        .flatMap((topic) => [formatTopic(topic, hackathon, options), '']),
    ],
    ['== I want to attend ==', paragraphs(event.texts.registration)],
    ['=== Request an Invitation ===', requested],
    ['=== Confirmed attendees ===', inState('confirmed')],
    ['=== People that have been granted an invite but have not yet confirmed ===', inState('invited')],
  ]
  return sections.map(([title, lines]) => `${[title, ...lines].join('\n').trimEnd()}\n`).join('\n')
}

function formatWhen(hackathon: Hackathon): string {
  const { event } = hackathon
  const day = (text: string): string => {
    const date = new Date(`${text}T00:00:00Z`)
    return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}`
  }
  const last =
    event.endsOn.slice(0, 7) === event.startsOn.slice(0, 7)
      ? String(Number(event.endsOn.slice(8)))
      : day(event.endsOn)
  const place = event.venue === undefined ? '' : `${escapeWikitext(event.venue)}, `
  return `${place}${day(event.startsOn)}-${last}, ${event.endsOn.slice(0, 4)}`
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

function paragraphs(text: string | undefined): readonly string[] {
  return (text ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [escapeWikitext(line)]))
}

function formatTopic(topic: Topic, hackathon: Hackathon, options: WikitextOptions): string {
  const value = (name: string, text: string | undefined): string =>
    `|${name}=${text === undefined ? '' : escapeWikitext(text)}`
  const contacts = topic.contacts.map((one) => {
    // A comma in a name would make it two.
    const name = one.name.replace(/[,;:]/g, ' ').trim()
    return one.role === undefined ? name : `${one.role}: ${name}`
  })
  const description = topic.description.map((part) =>
    part.kind === 'text'
      ? escapeWikitext(part.text)
      : `${'*'.repeat(part.depth + 1)} ${escapeWikitext(part.text)}`,
  )
  const comments = topic.comments.map(
    (one) => `{{Comment|${formatSignature(one.name, one.at)}:}} ${escapeWikitext(one.text)}`,
  )
  const votes = (hackathon.interests.get(topicReference(topic.id)) ?? []).map(
    (one) =>
      `{{Vote|${formatSignature(options.nameOf(one.person), one.at)}}} ${escapeWikitext(`${one.grade} ${one.note ?? ''}`)}`,
  )
  return [
    '{{project',
    value('Project', topic.title),
    value('Date', topic.insertedOn?.raw),
    value('Verified', topic.verifiedOn?.raw),
    value('Contact', contacts.length === 0 ? undefined : contacts.join(', ')),
    value('GSoC', topic.outreach === undefined ? undefined : topic.outreach === 'yes' ? 'Yes' : 'No'),
    value('List', topic.list),
    value('IRC', topic.irc),
    value('Difficulty', topic.difficulty),
    value('Skills', topic.skills),
    `|Desc=${['', ...description].join('\n')}`,
    value('Outcomes', topic.outcomes),
    `|Review=${[...comments, ...votes].join('\n')}`,
    '}}',
  ].join('\n')
}

/** `[[User:Ada|Ada]] 14:14, 23 January 2026 (UTC)`. */
function formatSignature(name: string, at: Instant | undefined): string {
  const plain =
    name
      .replace(/[[\]{}|<>=\n]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim() || 'Somebody'
  const user = `[[User:${plain}|${plain}]]`
  if (at === undefined) return user
  const date = new Date(at)
  return `${user} ${at.slice(11, 16)}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} (UTC)`
}

function formatAttendee(registration: Registration, options: WikitextOptions): string {
  const { name, organisation = '', irc = '-', travel } = registration
  if (!options.withTravel)
    return `* ${[name, organisation]
      .filter((one) => one !== '')
      .map(escapeWikitext)
      .join(', ')}`
  const values = [
    name,
    organisation,
    irc,
    travel?.arrives?.raw ?? '-',
    travel?.leaves?.raw ?? '-',
    travel?.lodging ?? '-',
  ]
  return `{{Invite|${values.map(escapeWikitext).join('|')}}}`
}
