import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseCsv } from '../../src/exports/csv.ts'
import { EXPORT_NAMES, EXPORT_SHAPES } from '../../src/exports/export.ts'
import { makeRepository, mbox, patchText, type TestMail } from '../support/archive.ts'
import { temporaryFolder } from '../support/db.ts'
import { cli } from '../support/io.ts'

const MAILS: readonly TestMail[] = [
  { id: 'v1@x', subject: '[PATCH] wall: paint', day: 0, text: patchText('a', 'red', 'green') },
  {
    id: 'r1@x',
    from: 'Bo',
    subject: 'Re: [PATCH] wall: paint',
    day: 1,
    answers: 'v1@x',
    text: 'Why green? Please make it blue.',
  },
  { id: 'v2@x', subject: '[PATCH v2] wall: paint', day: 2, text: patchText('a', 'red', 'blue') },
  {
    id: 'r2@x',
    from: 'Bo',
    subject: 'Re: [PATCH v2] wall: paint',
    day: 3,
    answers: 'v2@x',
    text: 'Reviewed-by: Bo Example <bo@example.org>',
  },
  { id: 'lone@x', from: 'Cy', subject: '[PATCH] floor: polish', day: 4, text: patchText('b', '1', '2') },
  { id: 'half@x', from: 'Di', subject: '[PATCH 1/2] roof: a', day: 5, text: patchText('c', '1', '2') },
]

let folder = ''

beforeAll(async () => {
  folder = temporaryFolder()
  writeFileSync(join(folder, 'list.mbox'), mbox(MAILS))
  const repository = makeRepository(join(folder, 'repo'), [
    { message: 'start', files: { a: 'red\n', b: '1\n' } },
    { message: 'wall: paint\n\nBecause.', files: { a: 'blue\n' } },
  ])
  const made = await cli(folder, [
    'init',
    '--list',
    'devel@lists.example.org',
    '--source',
    'mbox:list.mbox',
    '--repository',
    repository,
  ])
  expect(made).toMatchObject({ code: 0, err: '' })
  const synced = await cli(folder, ['sync'])
  expect(synced.code, synced.err).toBe(0)
  expect(synced.out).toMatch(
    /read +6 mails\n.*new +6\n.*duplicate +0\n.*with problems +0\n.*commits +2\n.*series +4\n.*matched +2 patches\n.*lost +2\n/,
  )
})

describe('sync', () => {
  test('a repository that cannot be read: what went well is printed, what did not is told, exit code 1', async () => {
    const other = temporaryFolder()
    writeFileSync(join(other, 'list.mbox'), mbox(MAILS))
    makeRepository(join(other, 'repo'), [{ message: 'start', files: { a: 'red\n' } }])
    const config = {
      projects: [
        {
          id: 'p',
          lists: [{ address: 'devel@lists.example.org', source: 'mbox:list.mbox' }],
          repositories: [{ name: 'repo', url: 'repo', branches: ['mian'] }],
        },
      ],
    }
    writeFileSync(join(other, 'patchmoot.json'), JSON.stringify(config))
    const { code, out, err } = await cli(other, ['sync'])
    expect([code, out]).toEqual([1, expect.stringMatching(/new +6\n(?:.*\n)*.*series +4\n/)])
    expect(err).toMatch(
      /^patchmoot: p: .*has no branch "mian"\. It has main\. What was known of repo stays\.$/m,
    )
    const { failures } = JSON.parse((await cli(other, ['sync', '--json'])).out).p
    expect(failures).toEqual([{ what: 'repo', error: expect.stringContaining('mian') }])
  })
})

describe('status', () => {
  test('counts', async () => {
    const { out, code } = await cli(folder, ['status'])
    expect(code).toBe(0)
    expect(out).toMatch(/As of 2026-06-01T12:00:00Z\nopen +2\n.*waiting for review +1\n/)
    expect(out).toMatch(/By status\n(?: .*\n)*? *merged +1\n/)
  })

  test.each([
    'v1@x',
    '<v2@x>',
    'r2@x',
    'https://lore.example.org/devel/v1%40x/',
    'https://lore.example.org/devel/v1@x/T/#u',
  ])('of %s', async (name) => {
    const { out, code } = await cli(folder, ['status', name])
    expect(code).toBe(0)
    expect(out).toMatch(/^wall: paint\n +status +merged\n/)
    expect(out).toContain('Reviewed-by: Bo Example <bo@example.org> (r2@x)')
    expect(out).toMatch(/= [0-9a-f]{12} on main of repo/)
  })

  test('of nothing', async () => {
    const { out, err, code } = await cli(folder, ['status', 'nobody@x'])
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('no series has a mail "nobody@x"')
  })

  test('as JSON', async () => {
    const all = JSON.parse((await cli(folder, ['status', '--json'])).out)
    expect(all).toMatchObject({ asOf: '2026-06-01T12:00:00Z', counts: { lost: 2 } })
    const one = JSON.parse((await cli(folder, ['status', '--json', 'v1@x'])).out)
    expect(one).toMatchObject({ status: 'merged', versions: [{ version: 1 }, { version: 2 }] })
  })
})

describe('lost', () => {
  test('what nobody answered, and what never arrived whole', async () => {
    const { out } = await cli(folder, ['lost'])
    expect(out).toMatch(/L1 +Cy Example +floor: polish +lone@x\n/)
    expect(out).toMatch(/L8 +Di Example +.*half@x\n/)
    expect(out).toContain('L1: nobody but its author ever answered\n')
    const records = JSON.parse((await cli(folder, ['lost', '--json'])).out)
    expect(records.map((one: { series: string }) => one.series).sort()).toEqual(['half@x', 'lone@x'])
    expect(JSON.parse((await cli(folder, ['lost', '--json', '--limit', '1'])).out)).toHaveLength(1)
  })
})

describe('export', () => {
  test.each(EXPORT_NAMES)('%s: three formats say the same', async (name) => {
    const json = JSON.parse((await cli(folder, ['export', name])).out)
    expect(json.length).toBeGreaterThan(0)
    const lines = (await cli(folder, ['export', name, '--format', 'ndjson'])).out.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual(json)
    const [header, ...rows] = parseCsv((await cli(folder, ['export', name, '--format', 'csv'])).out)
    expect(header).toEqual(EXPORT_SHAPES[name].columns)
    expect(rows.length).toBeGreaterThanOrEqual(json.length)
  })

  test('a series', async () => {
    const series = JSON.parse((await cli(folder, ['export', 'series'])).out)
    expect(series).toMatchObject([
      { id: 'v1@x', lineage: 'v1@x', version: 1, status: 'superseded', revision: null, cover: null },
      {
        id: 'v2@x',
        lineage: 'v1@x',
        version: 2,
        status: 'merged',
        sender: { name: 'Ada Example', address: 'ada@example.org' },
        patches: [{ index: 1, messageId: 'v2@x', title: 'wall: paint' }],
        total: 1,
        complete: true,
        lost: [],
      },
      { id: 'lone@x', status: 'new', lost: ['L1'] },
      { id: 'half@x', status: 'incomplete', lost: ['L8'], total: 2, complete: false },
    ])
  })
})

describe('what people do', () => {
  test('a state set by hand is shown beside the derived one, and the log is whole', async () => {
    const done = await cli(folder, ['decide', 'state', 'lone@x', 'deferred', '--reason', 'after the freeze'])
    expect(done).toMatchObject({ code: 0, out: 'Recorded as decision 1.\n' })
    expect((await cli(folder, ['status', 'lone@x'])).out).toContain('deferred (set by hand; derived: new)')
    expect((await cli(folder, ['decide', 'log'])).out).toMatch(/^1 .*state +lone@x +status=deferred/)
    expect((await cli(folder, ['decide', 'verify'])).code).toBe(0)
    expect((await cli(folder, ['decide', 'state', 'lone@x'])).code).toBe(2)
    expect((await cli(folder, ['decide', 'state', 'lone@x', 'fine'])).code).not.toBe(0)
  })

  test('rebuild gives the same', async () => {
    const before = (await cli(folder, ['export', 'series'])).out
    expect((await cli(folder, ['rebuild'])).out).toMatch(/6 mails, 4 series, derived anew/)
    expect((await cli(folder, ['export', 'series'])).out).toBe(before)
  })

  test('a removal needs a reason, and leaves nothing of the mail', async () => {
    expect((await cli(folder, ['message', 'remove', 'half@x'])).code).toBe(2)
    expect((await cli(folder, ['message', 'remove', 'half@x', '--reason', 'personal data'])).out).toBe(
      'Removed half@x.\n',
    )
    expect((await cli(folder, ['export', 'patches'])).out).not.toContain('half@x')
  })
})

describe('what is wrong with a configuration is one sentence', () => {
  const wrong = (text: string) => {
    const place = temporaryFolder()
    writeFileSync(join(place, 'patchmoot.json'), text)
    return cli(place, ['sync'])
  }
  const project = (more: string): string =>
    `{ "projects": [{ "id": "a", "lists": [{ "address": "a@example.org", "source": "mbox:gone.mbox" }]${more} }] }`

  test.each([
    [project(''), 'gone.mbox'],
    [project(', "lsits": []'), '"lsits"'],
    ['{ "projects": [', 'patchmoot.json'],
    ['{ "projects": [] }', 'at least one'],
  ])('%s', async (text, named) => {
    const { code, err } = await wrong(text)
    expect(code).toBe(1)
    expect(err).toContain(named)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })
})
