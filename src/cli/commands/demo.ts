import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { loadConfig } from '../../app/config.ts'
import { recordDemoEvents } from '../../app/demo-events.ts'
import { recordDemoDrafts, recordDemoVotes } from '../../app/demo-motions.ts'
import { recordDemoReviews } from '../../app/demo-reviews.ts'
import { type PreparedDemo, prepareDemo, writeDemo } from '../../app/prepare-demo.ts'
import { sync } from '../../app/sync.ts'
import { UserError } from '../../core/errors.ts'
import { type CommunityOptions, DEFAULT_OPTIONS, makeCommunity } from '../../demo/community.ts'
import { ensureProject } from '../../store/inputs/projects.ts'
import type { Arguments, Command, Io } from '../command.ts'
import { listen } from '../listen.ts'
import { withDatabase } from '../open-project.ts'
import { progressLine } from '../progress-line.ts'
import { recordWith } from '../record-with.ts'
import { aborted, addressOption } from './serve.ts'

export const demo: Command = {
  options: [
    { flags: '--port <number>', summary: 'the port to listen on (default: 8080)' },
    { flags: '--host <address>', summary: 'the address to listen on (default: 127.0.0.1)' },
    { flags: '--seed <text>', summary: `what chance begins with (default: ${DEFAULT_OPTIONS.seed})` },
    {
      flags: '--until <day>',
      summary: `its last day, at which its clock stands still (default: ${DEFAULT_OPTIONS.until.slice(0, 10)})`,
    },
    {
      flags: '--mails <number>',
      summary: `about how many mails it has (default: ${DEFAULT_OPTIONS.mails}, at least some 530)`,
    },
    { flags: '--folder <path>', summary: 'where it is kept (default: in the cache of the user)' },
    { flags: '--write <path>', summary: 'only write its lists, repository and configuration there' },
  ],
  help: 'The same options give the same community, octet for octet. It is kept, with its database, for the next time.',
  run: async (args, io) => {
    const options = optionsOf(args)
    const target = args.text('write')
    if (target !== undefined) {
      const written = await writeDemo(makeCommunity(options), resolve(io.cwd, target), io.signal)
      if (args.flag('json')) io.stdout.write(`${JSON.stringify(written)}\n`)
      else io.stdout.write(describeWritten(written))
      return 0
    }
    const address = addressOption(args)
    const folder = args.text('folder')
    const prepared = await prepareDemo(
      options,
      folder === undefined ? cacheFolder(io) : resolve(io.cwd, folder),
      io.signal,
    )
    return serveDemo(prepared, options, address, args, io)
  },
}

async function serveDemo(
  prepared: PreparedDemo,
  options: CommunityOptions,
  address: { readonly port: number; readonly host: string },
  args: Arguments,
  io: Io,
): Promise<number> {
  // Without the environment: DATABASE_URL is where real projects are.
  const config = loadConfig(prepared.config, {})
  return withDatabase(config, async (database) => {
    // Pages, charts and Markdown are loaded only where they are shown: every other command starts without them.
    const { accountsFor } = await import('../../web/accounts.ts')
    const { createApp } = await import('../../web/app.ts')
    const app = createApp({
      database,
      config,
      demo: true,
      now: () => prepared.until,
      decide: recordWith({
        database,
        config,
        clock: () => prepared.until,
        now: () => prepared.until,
        signal: io.signal,
      }),
      accounts: accountsFor(config, address.host, {
        demo: true,
        clock: io.now,
        write: (text) => void io.stdout.write(text),
      }),
      report: (text) => void io.stderr.write(`${text}\n`),
    })
    // First the port: whoever has to choose another one should not wait.
    const server = await listen(app.fetch, address.port, address.host)
    try {
      for (const project of config.projects) {
        const projectId = await ensureProject(database.kysely, project.id)
        const community = makeCommunity(options)
        await recordDemoEvents(database, projectId, community)
        await recordDemoDrafts(database, projectId, community)
        await recordDemoReviews(database, projectId, community)
        const line = progressLine(io.stderr, { quiet: args.flag('quiet') || !io.stderr.isTerminal })
        await sync({
          database,
          config,
          project,
          projectId,
          now: prepared.until,
          clock: io.now,
          signal: io.signal,
          onProgress: line.show,
        }).finally(() => line.end())
        await recordDemoVotes(database, projectId, project, community)
      }
      if (args.flag('json')) io.stdout.write(`${JSON.stringify({ url: server.url, ...prepared })}\n`)
      else if (!args.flag('quiet'))
        io.stdout.write(
          `Patchmoot runs on ${server.url} with a made-up community of ${prepared.mails} mails, as of ${options.until.slice(0, 10)}. Ctrl-C ends it.\n`,
        )
      await aborted(io.signal)
    } finally {
      await server.close()
    }
    return 0
  })
}

function optionsOf(args: Arguments): CommunityOptions {
  const mails = args.text('mails') ?? String(DEFAULT_OPTIONS.mails)
  if (!/^\d{1,6}$/.test(mails) || Number(mails) < 1)
    throw new UserError('usage', `--mails ${mails} is no number of mails`, {
      hint: 'Give a number from 1 to 999999.',
    })
  return {
    seed: args.text('seed') ?? DEFAULT_OPTIONS.seed,
    until: untilOption(args),
    mails: Number(mails),
  }
}

function untilOption(args: Arguments): string {
  const given = args.text('until')
  if (given === undefined) return DEFAULT_OPTIONS.until
  const text = /^\d{4}-\d\d-\d\d$/.test(given) ? `${given}T18:00:00Z` : given
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN
  // The repository begins two years earlier, and git counts from 1970. A 31st of February would be a day in March.
  const isSane =
    ms >= Date.UTC(1975, 0, 1) &&
    ms < Date.UTC(2099, 0, 1) &&
    new Date(ms).toISOString().slice(0, 10) === text.slice(0, 10)
  if (!isSane)
    throw new UserError('usage', `--until ${given} is no day that a demo can end on`, {
      hint: 'Write it as 2026-05-01, between 1975 and 2098.',
    })
  return text
}

/** Where programs keep what they can make again. */
function cacheFolder(io: Io): string {
  const given = io.env['XDG_CACHE_HOME'] ?? io.env['LOCALAPPDATA']
  if (given !== undefined && given !== '') return join(given, 'patchmoot')
  return join(io.env['HOME'] ?? homedir(), '.cache', 'patchmoot')
}

function describeWritten({ folder, config, mails, until }: PreparedDemo): string {
  return `Wrote ${mails} mails, up to ${until.slice(0, 10)}, to ${folder}. Next: patchmoot sync --config ${config} --now ${until}\n`
}
