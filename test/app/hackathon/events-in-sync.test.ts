import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { actOnEvent } from '../../../src/app/hackathon/act-on-event.ts'
import { carryTopics } from '../../../src/app/hackathon/carry-topics.ts'
import { rebuild } from '../../../src/app/rebuild.ts'
import { sync } from '../../../src/app/sync.ts'
import type { SyncContext } from '../../../src/app/with-run.ts'
import type { DescriptionPart } from '../../../src/core/hackathon/topic.ts'
import { dump } from '../../../src/store/derived/dump.ts'
import { listDecisions, verifyDecisions } from '../../../src/store/inputs/decisions.ts'
import { listEventNotes, listEventRequests } from '../../../src/store/read/event-mails.ts'
import { readHackathon } from '../../../src/store/read/hackathons.ts'
import { readOutcomes } from '../../../src/store/read/outcomes.ts'
import { EVENT, fieldsOf, OLGA, SESSION, TOPIC } from '../../core/hackathon/little-event.ts'
import { contextFor, makeRepository, mbox, patchText, type TestMail } from '../../support/archive.ts'
import { engines, type TestEngine, temporaryFolder } from '../../support/db.ts'

const ID = 'example-2026'
const NOTES = `Notes of the session "Walls" at Example Hackathon 2026, 2026-03-02.

We looked at both walls.

Decisions:

 * No more than two walls

Actions:

 * [Bo] polish the floor: TODO
 * [] paint the roof: TODO

Decisions made here are proposals: they hold once they were discussed on this list.
`

const MAILS: readonly TestMail[] = [
  {
    id: 'ask@x',
    subject: '[Example Hackathon 2026] Topic: Walls',
    day: -3,
    text: 'Do you intend to attend?',
  },
  {
    id: 'yes@x',
    from: 'Bo',
    subject: 'Re: Topic: Walls',
    day: -2,
    answers: 'ask@x',
    text: '> attend?\n\n+1',
  },
  { id: 'why@x', from: 'Cy', subject: 'Re: Topic: Walls', day: -2, answers: 'ask@x', text: 'What about it?' },
  { id: 'old@x', from: 'Di', subject: 'Re: Topic: Walls', day: -2, answers: 'ask@x', text: 'Must be there.' },
  { id: 'notes@x', subject: '[Example Hackathon 2026] Notes: walls', day: 1, text: NOTES },
  { id: 'stray@x', from: 'Cy', subject: 'Design session notes: Chimneys', day: 1, text: 'Smoke.' },
  { id: 're@x', from: 'Di', subject: 'Re: Design session notes: Chimneys', day: 1, answers: 'stray@x' },
  { id: 'p0@x', subject: '[PATCH 0/2] Two walls', day: 2, text: 'Walls for the house.\n' },
  {
    id: 'p1@x',
    subject: '[PATCH 1/2] wall: stand',
    day: 2.001,
    answers: 'p0@x',
    text: patchText('a', 'one', 'two'),
  },
  {
    id: 'p2@x',
    subject: '[PATCH 2/2] wall: lean',
    day: 2.002,
    answers: 'p0@x',
    text: patchText('b', 'x', 'y'),
  },
  {
    id: 'grown@x',
    from: 'Cy',
    subject: '[PATCH] roof: paint',
    day: 3,
    answers: 'notes@x',
    text: patchText('c', 'red', 'green'),
  },
]

const mail = (id: string, from: string, subject: string, text: string): TestMail => ({
  id,
  from,
  subject,
  text,
})
const PRIVATE: readonly TestMail[] = [
  mail('req1@x', 'Ed', 'Request for Hackathon 2026 Invite', 'I am with Tarn.'),
  mail('req2@x', 'Zoe', 'Re: Request for Hackathon 2026 invite', 'Please.'),
  mail('spam@x', 'Ed', 'Cheap walls', 'Buy.'),
]

const bullet = (item: number, text: string): DescriptionPart => ({ kind: 'item', item, depth: 0, text })

async function held(engine: TestEngine): Promise<SyncContext> {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mails'), mbox(MAILS))
  writeFileSync(join(folder, 'private'), mbox(PRIVATE))
  const url = makeRepository(join(folder, 'house'), [
    { message: 'house: begin', files: { a: 'one\n', b: 'x\n', c: 'red\n' } },
    { message: 'house: a door\n\nAs proposed on the hackathon.', files: { d: 'door\n' } },
    { message: 'wall: stand', files: { a: 'two\n' } },
  ])
  const context = await contextFor(await engine.open(), folder, {
    lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
    mailboxes: [{ address: 'events@example.org', source: 'mbox:private', for: 'registration' }],
    repositories: [{ name: 'house', url }],
    roles: [{ role: 'event-organiser', person: OLGA }],
  })
  await act(context, OLGA, 'event.create', {
    id: ID,
    fields: { ...EVENT, startsOn: '2026-03-02', endsOn: '2026-03-03', cutOffAt: undefined },
  })
  const description = [
    bullet(1, 'Two walls: stand or lean?'),
    bullet(2, 'A door for the house'),
    bullet(3, 'Chimneys'),
  ]
  await act(context, OLGA, 'topic.add', { id: 'walls', fields: { ...TOPIC, title: 'Walls', description } })
  await act(context, OLGA, 'topic.mailed', { id: 'walls', messageId: 'ask@x' })
  await act(context, OLGA, 'session.add', {
    id: 'walls',
    fields: { ...SESSION, title: 'Walls', topics: ['walls'] },
  })
  const bo = { person: 'bo@example.org', fields: fieldsOf('bo@example.org'), isCore: true }
  await act(context, OLGA, 'registration.register', bo)
  const ed = { ...fieldsOf('ed@example.org'), organisation: 'Tarn', address: undefined }
  await act(context, OLGA, 'registration.register', { person: 'name:ed example', fields: ed, isCore: false })
  await act(context, 'bo@example.org', 'registration.travel', {
    person: 'bo@example.org',
    travel: { lodging: 'Example Inn' },
  })
  // Said on the page after the mail was sent, and before it was read.
  await act(context, 'di@example.org', 'interest.state', {
    about: 'topic:walls',
    person: 'di@example.org',
    grade: 'no',
    via: 'web',
  })
  return context
}

async function act(
  context: SyncContext,
  person: string,
  kind: string,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const clock = () => '2026-03-01T12:00:00Z'
  const answer = await actOnEvent({ ...context, clock }, { person, event: ID, kind, payload })
  expect(answer).toMatchObject({ kind: 'done' })
}

describe.each(engines)('a sync after an event, on $name', (engine) => {
  test('finds what came by mail, records it once, and traces what came of the event', async () => {
    const context = await held(engine)
    const { database, projectId } = context
    const db = database.kysely
    await sync({ ...context, now: '2026-03-20T12:00:00Z' })
    const first = await listDecisions(db, projectId)
    const hackathon = await readHackathon(db, projectId, ID)
    if (hackathon === undefined) throw new Error('there is an event')

    // Interest by mail: an answer counts, a question does not, and what was said later on the page stands.
    const interests = hackathon.interests.get('topic:walls') ?? []
    expect(interests.map((one) => [one.person, one.grade, one.via])).toEqual([
      ['di@example.org', 'no', 'web'],
      ['bo@example.org', 'yes', 'mail'],
    ])

    // Requests: one finds its registration, the other is kept for the organisers; a third is none.
    const requests = await listEventRequests(db, projectId, ID)
    expect(requests.map((one) => [one.messageId, one.request.person, one.request.why])).toEqual([
      ['req1@x', 'name:ed example', 'it is signed by Ed Example and the mail names Tarn'],
      ['req2@x', undefined, 'nobody of this name or address is on the list'],
    ])
    expect(hackathon.registrations.find((one) => one.person === 'name:ed example')).toMatchObject({
      address: 'ed@example.org',
      state: 'requested',
    })

    // Notes: those of a session are taken over, those of none are found all the same; an answer to notes is none.
    const notes = await listEventNotes(db, projectId)
    expect(notes.map((one) => [one.note.messageId, one.event, one.note.session, one.note.certainty])).toEqual(
      [
        ['notes@x', ID, 'walls', 'sure'],
        ['stray@x', ID, undefined, 'sure'],
      ],
    )
    expect(hackathon.notes).toMatchObject([
      { session: 'walls', agreements: ['No more than two walls'], messageIds: ['notes@x'] },
    ])
    expect(hackathon.notes[0]?.text).toBe('We looked at both walls.')
    expect(hackathon.actions.map((one) => [one.text, one.assignee, one.state])).toEqual([
      ['polish the floor', 'bo@example.org', 'todo'],
      ['paint the roof', undefined, 'todo'],
    ])

    // Outcomes: by its own words, by the thread of the notes, by likeness; nothing counts yet.
    const before = await readOutcomes(db, projectId, hackathon)
    const found = before.states.flatMap((state) =>
      state.candidates.map((link) => [state.about, link.tier, link.kind, link.title]),
    )
    expect(found).toContainEqual(['topic:walls/2', 1, 'commit', 'house: a door'])
    expect(found).toContainEqual(['topic:walls/1', 2, 'series', 'roof: paint'])
    expect(found).toContainEqual(['topic:walls/1', 4, 'series', 'Two walls'])
    expect(found).toContainEqual(['action:paint-the-roof', 2, 'series', 'roof: paint'])
    expect(before.report.byState).toMatchObject({ open: 5 })

    // Nothing new: nothing is recorded again. And a rebuild gives the same rows.
    await sync({ ...context, now: '2026-03-20T12:10:00Z' })
    expect(await listDecisions(db, projectId)).toEqual(first)
    const derived = async () => (await dump(db, projectId, { names: true })).split('# derivation')[0]
    const rows = await derived()
    await rebuild({ ...context, now: '2026-03-20T12:10:00Z' })
    expect(await derived()).toBe(rows)

    // What is new is looked at by the next sync.
    const more: TestMail = {
      id: 'late@x',
      subject: '[PATCH] house: chimneys of brick',
      day: 12,
      text: patchText('e', 'q', 'r', 'As discussed at the Example Hackathon 2026.'),
    }
    writeFileSync(join(context.config.folder, 'mails'), mbox([...MAILS, more]))
    await sync({ ...context, now: '2026-03-20T12:20:00Z' })
    const grown = await readOutcomes(db, projectId, hackathon)
    expect(grown.states.find((one) => one.about === 'topic:walls/3')?.candidates[0]).toMatchObject({
      target: 'late@x',
      tier: 1,
    })

    // A person says what came of it.
    const judge = (about: string, outcome: string, target: string, verdict: string) =>
      act(context, OLGA, 'outcome.judge', {
        about,
        outcome,
        target,
        verdict,
        tier: 4,
        evidence: 'it is about the same',
      })
    await judge('topic:walls/1', 'series', 'p0@x', 'confirmed')
    await judge('topic:walls/1', 'series', 'grown@x', 'rejected')
    await judge('action:paint-the-roof', 'series', 'grown@x', 'confirmed')
    const judged = await readHackathon(db, projectId, ID)
    if (judged === undefined) throw new Error('there is an event')
    const after = await readOutcomes(db, projectId, judged)
    const stateOf = (about: string) => after.states.find((one) => one.about === about)
    expect(stateOf('topic:walls/1')).toMatchObject({ state: 'in-review', daysToPatch: 0 })
    expect(stateOf('topic:walls/1')?.candidates.map((one) => one.target)).not.toContain('grown@x')
    expect(stateOf('action:paint-the-roof')?.state).toBe('in-review')
    expect(after.standings.get('p0@x')?.status).toBe('partly-merged')

    // By hand, too: what is given in short is recorded whole, and what is not there is refused.
    await judge('topic:walls/3', 'series', 'p2@x', 'confirmed')
    const given = await readHackathon(db, projectId, ID)
    expect(given?.outcomes.at(-1)).toMatchObject({ about: 'topic:walls/3', target: 'p0@x' })
    const wrong = (outcome: string, target: string) =>
      actOnEvent(context, {
        person: OLGA,
        event: ID,
        kind: 'outcome.judge',
        payload: { about: 'topic:walls/3', outcome, target, verdict: 'confirmed', evidence: 'x' },
      })
    expect(await wrong('commit', 'abcdef0')).toMatchObject({ code: 'not-found' })
    expect(await wrong('series', 'ask@x')).toMatchObject({ code: 'not-found' })
    expect(await wrong('thread', '../x')).toMatchObject({ code: 'not-found' })

    // Half a year later nobody has answered: it is lost, and the page of the event says so by itself.
    await sync({ ...context, now: '2026-10-01T12:00:00Z' })
    const later = await readOutcomes(db, projectId, judged)
    expect(later.report.lost).toContain('action:paint-the-roof')

    // What is not settled begins the next event; a second time nothing is added.
    const clock = () => '2026-10-02T12:00:00Z'
    const next = { ...EVENT, name: 'Example Hackathon 2027', startsOn: '2027-03-02', endsOn: '2027-03-03' }
    await actOnEvent(
      { ...context, clock },
      {
        person: OLGA,
        event: 'next',
        kind: 'event.create',
        payload: { id: 'next', fields: { ...next, cutOffAt: undefined } },
      },
    )
    const words = { person: OLGA, from: ID, to: 'next' }
    expect(await carryTopics({ ...context, clock }, words)).toEqual({ added: 1, known: 0 })
    expect(await carryTopics({ ...context, clock }, words)).toEqual({ added: 0, known: 1 })
    await expect(carryTopics({ ...context, clock }, { ...words, person: 'bo@example.org' })).rejects.toThrow(
      'only organisers',
    )

    // By then, where people slept is gone for good, and the chain of decisions holds.
    const end = await readHackathon(db, projectId, ID)
    expect(end?.registrations.map((one) => one.travel)).toEqual([undefined, undefined])
    const log = await listDecisions(db, projectId)
    expect(log.filter((one) => one.payload === undefined).map((one) => one.action)).toEqual([
      'registration.travel',
    ])
    expect(JSON.stringify(log)).not.toContain('Example Inn')
    expect(await verifyDecisions(db, projectId)).toBeUndefined()
  })
})
