import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../core/errors.ts'
import { formatMaildirCursor, MaildirSums, parseMaildirCursor } from './maildir-cursor.ts'
import { type Cursor, MAIL_LIMIT, type Source, type SourceContext, type SourceEvent } from './source.ts'

/** A file in `new` or `cur`. */
interface Entry {
  /** The name without what readers change: up to the first `:` or `,`. */
  readonly key: string
  /** Seconds since 1970 at the start of the name: when the mail was put there; 0 where it has none. */
  readonly seconds: number
  /** `new/NAME` or `cur/NAME`. */
  readonly path: string
}

/**
 * Mails in one Maildir, those of `new` and of `cur`, in the order of the times that their names begin with.
 *
 * A mail is known by the part of its name that never changes, so it may move from `new` to `cur` and gain flags. Which
 * ones were read is told by a cursor of bounded size (`maildir-cursor.ts`). Folders inside (`.Trash`, `.lists.devel`) are
 * not read, since most of them hold what nobody wants on a list: name the one that does, `maildir:PATH/.lists.devel`.
 * Links and anything else that is no plain file are passed over. `receivedAt` is never given: the time in the name is
 * that of the copy, which for a Maildir filled by mbsync or the like is years after the mail.
 */
export const maildirSource: Source = {
  kind: 'maildir',
  async *read(location, since, context) {
    checkMaildir(location)
    const entries = await listMaildir(location, context)
    const { after, sums: known } = parseMaildirCursor(since)
    const newest = after === undefined ? undefined : entryOf(after, '')
    const fresh = newest === undefined ? entries : entries.filter((entry) => compareKeys(entry, newest) > 0)
    const old = entries.slice(0, entries.length - fresh.length)

    const sums = new MaildirSums()
    for (const entry of old) sums.add(entry.key)
    const changed = sums.changedFrom(known)
    const again = changed.size === 0 ? [] : old.filter((entry) => changed.has(sums.groupOf(entry.key)))
    const total = again.length + fresh.length
    if (total > 0) yield { kind: 'total', mails: total }

    const reader: Reader = { folder: location, context, moved: undefined }
    // Among those read before, some have come or gone, so their groups are read again. Until that is done, the cursor
    // stays what it was: interrupted, it is done once more.
    const before = since ?? ''
    for (const entry of again) {
      const event = await readEntry(reader, entry, sums, () => before)
      if (event !== undefined) yield event
    }
    let last = after
    for (const entry of fresh) {
      sums.add(entry.key)
      last = entry.key
      const event = await readEntry(reader, entry, sums, (now) =>
        formatMaildirCursor({ after: entry.key, sums: now }),
      )
      if (event !== undefined) yield event
    }
    yield { kind: 'end', cursor: formatMaildirCursor({ after: last, sums }) }
  },
}

interface Reader {
  readonly folder: string
  readonly context: SourceContext
  /** Where the mails were when one was found to have moved. */
  moved: ReadonlyMap<string, string> | undefined
}

async function readEntry(
  reader: Reader,
  entry: Entry,
  sums: MaildirSums,
  cursorAt: (sums: MaildirSums) => Cursor,
): Promise<SourceEvent | undefined> {
  reader.context.signal.throwIfAborted()
  const found = await readMoved(reader, entry)
  // What was not given stays out of the sums, so that the next run looks at its group again.
  if (found.kind !== 'mail') sums.remove(entry.key)
  if (found.kind === 'gone') return undefined
  const now = sums.copy()
  if (found.kind === 'trouble')
    return {
      kind: 'problem',
      where: join(reader.folder, entry.path),
      what: found.what,
      cursor: cursorAt(now),
    }
  const mail = {
    bytes: found.bytes,
    receivedAt: undefined,
    // Worked out only for the mails at which reading is in fact interrupted.
    get cursor() {
      return cursorAt(now)
    },
  }
  return { kind: 'mail', mail }
}

type Found =
  | { readonly kind: 'mail'; readonly bytes: Buffer }
  | { readonly kind: 'gone' }
  | { readonly kind: 'trouble'; readonly what: string }

/** A mail, also when a mail program has renamed its file since it was listed. */
async function readMoved(reader: Reader, entry: Entry): Promise<Found> {
  const first = readMail(join(reader.folder, entry.path))
  if (first.kind !== 'gone') return first
  for (const known of [true, false]) {
    if (!known || reader.moved === undefined)
      reader.moved = new Map(
        (await listMaildir(reader.folder, reader.context)).map((one) => [one.key, one.path]),
      )
    const path = reader.moved.get(entry.key)
    if (path === undefined) return { kind: 'gone' }
    const found = readMail(join(reader.folder, path))
    if (found.kind !== 'gone') return found
  }
  return { kind: 'gone' }
}

function readMail(path: string): Found {
  let handle: number | undefined
  try {
    // A link or a pipe put in place of the file since it was listed is neither followed nor waited for.
    handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const state = fstatSync(handle)
    if (!state.isFile()) return { kind: 'gone' }
    if (state.size > MAIL_LIMIT)
      return { kind: 'trouble', what: `it has ${state.size} octets: too large for a mail, left out` }
    return { kind: 'mail', bytes: readFileSync(handle) }
  } catch (cause) {
    const code = codeOf(cause)
    if (code === 'ENOENT' || code === 'ELOOP') return { kind: 'gone' }
    return { kind: 'trouble', what: `it cannot be read (${code})` }
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason'
}

// ---- what a Maildir holds ---------------------------------------------------------------------------------

function checkMaildir(path: string): void {
  if (!existsSync(path))
    throw new UserError('source', `the Maildir ${path} is not there`, {
      hint: 'Give the path of the folder that has "new" and "cur" in it.',
    })
  if (!statSync(path).isDirectory())
    throw new UserError('source', `${path} is a file, not a Maildir`, {
      hint: `For a file of mails use "mbox:${path}".`,
    })
  if (isMaildir(path)) return
  const inside = foldersIn(path).filter((name) => isMaildir(join(path, name)))
  throw new UserError('source', `${path} is no Maildir: it has neither "new" nor "cur"`, {
    hint:
      inside.length === 0
        ? `For a folder of mbox files use "mbox:${path}".`
        : `It holds Maildirs, of which one can be given: ${inside
            .slice(0, 8)
            .map((name) => `maildir:${join(path, name)}`)
            .join(', ')}.`,
  })
}

function isMaildir(path: string): boolean {
  return ['new', 'cur'].some(
    (name) => statSync(join(path, name), { throwIfNoEntry: false })?.isDirectory() === true,
  )
}

function foldersIn(path: string): readonly string[] {
  try {
    return readdirSync(path).sort()
  } catch {
    return [] // only for the hint; that it cannot be read is said below
  }
}

/** The mails, oldest first. `new` is listed before `cur`, so that one on its way from there to here is seen. */
async function listMaildir(folder: string, context: SourceContext): Promise<readonly Entry[]> {
  const found = new Map<string, Entry>()
  for (const name of ['new', 'cur']) {
    for (const file of await filesIn(join(folder, name))) {
      // The whole of the unique part here: two mails that differ only behind a comma are two.
      found.set(file.split(':', 1)[0] ?? file, entryOf(keyOf(file), `${name}/${file}`))
    }
    context.signal.throwIfAborted()
  }
  return [...found.values()].sort(compare)
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => entry.name)
  } catch (cause) {
    const code = codeOf(cause)
    if (code === 'ENOENT') return []
    throw new UserError('source', `the folder ${folder} cannot be read (${code})`, {
      hint: 'See that the user who runs Patchmoot may read it.',
      cause,
    })
  }
}

// `:2,S` are flags (`;2,` or `!2,` where a file system forbids colons); `,S=1234` and `,U=12` are added by
// Dovecot and mbsync.
const keyOf = (file: string): string => file.replace(/(?:[:,]|[;!]2,).*$/s, '')

function entryOf(key: string, path: string): Entry {
  return { key, seconds: Number(/^\d{1,12}/.exec(key)?.[0] ?? 0), path }
}

function compareKeys(a: Entry, b: Entry): number {
  return a.seconds - b.seconds || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
}

function compare(a: Entry, b: Entry): number {
  return compareKeys(a, b) || (a.path < b.path ? -1 : 1)
}
