import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { actOnEvent } from '../../../src/app/hackathon/act-on-event.ts'
import { listDueReminders, sendReminders } from '../../../src/app/hackathon/remind.ts'
import { memoryOutbox } from '../../../src/app/outbox.ts'
import { sync } from '../../../src/app/sync.ts'
import type { SyncContext } from '../../../src/app/with-run.ts'
import { remindOnce } from '../../../src/cli/remind-timer.ts'
import { formatTopicLetter } from '../../../src/core/hackathon/event-letters.ts'
import { readHackathon } from '../../../src/store/read/hackathons.ts'
import { EVENT, fieldsOf, hackathon, OLGA, SESSION, TOPIC } from '../../core/hackathon/little-event.ts'
import { contextFor, mbox } from '../../support/archive.ts'
import { engines, quickEngines, type TestEngine, temporaryFolder } from '../../support/db.ts'

async function opened(
  engine: TestEngine | undefined,
  mails: Parameters<typeof mbox>[0],
): Promise<SyncContext> {
  if (engine === undefined) throw new Error('there is an engine')
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mails'), mbox(mails))
  const context = await contextFor(await engine.open(), folder, {
    lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
    roles: [{ role: 'event-organiser', person: OLGA }],
  })
  await act(context, 'event.create', { id: 'e', fields: EVENT })
  await act(context, 'topic.add', { id: 'live', fields: TOPIC })
  return context
}

async function act(
  context: SyncContext,
  kind: string,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const words = { person: OLGA, event: 'e', kind, payload }
  expect(await actOnEvent({ ...context, clock: () => '2026-03-01T12:00:00Z' }, words)).toMatchObject({
    kind: 'done',
  })
}

describe('the mail that puts a topic to the list', () => {
  const made = hackathon({
    kind: 'topic.add',
    id: 'live',
    fields: {
      ...TOPIC,
      description: [
        { kind: 'text', text: 'What is missing.' },
        { kind: 'item', item: 1, depth: 0, text: 'Who  signs?' },
      ],
    },
  })
  const [topic] = made.topics
  if (topic === undefined) throw new Error('there is a topic')
  const letter = formatTopicLetter(made, topic, 'https://x.example.org/t')

  test('says what it is about, and how to answer', () => {
    expect(letter).toMatchObject({
      to: 'devel@example.org',
      subject: '[Example Hackathon 2026] Topic: Live patching',
    })
    expect(letter?.text).toMatch(/^What is missing\.\n\n \* Who signs\?\n\nDo you intend to attend\?/)
  })

  test.each(engines)('is known when it arrives, from whomever, on $name', async (engine) => {
    const context = await opened(engine, [
      { id: 'ask@x', from: 'Bo', subject: '[Example Hackathon 2026] topic:  Live patching', day: 1 },
      {
        id: 'yes@x',
        from: 'Cy',
        subject: 'Re: [Example Hackathon 2026] Topic: Live patching',
        day: 2,
        answers: 'ask@x',
        text: 'must',
      },
      {
        id: 'other@x',
        from: 'Cy',
        subject: '[Example Hackathon 2026] Topic: Live patching and more',
        day: 2,
      },
    ])
    await sync({ ...context, now: '2026-03-10T12:00:00Z' })
    const read = await readHackathon(context.database.kysely, context.projectId, 'e')
    expect(read?.topics[0]?.messageIds).toEqual(['ask@x'])
    expect(read?.interests.get('topic:live')).toMatchObject([
      { person: 'cy@example.org', grade: 'must', via: 'mail' },
    ])
  })
})

/** An event with one session, led by two people who can be reached and one who cannot. */
async function withSession(): Promise<SyncContext> {
  const context = await opened(quickEngines[0], [])
  await act(context, 'room.add', { id: 'hall', fields: { name: 'Hall' } })
  await act(context, 'slot.add', {
    id: 's',
    fields: {
      kind: 'session',
      startsAt: '2026-04-21T09:00:00Z',
      endsAt: '2026-04-21T10:00:00Z',
      locked: false,
      closedRooms: [],
    },
  })
  await act(context, 'registration.register', {
    person: 'name:bo example',
    fields: { ...fieldsOf('bo@example.org') },
    isCore: true,
  })
  await act(context, 'session.add', {
    id: 'live',
    fields: { ...SESSION, leaders: ['ada@example.org', 'name:bo example', 'name:nobody'] },
  })
  await act(context, 'agenda.place', {
    placement: { session: 'live', slot: 's', room: 'hall' },
    locked: false,
    seen: 99,
  })
  return context
}

describe('reminders that the server sends', () => {
  test('go out for projects that want them, with the address of the page', async () => {
    const context = await withSession()
    const outbox = memoryOutbox()
    const said: string[] = []
    const site = (reminders: boolean) => ({
      database: context.database,
      config: {
        baseUrl: 'https://x.example.org',
        projects: [{ ...context.project, events: { ...context.project.events, reminders } }],
      },
      outbox,
      clock: () => '2026-04-22T11:00:00Z',
      report: (text: string) => void said.push(text),
    })
    expect(await remindOnce(site(false))).toBe(0)
    const broken = { ...outbox, send: () => Promise.reject(new Error('no mail server')) }
    expect(await remindOnce({ ...site(true), outbox: broken })).toBe(0)
    expect(said).toEqual(['patchmoot: test: reminders were not sent: no mail server'])
    expect(await remindOnce(site(true))).toBe(2)
    expect(outbox.list()[0]?.text).toContain('https://x.example.org/p/test/events/e/sessions/live')
    expect(await remindOnce(site(true))).toBe(0)
  })
})

test('whoever led a session without notes is asked after a day and after three, once each', async () => {
  const context = await withSession()
  const outbox = memoryOutbox()
  const askedAt = async (now: string): Promise<readonly string[]> => {
    const at = { ...context, clock: () => now }
    const due = await listDueReminders(at, (event, session) => `https://x.example.org/${event}/${session}`)
    const before = outbox.list().length
    await sendReminders(at, due, outbox)
    return outbox
      .list()
      .slice(0, outbox.list().length - before)
      .map((mail) => mail.to)
  }
  expect(await askedAt('2026-04-22T09:00:00Z')).toEqual([])
  expect(await askedAt('2026-04-22T11:00:00Z')).toEqual(['bo@example.org', 'ada@example.org'])
  expect(await askedAt('2026-04-22T12:00:00Z')).toEqual([])
  expect(await askedAt('2026-04-24T11:00:00Z')).toEqual(['bo@example.org', 'ada@example.org'])
  expect(outbox.list()[0]?.text).toContain('https://x.example.org/e/live')
  await act(context, 'note.write', { session: 'live', change: { text: 'We met.' }, seen: 99 })
  expect(await askedAt('2026-05-24T11:00:00Z')).toEqual([])
})
