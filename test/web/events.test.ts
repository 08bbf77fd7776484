import { beforeAll, describe, expect, test } from 'vitest'
import { replaceEventNotes } from '../../src/store/derived/events.ts'
import { EVENT_PATH, type EventSite, fillEventSite, must, ORGANISER, openEventSite } from './event-site.ts'

const ADA = 'ada@example.org'
const BO = 'bo@example.org'
const CY = 'cy@example.org'
const ED = 'ed@example.org'

let site: EventSite

const at = (...parts: readonly string[]): string => [EVENT_PATH, ...parts].join('/')

/** What a sync would have found, so that this does not depend on how it looks for notes. */
async function replaceNotes(own: EventSite, messageId: string): Promise<void> {
  const { database, projectId } = own.context
  const note = {
    messageId,
    title: 'something',
    from: 'Ada Example',
    at: '2026-04-22T09:00:00Z',
    certainty: 'likely' as const,
    evidence: 'its subject',
    session: undefined,
    agreements: 0,
    actions: 0,
    open: 0,
  }
  await database.transaction((db) =>
    replaceEventNotes(db, projectId, [{ message: 1, event: undefined, note }]),
  )
}

/** The revision that a form on a page names. */
async function seenOn(path: string, who: string, action: string): Promise<string> {
  const page = await site.page(path, who)
  const form = page.split('<form').find((one) => one.includes(`action="${action}"`)) ?? ''
  return /name="seen" value="(\d+)"/.exec(form)?.[1] ?? '0'
}

describe('the pages of an event', () => {
  beforeAll(async () => {
    site = await openEventSite()
    await fillEventSite(site)
    // An agenda is proposed, taken over and published; then one session is written up.
    const plan = await site.page(at('agenda', 'plan'), ORGANISER)
    const form = new URLSearchParams({ seen: /name="seen" value="(\d+)"/.exec(plan)?.[1] ?? '' })
    for (const [, cell = ''] of plan.matchAll(/name="at" value="([^"]+)"/g)) form.append('at', cell)
    await must(site.post(ORGANISER, at('agenda', 'accept'), form))
    await must(site.post(ORGANISER, at('agenda', 'publish'), { note: 'The first one' }))
    const notes = at('sessions', 'stub-domains-what-now', 'notes')
    await must(
      site.post(CY, notes, {
        seen: '0',
        text: '# What we said\n\nThey **stay**. <img src=x onerror=alert(1)>',
        agreements: 'Keep them',
        open: 'Who tests them?',
      }),
    )
    await must(
      site.post(CY, at('sessions', 'stub-domains-what-now', 'actions'), {
        text: 'Write the tests',
        assignee: 'Bo Example',
      }),
    )
  })

  const PAGES: Readonly<Record<string, readonly [path: string, who?: string]>> = {
    events: ['/p/test/events'],
    'events-new': ['/p/test/events/new', ORGANISER],
    event: [EVENT_PATH],
    'event-organiser': [EVENT_PATH, ORGANISER],
    'event-topics': [at('topics')],
    'event-topics-attendee': [at('topics'), ADA],
    'event-topic': [at('topics', 'live-b-patching-b')],
    'event-topic-owner': [at('topics', 'live-b-patching-b'), ADA],
    'event-topic-edit': [at('topics', 'live-b-patching-b', 'edit'), ADA],
    'event-people': [at('people')],
    'event-people-attendee': [at('people'), BO],
    'event-people-requested': [at('people'), ED],
    'event-people-organiser': [at('people'), ORGANISER],
    'event-agenda': [at('agenda')],
    'event-agenda-mine': [`${at('agenda')}?show=mine`, CY],
    'event-agenda-organiser': [at('agenda'), ORGANISER],
    'event-plan': [at('agenda', 'plan'), ORGANISER],
    'event-measures': [at('agenda', 'measures'), ADA],
    'event-versions': [at('agenda', 'versions')],
    'event-session': [at('sessions', 'live-patching-signed')],
    'event-session-leader': [at('sessions', 'live-patching-signed'), ADA],
    'event-session-edit': [at('sessions', 'live-patching-signed', 'edit'), ADA],
    'event-session-notes': [at('sessions', 'stub-domains-what-now', 'notes'), CY],
    'event-notes': [at('notes')],
    'event-now': [`${at('now')}?who=bo`, ADA],
    'event-kiosk': [at('kiosk')],
    'event-doors': [at('doors')],
    'event-outcomes': [at('outcomes'), ORGANISER],
    'event-roadmap': [at('outcomes', 'live-b-patching-b'), ADA],
    'event-settings': [at('settings'), ORGANISER],
  }

  test.each(Object.entries(PAGES))('%s', async (name, [path, who]) => {
    const answer = await site.get(path, who)
    expect(answer.status).toBe(200)
    const page = (await answer.text()).replace(/\?v=[0-9a-f]+/g, '?v=0')
    await expect(page).toMatchFileSnapshot(`../golden/web/${name}.html`)
    expect(page.match(/<h1[ >]/g)).toHaveLength(1)
    expect(page).not.toMatch(/<script>alert|<img src=x|<b>patching|<i>Yes/)
    // What is asked of people is not lost in markup: every label has its field, no id stands twice.
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((found) => found[1])
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('an old address of the page leads to it, with slashes and without', async () => {
    for (const old of ['Hackathon/Example2026', 'Hackathon%2FExample2026', 'hackathon/example2026']) {
      const answer = await site.get(`/p/test/events/${old}`)
      expect([answer.status, answer.headers.get('location')]).toEqual([301, EVENT_PATH])
    }
    expect((await site.get('/p/test/events/Hackathon/Other')).status).toBe(404)
  })

  test('what belongs to attendees, organisers or one person is in nothing that everybody can read', async () => {
    const PRIVATE = /secret inn|by train|Engineer|@example\.org|maintainer of|New Corp|Ed Example/i
    const open = [
      ...Object.values(PAGES).flatMap(([path, who]) => (who === undefined ? [path] : [])),
      ...[
        'event.ics',
        'event.json',
        'page.wiki',
        'schedule.xml',
        'schedule.json',
        'timetable.txt',
        'cards.txt',
      ],
      ...['doors.txt', 'topics.csv', 'interest.csv', 'agenda.csv', 'actions.csv'],
    ].map((path) => (path.startsWith('/') ? path : at(path)))
    for (const path of open) {
      const answer = await site.get(path)
      expect([path, answer.status]).toEqual([path, 200])
      // The role address and the list are meant for everybody.
      const text = (await answer.text()).replaceAll(
        /events(?:@| at )example\.org|devel@lists\.example\.org/g,
        '',
      )
      expect([path, PRIVATE.exec(text)?.[0]]).toEqual([path, undefined])
    }
    expect(await site.page(at('people'), ADA)).toMatch(/The Secret Inn/)
    expect(await site.page(at('people'), ED)).not.toMatch(/The Secret Inn/)
    expect(await site.page(at('attendees.csv'), ADA)).toMatch(/The Secret Inn/)
    expect((await site.get(at('attendees.csv'), ED)).status).toBe(403)
    expect((await site.get(at('passes.csv'), ADA)).status).toBe(403)
  })

  test('the list of security passes runs nothing in a spreadsheet', async () => {
    const passes = await site.page(`${at('passes.csv')}?for=spreadsheet`, ORGANISER)
    expect(passes).toContain(`Bo,Example,'=cmd(),Engineer,bo@example.org`)
    expect(passes.split('\r\n')).toHaveLength(5)
  })

  test('notes go to the list as a mail that is read back, and its header holds one line', async () => {
    const path = at('sessions', 'stub-domains-what-now', 'notes.eml')
    const mail = await site.page(path, CY)
    expect(mail).toMatch(
      /^To: devel@lists.example.org\r\nSubject: \[Example Hackathon 2026\] Notes: Stub domains: what now\r\n/,
    )
    const body = Buffer.from(mail.split('\r\n\r\n')[1] ?? '', 'base64').toString()
    expect(body).toContain('Decisions:\n\n * Keep them')
    expect(body).toContain(' * [Bo Example] Write the tests: TODO')
  })

  test('two who write at once are both told, and nothing of either is lost', async () => {
    const path = at('sessions', 'live-patching-signed', 'notes')
    const seen = await seenOn(path, ADA, path)
    await must(site.post(ADA, path, { seen, text: 'Ada was here.' }))
    const second = await site.post(BO, path, { seen, text: 'Bo was here.' })
    const told = await second.text()
    expect(second.status).toBe(409)
    expect(told).toMatch(/Ada Example changed notes of session live-patching-signed while you did/)
    expect(told).toMatch(/Ada was here[\s\S]*Bo was here/)
    for (const who of [ADA, BO, ORGANISER]) expect(await site.page(path, who)).toMatch(/Bo was here/)
    expect(await site.page(path, CY)).not.toMatch(/Bo was here/)
    // Two who touch different fields do not meet.
    const topic = at('topics', 'stub-domains')
    const form = await site.page(`${topic}/edit`, BO)
    const was = /name="was" value="([^"]+)"/.exec(form)?.[1] ?? ''
    const before = {
      seen: /name="seen" value="(\d+)"/.exec(form)?.[1] ?? '',
      was,
      title: 'Stub domains',
      contacts: 'bo',
    }
    const fields = {
      ...before,
      description: 'Their fate.',
      outcomes: '',
      difficulty: '',
      skills: '',
      list: '',
      irc: '',
    }
    const blank = { outreach: '', inserted: '', verified: '' }
    await must(site.post(BO, topic, { ...fields, ...blank, contacts: '', skills: 'C' }))
    await must(site.post(ORGANISER, topic, { ...fields, ...blank, contacts: '', difficulty: 'hard' }))
    const page = await site.page(topic)
    expect(page).toMatch(/Difficulty<\/dt><dd[^>]*>hard/)
    expect(page).toMatch(/Skills needed<\/dt><dd[^>]*>C</)
  })

  test('an agenda that cannot be names the rules in conflict, and drops nothing', async () => {
    const own = await openEventSite()
    await fillEventSite(own)
    // One leader, four sessions, three times.
    for (const title of ['One', 'Two', 'Three'])
      await must(own.post(ORGANISER, at('sessions'), { full: '1', title, leaders: 'Ada Example' }))
    const plan = await own.page(at('agenda', 'plan'), ORGANISER)
    expect(plan).toMatch(/1 session without a place:/)
    expect(plan).toMatch(/These cannot all be kept:[\s\S]*needs Ada Example/)
    const form = new URLSearchParams({ seen: /name="seen" value="(\d+)"/.exec(plan)?.[1] ?? '' })
    for (const [, cell = ''] of plan.matchAll(/name="at" value="([^"]+)"/g)) form.append('at', cell)
    await must(own.post(ORGANISER, at('agenda', 'accept'), form))
    const agenda = await own.page(at('agenda'), ORGANISER)
    for (const title of ['One', 'Two', 'Three', 'Live patching, signed', 'Stub domains: what now'])
      expect(agenda).toContain(`>${title}</a>`)
    expect(agenda).toContain('Without a place')
    // Whoever takes over what was made before somebody moved a session is told so.
    const [moved = ''] = (form.get('at') ?? '').split(' ')
    await must(own.post(ORGANISER, at('agenda', 'unplace'), { session: moved, seen: '9999' }))
    expect((await own.post(ORGANISER, at('agenda', 'accept'), form)).status).toBe(409)
  })

  test('a mail that looks like notes waits for somebody who knows of which session', async () => {
    // On the second day of an event in March: the mails of tests are counted from 2 March.
    const mail = { id: 'found@x', subject: 'Design session notes: something', day: 51, text: 'We said this.' }
    const own = await openEventSite('2026-04-22T12:00:00Z', [mail])
    await replaceNotes(own, mail.id)
    own.now = '2026-03-01T12:00:00Z'
    await fillEventSite(own)
    expect(await own.page(at('notes'))).toMatch(
      /Found on the list[\s\S]*something[\s\S]*perhaps notes: its subject/,
    )
    const known = { session: 'nothing-planned', messageId: mail.id }
    await must(own.post(CY, at('notes', 'found'), known))
    expect(await own.page(at('notes'))).not.toMatch(/Found on the list/)
    expect(await own.page(at('sessions', 'nothing-planned', 'notes'))).not.toMatch(/perhaps notes/)
  })

  test('a session of two slots is two that follow each other, and organisers have the mails that ask for notes', async () => {
    const own = await openEventSite()
    await fillEventSite(own)
    await must(
      own.post(ORGANISER, at('sessions'), { full: '1', title: 'Long', leaders: 'Bo Example', parts: '2' }),
    )
    expect(await own.page(at('agenda'), ORGANISER)).toMatch(/Long \(1 of 2\)[\s\S]*Long \(2 of 2\)/)
    expect(await own.page(at('sessions', 'long-2'))).toMatch(
      /directly after “Long \(1 of 2\)”, in the same room/,
    )
    const placed = {
      session: 'live-patching-signed',
      slot: 'slot-2026-04-21-08-30',
      room: 'hall',
      seen: '999',
    }
    await must(own.post(ORGANISER, at('agenda', 'place'), placed))
    own.now = '2026-04-23T08:00:00Z'
    const notes = await own.page(at('notes'), ORGANISER)
    expect(notes).toMatch(
      /Live patching, signed[\s\S]*24 hours[\s\S]*Ask Ada Example[\s\S]*To: ada@example\.org/,
    )
    expect(await own.page(at('notes'), ADA)).not.toMatch(/To: ada@example/)
  })

  test('one’s own calendar has an address that opens nothing else, until it is ended', async () => {
    const given = await (await site.post(CY, at('calendar'), {})).text()
    const path = /http:\/\/localhost(\/p\/test\/[^<]*\/(cal_[\w-]{43})\.ics)/.exec(given)
    const [, address = '', secret = ''] = path ?? []
    const calendar = await site.page(address)
    expect(calendar).toMatch(/^BEGIN:VCALENDAR[\s\S]*Nothing planned/)
    expect(calendar).not.toMatch(/@example\.org(?!;)|secret inn/i)
    for (const headers of [{ authorization: `Bearer ${secret}` }, { cookie: `patchmoot=${secret}` }])
      expect((await site.app.request(`http://localhost${at('mine.ics')}`, { headers })).status).toBe(403)
    expect((await site.get(address.replace(/cal_...../, 'cal_aaaaa'))).status).toBe(404)
    const account = await site.page('/account', CY)
    const row = account.split('<tr').find((one) => one.includes('calendar of')) ?? ''
    const name = /name="name" value="([^"]+)"/.exec(row)?.[1] ?? ''
    await must(site.post(CY, '/account/end', { name }))
    expect((await site.get(address)).status).toBe(404)
  })

  test('scripts act with a token and are answered in JSON', async () => {
    const page = await (await site.post(ADA, '/account/token', { label: 'a script' })).text()
    const token = /pm_[\w-]{43}/.exec(page)?.[0] ?? ''
    const ask = (fields: Readonly<Record<string, string>>, accept = 'application/json') =>
      site.app.request(`http://localhost${at('topics', 'stub-domains', 'interest')}`, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: {
          authorization: `Bearer ${token}`,
          accept,
          'content-type': 'application/x-www-form-urlencoded',
        },
      })
    const done = await ask({ grade: 'maybe' })
    expect(await done.json()).toMatchObject({ decision: expect.any(Number) })
    const wrong = await ask({ grade: 'perhaps' })
    expect([wrong.status, Object.keys((await wrong.json()) as object)]).toEqual([400, ['error', 'request']])
    expect(await site.page(at('topics', 'stub-domains'))).toMatch(/Maybe[\s\S]*Ada Example/)
  })
})
