import { beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../../src/core/time.ts'
import { listDecisions } from '../../src/store/inputs/decisions.ts'
import {
  csrfOf,
  EVENT_PATH,
  type EventSite,
  fillEventSite,
  must,
  ORGANISER,
  openEventSite,
} from './event-site.ts'

const ATTENDEE = 'cy@example.org'
const OUTSIDER = 'ed@example.org'
const STRANGER = 'eve@example.org'

/** What each of them is answered: 303 done, 403 not allowed, 404 and 409 for what cannot be. */
type Answers = readonly [stranger: number, outsider: number, attendee: number, organiser: number]

const NOBODY: Answers = [403, 403, 403, 303]
const EVERYBODY: Answers = [303, 303, 303, 303]

/** Every form of an event, by its route: where it is sent, what it says, and to whom it is open. */
const FORMS: Readonly<
  Record<string, readonly [path: string, fields: Readonly<Record<string, string>>, answers: Answers]>
> = {
  '/p/:project/events': [
    '/p/test/events',
    {
      id: 'another',
      name: 'Another',
      startsOn: '2027-01-01',
      endsOn: '2027-01-02',
      timeZone: 'UTC',
      phase: 'open',
    },
    NOBODY,
  ],
  '/p/:project/events/:event/settings': ['settings', { phase: 'open', seen: '99' }, NOBODY],
  '/p/:project/events/:event/topics/carry': ['topics/carry', { from: 'another' }, NOBODY],
  '/p/:project/events/:event/rooms': ['rooms', { name: 'Attic' }, NOBODY],
  '/p/:project/events/:event/rooms/:room': ['rooms/hall', { name: 'Great Hall', seen: '99' }, NOBODY],
  '/p/:project/events/:event/slots': [
    'slots',
    { day: '2026-04-22', from: '11:00', to: '12:00', kind: 'session' },
    NOBODY,
  ],
  '/p/:project/events/:event/slots/several': ['slots/several', { lines: '15:00-16:00 social Tea' }, NOBODY],
  '/p/:project/events/:event/slots/:slot': [
    'slots/slot-2026-04-21-11-30',
    { day: '2026-04-21', from: '12:30', to: '13:30', kind: 'break', title: 'Soup', seen: '99' },
    NOBODY,
  ],
  // Whoever is known to the list proposes topics and offers sessions, says what interests them, and asks to come.
  '/p/:project/events/:event/topics': ['topics', { title: 'Another topic' }, EVERYBODY],
  '/p/:project/events/:event/topics/:topic': [
    'topics/stub-domains',
    { skills: 'Patience', seen: '99' },
    NOBODY,
  ],
  '/p/:project/events/:event/topics/:topic/withdraw': [
    'topics/stub-domains/withdraw',
    { withdrawn: '0', seen: '99' },
    NOBODY,
  ],
  '/p/:project/events/:event/topics/:topic/comments': [
    'topics/stub-domains/comments',
    { text: 'Yes.' },
    EVERYBODY,
  ],
  '/p/:project/events/:event/topics/:topic/interest': [
    'topics/stub-domains/interest',
    { grade: 'yes' },
    EVERYBODY,
  ],
  '/p/:project/events/:event/sessions': ['sessions', { title: 'Another session' }, EVERYBODY],
  '/p/:project/events/:event/sessions/:session/interest': [
    'sessions/live-patching-signed/interest',
    { grade: 'no' },
    EVERYBODY,
  ],
  '/p/:project/events/:event/sessions/:session': [
    'sessions/live-patching-signed',
    { abstract: 'About it', seen: '99' },
    NOBODY,
  ],
  '/p/:project/events/:event/sessions/:session/cancel': [
    'sessions/live-patching-signed/cancel',
    { cancelled: '0', seen: '99' },
    NOBODY,
  ],
  '/p/:project/events/:event/people': [
    'people',
    { name: 'Somebody New', organisation: 'A' },
    [303, 409, 409, 303],
  ],
  '/p/:project/events/:event/people/add': ['people/add', { name: 'Zoe Example' }, NOBODY],
  // One changes oneself; whom the form names is not believed.
  '/p/:project/events/:event/people/change': [
    'people/change',
    { person: 'bo@example.org', irc: 'x', seen: '99' },
    NOBODY,
  ],
  '/p/:project/events/:event/people/travel': ['people/travel', { arrives: 'April 20' }, EVERYBODY],
  '/p/:project/events/:event/people/accept': ['people/accept', {}, [404, 404, 404, 404]],
  '/p/:project/events/:event/people/set': [
    'people/set',
    { person: 'bo@example.org', to: 'confirmed' },
    NOBODY,
  ],
  '/p/:project/events/:event/people/identify': [
    'people/identify',
    { was: 'name:zoe example', is: 'zoe@example.org' },
    NOBODY,
  ],
  '/p/:project/events/:event/agenda/place': [
    'agenda/place',
    { session: 'live-patching-signed', slot: 'slot-2026-04-21-08-30', room: 'hall', seen: '99' },
    NOBODY,
  ],
  '/p/:project/events/:event/agenda/unplace': [
    'agenda/unplace',
    { session: 'live-patching-signed', seen: '99' },
    NOBODY,
  ],
  '/p/:project/events/:event/agenda/accept': [
    'agenda/accept',
    { at: 'live-patching-signed slot-2026-04-21-08-30 hall', seen: '99' },
    NOBODY,
  ],
  '/p/:project/events/:event/agenda/publish': ['agenda/publish', {}, NOBODY],
  '/p/:project/events/:event/sessions/:session/notes': [
    'sessions/live-patching-signed/notes',
    { text: 'We met.', seen: '99' },
    [403, 403, 303, 303],
  ],
  '/p/:project/events/:event/sessions/:session/mailed': [
    'sessions/live-patching-signed/mailed',
    { messageId: '<notes@x>' },
    [403, 403, 303, 303],
  ],
  '/p/:project/events/:event/notes/found': [
    'notes/found',
    { session: 'live-patching-signed', messageId: 'idea@x' },
    [403, 403, 303, 303],
  ],
  '/p/:project/events/:event/sessions/:session/actions': [
    'sessions/live-patching-signed/actions',
    { text: 'Do it' },
    [403, 403, 303, 303],
  ],
  '/p/:project/events/:event/actions/:action': [
    'actions/do-it',
    { state: 'done', seen: '99' },
    [403, 403, 303, 303],
  ],
  '/p/:project/events/:event/conflicts/:conflict': ['conflicts/:number', {}, NOBODY],
  '/p/:project/events/:event/outcomes': [
    'outcomes',
    { about: 'topic:stub-domains', outcome: 'thread', target: 'idea@x', verdict: 'rejected', evidence: 'no' },
    [403, 403, 303, 303],
  ],
  '/p/:project/events/:event/calendar': ['calendar', {}, [200, 200, 200, 200]],
  // Last, for it ends what they may do.
  '/p/:project/events/:event/people/withdraw': ['people/withdraw', {}, EVERYBODY],
}

let site: EventSite
let conflict = 0

const decisions = async () =>
  (await listDecisions(site.context.database.kysely, site.context.projectId)).length

beforeAll(async () => {
  site = await openEventSite('2026-03-01T12:00:00Z', [{ id: 'idea@x', subject: 'An idea' }])
  await fillEventSite(site)
  await must(site.post(ATTENDEE, `${EVENT_PATH}/sessions/live-patching-signed/actions`, { text: 'Do it' }))
  const notes = `${EVENT_PATH}/sessions/stub-domains-what-now/notes`
  await must(site.post('ada@example.org', notes, { seen: '0', text: 'One.' }))
  expect((await site.post('bo@example.org', notes, { seen: '0', text: 'Other.' })).status).toBe(409)
  conflict = await decisions()
})

describe('who may do what', () => {
  test('every form is in the table', () => {
    const routes = site.app.routes.filter(
      (one) => one.method === 'POST' && one.path.startsWith('/p/:project/events'),
    )
    expect([...new Set(routes.map((one) => one.path))].sort()).toEqual(Object.keys(FORMS).sort())
  })

  test.each(Object.entries(FORMS))('%s', async (_, [path, fields, answers]) => {
    // One person may not change everything within a minute.
    site.now = addDays(site.now, 1 / 1440)
    const full = (path.startsWith('/') ? path : `${EVENT_PATH}/${path}`).replace(':number', String(conflict))
    const send = (headers: Readonly<Record<string, string>>, csrf: string) =>
      site.app.request(`http://localhost${full}`, {
        method: 'POST',
        body: new URLSearchParams({ ...fields, csrf }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      })
    const before = await decisions()
    // Nobody, and a form that no page of this server made for whoever is signed in.
    const cookie = await site.cookieOf(ORGANISER)
    const here = 'http://localhost'
    expect((await send({ origin: here }, '')).status).toBe(403)
    expect((await send({ origin: here, cookie }, '')).status).toBe(403)
    expect((await send({ origin: here, cookie }, csrfOf(ATTENDEE))).status).toBe(403)
    expect((await send({ cookie }, csrfOf(ORGANISER))).status).toBe(403)
    expect((await send({ origin: 'http://evil.example', cookie }, csrfOf(ORGANISER))).status).toBe(403)
    expect(await decisions()).toBe(before)
    const found: number[] = []
    for (const [i, who] of [STRANGER, OUTSIDER, ATTENDEE, ORGANISER].entries()) {
      const had = await decisions()
      const { status } = await site.post(who, full, fields)
      found.push(status)
      // What is refused leaves no trace in the log.
      if (answers[i] !== 303) expect(await decisions()).toBe(had)
    }
    expect(found).toEqual(answers)
  })

  test('pages of organisers are theirs alone', async () => {
    for (const path of ['settings', 'agenda/plan', 'passes.csv', 'badges.csv']) {
      expect((await site.get(`${EVENT_PATH}/${path}`, ATTENDEE)).status).toBe(403)
      expect((await site.get(`${EVENT_PATH}/${path}`, ORGANISER)).status).toBe(200)
    }
    expect((await site.get('/p/test/events/new', ATTENDEE)).status).toBe(403)
  })
})

test('two who want the last seat at once: one gets it, the other waits', async () => {
  const own = await openEventSite()
  await fillEventSite(own)
  // Four seats, three are taken.
  const both = await Promise.all(
    ['dan@example.org', ORGANISER].map((who) =>
      own.post(who, `${EVENT_PATH}/people`, { name: who.slice(0, 3), organisation: 'A' }),
    ),
  )
  expect(both.map((one) => one.status)).toEqual([303, 303])
  await must(own.post(ORGANISER, `${EVENT_PATH}/people/set`, { person: 'ed@example.org', to: 'waitlisted' }))
  const full = await own.post(ORGANISER, `${EVENT_PATH}/people/set`, {
    person: 'ed@example.org',
    to: 'confirmed',
  })
  expect(full.status).toBe(409)
  expect(await full.text()).toMatch(/All 4 seats are taken: Ed Example can wait for one\./)
})

test('an invitation is accepted while it holds, and after the cut-off only organisers change the list', async () => {
  const own = await openEventSite()
  await fillEventSite(own)
  const people = `${EVENT_PATH}/people`
  await must(own.post(ORGANISER, `${people}/set`, { person: OUTSIDER, to: 'invited', until: '2026-03-03' }))
  expect(await own.page(people, OUTSIDER)).toMatch(/Accept the invitation/)
  own.now = '2026-03-04T08:00:00Z'
  const late = await own.post(OUTSIDER, `${people}/accept`, {})
  expect([late.status, /The invitation ended/.test(await late.text())]).toEqual([409, true])
  await must(own.post(ORGANISER, `${people}/set`, { person: OUTSIDER, to: 'invited', until: '2026-03-20' }))
  await must(own.post(OUTSIDER, `${people}/accept`, {}))
  own.now = '2026-04-10T08:00:00Z'
  expect((await own.post(OUTSIDER, `${people}/withdraw`, {})).status).toBe(409)
  await must(
    own.post(ORGANISER, `${people}/set`, { person: OUTSIDER, to: 'withdrawn', reason: 'wrote to us' }),
  )
  expect(await own.page(people, ORGANISER)).toMatch(
    /withdrawn, by Olga Example \(after the list was closed\): wrote to us/,
  )
})
