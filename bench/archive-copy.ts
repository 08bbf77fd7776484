import { execFileSync } from 'node:child_process'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { SOURCES } from '../src/app/catalog.ts'
import { MboxSplitter } from '../src/sources/mbox-split.ts'

/** A copy of an archive that can be put back by some mails, and forward again. */
export interface ArchiveCopy {
  readonly source: string
  /** Leaves out the newest mails. */
  hold(mails: number): void
  /** Puts them back. */
  release(): void
}

/**
 * Copies an archive to where it can be changed: a public-inbox repository shares its objects with the original, an
 * mbox is uncompressed. `undefined` for other kinds.
 */
export function copyArchive(source: string, folder: string): ArchiveCopy | undefined {
  const colon = source.indexOf(':')
  const kind = source.slice(0, colon)
  const location = source.slice(colon + 1)
  mkdirSync(folder, { recursive: true })
  if (kind === 'mbox') return copyMbox(location, join(folder, 'list.mbox'))
  if (kind === 'public-inbox' && existsSync(join(location, 'HEAD')))
    return copyRepository(location, join(folder, 'list.git'))
  return undefined
}

function copyRepository(location: string, copy: string): ArchiveCopy {
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim()
  git('clone', '--quiet', '--bare', '--shared', location, copy)
  const branch = git(`--git-dir=${copy}`, 'symbolic-ref', 'HEAD')
  const tip = git(`--git-dir=${copy}`, 'rev-parse', branch)
  return {
    source: `public-inbox:${copy}`,
    hold: (mails) => void git(`--git-dir=${copy}`, 'update-ref', branch, `${tip}~${mails}`),
    release: () => void git(`--git-dir=${copy}`, 'update-ref', branch, tip),
  }
}

function copyMbox(location: string, copy: string): ArchiveCopy {
  const head = Buffer.alloc(2)
  const handle = openSync(location, 'r')
  readSync(handle, head, 0, 2, 0)
  closeSync(handle)
  const gzip = head[0] === 0x1f && head[1] === 0x8b
  const restore = (): void =>
    gzip ? writeFileSync(copy, gunzipSync(readFileSync(location))) : copyFileSync(location, copy)
  restore()
  return {
    source: `mbox:${copy}`,
    hold: (mails) => {
      const offsets = [...mailOffsets(readFileSync(copy))]
      truncateSync(copy, offsets.at(-mails) ?? 0)
    },
    release: restore,
  }
}

function* mailOffsets(text: Buffer): Generator<number> {
  const splitter = new MboxSplitter(0, 1 << 28)
  for (const entry of splitter.push(text)) yield entry.offset
  for (const entry of splitter.end()) yield entry.offset
}

/** Writes every mail of a source into a Maildir, for other programs to read. Gives how many, and their octets. */
export async function writeMaildir(
  source: string,
  folder: string,
): Promise<{ readonly mails: number; readonly octets: number }> {
  const colon = source.indexOf(':')
  const reader = SOURCES.find((one) => one.kind === source.slice(0, colon))
  if (reader === undefined) throw new Error(`${source} is of no known kind`)
  for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(folder, name), { recursive: true })
  let mails = 0
  let octets = 0
  const context = { cacheFolder: join(dirname(folder), 'cache'), signal: new AbortController().signal }
  for await (const event of reader.read(source.slice(colon + 1), undefined, context)) {
    if (event.kind !== 'mail') continue
    writeFileSync(join(folder, 'cur', `${String(++mails).padStart(7, '0')}:2,S`), event.mail.bytes)
    octets += event.mail.bytes.length
  }
  return { mails, octets }
}
