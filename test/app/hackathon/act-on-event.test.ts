import { describe, expect, test } from 'vitest'
import { actOnEvent, type EventActContext } from '../../../src/app/hackathon/act-on-event.ts'
import { findEventViewer } from '../../../src/app/hackathon/event-viewer.ts'
import { viewAs } from '../../../src/core/hackathon/view-as.ts'
import { openDatabase } from '../../../src/store/database.ts'
import { eraseDecision, listDecisions } from '../../../src/store/inputs/decisions.ts'
import { migrate } from '../../../src/store/migrations.ts'
import { findHackathon, listHackathons, readHackathon } from '../../../src/store/read/hackathons.ts'
import { EVENT, fieldsOf, OLGA, SESSION, TOPIC } from '../../core/hackathon/little-event.ts'
import { contextFor } from '../../support/archive.ts'
import { closeLater, engines, type TestEngine, temporaryFolder } from '../../support/db.ts'
import { runTogether } from '../../support/together.ts'

const ID = 'example-2026'
const NOW = '2026-03-01T12:00:00Z'

async function started(engine: TestEngine, now = NOW): Promise<EventActContext> {
  const context = await contextFor(await engine.open(), temporaryFolder(), {
    lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
    people: [{ name: 'Bo Example', addresses: ['bo@example.org', 'bo@home.example.org'] }],
    roles: [{ role: 'community-manager', person: OLGA, name: 'Olga' }],
  })
  return { ...context, clock: () => now }
}

function act(
  context: EventActContext,
  person: string,
  kind: string,
  payload: Readonly<Record<string, unknown>>,
) {
  return actOnEvent(context, { person, event: ID, kind, payload })
}

async function made(engine: TestEngine): Promise<EventActContext> {
  const context = await started(engine)
  const fields = { ...EVENT, aliases: ['Hackathon/Example2026'] }
  expect(await act(context, OLGA, 'event.create', { id: ID, fields })).toMatchObject({ kind: 'done' })
  return context
}

const register = (person: string) => ({ person, fields: fieldsOf(person) })

describe.each(engines)('acting on an event, on $name', (engine) => {
  test('what people do is recorded with their role, and read back whole', async () => {
    const context = await made(engine)
    const { kysely } = context.database
    await act(context, OLGA, 'topic.add', { id: 'live', fields: TOPIC })
    await act(context, 'bo@home.example.org', 'topic.comment', {
      id: 'live',
      comment: { person: 'bo@home.example.org', name: 'Bo', text: 'Yes.' },
    })
    const read = await readHackathon(kysely, context.projectId, ID)
    // Whatever address they signed in with, they are one person.
    expect(read?.topics[0]?.comments).toMatchObject([{ person: 'bo@example.org', text: 'Yes.' }])
    const fresh = await context.database.transaction((db) => readHackathon(db, context.projectId, ID))
    expect(fresh).toEqual(read)
    expect(await findHackathon(kysely, context.projectId, 'hackathon/example2026')).toBe(read)
    expect(await listHackathons(kysely, context.projectId)).toEqual([read])
    const log = await listDecisions(kysely, context.projectId)
    expect(log.map((one) => [one.action, one.subject, one.payload?.['as']])).toEqual([
      ['event.create', `event:${ID}`, 'organiser'],
      ['topic.add', `event:${ID}`, 'organiser'],
      ['topic.comment', `event:${ID}`, 'member'],
    ])
  })

  test('what breaks a rule is refused and not recorded', async () => {
    const context = await made(engine)
    const answers = [
      await act(context, 'ed@example.org', 'event.change', { change: { capacity: 99 }, seen: 1 }),
      await act(context, 'ed@example.org', 'registration.register', register('bo@example.org')),
      await act(context, OLGA, 'event.create', { id: ID, fields: EVENT }),
      await act(context, OLGA, 'event.change', { change: { endsOn: '2026-01-01' }, seen: 1 }),
    ]
    expect(answers.map((one) => one.kind === 'refused' && one.code)).toEqual([
      'forbidden',
      'forbidden',
      'exists',
      'invalid',
    ])
    await expect(act(context, OLGA, 'event.change', { capacity: 4 })).rejects.toThrow(/cannot be recorded/)
    await expect(act(context, OLGA, 'event.burn', {})).rejects.toThrow(/no act "event.burn"/)
    const other = await actOnEvent(context, {
      person: OLGA,
      event: '../x',
      kind: 'event.create',
      payload: {},
    })
    expect(other).toMatchObject({ code: 'not-found' })
    expect(await listDecisions(context.database.kysely, context.projectId)).toHaveLength(1)
  })

  test('nobody says of themselves that they are a core member', async () => {
    const context = await made(engine)
    const bold = { ...register('ed@example.org'), isCore: true, evidence: ['I say so'] }
    await act(context, 'ed@example.org', 'registration.register', bold)
    await act(context, OLGA, 'registration.register', register(OLGA))
    const read = await readHackathon(context.database.kysely, context.projectId, ID)
    expect(read?.registrations.map((one) => [one.person, one.state, one.evidence])).toEqual([
      ['ed@example.org', 'requested', []],
      [OLGA, 'confirmed', ['community-manager']],
    ])
  })

  test('two organisers who change one thing at once are both told, and both words are kept', async () => {
    const context = await made(engine)
    await act(context, OLGA, 'session.add', { id: 'live', fields: SESSION })
    const change = (title: string) =>
      act(context, title === 'A' ? OLGA : 'cli:root', 'session.change', {
        id: 'live',
        change: { title },
        seen: 2,
      })
    const answers = await Promise.all([change('A'), change('B')])
    expect(answers.map((one) => one.kind).sort()).toEqual(['conflict', 'done'])
    const read = await readHackathon(context.database.kysely, context.projectId, ID)
    const [conflict] = read?.conflicts ?? []
    expect(new Set([conflict?.person, conflict?.other])).toEqual(new Set([OLGA, 'cli:root']))
    expect(new Set([conflict?.stands['title'], conflict?.offered['title']])).toEqual(new Set(['A', 'B']))
  })

  test.skipIf(!engine.shared)('so are several in processes of their own', async () => {
    const url = (await engine.url()) ?? ''
    const database = closeLater(await openDatabase(url))
    await migrate(database)
    const folder = temporaryFolder()
    const lists = [{ address: 'devel@lists.example.org', source: 'mbox:mails' }]
    const context = { ...(await contextFor(database, folder, { lists })), clock: () => NOW }
    await act(context, 'cli:first', 'event.create', { id: ID, fields: EVENT })
    await act(context, 'cli:first', 'session.add', { id: 'live', fields: SESSION })
    const script = new URL('change-title.ts', import.meta.url)
    const people = ['A', 'B', 'C', 'D'].map((title) => [url, `cli:${title}`, title])
    const answers = await runTogether(script, people)
    expect([...answers].sort()).toEqual(['conflict', 'conflict', 'conflict', 'done'])
    const read = await readHackathon(database.kysely, context.projectId, ID)
    const titles = [read?.sessions[0]?.title, ...(read?.conflicts ?? []).map((one) => one.offered['title'])]
    expect(titles.sort()).toEqual(['A', 'B', 'C', 'D'])
  })

  test('seats are never given twice, however many ask at once', async () => {
    const context = await made(engine)
    const people = ['ada', 'bo', 'cy', 'di', 'ed'].map((name) => `${name}@example.org`)
    const payload = (person: string) => ({ ...register(person), isCore: true })
    await Promise.all(people.map((person) => act(context, OLGA, 'registration.register', payload(person))))
    const read = await readHackathon(context.database.kysely, context.projectId, ID)
    const states = read?.registrations.map((one) => one.state).sort()
    expect(states).toEqual(['confirmed', 'confirmed', 'confirmed', 'waitlisted', 'waitlisted'])
  })

  test('erased words are gone from what is read, also where it was read before', async () => {
    const context = await made(engine)
    await act(context, OLGA, 'registration.register', register(OLGA))
    const travel = { lodging: 'Example Inn' }
    const told = await act(context, OLGA, 'registration.travel', { person: OLGA, travel })
    const sequence = told.kind === 'done' ? told.sequence : 0
    const { kysely } = context.database
    const before = await readHackathon(kysely, context.projectId, ID)
    expect(before?.registrations[0]?.travel).toEqual(travel)
    await context.database.transaction((db) => eraseDecision(db, context.projectId, sequence))
    const after = await readHackathon(kysely, context.projectId, ID)
    expect(after?.registrations[0]).toMatchObject({ state: 'confirmed', travel: undefined })
  })
})

test('travel and what is on the list are seen by those whom they concern', async () => {
  const [engine] = engines
  if (engine === undefined) throw new Error('there is an engine')
  const context = await made(engine)
  for (const person of ['ada@example.org', 'bo@example.org'])
    await act(context, OLGA, 'registration.register', { ...register(person), isCore: true })
  await act(context, 'ed@example.org', 'registration.register', register('ed@example.org'))
  await act(context, 'ada@example.org', 'registration.travel', {
    person: 'ada@example.org',
    travel: { lodging: 'Example Inn' },
  })
  const { kysely } = context.database
  const whole = await readHackathon(kysely, context.projectId, ID)
  if (whole === undefined) throw new Error('there is an event')
  const seen = async (address: string | undefined): Promise<readonly unknown[]> => {
    const viewer =
      address === undefined
        ? { person: undefined, isOrganiser: false }
        : await findEventViewer(kysely, context.projectId, context.project, address, whole.event, NOW)
    return viewAs(whole, viewer).registrations.map((one) => [one.name, one.travel?.lodging, one.address])
  }
  expect(await seen(undefined)).toEqual([
    ['Ada Example', undefined, undefined],
    ['Bo Example', undefined, undefined],
  ])
  expect(await seen('bo@home.example.org')).toEqual([
    ['Ada Example', 'Example Inn', undefined],
    ['Bo Example', undefined, 'bo@example.org'],
  ])
  expect((await seen('ed@example.org')).at(-1)).toEqual(['Ed Example', undefined, 'ed@example.org'])
  // Whoever reads the contact's mail runs the event.
  expect(await seen('events@example.org')).toHaveLength(3)
  expect((await seen(OLGA))[0]).toEqual(['Ada Example', 'Example Inn', 'ada@example.org'])
})
