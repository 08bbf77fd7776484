import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { VERBS } from '../../src/cli/commands.ts'
import { progressLine } from '../../src/cli/progress-line.ts'
import { formatTable, plain } from '../../src/cli/table.ts'
import { temporaryFolder } from '../support/db.ts'
import { cli } from '../support/io.ts'

describe('the command line', () => {
  test('says what there is', async () => {
    const { code, out } = await cli('/', ['help'])
    expect(code).toBe(0)
    for (const verb of VERBS) expect(out).toContain(`\n  ${verb.name} `)
  })

  test('options may stand before the verb, whose own are known there too', async () => {
    const before = await cli('/', ['--json', 'sync', '--help'])
    expect([before.code, before.out]).toEqual([0, (await cli('/', ['help', 'sync'])).out])
    expect(before.out).toContain('--now <instant>')
  })

  test.each(VERBS.map((verb) => verb.name))('help %s', async (name) => {
    const { code, out } = await cli('/', ['help', name])
    expect(code).toBe(0)
    expect(out).toMatch(/--config <file>[\s\S]*--project <id>[\s\S]*--json/)
  })

  test.each([
    [[], ''],
    [['inti'], 'Did you mean init'],
    [['init', '--lsit', 'x'], "unknown option '--lsit'"],
    [['export'], 'missing required argument'],
    [['export', 'serieses'], 'there is no export "serieses"'],
    [['serve', '--port', '70000'], '--port 70000 is no port'],
  ])('wrong usage %j is exit code 2', async (words, message) => {
    const folder = temporaryFolder()
    const { code, out, err } = await cli(folder, words)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(message)
  })

  test('what the person can fix is one sentence and exit code 1', async () => {
    const folder = temporaryFolder()
    const { code, err } = await cli(folder, ['status'])
    expect(code).toBe(1)
    expect(err).toBe(
      `patchmoot: there is no ${join(folder, 'patchmoot.json')}. Make one with "patchmoot init", or name another with --config FILE.\n`,
    )
  })

  test('version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect((await cli('/', ['--version'])).out).toBe(`${version}\n`)
    expect((await cli('/', ['version', '--json'])).out).toBe(`{"version":"${version}"}\n`)
  })
})

describe('init', () => {
  test('writes a file that can be checked, with absolute paths', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.mbox'), '')
    const made = await cli(folder, ['init', '--list', 'devel@lists.example.org', '--source', 'mbox:a.mbox'])
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(readFileSync(join(folder, 'patchmoot.json'), 'utf8')).toContain(`"mbox:${join(folder, 'a.mbox')}"`)
    const checked = await cli(folder, ['config', 'check'])
    expect(checked.out).toBe(`devel: 1 list, 0 repositories\n${join(folder, 'patchmoot.json')} is good.\n`)
    expect((await cli(folder, ['init'])).err).toContain('is there already')
    expect((await cli(folder, ['init', '--force'])).code).toBe(0)
  })

  test('every list needs a source', async () => {
    const { code, err } = await cli(temporaryFolder(), ['init', '--list', 'a@example.org'])
    expect([code, err]).toEqual([2, expect.stringContaining('there are 1 --list and 0 --source')])
  })

  test('the configuration can be given before the verb, or by the environment', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.mbox'), '')
    await cli(folder, ['init', '--config', 'x.json', '--list', 'a@example.org', '--source', 'mbox:a.mbox'])
    expect((await cli(folder, ['--config', 'x.json', 'config', 'check'])).code).toBe(0)
    expect((await cli(folder, ['config', 'check'], { env: { PATCHMOOT_CONFIG: 'x.json' } })).code).toBe(0)
  })
})

describe('progress', () => {
  const run = (terminal: boolean): string => {
    let text = ''
    let clock = 0
    const out = {
      write: (piece: string) => {
        text += piece
        return true
      },
      drain: async () => undefined,
      isTerminal: terminal,
      columns: 80,
    }
    const line = progressLine(out, { quiet: false, clockMs: () => clock })
    for (let done = 0; done <= 20; done++) {
      clock += 1000
      line.show({ step: 'reading', unit: 'mails', done: done * 100, total: 2000 })
    }
    line.end()
    return text
  }

  test('redraws one line on a terminal, with rate and time left', () => {
    expect(run(true).split('\n')).toHaveLength(2)
    expect(run(true)).toContain(
      '\r\u001b[K[##########----------] reading: 1,000 of 2,000 mails, 100/s, 10 s left',
    )
  })

  test('is a plain line now and then elsewhere', () => {
    expect(run(false)).toBe(
      'reading: 500 of 2,000 mails, 100/s, 15 s left\nreading: 1,000 of 2,000 mails, 100/s, 10 s left\nreading: 1,500 of 2,000 mails, 100/s, 5 s left\nreading: 2,000 of 2,000 mails, 100/s\n',
    )
  })
})

test('what stands in a mail cannot move the cursor', () => {
  expect(plain('a\u001b[2Jb\nc\u202ed')).toBe('a [2Jb c d')
  expect(plain('x'.repeat(300), 10)).toBe(`${'x'.repeat(9)}…`)
})

test('a table', () => {
  expect(
    formatTable([
      ['a', 'b'],
      ['long', ''],
    ]),
  ).toBe('a     b\nlong\n')
})
