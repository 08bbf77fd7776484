import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CompiledQuery } from 'kysely'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/app/decide.ts'
import { removeMail } from '../../src/app/remove-mail.ts'
import { sync } from '../../src/app/sync.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { dump } from '../../src/store/derived/dump.ts'
import { INPUT_MIGRATIONS } from '../../src/store/input-tables.ts'
import { DERIVED_VERSION, migrate } from '../../src/store/migrations.ts'
import type { Tables } from '../../src/store/schema.ts'
import { searchMessages } from '../../src/store/search.ts'
import { contextFor, makeRepository, mbox, patchText, type TestMail } from '../support/archive.ts'
import { closeLater, engines, temporaryFolder } from '../support/db.ts'
import { runTogether } from '../support/together.ts'

const ALL = [...INPUT_MIGRATIONS.map((one) => one.name), `derived-${DERIVED_VERSION}`]

/** The tables that nothing can bring back. */
const INPUTS = [
  'project',
  'message',
  'message_raw',
  'delivery',
  'tombstone',
  'private_message',
  'source_cursor',
  'git_commit',
  'git_branch',
  'commit_branch',
  'repository_file',
  'decision',
  'decision_payload',
] as const satisfies readonly (keyof Tables)[]

const MAILS: readonly TestMail[] = [
  { id: 'v1@x', subject: '[PATCH] wall: paint', text: patchText('a', 'red', 'green') },
  { id: 'r1@x', from: 'Bo', subject: 'Re: [PATCH] wall: paint', day: 1, answers: 'v1@x', text: 'Why green?' },
  { id: 'v2@x', subject: '[PATCH v2] wall: paint', day: 2, text: patchText('a', 'red', 'blue') },
  { id: 'spam@x', from: 'Ed', subject: 'Buy walls', day: 3 },
]

/** A folder with every kind of input: a list, a private mailbox, a repository with a `.mailmap`. */
function archive() {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'list.mbox'), mbox(MAILS))
  writeFileSync(join(folder, 'vote.mbox'), mbox([{ id: 'vote@x', subject: 'a ballot' }]))
  const url = makeRepository(join(folder, 'repo'), [
    { message: 'start', files: { a: 'red\n', '.mailmap': 'Bo Example <bo@example.org>\n' } },
    { message: 'wall: paint\n\nBecause.', files: { a: 'blue\n' } },
  ])
  return {
    folder,
    project: {
      lists: [{ address: 'devel@lists.example.org', source: 'mbox:list.mbox' }],
      mailboxes: [{ address: 'vote@example.org', source: 'mbox:vote.mbox', for: 'ballots' }],
      repositories: [{ name: 'repo', url }],
    },
  }
}

async function inputsOf(database: Database): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {}
  for (const table of INPUTS) {
    // The list of tables is data; every one of them can be read whole.
    const rows = await database.kysely
      .selectFrom(table as 'project')
      .selectAll()
      .execute()
    found[table] = rows.map((row) => JSON.stringify(row)).sort()
  }
  return found
}

const migrationsOf = async (database: Database): Promise<readonly string[]> =>
  (await run(database, 'select name from migration order by name')).map((row) => String(row['name']))

async function run(database: Database, text: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const done = await database.kysely.executeQuery<Readonly<Record<string, unknown>>>(CompiledQuery.raw(text))
  return done.rows
}

describe.each(engines)('migrations on $name', (engine) => {
  test('are applied once', async () => {
    const database = await engine.open()
    expect(await migrationsOf(database)).toEqual([...ALL].sort())
    expect(await migrate(database)).toEqual({ applied: [] })
  })

  test('what a newer Patchmoot made is left alone, in one sentence that names it', async () => {
    const database = await engine.open()
    await run(database, `insert into migration (name) values ('999-from-the-future')`)
    await expect(migrate(database)).rejects.toMatchObject({
      name: 'UserError',
      code: 'database',
      message: expect.stringMatching(
        /^the database \S+ was made by a newer Patchmoot \(it has "999-from-the-future"\)$/,
      ),
      hint: expect.stringContaining('restore the backup'),
    })
    // Also where the derived tables would be made anew.
    await run(database, `delete from migration where name like 'derived-%'`)
    await expect(migrate(database)).rejects.toThrow('newer Patchmoot')
    expect(await run(database, 'select count(*) as n from series')).toHaveLength(1)
  })

  test.each([
    ['an older', 'derived-0'],
    ['a newer', 'derived-1000'],
  ])('derived tables of %s version are made anew, and nothing else is lost', async (_, other) => {
    const { folder, project } = archive()
    const database = await engine.open()
    const context = await contextFor(database, folder, project)
    await sync(context)
    await decide(context, {
      person: 'ada@example.org',
      action: 'state',
      subject: 'v2@x',
      payload: { status: 'deferred' },
    })
    await removeMail(context, 'spam@x', 'spam')
    const derived = await dump(database.kysely, context.projectId, { names: false })
    const inputs = await inputsOf(database)
    for (const table of INPUTS) expect(inputs[table], table).not.toEqual([])

    await run(database, `update migration set name = '${other}' where name like 'derived-%'`)
    // Another version has other columns, and other rows.
    await run(database, 'drop table series')
    await run(database, 'create table series (project_id integer not null, something integer)')
    await run(database, 'insert into series values (1, 1)')
    expect(await migrate(database)).toEqual({ applied: [`derived-${DERIVED_VERSION}`] })
    expect(await migrationsOf(database)).toEqual([...ALL].sort())
    expect(await inputsOf(database)).toEqual(inputs)
    expect((await searchMessages(database.kysely, context.projectId, 'wall', { limit: 1 })).total).toBe(0)
    expect(await dump(database.kysely, context.projectId, { names: false })).not.toContain('v1@x')

    // The next sync brings everything back, and says why it took longer.
    expect((await sync(context)).derived.rebuilt).toMatch(/^this version of Patchmoot derives differently/)
    expect(await dump(database.kysely, context.projectId, { names: false })).toBe(derived)
    expect((await searchMessages(database.kysely, context.projectId, 'wall', { limit: 1 })).total).toBe(3)
  })

  test('one that fails leaves nothing half-made', async () => {
    const database = await engine.open()
    await run(database, `delete from migration where name like 'derived-%' or name = '002-repository-file'`)
    // 002 finds its table there already.
    await expect(migrate(database)).rejects.toThrow('already exists')
    expect(await migrationsOf(database)).toEqual(
      ALL.filter((name) => name !== '002-repository-file' && !name.startsWith('derived-')).sort(),
    )
    await run(database, 'drop table repository_file')
    expect(await migrate(database)).toEqual({
      applied: ['002-repository-file', `derived-${DERIVED_VERSION}`],
    })
  })

  test.skipIf(!engine.shared)('by several processes at once are made by one of them', async () => {
    const url = (await engine.url()) ?? ''
    const done = await runTogether(
      new URL('migrate-at-once.ts', import.meta.url),
      Array.from({ length: 3 }, () => [url]),
    )
    expect([...done].sort().reverse()).toEqual(['[]', '[]', JSON.stringify(ALL)].sort().reverse())
    const database = closeLater(await openDatabase(url))
    expect(await migrationsOf(database)).toEqual([...ALL].sort())
    expect(await migrate(database)).toEqual({ applied: [] })
  })
})
