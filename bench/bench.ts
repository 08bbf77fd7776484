/**
 * Times whole runs on a mailing list and a repository:
 *
 *     npm run bench -- --list SOURCE [--address LIST] [--repository PATH] [--no-peers] [--no-build] [--json]
 *
 * Every run is a process of its own, its CPU time with that of the git that it starts. Beside them, where installed,
 * `notmuch new` and `public-inbox-index` on the same mails. Nothing is written but to a temporary folder.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { formatConfig } from '../src/app/config-text.ts'
import { copyArchive, writeMaildir } from './archive-copy.ts'
import { type BoardTime, tellBoardTimes, timeBoard } from './board-times.ts'
import { type DeriveTime, timeDerivation } from './derive-time.ts'
import { type Measured, runMeasured } from './measured-run.ts'
import { timePages } from './page-times.ts'
import { type Peer, runNotmuch, runPublicInbox } from './peers.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const launcher = join(root, 'patchmoot')

const { values } = parseArgs({
  options: {
    list: { type: 'string' },
    address: { type: 'string', default: 'list@example.org' },
    repository: { type: 'string' },
    peers: { type: 'boolean', default: true },
    build: { type: 'boolean', default: true },
    json: { type: 'boolean', default: false },
  },
  allowNegative: true,
})
if (values.list === undefined) {
  process.stderr.write('bench: which list? npm run bench -- --list public-inbox:PATH --repository PATH\n')
  process.exit(2)
}
const list = values.list
const say = (text: string): void => void process.stderr.write(`${text}\n`)

// What people run is the built program: sources would pay for their translation.
if (values.build)
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })

const folder = mkdtempSync(join(tmpdir(), 'patchmoot-bench-'))
try {
  await bench()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

interface Line {
  readonly what: string
  readonly measured: Measured
  readonly mails?: number
}

async function bench(): Promise<void> {
  const lines: Line[] = []
  const step = async (
    what: string,
    config: string,
    words: readonly string[],
    mails?: number,
  ): Promise<Measured> => {
    say(`${what} …`)
    const measured = await patchmoot(config, words)
    lines.push({ what, measured, ...(mails === undefined ? {} : { mails }) })
    return measured
  }
  const copy = copyArchive(list, join(folder, 'archive'))
  const source = copy?.source ?? list

  const alone = writeConfig('alone', source, undefined)
  const first = await step('first sync of the list', alone, ['sync', '--json'])
  const { mails } = countsOf(first)
  const database = databaseSize('alone')
  await step('nothing new', alone, ['sync', '--json'])
  await step('rebuild', alone, ['rebuild', '--json'])

  let applies: Applies | undefined
  let withRepository: string | undefined
  if (values.repository !== undefined) {
    withRepository = writeConfig('matched', source, values.repository)
    await step('first sync with the repository', withRepository, ['sync', '--json'])
    await step('nothing new, with the repository', withRepository, ['sync', '--json'])
    // Warm: the files of the branch have been read by then.
    const tried = await step('trying whether patches apply', withRepository, ['applies', '--all', '--json'])
    const told: { summary: Applies } = JSON.parse(tried.stdout)
    applies = told.summary
  }
  if (copy) {
    const grown = withRepository === undefined ? alone : withRepository
    // A database of its own, made while the newest mails are held back.
    const before = writeConfig('grown', source, values.repository)
    copy.hold(100)
    say('(sync of all but 100 mails) …')
    await patchmoot(before, ['sync', '--json'])
    copy.release()
    await step(`100 new mails${grown === alone ? '' : ', with the repository'}`, before, ['sync', '--json'])
  }
  say('pages …')
  const pages = await timePages(withRepository ?? alone)
  const board = await timeBoard(withRepository ?? alone)
  say('deriving alone …')
  const deriving = await timeDerivation(withRepository ?? alone)

  const peers: Peer[] = []
  if (values.peers) {
    say('writing a Maildir for notmuch …')
    const maildir = join(folder, 'maildir')
    await writeMaildir(source, maildir)
    say('notmuch …')
    peers.push(await runNotmuch(maildir, join(folder, 'notmuch')))
    say('public-inbox …')
    peers.push(await runPublicInbox(source, join(folder, 'public-inbox')))
  }
  print({ mails, database, lines, pages, board, deriving, peers, first, applies })
}

/** What `patchmoot applies --json` says of its work. */
interface Applies {
  readonly patches: number
  readonly tryMs: number
  readonly bisected: number
  readonly bisectMs: number
}

function rateOf({ patches, tryMs, bisected, bisectMs }: Applies): string {
  const rate = (count: number, ms: number): number => Math.round((count * 1000) / Math.max(ms, 1))
  return `${patches} patches tried, ${rate(patches, tryMs)}/s; ${bisected} series bisected, ${rate(bisected, bisectMs)}/s`
}

function tellDeriving(time: DeriveTime): string {
  const { mails, lineages, wallSeconds, cpuSeconds, matchedWallSeconds, matchedCpuSeconds } = time
  return `state, turn and loss of ${lineages} lineages derived from ${mails} mails, none of them read again: ${wallSeconds.toFixed(2)} s, CPU ${cpuSeconds.toFixed(2)} s; where matches are known, ${matchedWallSeconds.toFixed(2)} s, CPU ${matchedCpuSeconds.toFixed(2)} s`
}

function writeConfig(name: string, source: string, repository: string | undefined): string {
  const path = join(folder, `${name}.json`)
  const text = formatConfig({
    id: 'bench',
    title: 'Bench',
    lists: [{ address: values.address, source }],
    repositories: repository === undefined ? [] : [{ name: 'project', url: repository }],
  })
  writeFileSync(path, text.replace('sqlite:patchmoot.sqlite', `sqlite:${name}.sqlite`))
  return path
}

async function patchmoot(config: string, words: readonly string[]): Promise<Measured> {
  const env = { ...process.env, DATABASE_URL: '' }
  const measured = await runMeasured([process.execPath, launcher, ...words, '--config', config], {
    cwd: folder,
    env,
  })
  if (measured.code !== 0) throw new Error(`patchmoot ${words.join(' ')} failed: ${measured.stderr}`)
  return measured
}

function countsOf(sync: Measured): { readonly mails: number } {
  const summary: { bench: { lists: { read: number }[] } } = JSON.parse(sync.stdout)
  return { mails: summary.bench.lists.reduce((sum, one) => sum + one.read, 0) }
}

function databaseSize(name: string): number {
  const size = (suffix: string): number =>
    statSync(join(folder, `${name}.sqlite${suffix}`), { throwIfNoEntry: false })?.size ?? 0
  return (size('') + size('-wal')) / 1e6
}

function print(result: {
  readonly mails: number
  readonly database: number
  readonly lines: readonly Line[]
  readonly pages: readonly { readonly page: string; readonly ms: number }[]
  readonly board: readonly BoardTime[]
  readonly deriving: DeriveTime
  readonly peers: readonly Peer[]
  readonly first: Measured
  readonly applies: Applies | undefined
}): void {
  const { first } = result
  if (values.json) {
    const lines = result.lines.map(({ what, measured }) => ({ what, ...thin(measured) }))
    const peers = result.peers.map((peer) => ({
      name: peer.name,
      missing: peer.missing ?? null,
      ...(peer.measured
        ? { ...thin(peer.measured), ratio: peer.measured.cpuSeconds / first.cpuSeconds }
        : {}),
    }))
    process.stdout.write(
      `${JSON.stringify({ mails: result.mails, mailsPerSecond: result.mails / first.wallSeconds, databaseMegabytes: result.database, runs: lines, applies: result.applies ?? null, deriving: result.deriving, pages: result.pages, dashboard: result.board, peers }, null, 2)}\n`,
    )
    return
  }
  const rows = [
    ['run', 'wall', 'CPU', 'peak'],
    ...result.lines.map(({ what, measured }) => rowOf(what, measured)),
    ...result.peers.map((peer) =>
      peer.measured
        ? [
            ...rowOf(peer.name, peer.measured),
            `${(peer.measured.cpuSeconds / first.cpuSeconds).toFixed(1)} times the CPU time`,
          ]
        : [peer.name, peer.missing ?? ''],
    ),
  ]
  const widths = [0, 1, 2, 3].map((n) => Math.max(...rows.map((row) => (row[n] ?? '').length)))
  for (const row of rows)
    process.stdout.write(
      `${row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join('  ')}\n`,
    )
  process.stdout.write(
    `\n${result.mails} mails, ${Math.round(result.mails / first.wallSeconds)} mails/s, database ${Math.round(result.database)} MB\n\n`,
  )
  if (result.applies !== undefined) process.stdout.write(`${rateOf(result.applies)}\n\n`)
  process.stdout.write(`${tellDeriving(result.deriving)}\n\n`)
  for (const page of result.pages)
    process.stdout.write(`${page.ms.toFixed(1).padStart(8)} ms  ${page.page}\n`)
  process.stdout.write(`\n${tellBoardTimes(result.board)}`)
}

function thin(measured: Measured) {
  const { wallSeconds, cpuSeconds, peakMegabytes } = measured
  return { wallSeconds, cpuSeconds, peakMegabytes: peakMegabytes ?? null }
}

function rowOf(what: string, measured: Measured): string[] {
  return [
    what,
    `${measured.wallSeconds.toFixed(2)} s`,
    `${measured.cpuSeconds.toFixed(2)} s`,
    measured.peakMegabytes === undefined ? '?' : `${Math.round(measured.peakMegabytes)} MB`,
  ]
}
