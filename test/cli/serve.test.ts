import { spawn } from 'node:child_process'
import { appendFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CompiledQuery } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '../../src/app/config.ts'
import type { Io, Output } from '../../src/cli/command.ts'
import { deriveWhenAsked } from '../../src/cli/derive-when-asked.ts'
import { runCli } from '../../src/cli/main.ts'
import { recordWith } from '../../src/cli/record-with.ts'
import { LAUNCHER, syncOnTimer } from '../../src/cli/sync-timer.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { readLock, releaseLock, takeLock } from '../../src/store/inputs/lock.ts'
import { ensureProject } from '../../src/store/inputs/projects.ts'
import { finishRun, listRuns, saveProgress, startRun } from '../../src/store/inputs/runs.ts'
import { migrate } from '../../src/store/migrations.ts'
import { listApplyEntries } from '../../src/store/read/applies.ts'
import { readProjectState } from '../../src/store/read/project-state.ts'
import { mbox, patchText, type TestMail } from '../support/archive.ts'
import { BROKEN_PROJECT, writeBrokenPatches } from '../support/broken-patches.ts'
import { closeLater, temporaryFolder } from '../support/db.ts'
import { cli } from '../support/io.ts'

const patch = (id: string, title: string, day = 0): TestMail => ({
  id,
  subject: `[PATCH] ${title}`,
  day,
  text: patchText(id, 'red', 'green'),
})

/** A folder with a list and a configuration that syncs every so many minutes. */
function project(every: number, options: { readonly source?: string } = {}): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'list.mbox'), mbox([patch('wall@x', 'wall: paint')]))
  const config = {
    sync: { every },
    projects: [
      {
        id: 'p',
        lists: [{ address: 'devel@lists.example.org', source: options.source ?? 'mbox:list.mbox' }],
      },
    ],
  }
  writeFileSync(join(folder, 'patchmoot.json'), JSON.stringify(config))
  return folder
}

async function databaseOf(folder: string): Promise<{ readonly database: Database; readonly id: number }> {
  const database = closeLater(await openDatabase(`sqlite:${join(folder, 'patchmoot.sqlite')}`))
  await migrate(database)
  return { database, id: await ensureProject(database.kysely, 'p') }
}

interface Served {
  /** The text of a page of the project, which must be there. */
  page(path: string): Promise<string>
  /** Asks for a page until it says so: what another process does is waited for. */
  pageSaying(path: string, words: string): Promise<string>
  readonly said: { readonly out: string; readonly err: string }
  /** Ends it as Ctrl-C does. */
  end(): Promise<number>
}

/** Runs `patchmoot serve` in this process, until the test is over at the latest. */
async function serve(folder: string, words: readonly string[] = []): Promise<Served> {
  const abort = new AbortController()
  const said = { out: '', err: '' }
  let started: (url: string) => void = () => undefined
  const listening = new Promise<string>((resolve) => {
    started = resolve
  })
  const output = (name: 'out' | 'err'): Output => ({
    write(text) {
      said[name] += text
      const found = /http:\/\/\S+/.exec(said.out)?.[0]
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
    env: process.env,
    cwd: folder,
    now: () => '2026-06-01T12:00:00Z',
    signal: abort.signal,
  }
  const ended = runCli(['serve', '--port', '0', ...words], io)
  const end = (): Promise<number> => {
    abort.abort()
    return ended
  }
  onTestFinished(async () => void (await end()))
  const first = await Promise.race([listening, ended])
  if (typeof first !== 'string') throw new Error(`serve ended with ${first}: ${said.err}`)
  const page = async (path: string): Promise<string> => {
    const response = await fetch(`${first}/p/p/${path}`)
    const text = await response.text()
    expect(response.status, `${path}: ${text}`).toBe(200)
    return text
  }
  const pageSaying = async (path: string, wanted: string): Promise<string> => {
    for (;;) {
      const text = await page(path)
      if (text.includes(wanted)) return text
      await sleep(50)
    }
  }
  return { page, pageSaying, said, end }
}

const PAGES = ['', 'series', 'lost', 'people', 'threads', 'problems', 'search?q=wall', 'newcomers', 'help']

describe('serve', () => {
  test('what was decided before a server was stopped is worked in by one that does not sync', async () => {
    const folder = project(0)
    expect((await cli(folder, ['sync', '--quiet'])).code).toBe(0)
    const { database, id } = await databaseOf(folder)
    const loaded = loadConfig(join(folder, 'patchmoot.json'), {})
    const say = (status: string) =>
      recordWith({
        database,
        config: loaded,
        // What derives it is another process, by the clock of the machine.
        clock: () => `${new Date().toISOString().slice(0, 19)}Z`,
        now: () => '2026-06-01T12:00:00Z',
        signal: new AbortController().signal,
        soon: () => undefined,
      })('p', { person: 'mo@example.org', action: 'state', subject: 'wall@x', payload: { status } })
    await say('deferred')
    expect((await readProjectState(database.kysely, id)).decision).toBe(0)
    const first = await serve(folder, ['--no-sync'])
    await first.pageSaying('series/wall%40x', 'set by hand by mo@example.org')
    await first.end()

    // While somebody syncs by hand it waits, tells that once, and what was decided is taken in the end.
    const io: Io = {
      stdout: { write: () => true, drain: async () => undefined, isTerminal: false, columns: 80 },
      stderr: { write: () => true, drain: async () => undefined, isTerminal: false, columns: 80 },
      env: process.env,
      cwd: folder,
      now: () => '2026-06-01T12:00:00Z',
      signal: new AbortController().signal,
    }
    const made = await say('rejected')
    const derives = deriveWhenAsked(join(folder, 'patchmoot.json'), io)
    derives.soon()
    derives.soon()
    while ((await readProjectState(database.kysely, id)).decision < made.sequence) await sleep(50)
    await derives.stop()
  }, 60_000)

  test('a port that is taken is one sentence that names --port', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void taken.close())
    const address = taken.address()
    const port = String(typeof address === 'object' ? address?.port : '')
    const folder = project(10)
    expect(await cli(folder, ['serve', '--port', port])).toEqual({
      code: 1,
      out: '',
      err: `patchmoot: port ${port} is taken. Choose another one with --port.\n`,
    })
    // Nor did it begin to sync.
    const { database, id } = await databaseOf(folder)
    expect(await listRuns(database.kysely, id)).toEqual([])
  })

  test('a host that is not here is one sentence that names --host', async () => {
    const { code, err } = await cli(project(10), ['serve', '--port', '0', '--host', '192.0.2.1'])
    expect([code, err]).toEqual([
      2,
      'patchmoot: 192.0.2.1 is no address of this machine. Choose another one with --host.\n',
    ])
  })

  test('syncs by itself, again and again, in a process of its own; 0 is never', async () => {
    const quiet = project(0)
    const still = await serve(quiet)
    const ordered = project(10)
    const off = await serve(ordered, ['--no-sync'])
    const folder = project(0.005)
    const busy = await serve(folder)
    await busy.pageSaying('series', 'wall: paint')
    appendFileSync(join(folder, 'list.mbox'), mbox([patch('floor@x', 'floor: polish', 1)]))
    await busy.pageSaying('series', 'floor: polish')
    expect(await busy.end()).toBe(0)
    const { database, id } = await databaseOf(folder)
    expect((await listRuns(database.kysely, id)).length).toBeGreaterThan(1)
    expect(await readLock(database.kysely, id)).toBeUndefined()
    for (const [served, where] of [
      [still, quiet],
      [off, ordered],
    ] as const) {
      expect(await served.page('')).toContain('Nothing here yet.')
      const other = await databaseOf(where)
      expect(await listRuns(other.database.kysely, other.id)).toEqual([])
    }
  })

  test('before a first sync is complete every page works, and says how far it is', async () => {
    const folder = project(0)
    const served = await serve(folder)
    for (const path of PAGES) expect(await served.page(path), path).toContain('Nothing here yet.')
    const { database, id } = await databaseOf(folder)
    const who = { holder: 'somebody', pid: process.pid, host: hostname() }
    await database.transaction((db) => takeLock(db, id, who, '2026-06-01T11:59:00Z', () => true))
    const run = await startRun(database.kysely, id, 'sync', '2026-06-01T11:59:00Z')
    await saveProgress(database.kysely, id, run, {
      step: 'reading devel@lists.example.org',
      unit: 'mails',
      done: 1200,
      total: 5588,
    })
    for (const path of PAGES) {
      const text = await served.page(path)
      expect(text, path).toContain('The first sync is at work')
      expect(text, path).toMatch(/reading devel(@|&#64;)lists\.example\.org, 1,200 of 5,588 mails/)
    }
    await finishRun(database.kysely, id, run, '2026-06-01T12:00:00Z', { progress: {} })
    await releaseLock(database.kysely, id, who.holder)
    expect((await cli(folder, ['sync'])).code).toBe(0)
    const text = await served.page('series')
    expect(text).toContain('wall: paint')
    expect(text).not.toMatch(/Nothing here yet|first sync/)
  })

  test('after an upgrade pages and commands say that a rebuild is due, not that nothing was ever read', async () => {
    const folder = project(0)
    expect((await cli(folder, ['sync'])).code).toBe(0)
    const { database } = await databaseOf(folder)
    // What an upgrade does: the derived tables are made anew, empty.
    await database.kysely.executeQuery(
      CompiledQuery.raw("update migration set name = 'derived-1' where name like 'derived-%'"),
    )
    await migrate(database)
    for (const command of [['report'], ['status'], ['lost'], ['todo', '--me', 'ann@example.org']])
      expect((await cli(folder, command)).out, command[0]).toMatch(/^A rebuild is due/)
    const served = await serve(folder)
    for (const path of PAGES) {
      const text = await served.page(path)
      expect(text, path).toContain('A rebuild is due.')
      expect(text, path).not.toContain('Nothing here yet.')
    }
    expect((await cli(folder, ['rebuild'])).code).toBe(0)
    expect(await served.page('series')).toContain('wall: paint')
    expect((await cli(folder, ['todo', '--me', 'ann@example.org'])).out).not.toMatch(/rebuild/)
  })

  test('after a sync that failed every page names the cause, until the next one', async () => {
    const folder = project(10, { source: 'mbox:gone.mbox' })
    const served = await serve(folder)
    await served.pageSaying('', 'The last sync failed')
    for (const path of PAGES) expect(await served.page(path), path).toMatch(/role="alert".*[\s\S]*gone\.mbox/)
    expect(served.said.err).toMatch(/^patchmoot: [^\n]*gone\.mbox[^\n]*\n$/)
    writeFileSync(join(folder, 'gone.mbox'), mbox([patch('wall@x', 'wall: paint')]))
    // By the clock of the process that failed.
    expect((await cli(folder, ['sync'], { now: new Date().toISOString().replace(/\.\d+/, '') })).code).toBe(0)
    const text = await served.page('series')
    expect(text).toContain('wall: paint')
    expect(text).not.toContain('The last sync failed')
  })

  test('beside a sync from cron: both work, and two syncs are one at a time', async () => {
    const folder = project(0)
    const served = await serve(folder)
    const both = await Promise.all([cli(folder, ['sync']), ...PAGES.map((path) => served.page(path))])
    expect(both[0]).toMatchObject({ code: 0 })
    expect(await served.page('series')).toContain('wall: paint')
    const { database, id } = await databaseOf(folder)
    // A process that lives: the one that runs this one.
    const who = { holder: 'somebody', pid: process.ppid, host: hostname() }
    await database.transaction((db) => takeLock(db, id, who, '2026-06-01T11:59:30Z', () => true))
    expect(await cli(folder, ['sync'])).toEqual({
      code: 1,
      out: '',
      err: `patchmoot: this project is being written by process ${process.ppid} on ${hostname()} since 2026-06-01T11:59:30Z. Wait until it is done. If it is dead, the lock is free 60 seconds after its last sign of life.\n`,
    })
    for (const path of PAGES) expect(await served.page(path)).not.toContain('The last sync failed')
    await releaseLock(database.kysely, id, who.holder)
    expect((await cli(folder, ['sync'])).code).toBe(0)
  })

  test('a decision does not wait for the timer, nor for the sync that is at work', async () => {
    const folder = project(60)
    const { database, id } = await databaseOf(folder)
    const said: string[] = []
    const output: Output = {
      write: (text) => said.push(text) > 0,
      drain: async () => undefined,
      isTerminal: false,
      columns: 80,
    }
    const timer = syncOnTimer(join(folder, 'patchmoot.json'), 60, {
      stdout: output,
      stderr: output,
      env: process.env,
      cwd: folder,
      now: () => '2026-06-01T12:00:00Z',
      signal: new AbortController().signal,
    })
    onTestFinished(() => timer.stop())
    const ended = async (wanted: number): Promise<void> => {
      const runs = async () =>
        (await listRuns(database.kysely, id)).filter((run) => run.finishedAt !== undefined)
      while ((await runs()).length < wanted) await sleep(20)
    }
    timer.soon()
    timer.soon()
    await ended(2)
    timer.soon()
    await ended(3)
    expect(said).toEqual([])
  })

  test('between two syncs it finds since when patches do not apply, which no sync had time for', async () => {
    const folder = temporaryFolder()
    const breaks = writeBrokenPatches(folder, 3)
    const config = { sync: { every: 60 }, projects: [{ id: 'p', ...BROKEN_PROJECT }] }
    writeFileSync(join(folder, 'patchmoot.json'), JSON.stringify(config))
    const { database, id } = await databaseOf(folder)
    // As if a sync never had time: whatever it found is forgotten when it ends.
    await database.kysely.executeQuery(
      CompiledQuery.raw(
        'create trigger forget after update of finished_at on sync_run begin update apply_check set sought = 0, since_sha = null; end',
      ),
    )
    await serve(folder)
    const found = async () =>
      (await listApplyEntries(database.kysely, id)).flatMap((one) =>
        one.since === undefined ? [] : [[one.series, one.since.sha] as const],
      )
    while ((await found()).length < breaks.size) await sleep(50)
    expect(new Map(await found())).toEqual(breaks)
    expect((await listRuns(database.kysely, id)).map((run) => [run.kind, run.error])).toEqual([
      ['sync', undefined],
    ])
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it and the sync that it started', async (signal) => {
    const folder = project(0.005)
    const child = spawn(process.execPath, [LAUNCHER, 'serve', '--port', '0'], { cwd: folder })
    const said = { out: '', err: '' }
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text
    })
    const ended = new Promise<readonly unknown[]>((resolve) => {
      child.once('close', (code, by) => resolve([code, by]))
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said.out += text
        if (said.out.includes('\n')) resolve()
      })
      child.once('close', () => resolve())
    })
    expect(said.out).toMatch(/^Patchmoot runs on http:\/\/localhost:\d+\n$/)
    const { database, id } = await databaseOf(folder)
    while ((await listRuns(database.kysely, id)).length === 0) await sleep(20)
    child.kill(signal)
    expect(await ended).toEqual([0, null])
    // Whatever the sync was at, it says no more than that it was stopped, and holds nothing.
    expect(said.err).toMatch(/^(?:patchmoot: stopped\.[^\n]*\n)?$/)
    expect(await readLock(database.kysely, id)).toBeUndefined()
  })
})
