import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ICAL from 'ical.js'
import { beforeEach, describe, expect, test } from 'vitest'
import { parseCsv } from '../../src/exports/csv.ts'
import { SESSION } from '../core/hackathon/little-event.ts'
import { RENDERED, WIKITEXT } from '../core/hackathon/little-pages.ts'
import { temporaryFolder } from '../support/db.ts'
import { type CliRun, cli } from '../support/io.ts'
import { findRealData } from '../support/real-data.ts'

let folder: string

beforeEach(() => {
  folder = temporaryFolder()
  const lists = [{ address: 'devel@lists.example.org', source: 'mbox:mails' }]
  writeFileSync(join(folder, 'patchmoot.json'), JSON.stringify({ projects: [{ id: 'test', lists }] }))
  writeFileSync(join(folder, 'mails'), '')
  writeFileSync(join(folder, 'page.txt'), RENDERED)
})

const run = (...words: readonly string[]): Promise<CliRun> =>
  cli(folder, ['event', ...words, '--now', '2026-03-01T12:00:00Z'])
const out = async (...words: readonly string[]): Promise<string> => {
  const { code, out: text, err } = await run(...words)
  expect([code, err]).toEqual([0, ''])
  return text
}
const act = (kind: string, payload: object): Promise<string> =>
  out('act', 'hackathon-may2026', kind, JSON.stringify(payload))

describe('importing a page', () => {
  test('records what it says, and reports what it does not understand', async () => {
    const text = await out('import', 'page.txt', '--zone', 'Europe/London')
    expect(text).toContain(
      'hackathon-may2026: recorded 1 event, 2 topics, 1 comment, 1 vote, 3 people, 2 travel lines; 0 known already.',
    )
    // Which of the two is meant is for somebody to say.
    expect(text).toContain('"12/03/2026" is 2026-03-12 or 2026-12-03: choose one')
    expect(text).toMatch(/Lines of which nothing was made:\n {2}\d+: 3\. https:\/\/spam\.example\.org/)
    const shown = await out('show', 'Hackathon/May2026')
    expect(shown).toContain('Registration: 1 requested, 2 confirmed; 2 of 43 seats taken')
  })

  test('a second time changes nothing, and a page that grew adds what is new', async () => {
    await out('import', 'page.txt')
    expect(await out('import', 'page.txt')).toContain('recorded nothing; 10 known already.')
    writeFileSync(
      join(folder, 'page.txt'),
      RENDERED.replace('  2. Dan', '  2. Fay Example, Sons\n  3. Dan').replace(
        'Skills Needed: C, and',
        'Skills Needed: D,',
      ),
    )
    const grown = await out('import', 'page.txt')
    expect(grown).toContain('recorded 1 person; 10 known already.')
    expect(grown).toContain('topic live-patching-next-steps, skills: "C, and patience" (page: "D, patience")')
  })

  test('a dry run reports the same and records nothing', async () => {
    expect(await out('import', 'page.txt', '--dry-run')).toContain('would record 1 event, 2 topics')
    expect(await out('list')).toBe('There are no events.\n')
  })

  test('the order of days and months is taken from who knows it', async () => {
    const text = await out('import', 'page.txt', '--dates', 'day-first', '--dry-run')
    expect(text).not.toContain('choose one')
  })

  test('the source of a wiki page is read as such; only organisers import', async () => {
    writeFileSync(join(folder, 'page.wiki'), WIKITEXT)
    const report = JSON.parse(
      await out(
        'import',
        'page.wiki',
        '--id',
        'x',
        '--from',
        '2026-05-18',
        '--until',
        '2026-05-19',
        '--json',
      ),
    )
    expect(report).toMatchObject({ event: 'x', refused: [] })
    expect(report.topics).toBeGreaterThan(0)
    const { code, err } = await run('import', 'page.txt', '--person', 'ed@example.org')
    expect([code, err]).toEqual([1, 'patchmoot: only organisers import an event.\n'])
    expect((await run('import', 'nowhere')).err).toContain('cannot be read')
    expect((await run('import')).err).toContain('which page?')
  })

  test('what is exported as wikitext is known when it is imported again', async () => {
    await out('import', 'page.txt')
    writeFileSync(join(folder, 'page.wiki'), await out('export', 'hackathon-may2026', 'wikitext', '--travel'))
    const report = JSON.parse(await out('import', 'page.wiki', '--id', 'hackathon-may2026', '--json'))
    expect(report).toMatchObject({ recorded: {}, refused: [] })
  })
})

describe('an event on the command line', () => {
  beforeEach(async () => {
    await out('import', 'page.txt', '--zone', 'Europe/London')
    await act('room.add', { id: 'hall', fields: { name: 'Hall', capacity: 20 } })
    for (const [id, startsAt, endsAt] of [
      ['early', '2026-05-18T09:00:00Z', '2026-05-18T10:00:00Z'],
      ['late', '2026-05-19T09:00:00Z', '2026-05-19T10:00:00Z'],
    ])
      await act('slot.add', {
        id,
        fields: { kind: 'session', startsAt, endsAt, locked: false, closedRooms: [] },
      })
    for (const id of ['live', 'boot'])
      await act('session.add', {
        id,
        fields: { ...SESSION, title: `About ${id}`, leaders: id === 'live' ? ['name:ada example'] : [] },
      })
  })

  test('an agenda is made, taken over and published; every export is of it', async () => {
    const made = await out('schedule', 'hackathon-may2026', '--publish', '--note', 'First')
    expect(made).toContain('Published as version 1.')
    expect(made).toContain('2 sessions, 2 people, 2 slots, 1 room; seed 1')
    const calendar = new ICAL.Component(ICAL.parse(await out('export', 'hackathon-may2026', 'ical')))
    // The event itself, and its two sessions.
    expect(calendar.getAllSubcomponents('vevent')).toHaveLength(3)
    const room = await out('export', 'hackathon-may2026', 'ical', '--room', 'hall')
    expect(room).toContain('SUMMARY:About live')
    const one = await out('export', 'hackathon-may2026', 'ical', '--session', 'boot')
    expect(one).not.toContain('About live')
    expect(JSON.parse(await out('export', 'hackathon-may2026', 'schedule.json'))).toHaveProperty('schedule')
    expect(await out('export', 'hackathon-may2026', 'schedule.xml')).toContain('<title>About boot</title>')
    expect(await out('export', 'hackathon-may2026', 'doors')).toContain('About live')
    const passes = parseCsv(await out('export', 'hackathon-may2026', 'passes'))
    expect(passes.map((row) => row.slice(0, 3))).toContainEqual(['Ada', 'Example', 'Example (UK), Ltd'])
    expect((await run('export', 'hackathon-may2026', 'pdf')).err).toContain('There are wikitext, ical')
    expect((await run('export', 'hackathon-may2026', 'ical', '--room', 'cellar')).err).toContain(
      'There are hall.',
    )
  })

  test('an agenda without a solution names the rules in conflict and drops no session', async () => {
    const locked = { hard: true, kind: 'in-slots', slots: ['early'] }
    for (const [n, id] of ['live', 'boot'].entries())
      await act('session.change', { id, change: { wishes: [locked] }, seen: 100 + n })
    const { code, out: text } = await run('schedule', 'hackathon-may2026')
    expect(code).toBe(1)
    expect(text).toContain('Without a place:')
    expect(text).toMatch(/Because:\n(.*\n)*.*"About live" .*2026-05-18 10:00/)
    expect(text).toContain('There are rooms for 1 sessions at 2026-05-18 10:00.')
  })

  test('an act that is refused says why; one that comes second is kept and told', async () => {
    const { code, err } = await run('act', 'hackathon-may2026', 'room.remove', '{"id": "cellar"}')
    expect([code, err]).toEqual([1, 'patchmoot: there is no room cellar. Nothing was recorded.\n'])
    expect((await run('act', 'hackathon-may2026', 'room.remov')).err).toContain('Did you mean "room.remove"?')
    expect((await run('act', 'hackathon-may2026', 'room.remove', '{')).err).toContain('is no JSON')
    const seen = 12
    await act('room.change', { id: 'hall', change: { name: 'Great Hall' }, seen })
    const second = await run(
      'act',
      'hackathon-may2026',
      'room.change',
      JSON.stringify({ id: 'hall', change: { name: 'Small Hall' }, seen }),
    )
    expect(second.code).toBe(1)
    expect(second.out).toMatch(
      /changed nothing: cli:\S+ changed room hall meanwhile \(name\)\. Both are kept\./,
    )
  })
})

const real = findRealData('hackathon-april-2016.txt')

test.skipIf(real === undefined)(
  'the page of April 2016 is imported whole, and its export read back',
  async () => {
    const report = JSON.parse(await out('import', real ?? '', '--zone', 'Europe/London', '--json'))
    expect(report).toMatchObject({
      event: 'hackathon-april2016',
      topics: 8,
      attendees: 42,
      refused: [],
      unparsed: [],
      problems: [],
      recorded: { 'topic.add': 8, 'registration.register': 42 },
    })
    expect(JSON.parse(await out('import', real ?? '', '--json')).recorded).toEqual({})
    const event = JSON.parse(await out('show', 'Hackathon/April2016', '--json'))
    const jackson = event.registrations.find((one: { name: string }) => one.name === 'Ian Jackson')
    expect(jackson.travel.arrives).toMatchObject({ day: '2016-04-18', time: '17:08' })
    expect(event.event).toMatchObject({ capacity: 43, phase: 'archived', host: 'ARM' })
    writeFileSync(join(folder, 'page.wiki'), await out('export', event.event.id, 'wikitext', '--travel'))
    const again = JSON.parse(await out('import', 'page.wiki', '--id', event.event.id, '--json'))
    expect(again).toMatchObject({ topics: 8, attendees: 42, recorded: {}, differences: [], unparsed: [] })
  },
)
