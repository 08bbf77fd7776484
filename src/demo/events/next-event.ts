import type { HackathonAct } from '../../core/hackathon/decision.ts'
import type { Grade } from '../../core/hackathon/interest.ts'
import { topicReference } from '../../core/hackathon/reference.ts'
import type { SessionFields } from '../../core/hackathon/session.ts'
import type { TopicFields } from '../../core/hackathon/topic.ts'
import { addDays, type Instant } from '../../core/time.ts'
import type { Community } from '../community.ts'
import { COMING, type Coming } from './coming.ts'
import { ASKED, MEETING } from './plan.ts'
import { daysOf, personOf, SEEN_ALL, slotAct, type TimedAct } from './timed-act.ts'

/** The subject of a mail that asks for an invitation to Tampere. */
export const REQUEST_SUBJECT = 'Request for Quarry Hackathon Tampere Invite'

type Clock = (day: number, time: string) => Instant

/** The hackathon that is being prepared: everything that can be so while registration is open. */
export function listNextActs(community: Community): readonly TimedAct[] {
  const { until } = community.options
  const { days, at } = daysOf(until, MEETING.daysAhead)
  const address = (name: string): string => personOf(community, name).address
  const [grete, wanda] = [address('Grete Halvorsen'), address('Wanda Kowalczyk')]
  const acts: TimedAct[] = []
  const act = (daysAgo: number, one: HackathonAct, person = grete): void => {
    const role = person === grete || person === wanda ? ('organiser' as const) : ('member' as const)
    acts.push({ at: addDays(until, -daysAgo), event: MEETING.id, person, role, act: one })
  }
  act(30, { kind: 'event.create', id: MEETING.id, fields: eventFields(days, until) })
  for (const room of ROOMS) act(29, room)
  for (const one of slotsOf(at)) act(29, one)
  for (const topic of topicsOf(address)) act(28, { kind: 'topic.add', ...topic })
  for (const { id, mail } of ASKED) act(11.9, { kind: 'topic.mailed', id, messageId: mail })
  act(
    14,
    {
      kind: 'topic.comment',
      id: 'ring-protocol',
      comment: {
        person: address('Beatriz Sá'),
        name: 'Beatriz Sá',
        at: addDays(until, -14),
        text: 'Please bring the two traces that started this.',
      },
    },
    address('Beatriz Sá'),
  )
  for (const one of COMING) for (const timed of registrationActs(one, address, grete, until)) acts.push(timed)
  for (const session of sessionsOf(address)) act(6, { kind: 'session.add', ...session })
  act(5, { kind: 'agenda.accept', placements: PLACES, seen: SEEN_ALL })
  act(5, { kind: 'agenda.publish', note: undefined })
  const moved = { session: 'testing', slot: 'monday-late', room: 'harbour' }
  act(2, { kind: 'agenda.place', placement: moved, locked: true, seen: SEEN_ALL }, wanda)
  act(2, { kind: 'agenda.publish', note: 'Testing moves: Joel arrives in the evening only.' }, wanda)
  // Both had the page open: the second is told, and both texts are kept.
  const title = (text: string): HackathonAct => ({
    kind: 'session.change',
    id: 'review-load',
    change: { title: text },
    seen: 0,
  })
  act(1, title('Patches that nobody looks at: what we do about it'), wanda)
  act(0.9, title('The list of lost patches, together'))
  return acts.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

function eventFields(days: readonly string[], until: Instant) {
  return {
    name: MEETING.name,
    aliases: ['Hackathon/Tampere'],
    startsOn: days[0] ?? '',
    endsOn: days[1] ?? '',
    timeZone: 'Europe/Helsinki',
    venue: 'Lumen Labs, Tampere',
    address: 'Rapids Street 4, Tampere',
    host: 'Lumen Labs',
    capacity: 11,
    cutOffAt: addDays(until, 8),
    phase: 'open' as const,
    contact: undefined,
    requestSubject: REQUEST_SUBJECT,
    list: 'quarry-devel@lists.example.org',
    irc: '#quarry',
    texts: {
      welcome:
        'Two days of work on what does not get done by mail.\n\n* Bring what you are stuck with.\n* Every session has notes, and they go to the list.',
      venue:
        'The tram from the station stops at the door. **Security passes** are made from the list of the confirmed, so nothing changes after the cut-off.',
      registration:
        'Maintainers and regular contributors confirm themselves. Everybody else is welcome to ask for an invitation.',
    },
    purgeAfterDays: 30,
  } satisfies Extract<HackathonAct, { readonly kind: 'event.create' }>['fields'] & {
    readonly startsOn: string
  }
}

const ROOMS: readonly HackathonAct[] = [
  {
    kind: 'room.add',
    id: 'harbour',
    fields: { name: 'Harbour', capacity: 12, equipment: 'projector, online', url: undefined },
  },
  {
    kind: 'room.add',
    id: 'sauna',
    fields: { name: 'Sauna', capacity: 6, equipment: 'whiteboard', url: undefined },
  },
]

function slotsOf(at: Clock): readonly HackathonAct[] {
  return [
    slotAct('opening', 'plenary', 'Opening: who works on what', at(0, '06:00'), at(0, '06:45')),
    slotAct('monday-early', 'session', undefined, at(0, '07:00'), at(0, '08:30')),
    slotAct('monday-lunch', 'break', 'Lunch', at(0, '09:00'), at(0, '10:00')),
    slotAct('monday-late', 'session', undefined, at(0, '10:00'), at(0, '11:30')),
    slotAct('evening', 'social', 'By the lake', at(0, '15:00'), at(0, '19:00')),
    slotAct('tuesday-early', 'session', undefined, at(1, '06:30'), at(1, '08:00')),
    slotAct('closing', 'plenary', 'What we agreed on', at(1, '12:00'), at(1, '13:00')),
  ]
}

type Address = (name: string) => string

function topicsOf(address: Address): readonly { readonly id: string; readonly fields: TopicFields }[] {
  const contact = (name: string) => ({ name, person: address(name), role: undefined })
  const topic = (
    id: string,
    title: string,
    by: string,
    words: string,
    bullets: readonly string[],
    more: Partial<TopicFields> = {},
  ) => ({
    id,
    fields: {
      title,
      insertedOn: undefined,
      verifiedOn: undefined,
      outreach: undefined,
      contacts: [contact(by)],
      list: 'quarry-devel@lists.example.org',
      irc: undefined,
      difficulty: undefined,
      skills: undefined,
      description: [
        { kind: 'text' as const, text: words },
        ...bullets.map((text, n) => ({ kind: 'item' as const, item: n + 1, depth: 0, text })),
      ],
      outcomes: undefined,
      ...more,
    },
  })
  return [
    ...ASKED.map((one) => topic(one.id, one.title, one.by, one.words, one.bullets)),
    topic(
      'testing',
      'Tests on real machines',
      'Joel Whitcombe',
      'The second ARM board is back. What should run on it every night?',
      ['Which tests are worth the time?', 'Who looks at the results?'],
      { difficulty: 'Easy to begin with', skills: 'Shell, patience', outreach: 'yes' },
    ),
    topic('balloon', 'The balloon driver and its lock', 'Hiro Tanabe', 'Carried over from Graz.', [
      'Does the balloon driver need its own lock?',
    ]),
    topic(
      'tools-packages',
      'Packages of the tools',
      'Sofie Mäkinen',
      'Three distributions ship three different sets.',
      ['One list of what belongs together'],
    ),
  ]
}

function sessionsOf(address: Address): readonly { readonly id: string; readonly fields: SessionFields }[] {
  const session = (id: string, title: string, leader: string, more: Partial<SessionFields> = {}) => ({
    id,
    fields: {
      title,
      abstract: undefined,
      topics: [id],
      leaders: [address(leader)],
      required: [],
      noteTaker: undefined,
      wishes: [],
      unreadWishes: [],
      ...more,
    },
  })
  return [
    session('ring-protocol', 'The ring protocol, written down', 'Luca Ferrante', {
      required: [address('Priya Raman')],
      noteTaker: address('Priya Raman'),
    }),
    session('review-load', 'Patches that nobody looks at', 'Grete Halvorsen'),
    session('testing', 'Tests on real machines', 'Joel Whitcombe', {
      wishes: [{ kind: 'apart', session: 'tools-packages', hard: false }],
      unreadWishes: ['not before the coffee machine works'],
    }),
    session('balloon', 'The balloon driver and its lock', 'Hiro Tanabe', {
      wishes: [{ kind: 'after', session: 'ring-protocol', hard: true }],
    }),
    session('tools-packages', 'Packages of the tools', 'Sofie Mäkinen'),
  ]
}

const PLACES = [
  { session: 'ring-protocol', slot: 'monday-early', room: 'harbour' },
  { session: 'testing', slot: 'monday-early', room: 'sauna' },
  { session: 'review-load', slot: 'tuesday-early', room: 'harbour' },
  { session: 'tools-packages', slot: 'monday-late', room: 'sauna' },
]

/** One who comes, or would like to: what they did, in order. */
function registrationActs(one: Coming, address: Address, grete: string, until: Instant): readonly TimedAct[] {
  const person = one.address ?? (one.isKnown ? address(one.name) : `name:${one.name.toLowerCase()}`)
  const acts: TimedAct[] = []
  const act = (daysAgo: number, what: HackathonAct, by = person): void => {
    const role = by === grete ? ('organiser' as const) : ('member' as const)
    acts.push({ at: addDays(until, -daysAgo), event: MEETING.id, person: by, role, act: what })
  }
  const fields = {
    name: one.name,
    organisation: one.organisation,
    jobTitle: undefined,
    passName: undefined,
    irc: one.irc,
    address: person.includes('@') ? person : undefined,
  }
  const by = person.includes('@') ? person : grete
  act(
    one.daysAgo,
    {
      kind: 'registration.register',
      person,
      fields,
      isCore: one.evidence.length > 0,
      evidence: one.evidence,
    },
    by,
  )
  if (one.travel !== undefined)
    act(one.daysAgo - 0.1, { kind: 'registration.travel', person, travel: one.travel(until) })
  if (one.set !== undefined)
    act(
      one.daysAgo - 2,
      {
        kind: 'registration.set',
        person,
        to: one.set,
        invitedUntil: one.set === 'invited' ? addDays(until, 5) : undefined,
        reason: one.reason,
      },
      grete,
    )
  if (one.withdraws !== undefined)
    act(one.daysAgo - 3, { kind: 'registration.withdraw', person, reason: one.withdraws })
  for (const [topic, grade] of one.interests ?? ([] as readonly (readonly [string, Grade])[]))
    act(one.daysAgo - 1, {
      kind: 'interest.state',
      about: topicReference(topic),
      person,
      grade,
      via: 'web',
      note: undefined,
    })
  return acts
}
