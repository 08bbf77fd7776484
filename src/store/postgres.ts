import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

const INT8 = 20

/** The Kysely dialect of a PostgreSQL server, reached through a pool of connections. */
export function postgresDialect(url: string, options: { readonly connections?: number } = {}): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 8,
    connectionTimeoutMillis: 10_000,
    application_name: 'patchmoot',
    types: {
      // `count(*)` is an int8, which pg gives as text: no count here reaches 2^53.
      getTypeParser: ((id: number, format?: 'text') =>
        id === INT8 ? Number : pg.types.getTypeParser(id, format)) as typeof pg.types.getTypeParser,
    },
  })
  // A connection that breaks while nobody uses it says so here, else the process would end; the next query
  // gets a fresh connection or an error of its own.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return new PostgresDialect({ pool })
}
