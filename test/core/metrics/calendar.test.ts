import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeCalendar } from '../../../src/core/metrics/calendar.ts'
import {
  labelOfStart,
  listPeriods,
  nameOfStart,
  nextStart,
  parsePeriod,
  STEPS,
  startOf,
  stepFor,
} from '../../../src/core/metrics/period.ts'

const at = (text: string): number => Date.parse(text) / 1000

describe('business days', () => {
  const plain = makeCalendar()
  const days = (from: string, to: string, calendar = plain): number =>
    Math.round(calendar.businessDays(at(from), at(to)) * 1000) / 1000

  test('are Monday to Friday, with fractions', () => {
    // 2026-05-01 was a Friday.
    expect(days('2026-05-01T12:00:00Z', '2026-05-01T18:00:00Z')).toBe(0.25)
    expect(days('2026-05-01T12:00:00Z', '2026-05-04T12:00:00Z')).toBe(1)
    expect(days('2026-05-02T03:00:00Z', '2026-05-03T20:00:00Z')).toBe(0)
    expect(days('2026-05-02T03:00:00Z', '2026-05-05T00:00:00Z')).toBe(1)
    expect(days('2026-04-27T09:00:00Z', '2026-05-04T09:00:00Z')).toBe(5)
    expect(days('2026-05-04T00:00:00Z', '2026-05-01T00:00:00Z')).toBe(0)
  })

  test('leave holidays out, once, and only where they are no weekend', () => {
    const calendar = makeCalendar({ zone: 'UTC', holidays: ['2026-05-01', '2026-05-02', 'nonsense'] })
    expect(days('2026-04-27T00:00:00Z', '2026-05-04T00:00:00Z', calendar)).toBe(4)
  })

  test('begin when the day begins where the project is', () => {
    const tokyo = makeCalendar({ zone: 'Asia/Tokyo', holidays: [] })
    // Friday 15:00 UTC is Saturday there; Sunday 15:00 UTC is Monday.
    expect(days('2026-05-01T15:00:00Z', '2026-05-03T15:00:00Z', tokyo)).toBe(0)
    expect(days('2026-05-03T15:00:00Z', '2026-05-04T15:00:00Z', tokyo)).toBe(1)
  })

  test('of 23 and of 25 hours are days', () => {
    // Clocks in New York go forward on Sunday, 2026-03-08, and a zone whose change falls on a weekday is Cairo's (Friday).
    const cairo = makeCalendar({ zone: 'Africa/Cairo', holidays: [] })
    expect(days('2026-04-23T22:00:00Z', '2026-04-24T21:00:00Z', cairo)).toBe(1)
  })

  test('add up, and never run backwards', () => {
    const instant = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') })
    const calendars = [
      plain,
      makeCalendar({ zone: 'Europe/Berlin', holidays: ['2025-12-25', '2025-12-26', '2026-05-01'] }),
    ]
    fc.assert(
      fc.property(fc.constantFrom(...calendars), instant, instant, instant, (calendar, ...all) => {
        const [a, b, c] = all.sort((x, y) => x - y) as [number, number, number]
        const whole = calendar.businessDays(a, c)
        expect(calendar.businessDays(a, b) + calendar.businessDays(b, c)).toBeCloseTo(whole, 6)
        expect(whole).toBeGreaterThanOrEqual(0)
        expect(whole).toBeLessThanOrEqual((c - a) / 82_800 + 1)
      }),
    )
  })
})

describe('pieces of time', () => {
  test('begin on Mondays, firsts, quarters, years', () => {
    const instant = at('2026-05-17T13:00:00Z')
    expect(STEPS.map((step) => nameOfStart(startOf(instant, step)))).toEqual([
      '2026-05-11',
      '2026-05-01',
      '2026-04-01',
      '2026-01-01',
    ])
    expect(STEPS.map((step) => labelOfStart(nameOfStart(startOf(instant, step)), step))).toEqual([
      '2026-05-11',
      '2026-05',
      '2026 Q2',
      '2026',
    ])
  })

  test('begin where the calendar of the platform has a month, on every day from 1970 to 2175', () => {
    const wrong: string[] = []
    for (let day = 0; day < 75_000; day++) {
      const name = new Date(day * 86_400_000).toISOString()
      if (nameOfStart(startOf(day * 86_400 + 86_399, 'month')) !== `${name.slice(0, 7)}-01`) wrong.push(name)
    }
    expect(wrong).toEqual([])
  })

  test('cover a period without gap or overlap, of any step', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((n) => n * 86_400)
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 3000 }), fc.constantFrom(...STEPS), (from, length, step) => {
        const period = { from, to: from + length * 86_400 }
        const pieces = listPeriods(period, step)
        expect(pieces[0]?.from).toBeLessThanOrEqual(from)
        expect(pieces.at(-1)?.to).toBeGreaterThanOrEqual(period.to)
        for (const [n, piece] of pieces.entries()) {
          expect(startOf(piece.from, step)).toBe(piece.from)
          expect(piece.to).toBe(nextStart(piece.from, step))
          if (n > 0) expect(piece.from).toBe(pieces[n - 1]?.to)
        }
      }),
    )
  })

  test('are so many that they can be read', () => {
    for (const days of [10, 90, 365, 800, 2000, 6000, 20_000]) {
      const period = { from: at('1990-01-01T00:00:00Z'), to: at('1990-01-01T00:00:00Z') + days * 86_400 }
      expect(listPeriods(period, stepFor(period)).length).toBeLessThanOrEqual(60)
    }
  })
})

describe('the period that a text names', () => {
  const read = (text: string): string | undefined => {
    const period = parsePeriod(text)
    return period && `${nameOfStart(period.from)} ${nameOfStart(period.to)}`
  }

  test.each([
    ['2026', '2026-01-01 2027-01-01'],
    ['2026Q3', '2026-07-01 2026-10-01'],
    ['2026-Q4', '2026-10-01 2027-01-01'],
    ['2026-12', '2026-12-01 2027-01-01'],
    ['2024-02-29', '2024-02-29 2024-03-01'],
    ['2026-05-01..2026-05-03', '2026-05-01 2026-05-04'],
  ])('%s', (text, period) => {
    expect(read(text)).toBe(period)
  })

  test.each([
    '',
    '2026-13',
    '2026Q5',
    '2026-02-30',
    '2026-05-03..2026-05-01',
    '1969',
    'last year',
    '2026-05-01..',
  ])('“%s” is none', (text) => {
    expect(read(text)).toBeUndefined()
  })
})
