import { describe, expect, test } from 'vitest'
import { progressWords } from '../../src/web/banners.ts'
import { showInvisible } from '../../src/web/html.ts'
import { expandStatuses, filterOf, readListQuery, titleWords } from '../../src/web/list-query.ts'
import { readPastDay } from '../../src/web/request.ts'
import { formatAge, formatInstant, knownZone } from '../../src/web/view.ts'

describe('times', () => {
  test('are in UTC, or in the zone asked for with its offset', () => {
    expect(formatInstant('2026-05-01T12:00:00Z', 'UTC')).toBe('2026-05-01 12:00 UTC')
    expect(formatInstant('2026-05-01T23:30:00Z', 'Europe/Berlin')).toBe('2026-05-02 01:30 +02:00')
    expect(formatInstant('2026-01-01T00:00:00Z', 'America/New_York')).toBe('2025-12-31 19:00 -05:00')
  })

  test('have an age that can be read at a glance', () => {
    const now = '2026-05-01T12:00:00Z'
    expect(formatAge('2026-05-01T11:30:00Z', now)).toBe('30 min')
    expect(formatAge('2026-05-01T09:00:00Z', now)).toBe('3 h')
    expect(formatAge('2026-04-19T11:00:00Z', now)).toBe('12 d')
    expect(formatAge('2023-10-30T12:00:00Z', now)).toBe('2.5 y')
    expect(formatAge('2026-05-03T12:00:00Z', now)).toBe('in 2 d')
  })

  test('know no zone that is none', () => {
    expect(knownZone('Europe/Berlin')).toBe('Europe/Berlin')
    for (const zone of ['', 'Nowhere/Land', '<script>', 'x'.repeat(1000)])
      expect(knownZone(zone)).toBeUndefined()
  })
})

describe('a past day', () => {
  test('is a day before the present', () => {
    const now = '2026-05-01T12:00:00Z'
    expect(readPastDay('2026-04-30', now)).toBe('2026-04-30')
    for (const text of ['2026-05-01', '2027-01-01', '2026-02-31', 'yesterday', '2026-4-3', ''])
      expect(readPastDay(text, now)).toBeUndefined()
  })
})

describe('what cannot be seen', () => {
  test('is named', () => {
    expect(showInvisible('a\u202eb\u0000c\u{e0041}d')).toBe('a⟨U+202E⟩b⟨U+0000⟩c⟨U+E0041⟩d')
    expect(showInvisible('ä 😀 \t\n é 👩‍👩‍👧')).toBe('ä 😀 \t\n é 👩‍👩‍👧')
  })
})

describe('the query of the list', () => {
  test('is read as far as it can be', () => {
    const query = readListQuery(
      new URLSearchParams(
        'status=open&status=merged&status=nonsense&turn=author&version=3%2B&waiting=x&active=30&sort=waiting&after=2026-01-01T00:00:00Z~7&q=%20ring%20',
      ),
      undefined,
    )
    expect(query).toMatchObject({
      statuses: ['open', 'merged'],
      turn: 'author',
      version: '3+',
      waiting: undefined,
      active: 30,
      words: 'ring',
      sort: 'waiting',
      after: { value: '2026-01-01T00:00:00Z', id: 7 },
    })
    expect(query.raw).toMatchObject({ status: ['open', 'merged'], active: '30', q: 'ring' })
    expect(query.raw['after']).toBeUndefined()
  })

  test('survives anything', () => {
    for (const text of [
      'turn=%00',
      'person=-1',
      'person=1e99',
      'after=~',
      'list=',
      'lost=__proto__',
      'sort=constructor',
    ])
      expect(() => readListQuery(new URLSearchParams(text), undefined)).not.toThrow()
    expect(readListQuery(new URLSearchParams('lost=__proto__'), undefined).lost).toBeUndefined()
  })

  test('becomes a filter with days counted back from the instant shown', () => {
    const query = readListQuery(new URLSearchParams('status=open&waiting=30&version=2'), undefined)
    const filter = filterOf(query, '2026-05-01T00:00:00Z', {})
    expect(filter.waitingSince).toBe('2026-04-01T00:00:00Z')
    expect(filter.version).toEqual({ least: 2, most: 2 })
    expect(filter.statuses).toContain('needs-approval')
    expect(filter.statuses).not.toContain('merged')
    expect('turn' in filter).toBe(false)
    expect(expandStatuses(['open', 'new'])).toHaveLength(new Set(expandStatuses(['open'])).size)
  })

  test('takes words for titles, not the signs of the search language', () => {
    expect(titleWords('"core ring" -old from:ada slots')).toEqual(['core', 'ring', 'slots'])
  })
})

describe('the progress of a sync', () => {
  test('is said as far as it is known', () => {
    expect(progressWords({ step: 'reading devel', unit: 'mails', done: 1200, total: 5588 })).toBe(
      ': reading devel, 1,200 of 5,588 mails',
    )
    expect(progressWords({ step: 'reading', unit: 'mails', done: 12 })).toBe(': reading, 12 mails')
    expect(progressWords({})).toBe('')
  })
})
