import { createHash } from 'node:crypto'
import { closeSync, createReadStream, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { UserError } from '../core/errors.ts'
import { type MboxEntry, MboxSplitter, mailOf } from './mbox-split.ts'
import { MAIL_LIMIT, type Source, type SourceContext, type SourceEvent } from './source.ts'

const CHUNK = 1024 * 1024

/**
 * Where reading of one file stopped: its last mail. The mail's beginning, not its end, because a mail that was being
 * written when it was read goes on after that end.
 */
interface Stop {
  /** Octets before the last mail read (of the uncompressed text). */
  readonly offset: number
  /** Octets of that mail with its "From " line, without trailing line ends, and their digest. */
  readonly length: number
  readonly digest: string
  /** Size and time of the file when it was read to its end, to see at a glance that nothing is new. */
  readonly seen?: string
}

/**
 * Mails in one file (mboxrd or mboxo, plain or gzip, told by content), or in all files of a folder, sorted by name.
 *
 * `mbox:PATH?quoting=mboxo` for files in which only ">From " was quoted. The cursor is JSON: for each file its last
 * mail. A file that only grew is read from there; one that changed before is read again.
 */
export const mboxSource: Source = {
  kind: 'mbox',
  async *read(location, since, context) {
    const query = /\?quoting=(mboxo|mboxrd)$/.exec(location)
    const path = query === null ? location : location.slice(0, query.index)
    const quoting = query?.[1] === 'mboxo' ? 'mboxo' : 'mboxrd'
    if (!existsSync(path))
      throw new UserError('source', `the mbox ${path} is not there`, {
        hint: 'Give the path of a file of mails (plain or .gz), or of a folder with such files.',
      })
    const single = !statSync(path).isDirectory()
    const files = single ? [path] : filesIn(path)
    const stops = parseCursor(since)
    for (const file of files) {
      const name = basename(file)
      const pieces = around(stops, name)
      let stop = stops.get(name)
      for await (const event of readFile(file, stop, { quoting, single, context, files: files.length })) {
        if (event.kind === 'stop') {
          stop = event.stop
        } else if (event.kind === 'entry') {
          const { mark } = event
          // Worked out only for the mails at which reading is in fact interrupted.
          const mail = {
            bytes: event.bytes,
            receivedAt: undefined,
            get cursor() {
              return pieces(mark())
            },
          }
          yield { kind: 'mail', mail }
        } else if (event.kind === 'trouble') {
          yield { kind: 'problem', where: event.where, what: event.what, cursor: pieces(event.mark()) }
        } else yield event
      }
      if (stop !== undefined) stops.set(name, stop)
    }
    yield { kind: 'end', cursor: JSON.stringify(Object.fromEntries(stops)) }
  },
}

type FileEvent =
  | { readonly kind: 'entry'; readonly bytes: Buffer; readonly mark: () => Stop | undefined }
  | {
      readonly kind: 'trouble'
      readonly where: string
      readonly what: string
      readonly mark: () => Stop | undefined
    }
  | { readonly kind: 'stop'; readonly stop: Stop | undefined }
  | Extract<SourceEvent, { kind: 'total' }>

interface FileContext {
  readonly quoting: 'mboxrd' | 'mboxo'
  /** The only file, so that what is wrong with it ends the reading. */
  readonly single: boolean
  readonly files: number
  readonly context: SourceContext
}

async function* readFile(
  file: string,
  stop: Stop | undefined,
  how: FileContext,
): AsyncGenerator<FileEvent, void, void> {
  const state = statSync(file)
  const seen = `${state.size}@${Math.floor(state.mtimeMs)}`
  if (stop?.seen === seen) return
  const kind = kindOf(file)
  if (kind === 'empty') return
  if (kind !== 'plain' && kind !== 'gzip') {
    const what = `is compressed with ${kind}, which cannot be read; uncompress it first`
    if (how.single)
      throw new UserError('source', `${file} ${what}`, { hint: 'Plain text and gzip can be read.' })
    yield { kind: 'trouble', where: file, what: `it ${what}`, mark: () => stop }
    return
  }
  if (stop !== undefined && !(await stillThere(file, kind, stop, how.context))) stop = undefined

  let last: (() => Stop) | undefined
  let known = stop
  let mails = 0
  let announce = 256
  const splitter = new MboxSplitter(stop?.offset ?? 0, MAIL_LIMIT)
  const stream = octets(file, kind, stop?.offset ?? 0, how.context)
  const share = () =>
    state.size === 0 ? 1 : stream.consumed() / (state.size - (kind === 'gzip' ? 0 : (stop?.offset ?? 0)))
  let failure: unknown
  const take = function* (entry: MboxEntry): Generator<FileEvent> {
    const mark = markOf(entry)
    // The first mail after a cursor is the one that it stands on; it has news only if it was incomplete then.
    const repeated = known !== undefined && mark().digest === known.digest
    known = undefined
    if (repeated) {
      last = mark
      return
    }
    if (entry.size === undefined) {
      const what = `a mail of more than ${MAIL_LIMIT} octets at octet ${entry.offset}: left out`
      yield { kind: 'trouble', where: file, what, mark }
    } else {
      mails++
      yield { kind: 'entry', bytes: mailOf(entry.raw, how.quoting), mark }
    }
    last = mark
  }

  try {
    for await (const chunk of stream.chunks) {
      for (const entry of splitter.push(chunk)) {
        yield* take(entry)
        how.context.signal.throwIfAborted()
      }
      if (how.files === 1 && mails >= announce) {
        announce *= 4
        yield { kind: 'total', mails: Math.max(mails, Math.round(mails / Math.min(1, share()))) }
      }
      how.context.signal.throwIfAborted()
    }
  } catch (cause) {
    how.context.signal.throwIfAborted()
    failure = cause
  }
  if (failure === undefined) {
    for (const entry of splitter.end()) yield* take(entry)
    if (last === undefined && stop === undefined) {
      const what = 'is no mbox: it does not begin with a line "From … YEAR"'
      if (how.single)
        throw new UserError('source', `${file} ${what}`, {
          hint: 'For a folder of single mails use "maildir:".',
        })
      yield { kind: 'trouble', where: file, what: `it ${what}; left out`, mark: () => stop }
      return
    }
    const end = last?.() ?? stop
    yield { kind: 'stop', stop: end === undefined ? undefined : { ...end, seen } }
    return
  }
  // What came before the damage is kept, and the cursor stays before it, so that a repaired file goes on from there.
  const reason = failure instanceof Error ? failure.message : String(failure)
  const end = last
  if (end === undefined && how.single)
    throw new UserError('source', `${file} is damaged: ${reason}`, {
      hint: 'Fetch the file again.',
      cause: failure,
    })
  yield {
    kind: 'trouble',
    where: file,
    what: `it is damaged after ${mails} mails: ${reason}; fetch it again`,
    mark: () => end?.() ?? stop,
  }
  yield { kind: 'stop', stop: end?.() ?? stop }
}

// ---- octets of a file -------------------------------------------------------------------------------------

function kindOf(file: string): string {
  const head = Buffer.alloc(6)
  const handle = open(file)
  try {
    if (readSync(handle, head, 0, 6, 0) === 0) return 'empty'
  } finally {
    closeSync(handle)
  }
  const hex = head.toString('hex')
  if (hex.startsWith('1f8b')) return 'gzip'
  if (hex.startsWith('28b52ffd')) return 'zstd'
  if (hex.startsWith('fd377a585a00')) return 'xz'
  if (hex.startsWith('425a68')) return 'bzip2'
  if (hex.startsWith('504b0304')) return 'zip'
  return 'plain'
}

function open(file: string): number {
  try {
    return openSync(file, 'r')
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? cause.code : 'unknown reason'
    throw new UserError('source', `${file} cannot be opened (${reason})`, {
      hint: 'See that the user who runs Patchmoot may read it.',
      cause,
    })
  }
}

interface Octets {
  readonly chunks: AsyncIterable<Buffer>
  /** Octets read of the file itself. */
  consumed(): number
}

function octets(file: string, kind: string, offset: number, context: SourceContext): Octets {
  const { signal } = context
  const start = kind === 'gzip' ? 0 : offset
  const source = createReadStream(file, { start, highWaterMark: CHUNK, signal })
  const consumed = () => source.bytesRead
  if (kind !== 'gzip') return { chunks: source, consumed }
  const unzip = createGunzip({ chunkSize: CHUNK })
  source.on('error', (error) => unzip.destroy(error))
  unzip.on('close', () => source.destroy())
  return { chunks: skip(source.pipe(unzip), offset), consumed }
}

async function* skip(chunks: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer, void, void> {
  let left = count
  for await (const chunk of chunks) {
    if (left >= chunk.length) left -= chunk.length
    else {
      yield left === 0 ? chunk : chunk.subarray(left)
      left = 0
    }
  }
}

async function stillThere(file: string, kind: string, stop: Stop, context: SourceContext): Promise<boolean> {
  const hash = createHash('sha256')
  let left = stop.length
  try {
    for await (const chunk of octets(file, kind, stop.offset, context).chunks) {
      const part = chunk.subarray(0, left)
      hash.update(part)
      left -= part.length
      if (left === 0) break
    }
  } catch {
    context.signal.throwIfAborted()
    return false // damaged before the cursor: reading from the start will say so
  }
  return left === 0 && shorten(hash.digest('hex')) === stop.digest
}

function markOf(entry: MboxEntry): () => Stop {
  return () => {
    let length = entry.raw.length
    while (length > 0 && (entry.raw[length - 1] === 10 || entry.raw[length - 1] === 13)) length--
    const digest = createHash('sha256').update(entry.raw.subarray(0, length)).digest('hex')
    return { offset: entry.offset, length, digest: shorten(digest) }
  }
}

const shorten = (hex: string) => hex.slice(0, 24)

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && (entry.isFile() || entry.isSymbolicLink()))
    .map((entry) => join(folder, entry.name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
    .sort()
}

// ---- the cursor -------------------------------------------------------------------------------------------

function parseCursor(since: string | undefined): Map<string, Stop> {
  const stops = new Map<string, Stop>()
  if (since === undefined) return stops
  let value: unknown
  try {
    value = JSON.parse(since)
  } catch {
    return stops // not ours: read everything again, which stores nothing twice
  }
  if (typeof value !== 'object' || value === null) return stops
  for (const [name, stop] of Object.entries(value)) {
    if (typeof stop !== 'object' || stop === null) continue
    const { offset, length, digest, seen } = stop as Record<string, unknown>
    if (typeof offset !== 'number' || typeof length !== 'number' || typeof digest !== 'string') continue
    if (!Number.isSafeInteger(offset) || offset < 0 || !Number.isSafeInteger(length) || length <= 0) continue
    stops.set(name, { offset, length, digest, ...(typeof seen === 'string' ? { seen } : {}) })
  }
  return stops
}

// A folder may hold hundreds of files: the text of all others is made once for each file, not for each mail.
function around(stops: ReadonlyMap<string, Stop>, name: string): (stop: Stop | undefined) => string {
  const others = JSON.stringify(Object.fromEntries([...stops].filter(([other]) => other !== name)))
  const before = others === '{}' ? '{' : `${others.slice(0, -1)},`
  return (stop) => (stop === undefined ? others : `${before}${JSON.stringify(name)}:${JSON.stringify(stop)}}`)
}
