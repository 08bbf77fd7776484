import { describe, expect, test } from 'vitest'
import { readInterestMail, readRequestMail } from '../../../src/core/hackathon/event-mail.ts'
import { listCompany, listToPurge, visibleTravel } from '../../../src/core/hackathon/travel.ts'
import { message } from '../../support/message.ts'
import { CREATE, type Done, decisions, hackathon, OLGA, register, TOPIC } from './little-event.ts'

describe('mails to the organisers', () => {
  const waiting = hackathon(
    {
      kind: 'registration.register',
      person: 'name:ada example',
      fields: { ...fields('Ada Example', 'Example Ltd'), address: undefined },
      isCore: false,
      evidence: [],
    },
    {
      kind: 'registration.register',
      person: 'name:ben example',
      fields: { ...fields('Ben Example', 'Example Ltd'), address: undefined },
      isCore: false,
      evidence: [],
    },
    {
      kind: 'registration.register',
      person: 'name:ben example 2',
      fields: { ...fields('Ben Example', 'Other Inc'), address: undefined },
      isCore: false,
      evidence: [],
    },
    register('cleo@example.org', false),
  )
  const read = (subject: string, name: string, address: string, text = '') =>
    readRequestMail(message({ subject, from: { name, address }, text }), waiting.event, waiting.registrations)
  const SUBJECT = 'Request for Hackathon 2026 Invite'

  test('the fixed subject, by address, by name, by name and company', () => {
    expect(read(SUBJECT, 'C.', 'cleo@example.org')).toMatchObject({
      kind: 'matched',
      person: 'cleo@example.org',
    })
    expect(read(`Re: ${SUBJECT.toLowerCase()} `, 'Example, Ada', 'ada@example.org')).toMatchObject({
      kind: 'matched',
      person: 'name:ada example',
      address: 'ada@example.org',
    })
    expect(read(SUBJECT, 'Ben Example', 'ben@example.org', 'I work for Other Inc.')).toMatchObject({
      person: 'name:ben example 2',
      evidence: 'it is signed by Ben Example and the mail names Other Inc',
    })
  })

  test('whoever matches nobody, or several, is kept for an organiser', () => {
    expect(read(SUBJECT, 'Ben Example', 'ben@example.org')).toMatchObject({
      kind: 'unmatched',
      why: '2 people of this name are on the list',
    })
    expect(read(SUBJECT, 'Eve', 'eve@example.org')).toMatchObject({
      kind: 'unmatched',
      why: 'nobody of this name or address is on the list',
    })
  })

  test('another subject is another mail', () => {
    expect(read('Request for an invite', 'Ada Example', 'ada@example.org')).toBeUndefined()
  })

  const asked = hackathon(
    { kind: 'topic.add', id: 'live', fields: TOPIC },
    { kind: 'topic.mailed', id: 'live', messageId: 'topic@example.org' },
  )
  const answer = (text: string, inReplyTo = ['topic@example.org']) =>
    readInterestMail(message({ inReplyTo, text }), asked.topics)

  test.each([
    ['> Do you intend to attend?\n\n+1\n', 'yes', '+1'],
    ['Hi,\n\nI will attend, after lunch.\n\n> quoted: no', 'yes', 'I will attend, after lunch.'],
    ["Sorry, can't make it.", 'no', "Sorry, can't make it."],
    ['must', 'must', 'must'],
  ])('%j', (text, grade, note) => {
    expect(answer(text)).toEqual({ about: 'topic:live', grade, note })
  })

  test('a discussion is no answer, nor is a reply to another mail, nor what is quoted', () => {
    expect(answer('What about the tests?')).toBeUndefined()
    expect(answer('+1', ['other@example.org'])).toBeUndefined()
    expect(answer('> +1\n\nThanks!')).toBeUndefined()
  })
})

describe('travel', () => {
  const travel = (person: string, day: string, lodging: string | undefined): Done => ({
    act: {
      kind: 'registration.travel',
      person,
      travel: { arrives: { raw: day, day, time: undefined }, leaves: undefined, lodging },
    },
    person,
  })
  const acts: readonly Done[] = [
    register('ada@example.org'),
    register('ben@example.org'),
    register('cleo@example.org', false),
    travel('ada@example.org', '2026-04-20', 'Holiday House'),
    travel('ben@example.org', '2026-04-20', 'holiday-house '),
    travel('cleo@example.org', '2026-04-20', 'Holiday House'),
  ]
  const made = hackathon(...acts)

  test('helps those who come to find company', () => {
    expect(
      listCompany(made).map((one) => [one.kind, one.what, one.people.map((person) => person.name)]),
    ).toEqual([
      ['lodging', 'Holiday House', ['Ada Example', 'Ben Example']],
      ['arrival', '2026-04-20', ['Ada Example', 'Ben Example']],
    ])
    expect(
      listCompany(
        hackathon(
          register('ada@example.org'),
          register('ben@example.org'),
          travel('ada@example.org', '2026-04-19', 'home'),
          travel('ben@example.org', '2026-04-20', 'Home'),
        ),
      ),
    ).toEqual([])
  })

  test('is seen by those who come, and by oneself', () => {
    const [ada, , cleo] = made.registrations
    if (ada === undefined || cleo === undefined) throw new Error('nobody came')
    const sees = (person: string | undefined, of = ada, isOrganiser = false) =>
      visibleTravel(made, of, { person, isOrganiser })?.lodging
    expect(sees('ben@example.org')).toBe('Holiday House')
    expect(sees('cleo@example.org')).toBeUndefined()
    expect(sees('cleo@example.org', cleo)).toBe('Holiday House')
    expect(sees(undefined)).toBeUndefined()
    expect(sees(OLGA, ada, true)).toBe('Holiday House')
  })

  test('is erased some days after the event: the event itself stays as it is', () => {
    const log = decisions([CREATE, ...acts])
    expect(listToPurge(made, log, '2026-05-20T00:00:00Z')).toEqual([])
    const purged = listToPurge(made, log, '2026-05-23T00:00:00Z')
    expect(purged).toEqual([5, 6, 7])
  })
})

function fields(name: string, organisation: string) {
  return { name, organisation, jobTitle: undefined, passName: undefined, irc: undefined, address: undefined }
}
