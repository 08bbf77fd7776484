import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ApplyBudget, checkApplies } from '../../src/app/apply/check-applies.ts'
import { rebuild } from '../../src/app/rebuild.ts'
import { sync } from '../../src/app/sync.ts'
import { withRun } from '../../src/app/with-run.ts'
import { countDerived } from '../../src/store/derived/overview.ts'
import { type ApplyEntry, listApplyEntries } from '../../src/store/read/applies.ts'
import { listAreas } from '../../src/store/read/areas.ts'
import { countLeftOut, type LostFilter, readLostQueue } from '../../src/store/read/lost-queue.ts'
import { readStandingCounts } from '../../src/store/read/standing-counts.ts'
import { contextFor, mbox, type TestMail } from '../support/archive.ts'
import { engines, quickEngines, temporaryFolder } from '../support/db.ts'
import { makeTestRepository, type TestRepository } from '../support/repo.ts'

const LIST = 'devel@lists.example.org'
const FOREVER: ApplyBudget = { tryMs: Number.POSITIVE_INFINITY, seekMs: Number.POSITIVE_INFINITY }

const numbered = (from: number, to: number, word = 'line'): string =>
  `${Array.from({ length: to - from + 1 }, (_, i) => `${word} ${from + i}`).join('\n')}\n`

/** A commit as the mail that `git format-patch` would send; taken back from the branch when it was written down. */
function patchOf(
  repository: TestRepository,
  files: Parameters<TestRepository['commit']>[1],
  mode?: string,
): string {
  const before = repository.git(['rev-parse', 'HEAD'])
  if (mode !== undefined) repository.git(['update-index', '--chmod=+x', mode])
  if (mode === undefined) repository.commit('change', files)
  else repository.git(['commit', '--quiet', '-m', 'change'])
  const text = repository.git(['format-patch', '--stdout', '--no-signature', '-M', '--binary', '-1'])
  repository.git(['reset', '--quiet', '--hard', before])
  return text.slice(text.indexOf('\n\n') + 2)
}

/** What git says of a patch on a commit, in an index of its own. */
function askGit(
  repository: TestRepository,
  commit: string,
  patch: string,
): 'applies' | 'three-way' | 'fails' {
  const scratch = temporaryFolder()
  const run = (args: readonly string[], input = ''): boolean => {
    try {
      execFileSync('git', ['-C', repository.path, ...args], {
        env: { ...process.env, GIT_INDEX_FILE: join(scratch, 'index') },
        stdio: 'pipe',
        input,
      })
      return true
    } catch (error) {
      if (error instanceof Error) return false
      throw error
    }
  }
  run(['read-tree', commit])
  if (run(['apply', '--cached', '--whitespace=nowarn'], `${patch}\n`)) return 'applies'
  run(['read-tree', commit])
  return run(['apply', '--cached', '--3way', '--whitespace=nowarn'], `${patch}\n`) ? 'three-way' : 'fails'
}

const START: Readonly<Record<string, string>> = {
  'a.c': numbered(1, 40),
  'b.c': numbered(1, 40),
  'open.c': numbered(1, 9).trimEnd(),
  'crlf.c': numbered(1, 20).replace(/\n/g, '\r\n'),
  'old name.c': numbered(1, 30, 'word'),
  'run.sh': '#!/bin/sh\n',
  'grün.c': numbered(1, 12, 'Wörter'),
  'going.c': numbered(1, 12),
}

const edit = (name: string, from: string, to: string) => ({ [name]: (START[name] ?? '').replace(from, to) })

/** A repository with some files, and patches made on them. */
function story() {
  const folder = temporaryFolder()
  const repository = makeTestRepository(join(folder, 'repository'))
  repository.commit('start', START)
  const patches: Record<string, string> = {
    plain: patchOf(repository, edit('a.c', 'line 20\n', 'line twenty\n')),
    near: patchOf(repository, edit('a.c', 'line 9\n', 'line nine\n')),
    clash: patchOf(repository, edit('a.c', 'line 31\n', 'line thirty-one\n')),
    gone: patchOf(repository, edit('going.c', 'line 6\n', 'line six\n')),
    present: patchOf(repository, edit('a.c', 'line 36\n', 'line thirty-six\n')),
    made: patchOf(repository, { 'new/file.c': 'new\n' }),
    dropped: patchOf(repository, { 'b.c': undefined }),
    renamed: patchOf(repository, {
      'old name.c': undefined,
      'new name.c': (START['old name.c'] ?? '').replace('word 4\n', 'word four\n'),
    }),
    mode: patchOf(repository, {}, 'run.sh'),
    binary: patchOf(repository, { 'logo.png': Buffer.from([0, 1, 2, 3, 0, 255]) }),
    open: patchOf(repository, edit('open.c', 'line 9', 'line nine\nline ten')),
    closed: patchOf(repository, edit('open.c', 'line 9', 'line nine\n')),
    octets: patchOf(repository, edit('grün.c', 'Wörter 5\n', 'Wörter fünf ✓\n')),
  }
  const applied = repository.git(['rev-parse', 'HEAD'])
  repository.commit('more at the top, and the last lines', {
    'a.c': `first\nsecond\n${numbered(1, 40).replace('line 36\n', 'line thirty-six\n')}`,
    'large.c': numbered(1, 300, 'so much else that nobody takes this commit for one of the patches'),
  })
  const near = repository.commit('a line beside the change', {
    'a.c': `first\nsecond\n${numbered(1, 40).replace('line 36\n', 'line thirty-six\n').replace('line 7\n', 'line seven\n')}`,
  })
  const clash = repository.commit('the same line', {
    'a.c': `first\nsecond\n${numbered(1, 40).replace('line 36\n', 'line thirty-six\n').replace('line 7\n', 'line seven\n').replace('line 31\n', 'LINE 31\n')}`,
  })
  const gone = repository.commit('a file goes', { 'going.c': undefined })
  return {
    folder,
    repository,
    patches,
    applied,
    near,
    clash,
    gone,
    tip: repository.git(['rev-parse', 'HEAD']),
  }
}

function mailsOf(patches: Readonly<Record<string, string>>): readonly TestMail[] {
  return Object.entries(patches).map(([name, text], n) => ({
    id: `${name}@x`,
    from: 'Ada',
    subject: `[PATCH] ${name}: ${'abcdefghijklmnopq'[n]}`,
    // After the first commit, before the others.
    day: 0.001 + n * 0.0001,
    text,
    headers: ['Content-Type: text/plain; charset=UTF-8', 'Content-Transfer-Encoding: 8bit'],
  }))
}

const byName = (entries: readonly ApplyEntry[]): Record<string, ApplyEntry> =>
  Object.fromEntries(entries.map((one) => [one.series.replace('@x', ''), one]))

describe.each(quickEngines)('whether patches still apply, on $name', (engine) => {
  const start = async (mails: readonly TestMail[], folder: string) => {
    writeFileSync(join(folder, 'list.mbox'), mbox(mails))
    const database = await engine.open()
    const context = await contextFor(database, folder, {
      lists: [{ address: LIST, source: 'mbox:list.mbox' }],
      repositories: [{ name: 'project', url: 'repository' }],
    })
    const read = async () => byName(await listApplyEntries(database.kysely, context.projectId))
    const check = (budget: ApplyBudget = FOREVER) =>
      withRun(context, 'sync', (job) => checkApplies(job, budget))
    return { database, context, read, check }
  }

  test('is as git says, since when, and by which commit', async () => {
    const { folder, repository, patches, tip, clash, gone } = story()
    const { context, read, check } = await start(mailsOf(patches), folder)
    await sync(context)
    await check()
    const found = await read()
    expect(Object.fromEntries(Object.entries(found).map(([name, one]) => [name, one.state]))).toEqual({
      plain: 'applies',
      near: 'three-way',
      clash: 'conflicts',
      gone: 'gone',
      present: 'present',
      made: 'applies',
      dropped: 'applies',
      renamed: 'applies',
      mode: 'applies',
      binary: 'unknown',
      open: 'applies',
      closed: 'applies',
      octets: 'applies',
    })
    for (const [name, one] of Object.entries(found)) {
      if (one.state === 'unknown') continue
      const state = one.state === 'present' ? 'three-way' : one.state
      const git = askGit(repository, tip, patches[name] ?? '')
      expect([name, git]).toEqual([name, state === 'conflicts' || state === 'gone' ? 'fails' : state])
    }
    expect(found['binary']).toMatchObject({ problem: 'binary', files: ['logo.png'] })
    expect(found['clash']).toMatchObject({ files: ['a.c'], patch: 1, sought: true, since: { sha: clash } })
    expect(found['gone']?.since?.sha).toBe(gone)
    expect(found['plain']).toMatchObject({ since: undefined, sought: true, tip })
  })

  test('what was written for another repository is told from what is gone, and left out of the lost list', async () => {
    const { folder, patches, repository } = story()
    repository.commit('a readme', { README: 'what it is\n' })
    const at = (path: string): string => (patches['plain'] ?? '').replaceAll('a.c', path)
    const mails = mailsOf({
      away: `${at('drivers/net/tun.c')}\n${at('README')}`,
      gone: patches['gone'] ?? '',
      plain: patches['plain'] ?? '',
    })
    const { database, context, read, check } = await start(
      mails.map((mail, n) => ({ ...mail, from: ['Ada', 'Bo', 'Cy'][n] ?? 'Ada' })),
      folder,
    )
    await sync(context)
    await check()
    const found = await read()
    expect([found['away']?.state, found['gone']?.state, found['plain']?.state]).toEqual([
      'elsewhere',
      'gone',
      'applies',
    ])
    expect(found['away']).toMatchObject({ sought: true, since: undefined })
    const now = '2028-01-01T00:00:00Z'
    const list = async (filter: LostFilter) =>
      (
        await readLostQueue(database.kysely, context.projectId, now, filter, {
          sort: 'age',
          offset: 0,
          limit: 9,
        })
      ).entries
        .map((one) => one.entry.series)
        .sort()
    await database.kysely
      .updateTable('lineage_review')
      .set({ lost_at: now, lost_days: 1 })
      .where('project_id', '=', context.projectId)
      .execute()
    expect(await list({})).toEqual(['gone@x', 'plain@x'])
    expect(await list({ applies: 'elsewhere' })).toEqual(['away@x'])
    expect(await countLeftOut(database.kysely, context.projectId)).toEqual({ elsewhere: 1, present: 0 })
    // Whatever counts the lost counts those that are listed.
    await database.kysely
      .updateTable('lineage')
      .set({ lost: 'L1' })
      .where('project_id', '=', context.projectId)
      .execute()
    const areas = await listAreas(database.kysely, context.projectId, undefined)
    expect([
      (await countDerived(database.kysely, context.projectId)).lost,
      (await readStandingCounts(database.kysely, context.projectId, now)).lost,
      areas.find((one) => one.area === 'drivers/')?.lost,
      areas.find((one) => one.area === '(top)')?.lost,
    ]).toEqual([2, 2, 0, 2])
    // What is gone, and was applied as somebody says, was applied elsewhere.
    const claim = { id: 'r@x', from: 'Di', subject: 'Re: x', day: 9, answers: 'gone@x', text: 'Applied.' }
    writeFileSync(join(folder, 'list.mbox'), mbox([...mails, claim]))
    await sync(context)
    await check()
    expect((await read())['gone']?.state).toBe('elsewhere')
  })

  test('only what changed is tried again, and the same rows come of a rebuild', async () => {
    const { folder, repository, patches } = story()
    const { context, read, check } = await start(mailsOf(patches), folder)
    await sync(context)
    expect((await check()).tried).toBe(0)
    const before = await read()
    repository.commit('elsewhere', { 'other.c': 'other\n' })
    await sync(context)
    expect(await check()).toMatchObject({ tried: 0, bisected: 0 })
    const tip = repository.git(['rev-parse', 'HEAD'])
    const after = await read()
    expect(Object.values(after).every((one) => one.tip === tip)).toBe(true)
    expect(after['clash']?.since).toEqual(before['clash']?.since)

    repository.commit('b goes', { 'b.c': numbered(1, 39) })
    await sync(context)
    await check()
    expect((await read())['dropped']).toMatchObject({ state: 'conflicts', files: ['b.c'] })
    // A file of `clash` changes elsewhere: it fails as before, since the same commit.
    repository.commit('end of a', { 'a.c': `${repository.git(['show', 'HEAD:a.c'])}\nlast\n` })
    await sync(context)
    expect((await check({ tryMs: 10_000, seekMs: 0 })).bisected).toBe(0)
    const last = await read()
    expect(last['clash']).toMatchObject({ state: 'conflicts', sought: true, since: before['clash']?.since })
    await rebuild(context)
    await check()
    expect(await read()).toEqual(last)
  })

  test('a run that has no time leaves the rest to the next', async () => {
    const { folder, patches } = story()
    const { context, read, check } = await start(mailsOf(patches), folder)
    await sync(context)
    await check({ ...FOREVER, all: true })
    const whole = await read()
    await withRun(context, 'sync', async (job) => {
      await job.database.transaction(async (db) => {
        await job.lock.keep(db)
        await db.deleteFrom('apply_check').where('project_id', '=', job.projectId).execute()
      })
      return {}
    })
    expect(await check({ tryMs: -1, seekMs: -1 })).toMatchObject({ tried: 0, isComplete: false })
    expect(await read()).toEqual({})
    // Tried, but not looked since when: that is told apart from "never applied".
    await check({ tryMs: Number.POSITIVE_INFINITY, seekMs: -1 })
    expect((await read())['clash']).toMatchObject({ state: 'conflicts', sought: false, since: undefined })
    await check()
    expect(await read()).toEqual(whole)
  })

  test('a run that dies while it tries records nothing by halves, leaves no file behind, and the next one goes on', async () => {
    const { folder, repository, patches } = story()
    const { context, database, read, check } = await start(mailsOf(patches), folder)
    await sync(context)
    await check({ ...FOREVER, all: true })
    const whole = await read()
    await database.transaction(async (db) => {
      await db.deleteFrom('apply_check').where('project_id', '=', context.projectId).execute()
    })
    const filesOf = (): readonly string[] =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => !name.includes('sqlite'))
        .sort()
    const before = [filesOf(), repository.git(['count-objects', '-v'])]
    // The first rows are on their way when it happens.
    const dying = withRun(context, 'sync', (job) => {
      const keep = async (): Promise<void> => {
        throw new Error('died')
      }
      return checkApplies({ ...job, lock: { ...job.lock, keep } }, FOREVER)
    })
    await expect(dying).rejects.toThrow('died')
    expect(await read()).toEqual({})
    expect([filesOf(), repository.git(['count-objects', '-v'])]).toEqual(before)
    expect((await check()).tried).toBe(Object.keys(whole).length)
    expect(await read()).toEqual(whole)
  })

  test('a repository that is rewritten by force, or not there', async () => {
    const { folder, repository, patches, applied, clash } = story()
    const { context, read, check } = await start(mailsOf(patches), folder)
    await sync(context)
    await check()
    expect((await read())['clash']?.since?.sha).toBe(clash)
    // As if those commits had never been made: what they broke applies again.
    repository.git(['reset', '--quiet', '--hard', applied])
    repository.commit('another way', { 'b.c': numbered(1, 38) })
    repository.git(['reflog', 'expire', '--expire=now', '--all'])
    repository.git(['gc', '--quiet', '--prune=now'])
    await sync(context)
    await check()
    const rewritten = await read()
    expect(rewritten['clash']).toMatchObject({ state: 'applies', since: undefined })
    expect(rewritten['gone']).toMatchObject({ state: 'applies', since: undefined })
    expect(rewritten['dropped']).toMatchObject({ state: 'conflicts' })

    // Not there for a while: what was found last stays, and nobody is told that all files are gone.
    renameSync(join(folder, 'repository'), join(folder, 'elsewhere'))
    expect(await check({ ...FOREVER, all: true })).toMatchObject({ tried: 0 })
    expect(await read()).toEqual(rewritten)
    // Its tip is not there: the same.
    mkdirSync(join(folder, 'repository'))
    makeTestRepository(join(folder, 'repository')).commit('anew', { x: 'x\n' })
    expect(await check({ ...FOREVER, all: true })).toMatchObject({ tried: 0 })
    expect(await read()).toEqual(rewritten)
    rmSync(join(folder, 'repository'), { recursive: true })
  })
})

describe('bad patches', () => {
  const [engine] = engines
  test.each([
    ['wrapped by a mail client', (text: string) => text.replace('-line 20', '-line\n20'), 'damaged'],
    ['cut short', (text: string) => text.slice(0, text.indexOf('+line twenty')), 'damaged'],
    ['sent with CRLF', (text: string) => text.replace(/\n/g, '\r\n'), 'applies'],
    ['flowed', (text: string) => text.replace(/^ /gm, '  '), 'flowed'],
    ['in base64', (text: string) => Buffer.from(text).toString('base64'), 'base64'],
    ['attached', (text: string) => text, 'attached'],
  ] as const)('%s', async (_, change, kind) => {
    if (engine === undefined) throw new TypeError('there is an engine')
    const { folder, patches } = story()
    const text = change(patches['plain'] ?? '')
    const head = {
      flowed: ['Content-Type: text/plain; charset=UTF-8; format=flowed'],
      base64: ['Content-Type: text/plain; charset=UTF-8', 'Content-Transfer-Encoding: base64'],
      attached: ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=cut'],
    }
    const mail: TestMail = {
      id: 'one@x',
      subject: '[PATCH] a: change',
      day: 0.001,
      text:
        kind === 'attached'
          ? `--cut\nContent-Type: text/plain\n\nSee the attachment.\n--cut\nContent-Type: text/x-patch; name=a.patch\nContent-Disposition: attachment; filename=a.patch\n\n${text}\n--cut--\n`
          : text,
      ...(kind in head ? { headers: head[kind as keyof typeof head] } : {}),
    }
    writeFileSync(join(folder, 'list.mbox'), mbox([mail]))
    const database = await engine.open()
    const context = await contextFor(database, folder, {
      lists: [{ address: LIST, source: 'mbox:list.mbox' }],
      repositories: [{ name: 'project', url: 'repository' }],
    })
    await sync(context)
    const [found] = await listApplyEntries(database.kysely, context.projectId)
    expect(found).toMatchObject(
      kind === 'damaged' ? { state: 'unknown', problem: 'damaged', files: ['a.c'] } : { state: 'applies' },
    )
  })
})
