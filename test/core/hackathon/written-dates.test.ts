import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseWrittenDate } from '../../../src/core/hackathon/written-date.ts'
import { isBlankValue, parsePresence, presenceIn } from '../../../src/core/hackathon/written-presence.ts'
import { instantAt, isDay, listDays, localTimeOf } from '../../../src/core/zone-time.ts'

describe('dates as people write them', () => {
  test.each([
    ['Feb 26 2016', '2016-02-26'],
    ['April 9 2016', '2016-04-09'],
    ['26th of February, 2016', '2016-02-26'],
    ['9 Sept. 2016', '2016-09-09'],
    ['2016-4-9', '2016-04-09'],
    ['28/01/2019', '2019-01-28'],
    ['01/20/2014', '2014-01-20'],
    ['12/12/2013', '2013-12-12'],
    ['Jan 2 2016, updated', '2016-01-02'],
  ])('%s is %s', (text, day) => {
    expect(parseWrittenDate(text)).toEqual({ raw: text, day, candidates: [] })
  })

  test('12/03/2013 is never guessed: both days are shown, until somebody says which', () => {
    expect(parseWrittenDate('12/03/2013')).toEqual({
      raw: '12/03/2013',
      day: undefined,
      candidates: ['2013-03-12', '2013-12-03'],
    })
    expect(parseWrittenDate('12/03/2013', { order: 'day-first' }).day).toBe('2013-03-12')
    expect(parseWrittenDate('12/03/2013', { order: 'month-first' }).day).toBe('2013-12-03')
  })

  test.each(['', 'soon', 'Feb 30 2016', '31/31/2013', 'April 17', 'Marsh 3 2016', '2016', 'Mayor 7 2016'])(
    '"%s" is no day',
    (text) => {
      expect(parseWrittenDate(text)).toEqual({ raw: text, day: undefined, candidates: [] })
    },
  )

  test('a date without a year takes the one given', () => {
    expect(parseWrittenDate('April 17th', { year: 2016 }).day).toBe('2016-04-17')
  })

  test('what is read is a day, whatever stands there', () => {
    const unit = fc.constantFrom(...'0123456789/-. ', 'Feb', 'th', 'of')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        const { day, candidates } = parseWrittenDate(text, { year: 2016 })
        for (const one of day === undefined ? candidates : [day]) expect(isDay(one)).toBe(true)
      }),
    )
  })
})

describe('arrivals and departures', () => {
  const read = (text: string) => parsePresence(text, '2016-04-18')

  test.each([
    ['April 17', '2016-04-17', undefined],
    ['April 17th', '2016-04-17', undefined],
    ['Apr 19', '2016-04-19', undefined],
    ['April 18th 17:08 at the station ', '2016-04-18', '17:08'],
    ['18 April, 5pm', '2016-04-18', '17:00'],
    ['19th April 9.30 am', '2016-04-19', '09:30'],
    ['Sunday', undefined, undefined],
  ])('%s', (text, day, time) => {
    expect(read(text)).toEqual({ raw: text.trim(), day, time })
  })

  test.each(['-', ' - ', '', 'N/A', 'n/a ', 'TBD', '?', 'unknown'])('"%s" says nothing', (text) => {
    expect(isBlankValue(text)).toBe(true)
    expect(read(text)).toBeUndefined()
  })

  test('home is somewhere', () => {
    expect(isBlankValue('home')).toBe(false)
  })

  test('a date without a year is the one nearest to the event', () => {
    expect(parsePresence('Dec 30', '2026-01-02')?.day).toBe('2025-12-30')
    expect(parsePresence('Jan 3', '2026-12-30')?.day).toBe('2027-01-03')
  })

  const morning = { startsAt: '2016-04-18T09:00:00Z', endsAt: '2016-04-18T10:00:00Z' }
  const evening = { startsAt: '2016-04-18T16:30:00Z', endsAt: '2016-04-18T17:00:00Z' }
  const next = { startsAt: '2016-04-19T08:00:00Z', endsAt: '2016-04-19T09:00:00Z' }
  const travel = (arrives: string, leaves = '') => ({ arrives: read(arrives), leaves: read(leaves) })

  test('who arrives at 17:08 misses the first day, also what runs until 18:00', () => {
    const late = travel('April 18th 17:08 at the station')
    expect([morning, evening, next].map((slot) => presenceIn(slot, late, 'Europe/London'))).toEqual([0, 1, 1])
    expect(
      presenceIn({ startsAt: '2016-04-18T16:00:00Z', endsAt: '2016-04-18T17:00:00Z' }, late, 'Europe/London'),
    ).toBe(0)
  })

  test('a day alone is a whole day; the later hours of a departure are in doubt', () => {
    expect(presenceIn(morning, travel('April 18'), 'Europe/London')).toBe(1)
    const leaver = travel('-', 'Apr 18')
    expect([morning, evening, next].map((slot) => presenceIn(slot, leaver, 'Europe/London'))).toEqual([
      1, 0.5, 0,
    ])
  })

  test('who says nothing is there', () => {
    expect(presenceIn(morning, undefined, 'Europe/London')).toBe(1)
    expect(presenceIn(morning, travel('-', 'n/a'), 'Europe/London')).toBe(1)
  })
})

describe('clocks', () => {
  test('an instant and what the clock of a place shows', () => {
    expect(localTimeOf('2016-04-18T16:08:00Z', 'Europe/London')).toEqual({
      day: '2016-04-18',
      time: '17:08',
      offsetMinutes: 60,
    })
    expect(localTimeOf('2016-04-18T20:00:00Z', 'Asia/Kolkata')).toEqual({
      day: '2016-04-19',
      time: '01:30',
      offsetMinutes: 330,
    })
    expect(localTimeOf('2016-04-18T16:08:00Z', 'Nowhere/Atall').offsetMinutes).toBe(0)
  })

  test('a time that the clock skips, and one that it shows twice', () => {
    expect(instantAt('2016-03-27', '01:30', 'Europe/London')).toBe('2016-03-27T01:30:00Z')
    expect(instantAt('2016-10-30', '01:30', 'Europe/London')).toBe('2016-10-30T00:30:00Z')
  })

  test('any time of the clock comes back', () => {
    const zone = fc.constantFrom(
      'Europe/London',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'UTC',
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60_000_000 }), zone, (minutes, timeZone) => {
        const instant = `${new Date(minutes * 60_000).toISOString().slice(0, 19)}Z`
        const local = localTimeOf(instant, timeZone)
        const back = instantAt(local.day, local.time, timeZone)
        // Of a time that is shown twice, the first is meant.
        expect(localTimeOf(back ?? '', timeZone)).toMatchObject({ day: local.day, time: local.time })
      }),
    )
  })

  test.each([
    ['2016-04-31', '10:00'],
    ['2016-04-30', '24:00'],
    ['x', '10:00'],
  ])('%s %s is no time', (day, time) => {
    expect(instantAt(day, time, 'UTC')).toBeUndefined()
  })

  test('the days of an event', () => {
    expect(listDays('2016-02-28', '2016-03-01')).toEqual(['2016-02-28', '2016-02-29', '2016-03-01'])
    expect(listDays('2016-03-02', '2016-03-01')).toEqual([])
  })
})
