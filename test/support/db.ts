import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { type Database, openDatabase, openDialect } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrations.ts'
import { pgliteDialect } from './pglite.ts'

/** An engine to run the store's tests on: `describe.each(engines)('… on $name', (engine) => …)`. */
export interface TestEngine {
  readonly name: string
  /** Other processes can open the same database by its URL. */
  readonly shared: boolean
  /** A new, empty database with all tables, closed and removed after the file's tests. */
  open(): Promise<Database>
  /** The URL of a new, empty database without any table; `undefined` where only this process can reach it. */
  url(): Promise<string | undefined>
}

const folders: string[] = []
const databases: Database[] = []
let count = 0

afterAll(async () => {
  for (const database of databases.splice(0)) await database.close().catch(() => undefined)
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Closes a database after the file's tests, whatever they do. */
export function closeLater(database: Database): Database {
  databases.push(database)
  return database
}

/** A new folder that is removed after the file's tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'patchmoot-test-'))
  folders.push(folder)
  return folder
}

async function migrated(database: Database): Promise<Database> {
  closeLater(database)
  await migrate(database)
  return database
}

const sqlite: TestEngine = {
  name: 'SQLite',
  shared: true,
  url: async () => `sqlite:${join(temporaryFolder(), 'test.db')}`,
  open: async () => migrated(await openDatabase(`sqlite:${join(temporaryFolder(), 'test.db')}`)),
}

const pgliteEngine: TestEngine = {
  name: 'PGlite',
  shared: false,
  url: async () => undefined,
  open: async () =>
    migrated(await openDialect(pgliteDialect(schemaName()), 'postgres://pglite/in-this-process', 'postgres')),
}

/** An engine at a PostgreSQL server: each database is a schema of its own. */
function postgres(name: string, server: string): TestEngine {
  const url = async (): Promise<string> => {
    const schema = schemaName()
    const client = new pg.Client(server)
    await client.connect()
    await client.query(`create schema ${schema}`)
    await client.end()
    const made = new URL(server)
    made.searchParams.set('options', `-c search_path=${schema}`)
    return made.toString()
  }
  return { name, shared: true, url, open: async () => migrated(await openDatabase(await url())) }
}

function schemaName(): string {
  count += 1
  return `test_${process.pid}_${Date.now().toString(36)}_${count}`
}

function listEngines(): readonly TestEngine[] {
  const found = [sqlite, pgliteEngine]
  const own = inject('postgres')
  if ('url' in own) found.push(postgres('PostgreSQL', own.url))
  else console.warn(`skipped on a real PostgreSQL: ${own.missing}`)
  const given = process.env['DATABASE_URL']
  if (given) found.push(postgres('DATABASE_URL', given))
  return found
}

/** Every engine that this run can reach. With `CI` set, one that is missing is a failure (see postgres.ts). */
export const engines: readonly TestEngine[] = listEngines()

/** The engines that need no server: quick, and enough for what only uses the store. */
export const quickEngines: readonly TestEngine[] = [sqlite]
