import type { Config } from '../../app/config.ts'
import { needsRebuild, readDerivedSoFar } from '../../app/needs-rebuild.ts'
import { hasPendingDecisions } from '../../app/pending-decisions.ts'
import { UserError } from '../../core/errors.ts'
import type { Db } from '../../store/database.ts'
import { findProject } from '../../store/inputs/projects.ts'
import type { Arguments, Command } from '../command.ts'
import { deriveWhenAsked } from '../derive-when-asked.ts'
import { listen } from '../listen.ts'
import { readConfig, withDatabase } from '../open-project.ts'
import { recordWith } from '../record-with.ts'
import { remindOnTimer } from '../remind-timer.ts'
import { syncOnTimer } from '../sync-timer.ts'

export const serve: Command = {
  options: [
    { flags: '--port <number>', summary: 'the port to listen on (default: 8080)' },
    { flags: '--host <address>', summary: 'the address to listen on (default: 127.0.0.1)' },
    { flags: '--no-sync', summary: 'do not sync, whatever the configuration says' },
  ],
  help: 'It syncs by itself every "sync.every" minutes (10 unless told otherwise, 0: never), in a process of its own,\nunder the same lock as "patchmoot sync". What people decide on its pages is recorded at once, and worked in\nbehind it, also where it does not sync.',
  run: async (args, io) => {
    const { port, host } = addressOption(args)
    // Pages, charts and Markdown are loaded only where they are shown: every other command starts without them.
    const { accountsFor } = await import('../../web/accounts.ts')
    const { createApp } = await import('../../web/app.ts')
    const { keepBoards } = await import('../../web/dashboard/load-board.ts')
    const { warmPages } = await import('../warm-pages.ts')
    const config = readConfig(args, io)
    return withDatabase(config, async (database) => {
      for (const project of config.projects) {
        const id = await findProject(database.kysely, project.id)
        const why =
          id === undefined ? undefined : needsRebuild(await readDerivedSoFar(database.kysely, id), project)
        if (why !== undefined)
          io.stderr.write(`patchmoot: ${project.id} needs a rebuild (${why}). The next sync does it.\n`)
      }
      const accounts = accountsFor(config, host, {
        demo: false,
        clock: io.now,
        write: (text) => void io.stdout.write(text),
      })
      const syncs = args.flag('sync') && config.syncEvery > 0
      let timer: { soon(): void; stop(): Promise<void> } | undefined
      const boards = keepBoards({ background: true })
      const app = createApp(
        {
          database,
          config,
          now: io.now,
          decide: recordWith({
            database,
            config,
            clock: io.now,
            now: io.now,
            signal: io.signal,
            soon: () => timer?.soon(),
          }),
          derivesLater: true,
          report: (text) => void io.stderr.write(`${text}\n`),
          accounts,
        },
        boards,
      )
      const server = await listen(app.fetch, port, host)
      if (accounts.refusal !== undefined) io.stderr.write(`patchmoot: ${accounts.refusal}\n`)
      if (!args.flag('quiet')) io.stdout.write(`Patchmoot runs on ${server.url}\n`)
      timer = syncs ? syncOnTimer(config.path, config.syncEvery, io) : deriveWhenAsked(config.path, io)
      // What was decided before a server was stopped, and a sync would take.
      if (!syncs && (await isAnyPending(database.kysely, config))) timer.soon()
      const warm = warmPages({ app, boards, database, config })
      const reminders =
        config.smtp !== undefined && config.projects.some((one) => one.events.reminders)
          ? remindOnTimer({
              database,
              config,
              outbox: accounts.outbox,
              clock: io.now,
              report: (text) => void io.stderr.write(`${text}\n`),
            })
          : undefined
      await aborted(io.signal)
      await reminders?.stop()
      await warm.stop()
      await timer?.stop()
      await server.close()
      return 0
    })
  },
}

async function isAnyPending(db: Db, config: Config): Promise<boolean> {
  for (const project of config.projects) {
    const id = await findProject(db, project.id)
    if (id !== undefined && (await hasPendingDecisions(db, id))) return true
  }
  return false
}

/** `--port` and `--host`. */
export function addressOption(args: Arguments): { readonly port: number; readonly host: string } {
  const text = args.text('port') ?? '8080'
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new UserError('usage', `--port ${text} is no port`, { hint: 'Give a number from 1 to 65535.' })
  return { port, host: args.text('host') ?? '127.0.0.1' }
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
