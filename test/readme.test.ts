import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeRepository, mbox, patchText } from './support/archive.ts'
import { temporaryFolder } from './support/db.ts'

const root = new URL('..', import.meta.url).pathname
const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** The commands of a section, one to a line, continued lines joined. */
function commandsOf(section: string): readonly string[] {
  const from = readme.indexOf(`## ${section}\n`)
  const block = /```sh\n([\s\S]*?)```/.exec(readme.slice(from))?.[1] ?? ''
  return block
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '')
}

/** A clean clone of what is committed here, with the packages that are installed here. */
function cleanClone(): string {
  const folder = join(temporaryFolder(), 'clone')
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, folder])
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

test('the lines under "Attach your list" work in a clean clone, as they stand', async () => {
  const folder = cleanClone()
  const list = join(folder, 'list.mbox')
  writeFileSync(
    list,
    mbox([{ id: 'a@x', subject: '[PATCH] wall: paint', text: patchText('a', 'red', 'blue') }]),
  )
  const repository = makeRepository(join(folder, 'repo'), [
    { message: 'start', files: { a: 'red\n' } },
    { message: 'wall: paint', files: { a: 'blue\n' } },
  ])
  const [install, init, sync, serve, ...more] = commandsOf('Attach your list')
  expect(more).toEqual([])
  // The packages are there already; that the lock file gives them is the gate's business.
  expect(install).toBe('npm ci')
  const run = (line: string | undefined): string => {
    const here = (line ?? '')
      .replace('mbox:/path/to/jailhouse-dev.mbox.gz', `mbox:${list}`)
      .replace('https://github.com/siemens/jailhouse.git', repository)
    return execFileSync('sh', ['-c', here], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }
  expect(run(init)).toContain('Next: patchmoot sync, then patchmoot serve')
  expect(run(sync)).toMatch(/matched +1 patches/)
  expect(serve).toBe('./patchmoot serve')
  const { page } = await serveOnce(folder, ['serve', '--port', '0'])
  expect(page).toContain('wall: paint')
})

/** Starts the launcher, waits until it says where it listens, and gives the page of series there. */
async function serveOnce(folder: string, words: readonly string[]): Promise<{ readonly page: string }> {
  const child: ChildProcess = spawn('./patchmoot', words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
  })
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (text: Buffer): void => {
      said += text.toString()
      const found = /http:\/\/localhost:\d+/.exec(said)
      if (found) resolve(found[0])
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', (text: Buffer) => {
      said += text.toString()
    })
    child.once('close', () => reject(new Error(`serve ended: ${said}`)))
  })
  const [project] = /\/p\/[^/"]+\//.exec(await (await fetch(url)).text()) ?? ['/']
  return { page: await (await fetch(`${url}${project}series`)).text() }
}
