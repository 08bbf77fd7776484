import type { CompiledQuery, DatabaseConnection, Dialect, Driver } from 'kysely'

/** Calls `step` before and after everything that a dialect does: each call is a moment at which a process can die. */
export function killable(dialect: Dialect, step: () => void): Dialect {
  const inner = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const innerOf = (connection: DatabaseConnection): DatabaseConnection => inner.get(connection) ?? connection
  const around = async <T>(run: () => Promise<T>): Promise<T> => {
    step()
    const result = await run()
    step()
    return result
  }
  const wrap = (connection: DatabaseConnection): DatabaseConnection => {
    const made: DatabaseConnection = {
      executeQuery: (query: CompiledQuery) => around(() => connection.executeQuery(query)),
      streamQuery: (query, size) => connection.streamQuery(query, size),
    }
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
        init: () => driver.init(),
        acquireConnection: async () => wrap(await driver.acquireConnection()),
        beginTransaction: (connection, settings) =>
          around(() => driver.beginTransaction(innerOf(connection), settings)),
        commitTransaction: (connection) => around(() => driver.commitTransaction(innerOf(connection))),
        rollbackTransaction: (connection) => around(() => driver.rollbackTransaction(innerOf(connection))),
        releaseConnection: (connection) => driver.releaseConnection(innerOf(connection)),
        destroy: () => driver.destroy(),
      } satisfies Driver
    },
  }
}
