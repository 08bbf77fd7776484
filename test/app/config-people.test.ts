import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/app/config.ts'
import { UserError } from '../../src/core/errors.ts'
import { makeCalendar, PLAIN_CALENDAR } from '../../src/core/metrics/calendar.ts'

const folder = mkdtempSync(join(tmpdir(), 'patchmoot-people-'))

function projectWith(keys: string) {
  const text = `{ "projects": [{ "id": "p", "lists": [{ "address": "a@example.org", "source": "mbox:a" }],
${keys} }] }`
  return parseConfig(text, join(folder, 'patchmoot.json'), {}).projects[0]
}

function failure(keys: string): UserError {
  try {
    projectWith(keys)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('it was read')
}

describe('people', () => {
  test('have addresses in lower case, and companies with days', () => {
    expect(
      projectWith(`"people": [{ "name": "Ada Stone", "addresses": ["Ada@Lumen.example", "ada@quarry.example"],
        "companies": [{ "company": "Quarry Works", "until": "2024-06-30" }, { "company": "Lumen", "from": "2024-07-01" }] }]`)
        ?.people,
    ).toEqual([
      {
        name: 'Ada Stone',
        addresses: ['ada@lumen.example', 'ada@quarry.example'],
        companies: [
          { company: 'Quarry Works', from: undefined, until: '2024-06-30' },
          { company: 'Lumen', from: '2024-07-01', until: undefined },
        ],
      },
    ])
  })

  test('stand in a file of their own, with comments, relative to the configuration', () => {
    writeFileSync(
      join(folder, 'people.json'),
      '// who is who\n[{ "name": "Bo", "addresses": ["BO@example.org"] },]\n',
    )
    expect(projectWith('"people": "people.json"')?.people).toEqual([
      { name: 'Bo', addresses: ['bo@example.org'], companies: [] },
    ])
  })

  test('one address of two people: both lines are named', () => {
    expect(
      failure(`"people": [
{ "name": "Ada", "addresses": ["ada@example.org", "x@example.org"] },
{ "name": "Bo", "addresses": ["bo@example.org"] },
{ "name": "Cy", "addresses": ["X@example.org"] }]`).message,
    ).toBe(
      `${folder}/patchmoot.json:5 gives x@example.org to Cy, and ${folder}/patchmoot.json:3 gives it to Ada`,
    )
  })

  test('one address of two people in the file: its lines are named', () => {
    writeFileSync(
      join(folder, 'twice.json'),
      '[\n{ "name": "Ada", "addresses": ["x@example.org"] },\n{ "name": "Bo", "addresses": ["x@example.org"] }\n]\n',
    )
    expect(failure('"people": "twice.json"').message).toBe(
      `${folder}/twice.json:3 gives x@example.org to Bo, and ${folder}/twice.json:2 gives it to Ada`,
    )
  })

  const companies = (...lines: readonly string[]): string =>
    `"people": [{ "name": "Ada", "addresses": ["ada@example.org"], "companies": [${lines.join(', ')}] }]`

  test.each([
    [
      'two companies on one day',
      companies('{ "company": "A", "until": "2024-06-30" }', '{ "company": "B", "from": "2024-06-30" }'),
      /:2 has Ada in A and in B on the same day/,
    ],
    ['two companies always', companies('{ "company": "A" }', '{ "company": "B" }'), /in A and in B/],
    [
      'an end before the beginning',
      companies('{ "company": "A", "from": "2024-06-30", "until": "2024-01-01" }'),
      /in A from 2024-06-30 until 2024-01-01, which is earlier/,
    ],
    ['no day', companies('{ "company": "A", "from": "June" }'), /people/],
    ['a file that is not there', '"people": "nowhere.json"', /:2 names the people file .*nowhere.json/],
  ])('%s is refused', (_, keys, message) => {
    expect(failure(keys)).toMatchObject({ code: 'config', message: expect.stringMatching(message) })
  })

  test.each([
    ['', /no JSON/],
    ['[{]', /broken.json:1 is no JSON/],
    ['[\n{ "name": "Ada" }]', /broken.json:2 is no entry of a people file/],
  ])('a file with %j is refused, and its line is named', (text, message) => {
    writeFileSync(join(folder, 'broken.json'), text)
    expect(failure('"people": "broken.json"')).toMatchObject({
      code: 'config',
      message: expect.stringMatching(message),
    })
  })
})

describe('the dashboard', () => {
  test('ranks nobody unless it is told to', () => {
    expect(projectWith('"title": "P"')?.rankings).toBe(false)
    expect(projectWith('"dashboard": { "rankings": true }')?.rankings).toBe(true)
  })

  test('knows companies by their domains, in lower case', () => {
    expect(projectWith('"companies": { "Lumen": ["Lumen.example"] }')?.companies).toEqual([
      { name: 'Lumen', domains: ['lumen.example'] },
    ])
  })

  test('has a calendar: its zone and the days on which nobody works', () => {
    const calendar = projectWith(
      '"calendar": { "zone": "Europe/Berlin", "holidays": ["2026-05-01"] }',
    )?.calendar
    const at = (text: string) => Date.parse(text) / 1000
    // Thursday noon to Monday noon in Berlin: half a Thursday and half a Monday, the holiday not counted.
    expect(
      makeCalendar(calendar ?? PLAIN_CALENDAR).businessDays(
        at('2026-04-30T10:00:00Z'),
        at('2026-05-04T10:00:00Z'),
      ),
    ).toBeCloseTo(1, 6)
    expect(failure('"calendar": { "zone": "Europe/Atlantis" }').message).toMatch(/:2/)
    expect(failure('"calendar": { "holidays": ["1 May"] }').message).toMatch(/calendar.holidays/)
  })
})
