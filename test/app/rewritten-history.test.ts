import { execFileSync } from 'node:child_process'
import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sync } from '../../src/app/sync.ts'
import type { SyncContext } from '../../src/app/with-run.ts'
import { tellBranchChange, tellConsequence, tellUnsettled } from '../../src/core/matching/branch-change.ts'
import type { Database } from '../../src/store/database.ts'
import { dump } from '../../src/store/derived/dump.ts'
import { listCommits } from '../../src/store/inputs/commits.ts'
import { readProjectState } from '../../src/store/read/project-state.ts'
import { createApp } from '../../src/web/app.ts'
import { contextFor, mbox, patchText, type TestMail } from '../support/archive.ts'
import { engines, quickEngines, temporaryFolder } from '../support/db.ts'
import { cli } from '../support/io.ts'
import { makeTestRepository, type TestRepository } from '../support/repo.ts'

const LIST = 'devel@lists.example.org'
const PROJECT = {
  lists: [{ address: LIST, source: 'mbox:list.mbox' }],
  repositories: [{ name: 'house', url: 'house', branches: ['main', 'topic-*'] }],
}
const NAMES = ['wall', 'floor', 'roof'] as const

const change = (name: string) => ({
  [name]: `${Array.from({ length: 12 }, (_, n) => `${name} ${n === 5 ? 'anew' : n}`).join('\n')}\n`,
})

/** A repository with a commit for each of three patches on a list. */
function story(): { readonly folder: string; readonly repository: TestRepository; readonly start: string } {
  const folder = temporaryFolder()
  const repository = makeTestRepository(join(folder, 'house'))
  const start = repository.commit('start', {
    // So much that nobody takes this commit for one of the patches.
    plan: Array.from({ length: 200 }, (_, n) => `measure ${n} of the plan of the house\n`).join(''),
    ...Object.fromEntries(
      NAMES.map((name) => [name, `${Array.from({ length: 12 }, (_, n) => `${name} ${n}`).join('\n')}\n`]),
    ),
  })
  const mails: TestMail[] = []
  for (const [n, name] of NAMES.entries()) {
    repository.commit(`${name}: paint it`, change(name))
    const text = repository.git(['format-patch', '--stdout', '--no-signature', '-1'])
    mails.push({
      id: `${name}@x`,
      from: ['Ada', 'Bo', 'Cy'][n] ?? 'Ada',
      subject: `[PATCH] ${name}: paint it`,
      // At no second at which a commit was made.
      day: 0.013 * (n + 1),
      text: text.slice(text.indexOf('\n\n') + 2),
    })
  }
  writeFileSync(join(folder, 'list.mbox'), mbox(mails))
  return { folder, repository, start }
}

const head = (repository: TestRepository, name = 'HEAD'): string => repository.git(['rev-parse', name])

async function statuses(database: Database, projectId: number): Promise<Record<string, string>> {
  const rows = await database.kysely
    .selectFrom('lineage')
    .select(['name', 'status'])
    .where('project_id', '=', projectId)
    .execute()
  return Object.fromEntries(rows.map((row) => [row.name.replace('@x', ''), row.status]))
}

/** `wall` is another commit, `floor` is dropped, `roof` is on another branch alone. */
function rewrite(repository: TestRepository, start: string): { readonly old: string; readonly wall: string } {
  const old = head(repository)
  repository.git(['branch', 'topic-roof'])
  repository.git(['reset', '--quiet', '--hard', start])
  const wall = repository.commit('wall: paint it', change('wall'))
  return { old, wall }
}

describe.each(quickEngines)('a branch that is rewritten by force, on $name', (engine) => {
  const begin = async (folder: string, project: object = PROJECT) => {
    const database = await engine.open()
    const context = await contextFor(database, folder, project)
    return { database, context, first: await sync(context) }
  }
  const asIfNew = async (context: SyncContext, folder: string, project: object = PROJECT) => {
    const other = await engine.open()
    const fresh = await contextFor(other, folder, project)
    await sync(fresh)
    const rows = await dump(context.database.kysely, context.projectId, { names: true })
    expect(rows).toBe(await dump(other.kysely, fresh.projectId, { names: true }))
  }

  test('is told by name, with what went and what became of what had rested on it', async () => {
    const { folder, repository, start } = story()
    const { database, context, first } = await begin(folder)
    expect(first.history).toEqual([])
    expect(await statuses(database, context.projectId)).toEqual({
      wall: 'merged',
      floor: 'merged',
      roof: 'merged',
    })
    const { old, wall } = rewrite(repository, start)
    const { history } = await sync(context)
    const [only] = history
    expect(history.length).toBe(1)
    if (only === undefined) return
    expect(tellBranchChange(only)).toBe(
      `branch main of house was rewritten by force, from ${old.slice(0, 12)} to ${wall.slice(0, 12)}: 3 commits are no longer on it, but on another branch that is followed`,
    )
    expect(tellConsequence(only)).toBe(
      'of 3 series that rested on them, 1 is another commit now, 2 have none any more',
    )
    const lines = Object.fromEntries(only.series.map((one) => [one.title, tellUnsettled(one)]))
    expect(lines['wall: paint it']).toMatch(new RegExp(`^was [0-9a-f]{12}, is ${wall.slice(0, 12)} now$`))
    expect(lines['roof: paint it']).toBe(`was ${old.slice(0, 12)}, which is gone; now ${'new'}`)
    const after = await statuses(database, context.projectId)
    expect(after['wall']).toBe('merged')
    expect(after['floor']).not.toBe('merged')
    expect(after['roof']).not.toBe('merged')
    // The page of each series says what it was, and until when; that of a past day knows nothing of it.
    const seriesOf = async (name: string, query = ''): Promise<string> => {
      const app = createApp({ database, config: context.config, now: () => context.now })
      const path = `http://localhost/p/test/series/${name}%40x${query}`
      return (await (await app.request(path)).text()).replace(/<[^>]*>/g, '')
    }
    expect(await seriesOf('roof')).toMatch(
      new RegExp(
        `It was ${old.slice(0, 12)} on main of house until that branch was rewritten by force, seen [^:]*: on no development branch now\\.`,
      ),
    )
    expect(await seriesOf('wall')).toMatch(
      new RegExp(`It was [0-9a-f]{12} on main of house until .*: is ${wall.slice(0, 12)} now\\.`),
    )
    expect(await seriesOf('roof', '?asOf=2026-03-03')).not.toContain('rewritten by force')
    await asIfNew(context, folder)
    // It is told once; and what is posted again as before is merged again, which the page then says.
    expect((await sync(context)).history).toEqual([])
    repository.commit('floor: paint it', change('floor'))
    expect((await sync(context)).history).toEqual([])
    expect((await statuses(database, context.projectId))['floor']).toBe('merged')
    const page = await pageOf(context)
    expect(page).toContain('Branch main of house was rewritten by force')
    expect(page).toContain('2 are other commits now, 1 has none any more')
  })

  test('whose commits nobody followed any more, or which was deleted', async () => {
    const { folder, repository } = story()
    repository.git(['checkout', '--quiet', '-b', 'topic-cellar'])
    repository.commit('cellar: dig', { cellar: 'deep\n' })
    const tip = head(repository)
    repository.git(['checkout', '--quiet', 'main'])
    const { context } = await begin(folder)
    repository.git(['branch', '--quiet', '-D', 'topic-cellar'])
    const deleted = (await sync(context)).history
    expect(deleted.map(tellBranchChange)).toEqual([
      `branch topic-cellar of house was deleted; it stood on ${tip.slice(0, 12)}: 5 commits are no longer on it, 1 of them on no branch that is followed`,
    ])
    expect(deleted[0]?.series).toEqual([])
    await asIfNew(context, folder)
    // What is not followed any more was not deleted.
    repository.git(['branch', 'topic-attic'])
    await sync(context)
    const less = await contextFor(context.database, folder, {
      ...PROJECT,
      repositories: [{ name: 'house', url: 'house', branches: ['main'] }],
    })
    expect((await sync(less)).history).toEqual([])
  })

  test('the branch that decides what is merged is deleted: it is told, what was known stays, mails are read', async () => {
    const { folder, repository } = story()
    const { database, context } = await begin(folder)
    repository.git(['branch', '--quiet', '-m', 'main', 'trunk'])
    const hut = {
      id: 'hut@x',
      day: 1,
      subject: '[PATCH] hut: build',
      text: patchText('hut', 'no hut', 'a hut'),
    }
    appendFileSync(join(folder, 'list.mbox'), mbox([hut]))
    const { failures } = await sync(context)
    expect(failures).toEqual([
      {
        what: 'house',
        error: expect.stringMatching(
          /has no branch "main"\. It has trunk\. What was known of house stays\.$/,
        ),
      },
    ])
    // The mails were read and derived all the same.
    expect(await statuses(database, context.projectId)).toMatchObject({ wall: 'merged', hut: 'new' })
    const { kysely } = database
    expect((await readProjectState(kysely, context.projectId)).failure?.error).toContain('no branch "main"')
    const app = createApp({ database, config: context.config, now: () => context.now })
    const page = await (await app.request('http://localhost/p/test/problems')).text()
    expect(page).toMatch(/<strong>The last sync failed<\/strong>(?:(?!<\/div>).)*no branch &quot;main&quot;/s)
    // And once it is back, all is well.
    repository.git(['branch', '--quiet', '-m', 'trunk', 'main'])
    expect((await sync(context)).failures).toEqual([])
    expect((await readProjectState(kysely, context.projectId)).failure).toBeUndefined()
  })

  test('an unrelated repository takes its place', async () => {
    const { folder, repository } = story()
    const { database, context } = await begin(folder)
    const old = head(repository)
    renameSync(join(folder, 'house'), join(folder, 'before'))
    const other = makeTestRepository(join(folder, 'house'))
    other.commit('another house', { tent: 'cloth\n' })
    const { history } = await sync(context)
    expect(history.map(tellBranchChange)).toEqual([
      `branch main of house was replaced by an unrelated history, ${head(other).slice(0, 12)} in place of ${old.slice(0, 12)}: 4 commits are no longer on it`,
    ])
    expect(history.map(tellConsequence)).toEqual(['of 3 series that rested on them, 3 have none any more'])
    expect(Object.values(await statuses(database, context.projectId))).not.toContain('merged')
    await asIfNew(context, folder)
  })

  test('a shallow clone says so, and is read backwards when it was made whole', async () => {
    const { folder, repository } = story()
    const source = join(folder, 'source')
    renameSync(repository.path, source)
    execFileSync('git', ['clone', '--quiet', '--depth=2', `file://${source}`, join(folder, 'house')], {
      stdio: 'pipe',
    })
    const { database, context, first } = await begin(folder)
    expect(first.repositories[0]?.notes.join()).toMatch(
      /^house is a shallow clone: history before [0-9a-f]{12} /,
    )
    // Where the clone ends, a commit would seem to have made every file.
    expect((await listCommits(database.kysely, context.projectId)).map((one) => one.message)).toEqual([
      'roof: paint it',
    ])
    expect(await statuses(database, context.projectId)).toMatchObject({ roof: 'merged', wall: 'new' })
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', join(folder, 'house'), ...args], { stdio: 'pipe' })
    git('fetch', '--quiet', '--unshallow')
    const { repositories, history } = await sync(context)
    expect([repositories[0]?.commits, repositories[0]?.notes, history]).toEqual([3, [], []])
    expect(Object.values(await statuses(database, context.projectId))).toEqual(['merged', 'merged', 'merged'])
    await asIfNew(context, folder)
  })

  test('a clone that is cut later loses nothing that was known', async () => {
    const { folder, repository } = story()
    const source = join(folder, 'source')
    renameSync(repository.path, source)
    const clone = join(folder, 'house')
    execFileSync('git', ['clone', '--quiet', `file://${source}`, clone], { stdio: 'pipe' })
    const { database, context } = await begin(folder)
    // As a nightly job does it that keeps only the newest commit.
    const cut = async (message: string) => {
      const moved = makeTestRepository(source)
      moved.commit(message, { [message]: 'x\n' })
      rmSync(clone, { recursive: true })
      execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${source}`, clone], { stdio: 'pipe' })
      return sync(context)
    }
    const first = await cut('one')
    expect(first.history.map(tellBranchChange)).toEqual([
      expect.stringMatching(
        /^the clone of house that is read is shallow, and [0-9a-f]{12} on main does not show/,
      ),
    ])
    expect((await cut('two')).history).toEqual([])
    expect(Object.values(await statuses(database, context.projectId))).toEqual(['merged', 'merged', 'merged'])
  })
})

/** The page of problems. */
async function pageOf(context: SyncContext): Promise<string> {
  const app = createApp({
    database: context.database,
    config: context.config,
    now: () => '2026-06-01T12:00:00Z',
  })
  const answer = await app.request('http://localhost/p/test/problems')
  expect(answer.status).toBe(200)
  return (await answer.text()).replaceAll(/<time[^>]*>|<\/time>/g, '')
}

test('a rewritten branch on the command line', async () => {
  expect(engines.length).toBeGreaterThan(0)
  const { folder, repository, start } = story()
  writeFileSync(join(folder, 'patchmoot.json'), JSON.stringify({ projects: [{ id: 'test', ...PROJECT }] }))
  expect((await cli(folder, ['sync'])).code).toBe(0)
  repository.git(['reset', '--quiet', '--hard', start])
  const wall = repository.commit('wall: paint it', change('wall'))
  const { code, out } = await cli(folder, ['sync'])
  expect(code).toBe(0)
  expect(out).toContain(`branch main of house was rewritten by force, from `)
  expect(out).toContain('3 commits are no longer on it\n')
  expect(out).toContain('  of 3 series that rested on them, 1 is another commit now, 2 have none any more:\n')
  expect(out).toMatch(new RegExp(`    wall: paint it: was [0-9a-f]{12}, is ${wall.slice(0, 12)} now\n`))
})
