import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Io, Output } from '../../src/cli/command.ts'
import { runCli } from '../../src/cli/main.ts'
import { cli } from '../support/io.ts'

const folder = (): string => mkdtempSync(join(tmpdir(), 'patchmoot-demo-'))
const SMALL = ['--mails', '1', '--seed', 'small', '--until', '2026-03-01']

/** Runs the demo, asks what `visit` asks of it, and ends it as Ctrl-C does. */
async function visitDemo(
  cwd: string,
  words: readonly string[],
  visit: (url: string) => Promise<void>,
): Promise<{ code: number; out: string; err: string }> {
  const abort = new AbortController()
  const texts = { out: '', err: '' }
  let started: (url: string) => void = () => undefined
  const url = new Promise<string>((resolve) => {
    started = resolve
  })
  const output = (name: 'out' | 'err'): Output => ({
    write(text) {
      texts[name] += text
      const found = /http:\/\/\S+/.exec(texts.out)?.[0]
      if (found !== undefined) started(found)
      return true
    },
    drain: async () => undefined,
    isTerminal: false,
    columns: 80,
  })
  const io: Io = {
    stdout: output('out'),
    stderr: output('err'),
    // Where real projects are: the demo must not touch it.
    env: { DATABASE_URL: 'postgres://nowhere.example.org/none', XDG_CACHE_HOME: join(cwd, 'cache') },
    cwd,
    now: () => '2026-06-01T12:00:00Z',
    signal: abort.signal,
  }
  const ended = runCli(['demo', '--port', '0', ...words], io)
  const first = await Promise.race([url, ended])
  if (typeof first === 'string') await visit(first)
  abort.abort()
  return { code: await ended, ...texts }
}

describe('patchmoot demo', () => {
  test('serves a community that says what it is, and is kept for the next time', async () => {
    const cwd = folder()
    const run = await visitDemo(cwd, SMALL, async (url) => {
      const html = await (await fetch(`${url}/`)).text()
      for (const part of ['A demo.', 'help#attach', 'As of', '2026-03-01 18:00 UTC'])
        expect(html.includes(part), part).toBe(true)
    })
    expect(run).toMatchObject({ code: 0, err: '' })
    expect(run.out).toMatch(
      /^Patchmoot runs on http:\/\/localhost:\d+ with a made-up community of \d+ mails, as of 2026-03-01\. Ctrl-C ends it\.\n$/,
    )
    const [kept, ...others] = readdirSync(join(cwd, 'cache/patchmoot'))
    expect(others).toEqual([])
    const mbox = join(cwd, 'cache/patchmoot', kept ?? '', 'quarry-devel.mbox')
    const before = statSync(mbox).mtimeMs
    const again = await visitDemo(cwd, SMALL, async (url) => {
      expect((await fetch(`${url}/p/quarry/lost`)).status).toBe(200)
    })
    expect(again.code).toBe(0)
    expect(readdirSync(join(cwd, 'cache/patchmoot'))).toEqual([kept])
    expect(statSync(mbox).mtimeMs).toBe(before)
  })

  test('a port that is taken is one sentence that names --port', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = String(typeof address === 'object' ? address?.port : '')
    const cwd = folder()
    const run = await cli(cwd, ['demo', '--port', port, '--folder', 'kept', ...SMALL])
    taken.close()
    expect(run).toEqual({
      code: 1,
      out: '',
      err: `patchmoot: port ${port} is taken. Choose another one with --port.\n`,
    })
  })

  test('--write only writes: lists, repository, and a configuration with which the other commands work', async () => {
    const cwd = folder()
    const run = await cli(cwd, ['demo', '--write', 'there', '--json', ...SMALL])
    expect(run).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(run.out)).toMatchObject({
      folder: join(cwd, 'there'),
      config: join(cwd, 'there/patchmoot.json'),
      until: '2026-03-01T18:00:00Z',
    })
    expect(readdirSync(join(cwd, 'there')).sort()).toEqual([
      'events.mbox',
      'patchmoot.json',
      'quarry-devel.mbox',
      'quarry-users.mbox',
      'quarry.git',
    ])
    const check = await cli(cwd, ['config', 'check', '--config', 'there/patchmoot.json'])
    expect(check).toMatchObject({ code: 0, err: '' })
    const first = readFileSync(join(cwd, 'there/quarry-devel.mbox'))
    await cli(cwd, ['demo', '--write', 'again', ...SMALL])
    expect(readFileSync(join(cwd, 'again/quarry-devel.mbox')).equals(first)).toBe(true)
    // Somebody's own configuration may be there.
    expect(await cli(cwd, ['demo', '--write', 'again', ...SMALL])).toEqual({
      code: 1,
      out: '',
      err: `patchmoot: ${join(cwd, 'again')} is not empty. Name a folder that is new.\n`,
    })
  })

  test.each([
    ['--mails', 'many', 'patchmoot: --mails many is no number of mails. Give a number from 1 to 999999.\n'],
    [
      '--until',
      'tomorrow',
      'patchmoot: --until tomorrow is no day that a demo can end on. Write it as 2026-05-01, between 1975 and 2098.\n',
    ],
    ['--until', '2026-02-31T00:00:00Z', 'no day that a demo can end on'],
    ['--port', '99999', 'patchmoot: --port 99999 is no port. Give a number from 1 to 65535.\n'],
  ])('%s %s is refused in one sentence', async (option, value, text) => {
    const run = await cli(folder(), ['demo', '--folder', 'kept', option, value])
    expect(run).toMatchObject({ code: 2, out: '' })
    expect(run.err).toContain(text)
  })

  test('a folder that cannot be written to is one sentence that names --folder', async () => {
    const run = await cli(folder(), ['demo', '--port', '0', '--folder', '/dev/null/no', ...SMALL])
    expect(run.code).toBe(1)
    expect(run.err).toBe(
      'patchmoot: the demo cannot be written to /dev/null/no. Name a folder that you may write to with --folder.\n',
    )
  })
})
