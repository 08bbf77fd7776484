import type { HackathonAct } from '../../core/hackathon/decision.ts'
import type { Grade } from '../../core/hackathon/interest.ts'
import { topicReference } from '../../core/hackathon/reference.ts'
import type { Placement } from '../../core/hackathon/session.ts'
import type { DescriptionPart } from '../../core/hackathon/topic.ts'
import { addDays, type Instant } from '../../core/time.ts'
import type { Community } from '../community.ts'
import type { PostedSeries } from '../posted.ts'
import { HELD, PAST, PAST_TOPICS } from './plan.ts'
import { daysOf, personOf, SEEN_ALL, slotAct, type TimedAct } from './timed-act.ts'

/** Everybody who came to Graz. */
const CAME = [
  'Ines Okafor',
  'Tomas Lindqvist',
  'Priya Raman',
  'Joel Whitcombe',
  'Beatriz Sá',
  'Hiro Tanabe',
  'Sofie Mäkinen',
  'Aoife Brennan',
  'Karim Benali',
  'Wanda Kowalczyk',
  'Grete Halvorsen',
] as const

/** Who of them meant to be where: five letters for the grades (no, maybe, yes, must, `-`: no answer), by `ANSWERED`. */
const ANSWERED = ['faults', 'tools', 'memory', 'interrupts', 'processors'] as const
const ANSWERS: Readonly<Record<string, string>> = {
  'Ines Okafor': '!mmny',
  'Tomas Lindqvist': '!yyym',
  'Priya Raman': 'ym!ny',
  'Joel Whitcombe': 'yyymy',
  'Beatriz Sá': 'my!--',
  'Hiro Tanabe': 'ynm!y',
  'Sofie Mäkinen': 'y!nnm',
  'Aoife Brennan': 'nny!y',
  'Karim Benali': 'y!-m-',
  'Wanda Kowalczyk': 'm!mn-',
}
const GRADE_OF: Readonly<Record<string, Grade>> = { n: 'no', m: 'maybe', y: 'yes', '!': 'must' }

/** Of these stories it was confirmed that they came of the event; the others are still candidates. */
const CONFIRMED: ReadonlySet<string> = new Set([
  'ready-and-pinged',
  'needs-approval',
  'discussion',
  'changes-requested',
  'applied-and-backported',
  'backported-fix',
  'queued-and-forgotten',
  'sent-for-somebody',
  'partly-merged',
  'unanswered',
  'pulled-series-2',
  'withdrawn',
  'rejected',
])

/** The hackathon that was held, from its announcement to what was confirmed to have come of it. */
export function listPastActs(community: Community): readonly TimedAct[] {
  const { until } = community.options
  const { days, at } = daysOf(until, -PAST.daysAgo)
  const grete = personOf(community, 'Grete Halvorsen').address
  const acts: TimedAct[] = []
  const act = (when: Instant, one: HackathonAct, person = grete): void => {
    const role = person === grete ? ('organiser' as const) : ('member' as const)
    acts.push({ at: when, event: PAST.id, person, role, act: one })
  }
  const before = addDays(at(0, '09:00'), -40)
  act(before, { kind: 'event.create', id: PAST.id, fields: eventFields(days, at) })
  for (const topic of PAST_TOPICS) {
    const contact = personOf(community, topic.contact)
    act(addDays(before, 1), {
      kind: 'topic.add',
      id: topic.id,
      fields: {
        title: topic.title,
        insertedOn: undefined,
        verifiedOn: undefined,
        outreach: undefined,
        contacts: [{ name: contact.name, person: contact.address, role: undefined }],
        list: undefined,
        irc: undefined,
        difficulty: undefined,
        skills: undefined,
        description: describe(community, topic.words, topic.bullets),
        outcomes: undefined,
      },
    })
  }
  for (const name of CAME) {
    const { address, company, maintains } = personOf(community, name)
    const fields = {
      name,
      organisation: company,
      jobTitle: undefined,
      passName: undefined,
      irc: undefined,
      address,
    }
    const evidence = maintains.length > 0 ? ['in MAINTAINERS'] : ['commits and reviews in the last year']
    act(
      addDays(before, 2),
      { kind: 'registration.register', person: address, fields, isCore: true, evidence },
      address,
    )
  }
  for (const [name, letters] of Object.entries(ANSWERS)) {
    const person = personOf(community, name).address
    for (const [n, topic] of ANSWERED.entries()) {
      const grade = GRADE_OF[letters[n] ?? '']
      if (grade === undefined) continue
      const about = topicReference(topic)
      act(
        addDays(before, 20),
        { kind: 'interest.state', about, person, grade, via: 'web', note: undefined },
        person,
      )
    }
  }
  acts.push(...agendaActs(community, at, grete))
  for (const { story, about } of listBullets()) {
    const series = CONFIRMED.has(story) ? firstOf(community, story) : undefined
    if (series === undefined || series.root.at < Date.parse(at(0, '09:00')) / 1000) continue
    act(addDays(until, -20), {
      kind: 'outcome.judge',
      about,
      outcome: 'series',
      target: firstMail(series),
      verdict: 'confirmed',
      tier: 4,
      evidence: 'it does what the bullet asks for',
    })
  }
  return acts
}

function eventFields(days: readonly string[], at: (day: number, time: string) => Instant) {
  return {
    name: PAST.name,
    aliases: ['Hackathon/Graz'],
    startsOn: days[0] ?? '',
    endsOn: days[1] ?? '',
    timeZone: 'Europe/Vienna',
    venue: 'The old mill, Graz',
    address: 'Mühlgang 1, Graz',
    host: 'Basalt Systems',
    capacity: 16,
    cutOffAt: addDays(at(0, '22:00'), -10),
    phase: 'open' as const,
    contact: undefined,
    requestSubject: undefined,
    list: 'quarry-devel@lists.example.org',
    irc: '#quarry',
    texts: { welcome: 'Two days beside the water, with everybody who works on Quarry.' },
    purgeAfterDays: 30,
  }
}

/** Rooms, slots, sessions, what was published, and how it went on. */
function agendaActs(
  community: Community,
  at: (day: number, time: string) => Instant,
  grete: string,
): readonly TimedAct[] {
  const planned = addDays(at(0, '09:00'), -8)
  const acts: HackathonAct[] = [
    {
      kind: 'room.add',
      id: 'mill',
      fields: { name: 'Mill room', capacity: 16, equipment: 'projector', url: undefined },
    },
    {
      kind: 'room.add',
      id: 'kitchen',
      fields: { name: 'Kitchen', capacity: 8, equipment: undefined, url: undefined },
    },
    slotAct('welcome', 'plenary', 'Who we are', at(0, '07:00'), at(0, '08:00')),
    slotAct('morning', 'session', undefined, at(0, '08:30'), at(0, '10:00')),
    slotAct('lunch', 'break', 'Lunch', at(0, '10:00'), at(0, '11:30')),
    slotAct('afternoon', 'session', undefined, at(0, '11:30'), at(0, '13:00')),
    slotAct('dinner', 'social', 'Dinner by the river', at(0, '17:00'), at(0, '20:00')),
    slotAct('second', 'session', undefined, at(1, '07:30'), at(1, '09:00')),
    ...HELD.map((session): HackathonAct => {
      const leader = personOf(community, session.leader).address
      return {
        kind: 'session.add',
        id: session.id,
        fields: {
          title: session.title,
          abstract: undefined,
          topics: session.topic === undefined ? [] : [session.topic],
          leaders: [leader],
          required: [],
          noteTaker: undefined,
          wishes: [],
          unreadWishes: [],
        },
      }
    }),
    { kind: 'agenda.accept', placements: PLACES, seen: SEEN_ALL },
    { kind: 'agenda.publish', note: undefined },
    { kind: 'event.change', change: { phase: 'running' }, seen: SEEN_ALL },
  ]
  const closing: readonly HackathonAct[] = [
    {
      kind: 'agenda.place',
      placement: { session: 'release', slot: 'second', room: 'kitchen' },
      locked: false,
      seen: SEEN_ALL,
    },
    { kind: 'agenda.publish', note: '“When is 1.2?” arose on the second morning.' },
  ]
  const over: readonly HackathonAct[] = [
    { kind: 'event.change', change: { phase: 'archived' }, seen: SEEN_ALL },
  ]
  const timed = (when: Instant, list: readonly HackathonAct[]): readonly TimedAct[] =>
    list.map((act) => ({ at: when, event: PAST.id, person: grete, role: 'organiser', act }))
  return [
    ...timed(planned, acts),
    ...timed(at(1, '06:50'), closing),
    ...timed(addDays(at(1, '12:00'), 60), over),
  ]
}

const PLACES: readonly Placement[] = [
  { session: 'tools', slot: 'morning', room: 'mill' },
  { session: 'interrupts', slot: 'morning', room: 'kitchen' },
  { session: 'memory', slot: 'afternoon', room: 'mill' },
  { session: 'faults', slot: 'second', room: 'mill' },
]

function listBullets(): readonly { readonly story: string; readonly about: `topic:${string}` }[] {
  return PAST_TOPICS.flatMap((topic) =>
    topic.bullets.map((story, n) => ({ story, about: `topic:${topic.id}/${n + 1}` as const })),
  )
}

function describe(
  community: Community,
  words: string,
  bullets: readonly string[],
): readonly DescriptionPart[] {
  return [
    ...(words === '' ? [] : [{ kind: 'text' as const, text: words }]),
    ...bullets.map((bullet, n) => ({
      kind: 'item' as const,
      item: n + 1,
      depth: 0,
      text: textOf(community, bullet),
    })),
  ]
}

/** What a story is about, in the words of a bullet: the title of its series without the name of the area. */
function textOf(community: Community, bullet: string): string {
  if (bullet.startsWith('=')) return bullet.slice(1)
  const series = firstOf(community, bullet)
  const title = series?.cover?.subject ?? series?.patches[0]?.title ?? bullet.replaceAll('-', ' ')
  const plain = title.replace(/^\[[^\]]*\]\s*/, '')
  const colon = plain.indexOf(': ')
  const [area, rest] = colon < 0 ? ['', plain] : [plain.slice(0, colon), plain.slice(colon + 2)]
  return `${rest.slice(0, 1).toUpperCase()}${rest.slice(1)}${area === '' ? '' : ` (${area})`}`
}

/** The first version of the series with which a story begins. */
function firstOf(community: Community, story: string): PostedSeries | undefined {
  const id = community.stories.find((one) => one.name === story)?.messageId
  return community.series.find(
    (one) => one.root.messageId === id || one.patches.some((patch) => patch.mail.messageId === id),
  )
}

function firstMail(series: PostedSeries): string {
  return series.cover?.messageId ?? series.patches[0]?.mail.messageId ?? series.root.messageId
}
