import { existsSync, readdirSync, type Stats, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { UserError } from '../core/errors.ts'
import { cursorAround, formatMboxCursor, type MboxStop, parseMboxCursor, stopAt } from './mbox-cursor.ts'
import { isStillThere, kindOfFile, readOctets } from './mbox-octets.ts'
import { type MboxEntry, MboxSplitter, mailOf } from './mbox-split.ts'
import { MAIL_LIMIT, type Source, type SourceContext, type SourceEvent } from './source.ts'

/**
 * Mails in one file (mboxrd or mboxo, plain or gzip, told by content), or in all files of a folder, sorted by name.
 *
 * `mbox:PATH?quoting=mboxo` for files in which only ">From " was quoted. The cursor is JSON: for each file its last
 * mail. A file that only grew is read from there; one that changed before is read again. What is wrong with the only file
 * ends the reading; among several it is a problem, and the others are read.
 */
export const mboxSource: Source = {
  kind: 'mbox',
  async *read(location, since, context) {
    const query = /\?quoting=(mboxo|mboxrd)$/.exec(location)
    const path = query === null ? location : location.slice(0, query.index)
    const quoting = query?.[1] === 'mboxo' ? 'mboxo' : 'mboxrd'
    const { files, single } = filesOf(path)
    const known = parseMboxCursor(since)
    const stops = new Map<string, MboxStop>()
    for (const file of files) {
      const stop = known.get(basename(file))
      if (stop !== undefined) stops.set(basename(file), stop)
    }
    for (const file of files) {
      const name = basename(file)
      const cursorWith = cursorAround(stops, name)
      let stop = stops.get(name)
      try {
        for await (const event of readFile(file, stop, { quoting, context, files: files.length })) {
          if (event.kind === 'stop') {
            stop = event.stop
          } else if (event.kind === 'entry') {
            const { mark } = event
            // Worked out only for the mails at which reading is in fact interrupted.
            const mail = {
              bytes: event.bytes,
              receivedAt: undefined,
              get cursor() {
                return cursorWith(mark())
              },
            }
            yield { kind: 'mail', mail }
          } else if (event.kind === 'trouble') {
            yield { kind: 'problem', where: file, what: event.what, cursor: cursorWith(event.mark()) }
          } else yield event
        }
      } catch (cause) {
        context.signal.throwIfAborted()
        const error = explain(file, cause)
        if (single || !(error instanceof UserError)) throw error
        yield {
          kind: 'problem',
          where: file,
          what: `it ${error.message.slice(file.length + 1)}`,
          cursor: cursorWith(stop),
        }
      }
      if (stop !== undefined) stops.set(name, stop)
    }
    yield { kind: 'end', cursor: formatMboxCursor(stops) }
  },
}

type FileEvent =
  | { readonly kind: 'entry'; readonly bytes: Buffer; readonly mark: () => MboxStop }
  | { readonly kind: 'trouble'; readonly what: string; readonly mark: () => MboxStop | undefined }
  | { readonly kind: 'stop'; readonly stop: MboxStop | undefined }
  | Extract<SourceEvent, { kind: 'total' }>

interface FileContext {
  readonly quoting: 'mboxrd' | 'mboxo'
  readonly files: number
  readonly context: SourceContext
}

async function* readFile(
  file: string,
  before: MboxStop | undefined,
  how: FileContext,
): AsyncGenerator<FileEvent, void, void> {
  const { signal } = how.context
  const state = statSync(file)
  const seen = `${state.size}@${Math.floor(state.mtimeMs)}`
  if (before?.seen === seen) return
  const kind = kindOfFile(file)
  if (kind === 'empty') return
  if (kind !== 'plain' && kind !== 'gzip')
    throw new UserError('source', `${file} is compressed with ${kind}, which cannot be read`, {
      hint: 'Uncompress it first: plain text and gzip can be read.',
    })
  const stop = before !== undefined && (await isStillThere(file, kind, before, signal)) ? before : undefined

  let last: (() => MboxStop) | undefined
  let known = stop
  let mails = 0
  const splitter = new MboxSplitter(stop?.offset ?? 0, MAIL_LIMIT)
  const take = function* (entry: MboxEntry): Generator<FileEvent> {
    const mark = stopAt(entry)
    // The first mail after a cursor is the one that it stands on; it has news only if it was incomplete then.
    const repeated = known !== undefined && mark().digest === known.digest
    known = undefined
    last = mark
    if (repeated) return
    if (entry.size === undefined) {
      yield {
        kind: 'trouble',
        what: `a mail of more than ${MAIL_LIMIT} octets at octet ${entry.offset}: left out`,
        mark,
      }
      return
    }
    mails++
    yield { kind: 'entry', bytes: mailOf(entry.raw, how.quoting), mark }
  }

  const octets = readOctets(file, kind, stop?.offset ?? 0, signal)
  const unread = state.size - (kind === 'gzip' ? 0 : (stop?.offset ?? 0))
  let announce = 256
  try {
    for await (const chunk of octets.chunks) {
      for (const entry of splitter.push(chunk)) {
        yield* take(entry)
        signal.throwIfAborted()
      }
      if (splitter.refused) break
      if (how.files === 1 && mails >= announce) {
        announce *= 4
        yield { kind: 'total', mails: Math.max(mails, Math.round((mails * unread) / octets.consumed())) }
      }
      signal.throwIfAborted()
    }
  } catch (cause) {
    signal.throwIfAborted()
    if (last === undefined && stop === undefined) throw cause
    // What came before the damage is kept, and the cursor stays there, so that a repaired file goes on from it.
    const end = last?.() ?? stop
    const what = `it is damaged behind octet ${end?.offset ?? 0} of its text (${reasonOf(cause)}): what is before is kept, ${mails} mails this time; fetch it again`
    yield { kind: 'trouble', what, mark: () => end }
    yield { kind: 'stop', stop: end }
    return
  }
  for (const entry of splitter.end()) yield* take(entry)
  if (splitter.refused)
    throw new UserError('source', `${file} is no mbox: it does not begin with a line "From … YEAR"`, {
      hint: 'For a folder of single mails use "maildir:".',
    })
  if (how.files === 1 && mails > 0) yield { kind: 'total', mails }
  const end = last?.() ?? stop
  yield { kind: 'stop', stop: end === undefined ? undefined : { ...end, seen } }
}

// ---- files ------------------------------------------------------------------------------------------------

function filesOf(path: string): { readonly files: readonly string[]; readonly single: boolean } {
  if (!existsSync(path))
    throw new UserError('source', `the mbox ${path} is not there`, {
      hint: 'Give the path of a file of mails (plain or .gz), or of a folder with such files.',
    })
  const state = statSync(path)
  if (state.isFile()) return { files: [path], single: true }
  if (!state.isDirectory())
    throw new UserError('source', `${path} is neither a file nor a folder`, {
      hint: 'Give the path of a file of mails (plain or .gz), or of a folder with such files.',
    })
  let names: readonly string[]
  try {
    names = readdirSync(path)
  } catch (cause) {
    throw explain(path, cause)
  }
  const files = names
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(path, name))
    .filter((file) => stateOf(file)?.isFile() === true)
    .sort()
  return { files, single: false }
}

function stateOf(file: string): Stats | undefined {
  return statSync(file, { throwIfNoEntry: false })
}

/** A failure of the file system, or of gzip, as a sentence that begins with the file; others as they are. */
function explain(file: string, cause: unknown): unknown {
  if (cause instanceof UserError || !(cause instanceof Error) || !('code' in cause)) return cause
  if (String(cause.code).startsWith('Z_'))
    return new UserError('source', `${file} is damaged (${reasonOf(cause)})`, {
      hint: 'Nothing of it was kept. Fetch the file again.',
      cause,
    })
  return new UserError('source', `${file} cannot be read (${reasonOf(cause)})`, {
    hint: 'See that the user who runs Patchmoot may read it.',
    cause,
  })
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return 'code' in cause && !String(cause.code).startsWith('Z_') ? String(cause.code) : cause.message
}
