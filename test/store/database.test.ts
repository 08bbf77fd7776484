import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CompiledQuery } from 'kysely'
import { describe, expect, inject, test } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { explainDatabaseError, nameDatabase } from '../../src/store/database-error.ts'
import { ensureProject, findProject, listProjects } from '../../src/store/inputs/projects.ts'
import { migrate } from '../../src/store/migrations.ts'
import { closeLater, engines, temporaryFolder } from '../support/db.ts'
import { cli } from '../support/io.ts'

const run = (database: Database, text: string) => database.kysely.executeQuery(CompiledQuery.raw(text))

/** The `UserError` that opening a database, and making its tables, ends in. */
async function failure(url: string): Promise<UserError> {
  try {
    const database = closeLater(await openDatabase(url))
    await migrate(database)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error(`${nameDatabase(url)} was opened`)
}

describe.each(engines)('a transaction on $name', (engine) => {
  test('that fails leaves nothing, and the next one works', async () => {
    const database = await engine.open()
    await expect(
      database.transaction(async (db) => {
        await ensureProject(db, 'one')
        throw new Error('in the middle')
      }),
    ).rejects.toThrow('in the middle')
    expect(await listProjects(database.kysely)).toEqual([])
    await database.transaction((db) => ensureProject(db, 'two'))
    expect((await listProjects(database.kysely)).map((one) => one.name)).toEqual(['two'])
  })

  test.skipIf(!engine.shared)(
    'is not seen from outside before it ends, and nobody waits to read',
    async () => {
      const database = await engine.open()
      await database.transaction(async (db) => {
        await ensureProject(db, 'one')
        expect(await findProject(database.kysely, 'one')).toBeUndefined()
      })
      expect(await findProject(database.kysely, 'one')).toBeDefined()
    },
  )

  test('a mistake of ours is no UserError', async () => {
    const database = await engine.open()
    const error = await run(database, 'select nothing from nowhere').catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(UserError)
  })
})

describe('a SQLite file', () => {
  test('that is not there is made, with its folder', async () => {
    const file = join(temporaryFolder(), 'new/folder/x.db')
    const database = closeLater(await openDatabase(`sqlite:${file}`))
    await migrate(database)
    expect(existsSync(file)).toBe(true)
  })

  test('in memory', async () => {
    const database = closeLater(await openDatabase('sqlite::memory:'))
    await migrate(database)
    await ensureProject(database.kysely, 'one')
    await database.transaction((db) => ensureProject(db, 'two'))
    expect(await listProjects(database.kysely)).toHaveLength(2)
  })

  test('that is something else is left as it is', async () => {
    const file = join(temporaryFolder(), 'list.mbox')
    const text = 'From ada@example.org Mon Mar  2 09:00:00 2026\nSubject: x\n\nText.\n'.repeat(200)
    writeFileSync(file, text)
    const error = await failure(`sqlite:${file}`)
    expect(error).toMatchObject({
      code: 'database',
      message: `the database sqlite:${file} is not a SQLite database`,
    })
    expect(error.hint).toContain('another path')
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  test.each([17, 100, 511])('%i octets of something else, too', async (size) => {
    const file = join(temporaryFolder(), 'x.db')
    writeFileSync(file, 'x'.repeat(size))
    expect((await failure(`sqlite:${file}`)).message).toContain('is not a SQLite database')
  })

  test('that is a folder, or in none, or where a file is in the way', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'x.db'))
    writeFileSync(join(folder, 'file'), '')
    symlinkSync(join(folder, 'nowhere/else'), join(folder, 'dangling'))
    const wrong = async (path: string) => (await failure(`sqlite:${path}`)).message
    for (const path of [
      join(folder, 'file/x.db'),
      join(folder, 'dangling/x.db'),
      join(folder, 'x'.repeat(300), 'x.db'),
    ])
      expect(await wrong(path)).toBe(`the database sqlite:${path} is in a folder that cannot be made`)
    expect(await wrong(join(folder, 'x.db'))).toMatch(/x\.db cannot be read or written$/)
  })

  test('that is damaged', async () => {
    const file = join(temporaryFolder(), 'x.db')
    const whole = await openDatabase(`sqlite:${file}`)
    await migrate(whole)
    for (let n = 0; n < 500; n++) await ensureProject(whole.kysely, `project ${n} ${'x'.repeat(200)}`)
    await whole.close()
    const bytes = readFileSync(file)
    // All but the first pages, which have the names of the tables.
    bytes.fill(0x5a, 4096 * 20)
    writeFileSync(file, bytes)
    const read = async () => listProjects(closeLater(await openDatabase(`sqlite:${file}`)).kysely)
    await expect(read()).rejects.toMatchObject({
      code: 'database',
      message: `the database sqlite:${file} is damaged`,
      hint: expect.stringContaining('backup'),
    })
  })

  test('that may not be written, or not be made', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'x.db')
    const made = await openDatabase(`sqlite:${file}`)
    await migrate(made)
    await made.close()
    chmodSync(file, 0o444)
    chmodSync(folder, 0o555)
    // Nothing is forbidden to root: for as long as this takes, be somebody else.
    const root = process.getuid?.() === 0
    if (root) process.seteuid?.(65_534)
    try {
      const write = async () => ensureProject(closeLater(await openDatabase(`sqlite:${file}`)).kysely, 'one')
      await expect(write()).rejects.toMatchObject({
        code: 'database',
        message: expect.stringMatching(/x\.db cannot be (?:read or )?written$/),
        hint: expect.stringContaining('permissions'),
      })
      for (const path of [join(folder, 'new.db'), join(folder, 'new/x.db')])
        expect(await failure(`sqlite:${path}`)).toMatchObject({
          message: expect.stringMatching(/x?\.db cannot be (?:read or )?written$/),
        })
    } finally {
      if (root) process.seteuid?.(0)
      chmodSync(folder, 0o755)
    }
  })

  test('that is full says so, and has room again later', async () => {
    const file = join(temporaryFolder(), 'x.db')
    const database = closeLater(await openDatabase(`sqlite:${file}`))
    await migrate(database)
    await run(database, 'pragma max_page_count = 1')
    const fill = () =>
      database.transaction(async (db) => {
        for (let n = 0; n < 2000; n++) await ensureProject(db, `${n} ${'x'.repeat(200)}`)
      })
    await expect(fill()).rejects.toMatchObject({
      code: 'database',
      message: `the database sqlite:${file} cannot grow: the disk is full`,
      hint: expect.stringContaining('Nothing is lost'),
    })
    expect(await listProjects(database.kysely)).toEqual([])
    await run(database, 'pragma max_page_count = 1000000')
    await fill()
    expect(await listProjects(database.kysely)).toHaveLength(2000)
  })

  test('that another process holds for too long', async () => {
    const file = join(temporaryFolder(), 'x.db')
    const one = closeLater(await openDatabase(`sqlite:${file}`))
    await migrate(one)
    const two = closeLater(await openDatabase(`sqlite:${file}`))
    await run(two, 'pragma busy_timeout = 1')
    await one.transaction(async (db) => {
      await ensureProject(db, 'one')
      await expect(two.transaction((other) => ensureProject(other, 'two'))).rejects.toMatchObject({
        code: 'database',
        message: `the database sqlite:${file} is locked by another process`,
      })
    })
    await two.transaction((other) => ensureProject(other, 'two'))
    expect((await listProjects(one.kysely)).map((project) => project.name)).toEqual(['one', 'two'])
  })

  test('that another process writes to before it has its write-ahead log is waited for', async () => {
    const file = join(temporaryFolder(), 'x.db')
    const script = fileURLToPath(new URL('hold-to-write.ts', import.meta.url))
    const writer = spawn(process.execPath, ['--import', 'tsx', script, file])
    await once(writer.stdout, 'data')
    const database = closeLater(await openDatabase(`sqlite:${file}`))
    await migrate(database)
    expect(await listProjects(database.kysely)).toEqual([])
  })
})

describe('a PostgreSQL server', () => {
  const server = inject('postgres')
  const real = 'url' in server ? server.url : undefined

  const freePort = (): Promise<number> =>
    new Promise((resolve) => {
      const taken = createServer()
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address()
        taken.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
      })
    })

  test('that is not there', async () => {
    const port = await freePort()
    for (const host of ['127.0.0.1', 'localhost']) {
      const error = await failure(`postgres://ada:geheim@${host}:${port}/x`)
      expect(error).toMatchObject({
        code: 'database',
        message: `the database postgres://ada:***@${host}:${port}/x cannot be reached`,
        hint: 'Check that the server runs, and the host and port.',
      })
    }
  })

  test('that is something else', async () => {
    const other = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' ? address?.port : 0
    const error = await failure(`postgres://ada:geheim@127.0.0.1:${port}/x`).finally(() => other.close())
    expect(error).toMatchObject({ code: 'database' })
    expect(`${error.message} ${error.hint}`).not.toContain('geheim')
  })

  test.skipIf(real === undefined).each([
    ['password', (url: URL) => Object.assign(url, { password: 'geheim' }), 'refuses this user or password'],
    [
      'user',
      (url: URL) => Object.assign(url, { username: 'geheimer', password: 'geheim' }),
      'refuses this user or password',
    ],
    [
      'database',
      (url: URL) => Object.assign(url, { pathname: '/missing' }),
      'names a database that does not exist',
    ],
    [
      'schema',
      (url: URL) => Object.assign(url, { search: '?options=-c%20search_path%3Dmissing' }),
      'names a schema that does not exist',
    ],
  ])('that has no such %s', async (_, change, what) => {
    const url = change(new URL(real ?? 'postgres://localhost')).toString()
    const error = await failure(url)
    expect(error).toMatchObject({ code: 'database', message: `the database ${nameDatabase(url)} ${what}` })
    expect(`${error.message} ${error.hint}`).not.toMatch(/geheim(?!er)|:patchmoot@/)
    // The same from the command line.
    const folder = temporaryFolder()
    const source = join(folder, 'a.mbox')
    writeFileSync(source, '')
    writeFileSync(
      join(folder, 'patchmoot.json'),
      JSON.stringify({
        projects: [{ id: 'p', lists: [{ address: 'a@example.org', source: `mbox:${source}` }] }],
      }),
    )
    const { code, out, err } = await cli(folder, ['sync'], { env: { DATABASE_URL: url } })
    expect([code, out]).toEqual([1, ''])
    expect(err).toBe(`patchmoot: ${error.message}. ${error.hint}\n`)
  })

  test.skipIf(real === undefined)('that ends the connection', async () => {
    const one = closeLater(await openDatabase(real ?? '', { connections: 1 }))
    const two = closeLater(await openDatabase(real ?? '', { connections: 1 }))
    const { rows } = await one.kysely.executeQuery<{ pid: number }>(
      CompiledQuery.raw('select pg_backend_pid() as pid'),
    )
    const strike = () => run(two, `select pg_terminate_backend(${rows[0]?.pid})`)
    // In the middle of a transaction.
    await expect(
      one.transaction(async (db) => {
        await db.executeQuery(CompiledQuery.raw('select 1'))
        await strike()
        await db.executeQuery(CompiledQuery.raw('select 2'))
        await db.executeQuery(CompiledQuery.raw('select 3'))
      }),
    ).rejects.toMatchObject({
      code: 'database',
      message: `the database ${nameDatabase(real ?? '')} ended the connection`,
    })
    // The next query has a fresh one.
    expect((await run(one, 'select 1 as one')).rows).toEqual([{ one: 1 }])
  })
})

describe('an error of an engine', () => {
  const coded = (code: string, message = 'said by the engine') => Object.assign(new Error(message), { code })
  const sentence = (error: unknown, url: string): string | undefined => {
    const explained = explainDatabaseError(error, url)
    return explained instanceof UserError ? explained.message : undefined
  }

  test.each([
    ['SQLITE_FULL', 'sqlite:x', 'the disk is full'],
    ['SQLITE_CORRUPT_VTAB', 'sqlite:x', 'is damaged'],
    ['SQLITE_READONLY_DBMOVED', 'sqlite:x', 'cannot be written'],
    ['SQLITE_IOERR_WRITE', 'sqlite:x', 'cannot be read or written'],
    ['SQLITE_BUSY_SNAPSHOT', 'sqlite:x', 'is locked by another process'],
    ['ENOTFOUND', 'postgres://h/d', 'names a host that is not known'],
    ['EAI_AGAIN', 'postgres://h/d', 'names a host that is not known'],
    ['ETIMEDOUT', 'postgres://h/d', 'cannot be reached'],
    ['28P01', 'postgres://h/d', 'refuses this user or password'],
    ['42501', 'postgres://h/d', 'does not let this user do that'],
    ['53100', 'postgres://h/d', 'the disk is full'],
    ['53300', 'postgres://h/d', 'has no room for this connection'],
    ['57P01', 'postgres://h/d', 'ended the connection'],
    ['57P03', 'postgres://h/d', 'ended the connection'],
    ['08006', 'postgres://h/d', 'ended the connection'],
    ['40P01', 'postgres://h/d', 'is locked by another process'],
  ])('%s of %s is put in words', (code, url, words) => {
    expect(sentence(coded(code), url)).toContain(words)
  })

  test.each([
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
  ])('"%s", which has no code, is put in words', (message) => {
    expect(sentence(new Error(message), 'postgres://h/d')).toContain('ended the connection')
  })

  test('that is our mistake stays what it is', () => {
    for (const error of [coded('SQLITE_CONSTRAINT_UNIQUE'), new TypeError('x'), 'text'])
      expect(explainDatabaseError(error, 'sqlite:x')).toBe(error)
    for (const error of [coded('42P01'), coded('23505'), coded('SQLITE_FULL')])
      expect(explainDatabaseError(error, 'postgres://h/d')).toBe(error)
    const ours = new UserError('usage', 'x')
    expect(explainDatabaseError(ours, 'sqlite:x')).toBe(ours)
  })

  test.each([
    ['postgres://ada:geheim@h:5/d?sslmode=require', 'postgres://ada:***@h:5/d?sslmode=require'],
    ['postgresql://ada@h/d?password=geheim', 'postgresql://ada@h/d?password=***'],
    ['postgres://ada@h/d?sslpassword=geheim&x=1', 'postgres://ada@h/d?sslpassword=***&x=1'],
    ['postgres://ada:geheim@h:port/d', 'postgres://…'],
    ['sqlite:a b.db', 'sqlite:a b.db'],
  ])('%s is named without its password', (url, name) => {
    expect(nameDatabase(url)).toBe(name)
  })

  test.each(['mysql://ada:geheim@h/d', 'patchmoot.db', '', 'sqlite:', 'postgres:d'])(
    '%s is no database that is known',
    async (url) => {
      const error = await failure(url)
      expect(error).toMatchObject({ code: 'config', hint: expect.stringContaining('sqlite:FILE') })
      expect(error.message).not.toContain('geheim')
    },
  )
})
