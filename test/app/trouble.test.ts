import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CompiledQuery } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { decide } from '../../src/app/decide.ts'
import type { Progress } from '../../src/app/progress.ts'
import { sync } from '../../src/app/sync.ts'
import type { SyncContext } from '../../src/app/with-run.ts'
import { UserError } from '../../src/core/errors.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { dump } from '../../src/store/derived/dump.ts'
import { listDecisions, verifyDecisions } from '../../src/store/inputs/decisions.ts'
import { readLock } from '../../src/store/inputs/lock.ts'
import { listMessages } from '../../src/store/inputs/messages.ts'
import { listRuns } from '../../src/store/inputs/runs.ts'
import { migrate } from '../../src/store/migrations.ts'
import { readProjectState } from '../../src/store/read/project-state.ts'
import { contextFor, makeRepository, mbox, patchText, type TestMail } from '../support/archive.ts'
import { closeLater, engines, quickEngines, temporaryFolder } from '../support/db.ts'

/** More than one transaction of mails on the first list, some on a second, and commits. */
const FIRST: readonly TestMail[] = Array.from({ length: 260 }, (_, n) => [
  {
    id: `p${n}@x`,
    subject: `[PATCH] file${n}: change it`,
    day: n / 10,
    text: patchText(`file${n}`, 'old', `new ${n}`),
  },
  {
    id: `r${n}@x`,
    from: 'Bo',
    subject: `Re: [PATCH] file${n}: change it`,
    day: n / 10 + 1,
    answers: `p${n}@x`,
    text: 'Acked-by: Bo Example <bo@example.org>',
  },
]).flat()
const SECOND: readonly TestMail[] = FIRST.slice(0, 40).map((mail) => ({
  ...mail,
  id: `second-${mail.id}`,
  answers: `second-${mail.answers}`,
}))

const PROJECT = {
  lists: [
    { address: 'first@lists.example.org', source: 'mbox:first.mbox' },
    { address: 'second@lists.example.org', source: 'mbox:second.mbox' },
  ],
  repositories: [{ name: 'repo', url: 'repo' }],
}

function archive(): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'first.mbox'), mbox(FIRST))
  writeFileSync(join(folder, 'second.mbox'), mbox(SECOND))
  makeRepository(
    join(folder, 'repo'),
    Array.from({ length: 5 }, (_, n) => ({
      message: `file${n}: change it\n\nBecause.`,
      files: { [`file${n}`]: `new ${n}\n` },
    })),
  )
  return folder
}

const run = (database: Database, text: string) => database.kysely.executeQuery(CompiledQuery.raw(text))

/** A sync that is struck at the first progress that `when` is true of. Gives what it ended in. */
async function struckSync(
  context: SyncContext,
  when: (progress: Progress) => boolean,
  strike: () => Promise<unknown>,
): Promise<unknown> {
  let struck: Promise<unknown> | undefined
  const ended = await sync({
    ...context,
    onProgress: (progress) => {
      if (struck === undefined && when(progress)) struck = strike()
    },
  }).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(struck, 'the moment never came').toBeDefined()
  await struck
  return ended
}

/** Moments of a sync, by what it says of itself. */
const MOMENTS: readonly (readonly [name: string, when: (progress: Progress) => boolean])[] = [
  [
    'while the first list is read',
    ({ step, done }) => step === 'reading first@lists.example.org' && done === 500,
  ],
  ['between two lists', ({ step, done }) => step === 'reading first@lists.example.org' && done > 500],
  ['after the commits', ({ step, done }) => step === 'reading repo' && done === 5],
  ['while it derives', ({ step, done }) => step === 'deriving' && done === 5],
]

/** The derived rows of a sync that nothing happened to. */
async function syncUndisturbed(): Promise<string> {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const database = await engine.open()
  const context = await contextFor(database, archive(), PROJECT)
  await sync(context)
  return dump(database.kysely, context.projectId, { names: true })
}

let undisturbed = ''

beforeAll(async () => {
  undisturbed = await syncUndisturbed()
})

describe.each(quickEngines)('a disk that is full on $name', (engine) => {
  test.each(MOMENTS)('%s is one sentence, and the next run goes on', async (_, when) => {
    const folder = archive()
    const database = await engine.open()
    const context = await contextFor(database, folder, PROJECT)
    const error = await struckSync(context, when, () => run(database, 'pragma max_page_count = 1'))
    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({
      code: 'database',
      message: expect.stringMatching(/^the database sqlite:\S+ cannot grow: the disk is full$/),
      hint: expect.stringContaining('Nothing is lost'),
    })
    const kept = await listMessages(database.kysely, context.projectId)
    expect(kept.length).toBeGreaterThanOrEqual(500)
    await run(database, 'pragma max_page_count = 1000000')
    const again = await sync(context)
    expect(again.lists.reduce((sum, list) => sum + list.new, 0)).toBe(560 - kept.length)
    expect(await dump(database.kysely, context.projectId, { names: true })).toBe(undisturbed)
    expect(await readLock(database.kysely, context.projectId)).toBeUndefined()
    expect(await readProjectState(database.kysely, context.projectId)).toMatchObject({ failure: undefined })
  })
})

/** The table that a run is about to write, and when to strike: what waits for it is in the middle of a transaction. */
const BLOCKED: readonly (readonly [name: string, table: string, when: (progress: Progress) => boolean])[] = [
  ['while a list is read', 'message', ({ step, done }) => step.startsWith('reading first') && done === 500],
  ['while commits are read', 'git_commit', ({ step }) => step.startsWith('reading second')],
  ['while it derives', 'lineage', ({ step }) => step === 'deriving'],
]

let count = 0

describe.each(engines.filter((one) => one.name === 'PostgreSQL'))('a lost connection on $name', (engine) => {
  /** Two users of one database; of the second one all connections can be told from those of other tests. */
  const open = async () => {
    const url = (await engine.url()) ?? ''
    const server = closeLater(await openDatabase(url, { connections: 2 }))
    count += 1
    const user = `victim_${process.pid}_${count}`
    await run(server, `create role ${user} superuser login password 'geheim'`)
    const victim = Object.assign(new URL(url), { username: user, password: 'geheim' }).toString()
    const database = closeLater(await openDatabase(victim))
    await migrate(database)
    return { server, user, database }
  }

  test.each(BLOCKED)('%s is one sentence, and the next run goes on', async (_, table, when) => {
    const folder = archive()
    const { server, user, database } = await open()
    const context = await contextFor(database, folder, PROJECT)
    const waiting = `from pg_stat_activity where usename = '${user}' and wait_event_type = 'Lock'`
    const error = await struckSync(context, when, () =>
      server.transaction(async (db) => {
        await db.executeQuery(CompiledQuery.raw(`lock table ${table} in access exclusive mode`))
        while ((await run(server, `select pid ${waiting}`)).rows.length === 0) await sleep(10)
        await run(server, `select pg_terminate_backend(pid) ${waiting}`)
      }),
    )
    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({
      code: 'database',
      message: expect.stringMatching(/^the database postgres:\S+ ended the connection$/),
      hint: expect.stringContaining('Nothing is lost'),
    })
    expect(String(error)).not.toContain('geheim')
    expect(await readProjectState(database.kysely, context.projectId)).toMatchObject({
      failure: { error: expect.stringContaining('ended the connection') },
    })
    await sync(context)
    expect(await dump(database.kysely, context.projectId, { names: true })).toBe(undisturbed)
    expect(await readLock(database.kysely, context.projectId)).toBeUndefined()
  })

  test('that nobody uses at the time is replaced by another', async () => {
    const { server, user, database } = await open()
    const context = await contextFor(database, archive(), PROJECT)
    await run(server, `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${user}'`)
    while ((await run(server, `select pid from pg_stat_activity where usename = '${user}'`)).rows.length > 0)
      await sleep(10)
    expect((await sync(context)).derived.series).toBe(280)
  })
})

describe.each(quickEngines)('trouble elsewhere on $name', (engine) => {
  test('a list that vanishes while it is read: what was read is kept, and the next run goes on', async () => {
    const folder = archive()
    const database = await engine.open()
    const context = await contextFor(database, folder, PROJECT)
    const error = await struckSync(
      context,
      ({ step }) => step === 'reading first@lists.example.org',
      async () => rmSync(join(folder, 'second.mbox')),
    )
    expect(error).toMatchObject({
      name: 'UserError',
      code: 'source',
      message: expect.stringContaining('second.mbox'),
    })
    expect(await listMessages(database.kysely, context.projectId)).toHaveLength(520)
    expect(await readProjectState(database.kysely, context.projectId)).toMatchObject({
      asOf: undefined,
      failure: { error: expect.stringContaining('second.mbox') },
    })
    writeFileSync(join(folder, 'second.mbox'), mbox(SECOND))
    await sync(context)
    expect(await dump(database.kysely, context.projectId, { names: true })).toBe(undisturbed)
  })

  test('a repository that vanishes while the lists are read', async () => {
    const folder = archive()
    const database = await engine.open()
    const context = await contextFor(database, folder, PROJECT)
    const error = await struckSync(
      context,
      ({ step }) => step === 'reading second@lists.example.org',
      async () => rmSync(join(folder, 'repo'), { recursive: true }),
    )
    // It holds up nothing: all mails are read and derived, and the run is one that failed.
    expect(error).toBeUndefined()
    expect(await listMessages(database.kysely, context.projectId)).toHaveLength(560)
    expect(await readProjectState(database.kysely, context.projectId)).toMatchObject({
      asOf: context.now,
      failure: { error: expect.stringMatching(/repo.* What was known of repo stays\.$/) },
    })
  })

  test('a decision that is refused leaves nothing, and no page says that a sync failed', async () => {
    const folder = archive()
    const database = await engine.open()
    const context = await contextFor(database, folder, PROJECT)
    const { kysely } = database
    await sync({ ...context, clock: () => '2026-06-01T11:00:00Z' })
    const before = await dump(kysely, context.projectId, { names: false })
    const state = await readProjectState(kysely, context.projectId)
    const act = (action: string, subject: string, payload = {}) =>
      decide(context, { person: 'ada@example.org', action, subject, payload })
    const refused: readonly (readonly [() => Promise<unknown>, string])[] = [
      [() => act('stat', 'p0@x'), 'Did you mean "state"'],
      [() => act('state', 'p0@x', { status: 'fine' }), 'There are new, rfc'],
      [() => act('state', 'p0@x', { status: 'new', more: 1 }), 'help decide'],
      [() => act('state', 'nobody@x', { status: 'new' }), 'Message-ID'],
      [() => act('link', 'p0@x', { older: 'p0@x' }), 'Give a mail of an older version'],
      [() => act('match', 'p0@x', { commit: 'zz' }), '7 to 40 hex'],
      [() => act('erase', '1', { sequence: 1 }), 'decide log'],
    ]
    for (const [done, hint] of refused)
      await expect(done()).rejects.toMatchObject({ name: 'UserError', hint: expect.stringContaining(hint) })
    expect(await listDecisions(kysely, context.projectId)).toEqual([])
    expect(await verifyDecisions(kysely, context.projectId)).toBeUndefined()
    expect(await dump(kysely, context.projectId, { names: false })).toBe(before)
    expect(await readLock(kysely, context.projectId)).toBeUndefined()
    expect(await readProjectState(kysely, context.projectId)).toEqual(state)
  })

  test('a decision does not hide that the last sync failed', async () => {
    const folder = archive()
    const database = await engine.open()
    const context = await contextFor(database, folder, PROJECT)
    await sync(context)
    rmSync(join(folder, 'first.mbox'))
    await expect(sync(context)).rejects.toThrow('first.mbox')
    await decide(context, {
      person: 'ada@example.org',
      action: 'state',
      subject: 'p0@x',
      payload: { status: 'deferred' },
    })
    expect(await listRuns(database.kysely, context.projectId, 1)).toMatchObject([
      { kind: 'decide', error: undefined },
    ])
    expect(await readProjectState(database.kysely, context.projectId)).toMatchObject({
      failure: { error: expect.stringContaining('first.mbox') },
    })
  })
})
