import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import type { Hackathon } from '../../src/core/hackathon/hackathon.ts'
import { makeCalendar } from '../../src/exports/hackathon-calendar.ts'
import { foldLine, formatICalendar } from '../../src/exports/icalendar.ts'
import { formatScheduleJson } from '../../src/exports/schedule-json.ts'
import { formatScheduleXml } from '../../src/exports/schedule-xml.ts'
import { formatWikitext } from '../../src/exports/wikitext.ts'
import { hackathon } from '../core/hackathon/little-event.ts'

import { ADA, BEN, EVERYTHING, hostile, made, OPTIONS, titled } from './little-schedule.ts'

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
