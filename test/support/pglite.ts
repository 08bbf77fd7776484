import { PGlite, types } from '@electric-sql/pglite'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'

let shared: Promise<PGlite> | undefined

/** One PGlite per worker: creating it takes seconds. */
export function pglite(): Promise<PGlite> {
  shared ??= PGlite.create({
    parsers: { [types.INT8]: Number },
  })
  return shared
}

let tail: Promise<void> = Promise.resolve()

/** The PostgreSQL dialect over PGlite, in a schema of its own. PGlite has one session, which is taken in turns. */
export function pgliteDialect(schema: string): Dialect {
  let free = (): void => {}
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await (await pglite()).query<R>(query.sql, [...query.parameters])
      return { rows: result.rows, numAffectedRows: BigInt(result.affectedRows ?? 0) }
    },
    streamQuery() {
      throw new TypeError('streaming is not offered')
    },
  }
  const exec = async (sql: string): Promise<void> => {
    await (await pglite()).exec(sql)
  }
  return {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createDriver: () => ({
      init: () => exec(`create schema if not exists ${schema}`),
      async acquireConnection() {
        const before = tail
        let release = (): void => {}
        tail = new Promise((resolve) => {
          release = resolve
        })
        await before
        free = release
        await exec(`set search_path to ${schema}`)
        return connection
      },
      beginTransaction: () => exec('begin'),
      commitTransaction: () => exec('commit'),
      rollbackTransaction: () => exec('rollback'),
      releaseConnection: async () => free(),
      destroy: async () => {},
    }),
  }
}
