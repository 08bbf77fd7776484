import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' }
import * as formats from 'ajv-formats'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import type { Hackathon } from '../../src/core/hackathon/hackathon.ts'
import { uuidOf } from '../../src/core/hackathon/uuid.ts'
import { parseWikitextPage } from '../../src/core/hackathon/wikitext-page.ts'
import { parseCsv } from '../../src/exports/csv.ts'
import { formatCards, formatDoorSheets, formatTimetable } from '../../src/exports/door-sheets.ts'
import { makeCalendar } from '../../src/exports/hackathon-calendar.ts'
import { formatDuration, formatLocal } from '../../src/exports/hackathon-schedule.ts'
import { formatHackathonTable, splitName } from '../../src/exports/hackathon-tables.ts'
import { foldLine, formatICalendar } from '../../src/exports/icalendar.ts'
import { formatScheduleJson } from '../../src/exports/schedule-json.ts'
import { formatScheduleXml } from '../../src/exports/schedule-xml.ts'
import { formatWikitext } from '../../src/exports/wikitext.ts'
import {
  CREATE,
  type Done,
  EVENT,
  hackathon,
  register,
  SESSION,
  TOPIC,
} from '../core/hackathon/little-event.ts'
import { findRealData } from '../support/real-data.ts'

const ADA = 'ada@example.org'
const BEN = 'ben@example.org'
const OPTIONS = {
  url: 'https://patches.example.org/events/example-2026',
  nameOf: (person: string) =>
    person === ADA ? 'Ada Example' : person === BEN ? 'Ben "B" Example, Jr' : person,
}

const slot = (
  id: string,
  startsAt: string,
  endsAt: string,
  kind: 'session' | 'break' | 'plenary' = 'session',
): Done => ({
  kind: 'slot.add',
  id,
  fields: {
    kind,
    title: kind === 'session' ? undefined : `The ${kind}`,
    startsAt,
    endsAt,
    locked: false,
    closedRooms: [],
  },
})

const titled = (title: string, abstract = 'Why; how, and "who"?\nAll of us.'): readonly Done[] => [
  register(ADA),
  register(BEN),
  slot('tue-0', '2026-04-21T08:00:00Z', '2026-04-21T08:30:00Z', 'plenary'),
  slot('tue-1', '2026-04-21T09:00:00Z', '2026-04-21T10:30:00Z'),
  slot('tue-lunch', '2026-04-21T11:00:00Z', '2026-04-21T12:00:00Z', 'break'),
  slot('wed-1', '2026-04-22T08:00:00Z', '2026-04-22T09:00:00Z'),
  {
    kind: 'room.add',
    id: 'hall',
    fields: { name: 'Hall', capacity: 40, equipment: undefined, url: undefined },
  },
  {
    kind: 'room.add',
    id: 'nook',
    fields: { name: 'Nook & Cranny', capacity: undefined, equipment: undefined, url: undefined },
  },
  { kind: 'session.add', id: 'a', fields: { ...SESSION, title, abstract, leaders: [ADA] } },
  { kind: 'session.add', id: 'b', fields: { ...SESSION, title: 'Boot', leaders: [BEN] } },
  { kind: 'agenda.place', placement: { session: 'a', slot: 'tue-1', room: 'hall' }, locked: false, seen: 99 },
  { kind: 'agenda.place', placement: { session: 'b', slot: 'tue-1', room: 'nook' }, locked: false, seen: 99 },
  { kind: 'agenda.publish', note: undefined },
]
const EVERYTHING = titled('Live patching, or: how?')
const made = hackathon(...EVERYTHING)

/** Texts of all sorts, without what no text may hold. */
const hostile = fc.string({
  unit: fc.constantFrom(...'aé😀;,\\:"\'<>&|{}[]=*#-+@()\n\t\r\u0000\u0007\u2028 '),
  maxLength: 60,
})

const entries = (ics: string): ICAL.Event[] =>
  new ICAL.Component(ICAL.parse(ics)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))

describe('iCalendar', () => {
  const ics = formatICalendar(
    makeCalendar(made, { kind: 'event' }, { ...OPTIONS, source: `${OPTIONS.url}.ics` }),
  )

  test('another reader finds the event, the plenary and the sessions, at their local times', () => {
    expect(
      entries(ics).map((one) => [
        one.summary,
        one.startDate.toString(),
        one.endDate.toString(),
        one.location,
      ]),
    ).toEqual([
      ['Example Hackathon 2026', '2026-04-21', '2026-04-23', 'Example House'],
      ['The plenary', '2026-04-21T09:00:00', '2026-04-21T09:30:00', 'Example House'],
      ['Live patching, or: how?', '2026-04-21T10:00:00', '2026-04-21T11:30:00', 'Hall, Example House'],
      ['Boot', '2026-04-21T10:00:00', '2026-04-21T11:30:00', 'Nook & Cranny, Example House'],
    ])
    expect(entries(ics)[2]?.description).toBe('Why; how, and "who"?\nAll of us.\n\nLed by Ada Example')
  })

  test('the zone says what the clock is ahead, also across its change', () => {
    const zone = new ICAL.Component(ICAL.parse(ics)).getFirstSubcomponent('vtimezone')
    expect(zone?.getFirstPropertyValue('tzid')).toBe('Europe/London')
    const timezone = new ICAL.Timezone(zone ?? new ICAL.Component('vtimezone'))
    expect(timezone.utcOffset(ICAL.Time.fromDateTimeString('2026-04-21T10:00:00'))).toBe(3600)
    const across = {
      name: 'x',
      timeZone: 'Europe/London',
      source: undefined,
      entries: ['2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z'].map((startsAt, i) => ({
        uid: `${i}`,
        sequence: 0,
        changedAt: startsAt,
        summary: 's',
        description: undefined,
        location: undefined,
        url: undefined,
        startsAt,
        endsAt: startsAt.replace('T12', 'T13'),
        allDay: false,
        cancelled: false,
      })),
    }
    const parsed = new ICAL.Component(ICAL.parse(formatICalendar(across)))
    const both = new ICAL.Timezone(
      parsed.getFirstSubcomponent('vtimezone') ?? new ICAL.Component('vtimezone'),
    )
    for (const [wall, seconds] of [
      ['2026-10-24T13:00:00', 3600],
      ['2026-10-25T00:30:00', 3600],
      ['2026-10-25T03:00:00', 0],
      ['2026-10-26T12:00:00', 0],
    ] as const)
      expect(both.utcOffset(ICAL.Time.fromDateTimeString(wall))).toBe(seconds)
  })

  test('a session keeps its UID when it moves, and its sequence grows; one that is gone is cancelled', () => {
    const moved = hackathon(
      ...EVERYTHING,
      {
        kind: 'agenda.place',
        placement: { session: 'a', slot: 'wed-1', room: 'hall' },
        locked: false,
        seen: 99,
      },
      { kind: 'session.change', id: 'b', change: { cancelled: true }, seen: 99 },
      { kind: 'agenda.publish', note: undefined },
    )
    const find = (event: Hackathon, summary: string) => {
      const found = entries(formatICalendar(makeCalendar(event, { kind: 'event' }, OPTIONS))).find(
        (one) => one.summary === summary,
      )
      return found ?? new ICAL.Event()
    }
    const [before, after] = [find(made, 'Live patching, or: how?'), find(moved, 'Live patching, or: how?')]
    expect(after.uid).toBe(before.uid)
    expect(after.sequence).toBeGreaterThan(before.sequence)
    expect(after.startDate.toString()).toBe('2026-04-22T09:00:00')
    const [was, is] = [find(made, 'Boot'), find(moved, 'Boot')]
    expect([is.uid, is.component.getFirstPropertyValue('status')]).toEqual([was.uid, 'CANCELLED'])
    expect(is.sequence).toBeGreaterThan(was.sequence)
  })

  test("a person's: what they lead, and what they like best; a room's and a session's", () => {
    const scopes = [
      { kind: 'person', person: BEN, weightOf: () => 100 },
      {
        kind: 'person',
        person: 'eve@example.org',
        weightOf: (one: { id: string }) => (one.id === 'a' ? 75 : 25),
      },
      { kind: 'person', person: 'eve@example.org', weightOf: () => 0 },
      { kind: 'room', room: 'nook' },
      { kind: 'session', session: 'a' },
    ] as const
    expect(
      scopes.map((scope) => makeCalendar(made, scope, OPTIONS).entries.map((one) => one.summary)),
    ).toEqual([
      ['Example Hackathon 2026', 'The plenary', 'Boot'],
      ['Example Hackathon 2026', 'The plenary', 'Live patching, or: how?'],
      ['Example Hackathon 2026', 'The plenary'],
      ['Boot'],
      ['Live patching, or: how?'],
    ])
  })

  test('no line has more than 75 octets, whatever is in it, and titles come back', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(text.trim() !== '')
        const calendar = makeCalendar(
          hackathon(...titled(text, text)),
          { kind: 'session', session: 'a' },
          OPTIONS,
        )
        const written = formatICalendar(calendar)
        for (const line of written.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        const readable = text.replace(/\r\n?/g, '\n').replace(/[\u0000\u0007]/g, '')
        expect(entries(written).map((one) => one.summary)).toEqual([readable])
      }),
      { numRuns: 60 },
    )
  })

  test('folding is undone by taking it away', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        fc.pre(!/[\r\n]/.test(text))
        expect(foldLine(text).replaceAll('\r\n ', '')).toBe(text)
      }),
    )
  })

  test('nobody is told an address, or where people sleep', () => {
    const travelled = hackathon(...EVERYTHING, {
      kind: 'registration.travel',
      person: ADA,
      travel: { arrives: undefined, leaves: undefined, lodging: 'Guesthouse' },
    })
    for (const text of [
      formatICalendar(makeCalendar(travelled, { kind: 'event' }, OPTIONS)),
      formatScheduleXml(travelled, OPTIONS),
      formatScheduleJson(travelled, OPTIONS),
      formatWikitext(travelled, { ...OPTIONS, withTravel: false }),
    ])
      expect(text).not.toMatch(/Guesthouse|ada@/)
  })
})

/** Any XML with this root: what is checked is that it is well-formed. */
const ANY_SCHEDULE =
  '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="schedule"/></xs:schema>'

async function xmlErrors(xml: string, schema: string): Promise<readonly string[]> {
  const result = await validateXML({ xml: [{ fileName: 'schedule.xml', contents: xml }], schema: [schema] })
  return result.errors.map((one) => one.message)
}

describe('schedule.xml', () => {
  test('is well-formed, whatever people write', async () => {
    const texts = fc.sample(hostile, { numRuns: 40, seed: 3 }).filter((text) => text.trim() !== '')
    const xml = texts.map((text, i) => ({
      fileName: `${i}.xml`,
      contents: formatScheduleXml(hackathon(...titled(text, text)), OPTIONS),
    }))
    const result = await validateXML({ xml, schema: [ANY_SCHEDULE] })
    expect(result.errors.map((one) => one.message)).toEqual([])
    expect(await xmlErrors('<schedule>&</schedule>', ANY_SCHEDULE)).not.toEqual([])
  })

  test('is valid by the schema of those who defined it', async () => {
    const path = findRealData('formats/c3voc-schedule.xsd')
    if (path === undefined) return
    const xsd = readFileSync(path, 'utf8')
    expect(await xmlErrors(formatScheduleXml(made, OPTIONS), xsd)).toEqual([])
    expect(await xmlErrors(formatScheduleXml(hackathon(), OPTIONS), xsd)).toEqual([])
    expect(
      await xmlErrors(formatScheduleXml(made, OPTIONS).replace(/guid="[^"]+"/, 'guid="x"'), xsd),
    ).not.toEqual([])
  })
})

describe('schedule.json', () => {
  test('says when, where and who', () => {
    const { conference } = JSON.parse(formatScheduleJson(made, OPTIONS)).schedule
    expect(conference.days[0].rooms.Hall).toMatchObject([
      {
        title: 'Live patching, or: how?',
        date: '2026-04-21T10:00:00+01:00',
        duration: '01:30',
        persons: [{ name: 'Ada Example' }],
      },
    ])
    expect(conference.days[1].rooms).toEqual({})
  })

  test('is valid by the schema of those who defined it', () => {
    const path = findRealData('formats/c3voc-schedule.schema.json')
    if (path === undefined) return
    const ajv = new Ajv({ strict: false, allErrors: true })
    ajv.addMetaSchema(draft6)
    ajv.addFormat('color', true)
    formats.default.default(ajv)
    const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')))
    for (const event of [made, hackathon()]) {
      validate(JSON.parse(formatScheduleJson(event, OPTIONS)))
      expect(validate.errors ?? []).toEqual([])
    }
    expect(validate({ schedule: {} })).toBe(false)
  })

  test('both carry the same UUIDs, which are always the same', () => {
    const uuid = uuidOf('example-2026/session/a')
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(formatScheduleXml(made, OPTIONS)).toContain(uuid)
    expect(formatScheduleJson(made, OPTIONS)).toContain(uuid)
    // What Python's uuid.uuid5(uuid.NAMESPACE_URL, 'https://example.org/') gives.
    expect(uuidOf('https://example.org/')).toBe('527dda32-a0de-5105-a042-cb475b5f7d11')
  })

  test('local times and spans', () => {
    expect(formatLocal('2026-04-21T20:00:05Z', 'Asia/Kolkata')).toBe('2026-04-22T01:30:05+05:30')
    expect(formatLocal('2026-01-21T20:00:00Z', 'America/St_Johns')).toBe('2026-01-21T16:30:00-03:30')
    expect(formatDuration('2026-04-21T20:00:00Z', '2026-04-21T21:45:00Z')).toBe('01:45')
  })
})

describe('tables', () => {
  const travelled = hackathon(
    {
      kind: 'topic.add',
      id: 'live',
      fields: {
        ...TOPIC,
        title: '=cmd()',
        description: [{ kind: 'item', item: 1, depth: 0, text: '-1; +1' }],
      },
    },
    ...EVERYTHING,
    {
      kind: 'registration.travel',
      person: ADA,
      travel: {
        arrives: { raw: 'April 22', day: '2026-04-22', time: undefined },
        leaves: undefined,
        lodging: '-',
      },
    },
    {
      kind: 'registration.change',
      person: BEN,
      change: { name: 'Ben van der Example', organisation: 'Example, Inc (UK)', jobTitle: 'Developer' },
      seen: 99,
    },
    {
      act: {
        kind: 'interest.state',
        about: 'topic:live',
        person: ADA,
        grade: 'must',
        via: 'web',
        note: undefined,
      },
      person: ADA,
    },
    {
      kind: 'action.add',
      id: 'x',
      fields: { session: 'a', about: 'topic:live/1', text: '@Ben: post v2', assignee: BEN, state: 'todo' },
    },
  )
  const table = (name: Parameters<typeof formatHackathonTable>[1]) =>
    parseCsv(formatHackathonTable(travelled, name, OPTIONS))

  test("the host's list of passes, with the days on which people are there", () => {
    expect(table('passes')).toEqual([
      ['First', 'Last', 'Company', 'Title', 'Email', 'Days', 'State'],
      ['Ada', 'Example', '', '', ADA, '2026-04-22', 'confirmed'],
      ['Ben', 'van der Example', 'Example, Inc (UK)', 'Developer', BEN, '2026-04-21;2026-04-22', 'confirmed'],
    ])
  })

  test.each([
    ['Ada Example', 'Ada', 'Example'],
    ['Max EXAMPLE', 'Max', 'EXAMPLE'],
    ['EXAMPLE Max', 'Max', 'EXAMPLE'],
    ['Jacus de Example', 'Jacus', 'de Example'],
    ['Konrad Example Wilk', 'Konrad Example', 'Wilk'],
    ['Plato', '', 'Plato'],
  ])('%s is %s, %s', (name, first, last) => {
    expect(splitName(name)).toEqual({ first, last })
  })

  test('interest as a matrix; badges; the agenda; actions', () => {
    expect(table('interest')).toEqual([
      ['person', 'topic:live'],
      ['Ada Example', 'must'],
      ['Ben "B" Example, Jr', ''],
    ])
    expect(table('badges')[1]).toEqual(['Ada Example', '', ''])
    expect(table('attendees')[1]).toEqual(['Ada Example', '', '', 'April 22', '', '-'])
    expect(table('agenda')[2]).toEqual([
      '2026-04-21',
      '10:00',
      '11:30',
      'Hall',
      'Live patching, or: how?',
      'Ada Example',
      'a',
    ])
    expect(table('actions')[1]?.slice(0, 6)).toEqual([
      'x',
      'a',
      'topic:live/1',
      '@Ben: post v2',
      'Ben "B" Example, Jr',
      'todo',
    ])
  })

  test('what a spreadsheet would run is guarded', () => {
    const text = formatHackathonTable(travelled, 'topics', { ...OPTIONS, forSpreadsheet: true })
    expect(text).toContain("'=cmd()")
    expect(text.startsWith('\ufeffid,')).toBe(true)
    expect(table('topics')[1]?.[10]).toBe('-1\\; +1')
    expect(formatHackathonTable(travelled, 'actions', OPTIONS)).toContain("'@Ben: post v2")
  })
})

describe('paper', () => {
  test('a sheet for each door', () => {
    const [hall = '', nook = ''] = formatDoorSheets(made, OPTIONS).split('\f')
    expect(hall).toBe(`HALL (40 seats)
${'='.repeat(72)}
Example Hackathon 2026

Tuesday, 2026-04-21

10:00-11:30  Live patching, or: how?
             Ada Example
`)
    expect(nook).toContain('Ben "B" Example, Jr')
    expect(formatDoorSheets(hackathon(...EVERYTHING.slice(0, 8)), OPTIONS)).toContain('Nothing is planned')
  })

  test('the agenda for a mail', () => {
    expect(formatTimetable(made, OPTIONS)).toBe(`Example Hackathon 2026
${'='.repeat(72)}
All times are Europe/London.

Tuesday, 2026-04-21

09:00-09:30
  * The plenary

10:00-11:30
  * Live patching, or: how? (Ada Example) - Hall
  * Boot (Ben "B" Example, Jr) - Nook & Cranny

Wednesday, 2026-04-22
`)
  })

  test('cards for what has no place yet; no line is too long, no control character gets through', () => {
    const open = hackathon({
      kind: 'session.add',
      id: 'c',
      fields: { ...SESSION, title: `${'long words '.repeat(20)}\u0007\f`, leaders: [ADA] },
    })
    const cards = formatCards(open, OPTIONS)
    expect(cards).toContain('| Ada Example')
    for (const line of cards.split('\n')) expect(line.length).toBeLessThanOrEqual(72)
    expect(cards).not.toMatch(/[\u0007\f]/)
    expect(formatCards(made, OPTIONS)).toBe('')
  })
})

describe('wikitext', () => {
  const words = fc
    .string({
      unit: fc.constantFrom(
        'a',
        'Bc',
        ' ',
        '|',
        '{{',
        '}}',
        '[[x]]',
        '=',
        "''",
        '*',
        ':',
        '#',
        '<b>',
        '&amp;',
        '<nowiki>',
        '-',
        '•',
        '5',
        'é',
        '\n',
      ),
      maxLength: 14,
    })
    .map((text) => text.replace(/\s+/g, ' ').trim())
  const text = words.filter((one) => /[a-z]/i.test(one) && !/^(?:-|n.?a)$/i.test(one))
  const part = fc.oneof(
    text.map((one) => ({ kind: 'text', text: one }) as const),
    fc.record({ text, depth: fc.nat(2) }).map((one) => ({ kind: 'item', item: 1, ...one }) as const),
  )
  const topic = fc.record({
    title: text,
    difficulty: fc.option(text, { nil: undefined }),
    skills: fc.option(text, { nil: undefined }),
    outcomes: fc.option(text, { nil: undefined }),
    description: fc.array(part, { maxLength: 5 }),
    outreach: fc.constantFrom('yes', 'no', undefined),
  })

  test('what is written is what is read: topics, with everything said below them', () => {
    fc.assert(
      fc.property(fc.array(topic, { maxLength: 3 }), text, (topics, said) => {
        const acts = topics.flatMap((fields, i): Done[] => [
          {
            kind: 'topic.add',
            id: `t${i}`,
            fields: {
              ...TOPIC,
              ...fields,
              contacts: [{ name: 'Ada Example', person: undefined, role: 'Mentor' }],
            },
          },
          {
            kind: 'topic.comment',
            id: `t${i}`,
            comment: { person: ADA, name: 'Ada Example', at: '2026-01-23T14:14:00Z', text: said },
          },
          {
            act: {
              kind: 'interest.state',
              about: `topic:t${i}`,
              person: BEN,
              grade: 'maybe',
              via: 'web',
              note: said,
            },
            at: '2026-02-23T14:14:00Z',
          },
        ])
        const event = hackathon(...acts)
        const page = parseWikitextPage(
          formatWikitext(event, { withTravel: true, nameOf: () => 'Ben Example' }),
        )
        const numbered = event.topics.map(
          ({ title, difficulty, skills, outcomes, description, outreach, contacts }) => {
            return {
              title,
              difficulty,
              skills,
              outcomes,
              outreach,
              contacts,
              description: renumber(description),
            }
          },
        )
        expect(
          page.topics.map(
            ({ fields: { title, difficulty, skills, outcomes, description, outreach, contacts } }) => {
              return { title, difficulty, skills, outcomes, outreach, contacts, description }
            },
          ),
        ).toEqual(numbered)
        expect(page.topics.map((one) => one.comments)).toEqual(
          topics.map(() => [{ name: 'Ada Example', at: '2026-01-23T14:14:00Z', text: said }]),
        )
        expect(page.topics.map((one) => one.votes)).toEqual(
          topics.map(() => [
            { name: 'Ben Example', at: '2026-02-23T14:14:00Z', text: `maybe ${said}`, grade: 'maybe' },
          ]),
        )
      }),
      { numRuns: 150 },
    )
  })

  test('those who come, with or without their travel', () => {
    const travelled = hackathon(
      ...EVERYTHING,
      {
        kind: 'registration.travel',
        person: ADA,
        travel: {
          arrives: { raw: 'April 20', day: '2026-04-20', time: undefined },
          leaves: undefined,
          lodging: 'Guesthouse (57 High Street)',
        },
      },
      { kind: 'registration.change', person: BEN, change: { organisation: 'Example, Ltd (UK)' }, seen: 99 },
    )
    const read = (withTravel: boolean) =>
      parseWikitextPage(formatWikitext(travelled, { ...OPTIONS, withTravel })).attendees
    expect(read(true)).toMatchObject([
      {
        name: 'Ada Example',
        arrives: 'April 20',
        leaves: '-',
        lodging: 'Guesthouse (57 High Street)',
        list: 'confirmed',
      },
      { name: 'Ben Example', organisation: 'Example, Ltd (UK)' },
    ])
    expect(read(false)).toMatchObject([
      { name: 'Ada Example', arrives: undefined },
      { organisation: 'Example, Ltd (UK)' },
    ])
  })

  test('when and where', () => {
    const page = parseWikitextPage(formatWikitext(made, { ...OPTIONS, withTravel: false }))
    expect(page.facts).toMatchObject({ startsOn: '2026-04-21', endsOn: '2026-04-22', venue: 'Example House' })
  })
})

function renumber<T extends { readonly kind: string }>(parts: readonly T[]): readonly T[] {
  let item = 0
  return parts.map((part) => (part.kind === 'item' ? { ...part, item: ++item } : part))
}

test('the little event is the one that is exported', () => {
  expect(CREATE).toMatchObject({ id: 'example-2026', fields: { name: EVENT.name } })
})
