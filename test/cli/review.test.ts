import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeRepository, mbox, patchText, type TestMail } from '../support/archive.ts'
import { temporaryFolder } from '../support/db.ts'
import { cli } from '../support/io.ts'

const MAILS: readonly TestMail[] = [
  { id: 'walls@x', subject: '[PATCH] wall: paint', day: 0, text: patchText('a', 'red', 'green') },
  {
    id: 'ask@x',
    from: 'Bo',
    subject: 'Re: [PATCH] wall: paint',
    day: 1,
    answers: 'walls@x',
    text: 'Why green?',
  },
  {
    id: 'told@x',
    subject: 'Re: [PATCH] wall: paint',
    day: 2,
    answers: 'ask@x',
    text: 'Because the neighbours like it.',
  },
  {
    id: 'floor@x',
    from: 'Cy',
    subject: '[PATCH] floor: fix the polish of all of the very long floors of the house, and of the cellar',
    day: 10,
    text: patchText('deep/er/b', 'dull', 'shiny'),
  },
  { id: 'roof@x', from: 'Di', subject: '[PATCH] roof: tiles', day: 85, text: patchText('c', 'old', 'new') },
  {
    id: 'roof2@x',
    from: 'Di',
    subject: '[PATCH v2] roof: tiles',
    day: 86,
    text: patchText('c', 'old', 'newer'),
  },
  { id: 'done@x', from: 'Ed', subject: '[PATCH] door: hinge', day: 3, text: patchText('d', 'iron', 'brass') },
]

let folder = ''
const run = (...words: string[]) => cli(folder, words)
const json = async (...words: string[]) => {
  const { code, out, err } = await cli(folder, [...words, '--json'])
  expect(code, err).toBe(0)
  return JSON.parse(out)
}

beforeAll(async () => {
  folder = temporaryFolder()
  writeFileSync(join(folder, 'list.mbox'), mbox(MAILS))
  const repository = makeRepository(join(folder, 'repo'), [
    { message: 'start', files: { a: 'red\n', c: 'old\n', d: 'iron\n', 'deep/er/keep': 'kept\n' } },
    { message: 'door: hinge\n\nBecause.', files: { d: 'brass\n' } },
    { message: 'a is blue', files: { a: 'blue\n' } },
  ])
  await run(
    'init',
    '--list',
    'devel@lists.example.org',
    '--source',
    'mbox:list.mbox',
    '--repository',
    repository,
  )
  const synced = await run('sync')
  expect(synced.code, synced.err).toBe(0)
})

describe('todo', () => {
  test('of somebody by any spelling of their address', async () => {
    const bo = await json('todo', '--me', '<BO@example.org>')
    expect(bo).toMatchObject([{ section: 'A', series: 'walls@x', evidence: 'ask@x' }])
    const { out } = await run('todo', '--me', 'ada@example.org')
    expect(out).toMatch(/^F {2}.*\n.*Ada Example +wall: paint +.*Bo Example/)
  })

  test('of nobody', async () => {
    expect((await run('todo', '--me', 'nobody@example.org')).out).toBe(
      'Nothing waits for nobody@example.org.\n',
    )
    expect(await run('todo')).toMatchObject({ code: 2, err: expect.stringContaining('--me ADDRESS') })
  })
})

describe('as of a past day', () => {
  test('inbox and lost queue are what they were then', async () => {
    const now = await json('lost')
    const last = now[0].lostAt.slice(0, 10)
    const day = new Date(Date.parse(last) - 86_400_000).toISOString().slice(0, 10)
    const before = await json('lost', '--as-of', day)
    expect(before.length).toBeLessThan(now.length + 1)
    for (const one of before) expect(one.lostAt <= `${day}T23:59:59Z`, one.series).toBe(true)
    const bo = await json('todo', '--me', 'bo@example.org', '--as-of', day)
    for (const one of bo) expect(one.since <= `${day}T23:59:59Z`, one.series).toBe(true)
  })

  test('refuses what is no day, what is still to come, and what is not known of it', async () => {
    for (const words of [
      ['--as-of', 'May'],
      ['--as-of', '2999-01-01'],
      ['--as-of', '2020-01-01', '--offered'],
    ])
      expect(await run('lost', ...words), words.join(' ')).toMatchObject({ code: 2 })
    expect(await run('todo', '--me', 'bo@example.org', '--as-of', '2026-02-31')).toMatchObject({ code: 2 })
  })
})

describe('lost', () => {
  test('by reason, size, age, area, and how it applies', async () => {
    const names = async (...words: string[]): Promise<string[]> =>
      (await json('lost', ...words)).map((one: { series: string }) => one.series).sort()
    expect(await names()).toEqual(['floor@x', 'walls@x'])
    expect(await names('--reason', 'l1')).toEqual(['floor@x'])
    expect(await names('--area', 'deep/')).toEqual(['floor@x'])
    expect(await names('--active', '85')).toEqual(['floor@x'])
    expect(await names('--lines', '1')).toEqual([])
    expect(await names('--newcomer')).toEqual(['floor@x', 'walls@x'])
    expect(await names('--applies', 'conflicts')).toEqual(['walls@x'])
    expect(await names('--applies', 'gone')).toEqual(['floor@x'])
    expect(await names('--limit', '1')).toHaveLength(1)
    expect(await run('lost', '--reason', 'L9')).toMatchObject({ code: 2 })
    expect(await run('lost', '--lines', 'few')).toMatchObject({ code: 2 })
  })

  test('as a digest in lines of 72 columns', async () => {
    const { out } = await run('lost', '--digest')
    expect(out).toContain('* wall: paint (v1, 1 patch')
    // Nobody can take up what is about files that are not there.
    expect(out).not.toContain('floor: fix')
    expect(out.replace(/\s+/g, ' ')).toContain('1 of them, whose files are gone, are left out.')
    expect(out.split('\n').filter((line) => line.length > 72)).toEqual([])
  })

  test('escalated after five business days; judged only with a past', async () => {
    const waiting = await json('lost', '--escalate')
    expect(waiting.map((one: { series: string }) => one.series)).not.toContain('roof2@x')
    const later = await cli(folder, ['sync', '--now', '2026-06-05T12:00:00Z'])
    expect(later.code, later.err).toBe(0)
    const found = await json('lost', '--escalate')
    expect(found.find((one: { series: string }) => one.series === 'roof2@x')).toMatchObject({ waited: 7 })
    expect((await run('lost', '--replay')).out).toContain('There is no past to judge yet')
  })
})

describe('what people decide', () => {
  const find = async (series: string) =>
    (await json('lost')).find((one: { series: string }) => one.series === series)

  test('an offer stands in the queue until somebody adopts it', async () => {
    expect(await run('decide', 'offer', 'floor@x', 'impossible')).toMatchObject({ code: 2 })
    await run('decide', 'offer', 'floor@x', 'easy', '--skills', 'C', '--mentor', 'Bo Example')
    expect((await find('floor@x')).offer).toMatchObject({
      difficulty: 'easy',
      skills: 'C',
      mentor: 'Bo Example',
    })
    expect((await json('lost', '--offered')).map((one: { series: string }) => one.series)).toEqual([
      'floor@x',
    ])
    await run('decide', 'adopt', 'floor@x', '--person', 'flo@example.org')
    expect(await json('lost', '--offered')).toEqual([])
  })

  test('"not lost" and a snooze take it off, with the derived status beside', async () => {
    expect(await run('decide', 'snooze', 'walls@x', '2026-13-01')).toMatchObject({ code: 2 })
    await run('decide', 'snooze', 'walls@x', '2026-07-01', '--reason', 'after the holidays')
    expect(await find('walls@x')).toBeUndefined()
    const { out } = await run('status', 'walls@x')
    expect(out).toMatch(/status +deferred/)
    expect(out).toContain('discussion')
    await run('decide', 'not-lost', 'floor@x', 'it is under work', '--person', 'flo@example.org')
    expect(await find('floor@x')).toBeUndefined()
  })
})

describe('applies', () => {
  test('says how each applies, and how fast it was', async () => {
    const { out, err } = await run('applies', '--all')
    expect(out).toMatch(/^gone +deep\/er\/b +floor: /m)
    expect(err).toMatch(/patches of \d+ series tried: .*patches\/s/)
    const { entries } = await json('applies', '--state', 'applies')
    expect(entries.map((one: { series: string }) => one.series)).toEqual(['roof2@x'])
  })
})

describe('carried', () => {
  const patchOf = (path: string, before: string, after: string): string =>
    patchText(path, before, after).replace(/^[\s\S]*?(?=diff --git)/, '')

  test('a quilt folder, with what became of each patch, written back as DEP-3', async () => {
    const patches = join(folder, 'package', 'debian', 'patches')
    mkdirSync(patches, { recursive: true })
    const put = (name: string, header: string, diff: string): void =>
      writeFileSync(join(patches, name), `${header}\n${diff}`)
    put('hinge.patch', 'Description: door: hinge\nForwarded: no\n', patchOf('d', 'iron', 'brass'))
    put('paint.patch', 'Description: wall: paint\n', patchOf('a', 'red', 'green'))
    put('tiles-1.patch', 'Description: roof: tiles\n', patchOf('c', 'old', 'new'))
    put('tiles-2.patch', 'Description: roof: tiles\n', patchOf('c', 'old', 'newer'))
    put('own.patch', 'Description: of our own\n', patchOf('own', '1', '2'))
    writeFileSync(
      join(patches, 'series'),
      '# ours\nhinge.patch\npaint.patch\ntiles-1.patch\ntiles-2.patch -p1\nown.patch\n',
    )
    const found = await json('carried', 'import', 'package', '--as', 'distribution', '--write')
    expect(found.map((one: { name: string; state: string }) => [one.name, one.state])).toEqual([
      ['hinge.patch', 'merged'],
      ['paint.patch', 'posted'],
      ['tiles-1.patch', 'superseded'],
      ['tiles-2.patch', 'posted'],
      ['own.patch', 'never'],
    ])
    const commit = execFileSync('git', ['-C', join(folder, 'repo'), 'rev-parse', 'HEAD~1'])
      .toString()
      .trim()
    const hinge = readFileSync(join(patches, 'hinge.patch'), 'utf8')
    expect(hinge).toBe(
      `Description: door: hinge\nForwarded: <done@x>\nApplied-Upstream: commit:${commit}\n\n${patchOf('d', 'iron', 'brass')}`,
    )
    expect(readFileSync(join(patches, 'own.patch'), 'utf8')).toBe(
      `Description: of our own\n\n${patchOf('own', '1', '2')}`,
    )
    // Written once is written.
    const again = await run('carried', 'import', 'package', '--as', 'distribution', '--write')
    expect(again.err).toContain('0 of 5 headers written')
    expect((await run('carried')).out).toMatch(/distribution +own\.patch +never/)
  })

  test('commits of a clone', async () => {
    const found = await json('carried', 'import', 'repo', 'HEAD~2..HEAD', '--as', 'branch')
    expect(
      found.map((one: { state: string; header: { title: string } }) => [one.header.title, one.state]),
    ).toEqual([
      ['door: hinge', 'merged'],
      ['a is blue', 'merged'],
    ])
  })

  test.each([
    [['nowhere'], 'is not there'],
    [['repo', '--output=x'], 'range'],
    [['repo', 'no-such..range'], 'no-such'],
    [['package/debian', 'HEAD~1..HEAD'], 'no git repository'],
  ])('%j is refused', async (words, why) => {
    const { code, err } = await run('carried', 'import', '--as', 'bad', '--', ...words)
    expect(code).not.toBe(0)
    expect(err).toContain(why)
  })

  test('a series file that leads out of its folder, or names what is not there', async () => {
    const patches = join(folder, 'hostile')
    mkdirSync(patches, { recursive: true })
    writeFileSync(join(patches, 'series'), '../list.mbox\n')
    expect((await run('carried', 'import', 'hostile')).err).toContain('outside of it')
    writeFileSync(join(patches, 'series'), 'absent.patch\n')
    expect((await run('carried', 'import', 'hostile')).err).toContain('not there')
  })
})
