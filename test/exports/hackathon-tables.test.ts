import { describe, expect, test } from 'vitest'
import { parseCsv } from '../../src/exports/csv.ts'
import { formatCards, formatDoorSheets, formatTimetable } from '../../src/exports/door-sheets.ts'
import { formatHackathonTable, splitName } from '../../src/exports/hackathon-tables.ts'
import { hackathon, SESSION, TOPIC } from '../core/hackathon/little-event.ts'

import { ADA, BEN, EVERYTHING, made, OPTIONS } from './little-schedule.ts'

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
