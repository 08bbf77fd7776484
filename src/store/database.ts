import { resolve } from 'node:path'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  type Transaction,
} from 'kysely'
import { UserError } from '../core/errors.ts'
import { explainDatabaseError } from './database-error.ts'
import type { Tables } from './schema.ts'

/** The two kinds of engine; everything above `store/` need not know which. */
export type Engine = 'sqlite' | 'postgres'

/** What every store function takes first: the database, or a transaction that the caller opened. */
export type Db = Kysely<Tables> | Transaction<Tables>

/** An open database. */
export interface Database {
  readonly kysely: Kysely<Tables>
  readonly engine: Engine
  /** As given, without the password. */
  readonly url: string
  /**
   * Runs `run` in one transaction: all of its writes are kept, or, if it throws, none. The write lock is taken
   * at once on SQLite. Inside, use only the `db` that `run` is given.
   */
  transaction<T>(run: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Opens the database at `sqlite:FILE`, `sqlite::memory:` or `postgres://…`.
 *
 * A missing SQLite file is created, with its folder. The tables are not: see `migrate`.
 * Errors: `UserError` 'config' for another kind of URL, 'database' when it cannot be opened or reached; later
 * queries throw 'database' too when the disk is full, the file damaged or the connection lost.
 */
export async function openDatabase(
  url: string,
  options: { readonly connections?: number } = {},
): Promise<Database> {
  const engine = engineOfUrl(url)
  return openDialect(await dialectOf(engine, url, options), url, engine)
}

/** The dialect of an engine, whose driver is read now: that of PostgreSQL takes longer than most queries of SQLite. */
async function dialectOf(
  engine: Engine,
  url: string,
  options: { readonly connections?: number },
): Promise<Dialect> {
  if (engine === 'sqlite') return (await import('./sqlite.ts')).sqliteDialect(fileOf(url))
  return (await import('./postgres.ts')).postgresDialect(url, options)
}

/** Opens the database behind a Kysely dialect; `openDatabase` does for every URL that people can write. */
export async function openDialect(dialect: Dialect, url: string, engine: Engine): Promise<Database> {
  const kysely = new Kysely<Tables>({ dialect: explaining(dialect, url) })
  const database: Database = {
    kysely,
    engine,
    url,
    transaction: (run) => kysely.transaction().execute(run),
    close: () => kysely.destroy(),
  }
  try {
    // The first query opens the file or the connection: better here than in the middle of something.
    await kysely.selectNoFrom((eb) => eb.lit(1).as('one')).execute()
    if (engine === 'sqlite')
      await kysely
        .selectFrom('sqlite_master' as never)
        .select('name' as never)
        .limit(1)
        .execute()
  } catch (error) {
    await kysely.destroy().catch(() => undefined)
    throw error
  }
  return database
}

/** Which engine a store function is talking to, where the two differ. */
export function engineOf(db: Db): Engine {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'
}

/** Refuses to go on outside a transaction: for functions whose writes belong together. A programmer's mistake. */
export function needTransaction(db: Db, what: string): void {
  if (!db.isTransaction) throw new TypeError(`${what} needs a transaction`)
}

function engineOfUrl(url: string): Engine {
  if (/^sqlite:./.test(url)) return 'sqlite'
  if (/^postgres(?:ql)?:\/\//.test(url)) return 'postgres'
  throw new UserError('config', `the database "${url.replace(/:[^:@/]*@/, ':***@')}" is of no known kind`, {
    hint: 'Write "sqlite:FILE" or "postgres://user@host/name".',
  })
}

function fileOf(url: string): string {
  const file = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')
  return file === ':memory:' ? file : resolve(file)
}

/** The dialect, with every error of its engine put in words (see `explainDatabaseError`). */
function explaining(dialect: Dialect, url: string): Dialect {
  const wrapped = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const inner = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const explained = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await run()
    } catch (error) {
      throw explainDatabaseError(error, url)
    }
  }
  const innerOf = (connection: DatabaseConnection): DatabaseConnection => inner.get(connection) ?? connection
  const wrap = (connection: DatabaseConnection): DatabaseConnection => {
    const known = wrapped.get(connection)
    if (known) return known
    const made: DatabaseConnection = {
      executeQuery: (query: CompiledQuery) => explained(() => connection.executeQuery(storableQuery(query))),
      streamQuery: (query, size) => connection.streamQuery(query, size),
    }
    wrapped.set(connection, made)
    inner.set(made, connection)
    return made
  }
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver() {
      const driver = dialect.createDriver()
      return {
        init: () => explained(() => driver.init()),
        acquireConnection: () => explained(async () => wrap(await driver.acquireConnection())),
        beginTransaction: (connection, settings) =>
          explained(() => driver.beginTransaction(innerOf(connection), settings)),
        commitTransaction: (connection) => explained(() => driver.commitTransaction(innerOf(connection))),
        rollbackTransaction: (connection) => explained(() => driver.rollbackTransaction(innerOf(connection))),
        releaseConnection: (connection) => driver.releaseConnection(innerOf(connection)),
        destroy: () => driver.destroy(),
      } satisfies Driver
    },
  }
}

/** PostgreSQL refuses U+0000 in text, and SQLite's driver would stop reading at it. */
function storableQuery(query: CompiledQuery): CompiledQuery {
  if (!query.parameters.some((value) => typeof value === 'string' && value.includes('\0'))) return query
  const parameters = query.parameters.map((value) =>
    typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value,
  )
  return { ...query, parameters }
}
