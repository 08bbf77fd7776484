import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import Libsql from 'libsql'

/**
 * The Kysely dialect of one SQLite file.
 *
 * Two connections: one writes, one only reads, so that a page can be read while a transaction of the same
 * process is open (law: `serve` reads, `decide` writes). The driver is synchronous; a mutex keeps the writing
 * connection to one user at a time. Between processes SQLite's own lock and `busy_timeout` do the same.
 *
 * Why `libsql` and not `better-sqlite3`: the same API, but its binary comes inside the npm package, so an
 * installation needs no compiler. Its quirks are dealt with here and nowhere else: blobs arrive as
 * `ArrayBuffer`, a boolean parameter aborts the process, prepared statements are not cached.
 */
export function sqliteDialect(file: string): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => sqliteDriver(file),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

interface Statement {
  readonly reader: boolean
  readonly source: Libsql.Statement
  /** Columns that may hold a blob: declared so, or of no declared type. */
  readonly blobs: readonly string[]
}

interface Connection {
  readonly database: Libsql.Database
  readonly statements: Map<string, Statement>
}

/** Prepared statements kept per connection: preparing costs four times a point read (39 µs against 11 µs). */
const STATEMENTS = 300

function open(file: string, readOnly: boolean): Connection {
  const database = new Libsql(file, { timeout: BUSY_MILLISECONDS })
  const connection = { database, statements: new Map<string, Statement>() }
  // Two processes are a normal day (a sync from cron beside the server): wait for the other's transaction.
  database.exec(`pragma busy_timeout = ${BUSY_MILLISECONDS}`)
  if (!readOnly) {
    // Readers never wait for the writer, nor the writer for readers.
    useWriteAheadLog(database)
    // After a crash the WAL is sound without a sync at each commit; only a power cut may lose the newest ones.
    database.exec('pragma synchronous = normal')
    // Give back what a large derivation left in the WAL.
    database.prepare(`pragma journal_size_limit = ${64 << 20}`).all()
  }
  // SQLite's default is off.
  database.exec('pragma foreign_keys = on')
  // 32 MiB instead of 2: the indexes that an import writes into stay in memory.
  database.exec('pragma cache_size = -32768')
  if (readOnly) database.exec('pragma query_only = on')
  return connection
}

const BUSY_MILLISECONDS = 30_000
const RETRY_MILLISECONDS = 20

/**
 * Turns the WAL on, which a database file remembers. SQLite does not wait here as it does elsewhere: the change
 * begins as a read, and the busy handler is not asked when a read is to become a write, so one of several processes
 * that open a new file at the same moment would be told at once that it is locked.
 */
function useWriteAheadLog(database: Libsql.Database): void {
  const end = performance.now() + BUSY_MILLISECONDS
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  for (;;)
    try {
      database.prepare('pragma journal_mode = wal').all()
      return
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
      if (!busy || performance.now() > end) throw error
      Atomics.wait(sleeper, 0, 0, RETRY_MILLISECONDS)
    }
}

function prepare(connection: Connection, sql: string): Statement {
  const known = connection.statements.get(sql)
  if (known) {
    connection.statements.delete(sql)
    connection.statements.set(sql, known)
    return known
  }
  const source = connection.database.prepare(sql)
  const reader = source.reader
  const blobs = reader
    ? source
        .columns()
        .filter((column) => column.type === null || /^blob$/i.test(column.type))
        .map((column) => column.name)
    : []
  const statement = { source, reader, blobs }
  connection.statements.set(sql, statement)
  if (connection.statements.size > STATEMENTS) {
    const oldest = connection.statements.keys().next()
    if (!oldest.done) connection.statements.delete(oldest.value)
  }
  return statement
}

/** What may be bound. Anything else is a programmer's mistake, and libsql would abort the process on some. */
function checkParameters(parameters: readonly unknown[]): void {
  for (const value of parameters) {
    const type = typeof value
    if (type === 'string' || type === 'number' || type === 'bigint' || value === null) continue
    if (value instanceof Uint8Array) continue
    throw new TypeError(`cannot bind a ${type} to a query`)
  }
}

function execute<R>(connection: Connection, query: CompiledQuery): QueryResult<R> {
  checkParameters(query.parameters)
  const statement = prepare(connection, query.sql)
  const parameters = [...query.parameters]
  if (!statement.reader) {
    const done = statement.source.run(parameters)
    return { rows: [], numAffectedRows: BigInt(done.changes), insertId: BigInt(done.lastInsertRowid) }
  }
  const rows = statement.source.all(parameters) as Record<string, unknown>[]
  for (const name of statement.blobs)
    for (const row of rows) {
      const value = row[name]
      if (value instanceof ArrayBuffer) row[name] = new Uint8Array(value)
    }
  return { rows: rows as R[] }
}

const READS = /^\s*(?:select|with)\b/i
const WRITES = /\b(?:insert|update|delete|replace)\b/i

function onlyReads(sql: string): boolean {
  return READS.test(sql) && (/^\s*select\b/i.test(sql) || !WRITES.test(sql))
}

function sqliteDriver(file: string): Driver {
  let writer: Connection | undefined
  let reader: Connection | undefined
  let tail: Promise<void> = Promise.resolve()
  const memory = file === ':memory:'

  /** Waits until the writing connection is free, and gives the function that frees it again. */
  async function lock(): Promise<() => void> {
    const before = tail
    let free = (): void => {}
    tail = new Promise((resolve) => {
      free = resolve
    })
    await before
    return free
  }

  function connectionFor(which: Connection | undefined): Connection {
    if (which === undefined) throw new TypeError('the database is closed')
    return which
  }

  const inTransaction = new WeakMap<DatabaseConnection, () => void>()

  function newConnection(): DatabaseConnection {
    const self: DatabaseConnection = {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        if (inTransaction.has(self)) return execute(connectionFor(writer), query)
        if (!memory && onlyReads(query.sql)) return execute(connectionFor(reader), query)
        const free = await lock()
        try {
          return execute(connectionFor(writer), query)
        } finally {
          free()
        }
      },
      // A half-read statement would hold its snapshot until it is garbage: large reads go by key instead.
      streamQuery() {
        throw new TypeError('streaming is not offered: read in batches by key')
      },
    }
    return self
  }

  async function end(connection: DatabaseConnection, sql: 'commit' | 'rollback'): Promise<void> {
    connectionFor(writer).database.exec(sql)
    inTransaction.get(connection)?.()
    inTransaction.delete(connection)
  }

  return {
    async init() {
      if (!memory) mkdirSync(dirname(file), { recursive: true })
      writer = open(file, false)
      reader = memory ? writer : open(file, true)
    },
    async acquireConnection() {
      return newConnection()
    },
    async beginTransaction(connection) {
      const free = await lock()
      try {
        // `immediate`: take the write lock first, so that nothing read in between can be stale.
        connectionFor(writer).database.exec('begin immediate')
      } catch (error) {
        free()
        throw error
      }
      inTransaction.set(connection, free)
    },
    commitTransaction: (connection) => end(connection, 'commit'),
    async rollbackTransaction(connection) {
      try {
        // A full disk or a lost file rolls back by itself.
        if (connectionFor(writer).database.inTransaction) await end(connection, 'rollback')
      } finally {
        inTransaction.get(connection)?.()
        inTransaction.delete(connection)
      }
    },
    async releaseConnection() {},
    async destroy() {
      writer?.statements.clear()
      reader?.statements.clear()
      if (reader !== writer) reader?.database.close()
      writer?.database.close()
      writer = undefined
      reader = undefined
    },
  }
}
