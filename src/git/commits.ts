import { isUtf8 } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import type { Address } from '../core/mail/message.ts'
import { type Instant, instantOf } from '../core/time.ts'
import type { Branch } from './branches.ts'
import { readGit, streamGit } from './git.ts'

/** A commit as git has it, with the octets of its change. */
export interface CommitText {
  /** 40 hex. */
  readonly sha: string
  readonly parents: readonly string[]
  readonly author: Address
  readonly authoredAt: Instant
  readonly committer: Address
  readonly committedAt: Instant
  /** The first line of its message. */
  readonly subject: string
  /** The whole message, subject included. */
  readonly message: string
  /**
   * What `git format-patch` would send, as `git log -p -M --full-index` prints it; `undefined` for merges, empty
   * commits, those before `since`, and those of which objects are missing. At most `DIFF_LIMIT` octets.
   */
  readonly diff: Uint8Array | undefined
  /** Why `diff` is not whole; `undefined` when it is. */
  readonly note: string | undefined
}

/** Octets of a diff that are kept; what comes after is left out, at a file where possible. */
export const DIFF_LIMIT = 4 * 1024 * 1024

/** Which commits to read. */
export interface CommitsWanted {
  readonly branches: readonly Branch[]
  /** Commits that are known already. */
  readonly exclude?: ReadonlySet<string> | undefined
  /** Commits from before come without diff (they cannot be matched: there was no mail yet). */
  readonly since?: Instant | undefined
  readonly signal?: AbortSignal | undefined
  /** Called once, before the first commit, with how many there will be. */
  readonly onTotal?: ((commits: number) => void) | undefined
}

/** Text of git: UTF-8 where it is, else Latin-1, which loses nothing. */
export function decodeGitText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return buffer.toString(isUtf8(buffer) ? 'utf8' : 'latin1')
}

/**
 * The commits that the branches hold, parents before children, each once.
 *
 * Two runs of git for all of them: the list, then `git log -p`. Where objects are missing (a partial clone), the
 * commit comes without diff and with a note, and reading goes on. Throws `UserError` naming the repository.
 */
export async function* readCommits(
  repository: string,
  wanted: CommitsWanted,
): AsyncGenerator<CommitText, void, void> {
  const { signal, since, exclude } = wanted
  if (wanted.branches.length === 0) return
  const input = `${wanted.branches.map((branch) => branch.tip).join('\n')}\n`
  const args = ['rev-list', '--topo-order', '--reverse', '--timestamp', '--stdin']
  const listed = await readGit(args, { repository, signal, input })
  const old: string[] = []
  const recent: string[] = []
  for (const line of listed.split('\n')) {
    const space = line.indexOf(' ')
    const sha = line.slice(space + 1)
    if (sha === '' || exclude?.has(sha) === true) continue
    const at = instantOf(Number(line.slice(0, space)))
    if (since !== undefined && at !== undefined && at < since) old.push(sha)
    else recent.push(sha)
  }
  wanted.onTotal?.(old.length + recent.length)
  yield* readLog(repository, old, { signal, diff: false })

  let position = 0
  while (position < recent.length) {
    const rest = position === 0 ? recent : recent.slice(position)
    let given = 0
    try {
      for await (const commit of readLog(repository, rest, { signal, diff: true })) {
        given++
        yield commit
      }
      if (given === rest.length) return
    } catch (cause) {
      signal?.throwIfAborted()
      // Did git break off at the next commit, for want of an object? Then that commit alone is read without diff;
      // if even that fails, the repository is beyond reading.
      if (given >= rest.length) throw cause
    }
    for await (const commit of readLog(repository, rest.slice(given, given + 1), { signal, diff: false }))
      yield { ...commit, note: 'its diff cannot be read: objects are missing in the repository' }
    position += given + 1
  }
}

const FIELDS = ['%H', '%P', '%an', '%ae', '%at', '%cn', '%ce', '%ct', '%B'].join('%x00')

async function* readLog(
  repository: string,
  shas: readonly string[],
  how: { readonly signal: AbortSignal | undefined; readonly diff: boolean },
): AsyncGenerator<CommitText, void, void> {
  if (shas.length === 0) return
  // A message or a diff may hold anything, but not a number that was thrown after it was written.
  const mark = `=${randomBytes(16).toString('hex')}=`
  const args = [
    'log',
    '--no-walk=unsorted',
    '--stdin',
    `--format=tformat:${mark}%x00${FIELDS}%x00`,
    '--encoding=UTF-8',
    '--no-color',
    '--no-notes',
    '--no-show-signature',
    ...(how.diff ? DIFF_OPTIONS : ['--no-patch']),
  ]
  const splitter = new Splitter(Buffer.from(mark))
  for await (const chunk of streamGit(args, {
    repository,
    signal: how.signal,
    input: `${shas.join('\n')}\n`,
  }))
    for (const record of splitter.push(chunk)) yield parseRecord(record)
  const last = splitter.end()
  if (last !== undefined) yield parseRecord(last)
}

// Everything on which the configuration of a repository could have a say is said here.
const DIFF_OPTIONS = [
  '-p',
  '--root',
  '-M',
  '-l1000',
  '--full-index',
  '-U3',
  '--inter-hunk-context=0',
  '--diff-algorithm=myers',
  '--indent-heuristic',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--submodule=short',
  '--ignore-submodules=none',
  '--no-ext-diff',
  '--no-textconv',
  '--no-relative',
  '-O/dev/null',
]

interface Recorded {
  readonly bytes: Buffer
  /** Octets that it had, more than `bytes` when it was cut. */
  readonly size: number
}

/** Cuts the output of git at the mark, keeping at most `KEPT` octets of a commit. */
class Splitter {
  readonly #mark: Buffer
  #parts: Buffer[] = []
  #kept = 0
  #size = 0
  #carry: Buffer = Buffer.alloc(0)
  #begun = false

  constructor(mark: Buffer) {
    this.#mark = mark
  }

  *push(chunk: Buffer): Generator<Recorded> {
    const buffer = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk])
    let position = 0
    for (;;) {
      const found = buffer.indexOf(this.#mark, position)
      if (found < 0) break
      this.#keep(buffer.subarray(position, found))
      const record = this.#take()
      if (record !== undefined) yield record
      this.#begun = true
      position = found + this.#mark.length
    }
    const safe = Math.max(position, buffer.length - this.#mark.length)
    this.#keep(buffer.subarray(position, safe))
    this.#carry = buffer.subarray(safe)
  }

  end(): Recorded | undefined {
    this.#keep(this.#carry)
    this.#carry = Buffer.alloc(0)
    return this.#take()
  }

  #keep(bytes: Buffer): void {
    if (!this.#begun || bytes.length === 0) return
    this.#size += bytes.length
    const room = KEPT - this.#kept
    if (room <= 0) return
    const part = bytes.subarray(0, room)
    this.#parts.push(part)
    this.#kept += part.length
  }

  #take(): Recorded | undefined {
    if (!this.#begun) return undefined
    const record = { bytes: Buffer.concat(this.#parts), size: this.#size }
    this.#parts = []
    this.#kept = 0
    this.#size = 0
    return record
  }
}

const MESSAGE_LIMIT = 1024 * 1024
const KEPT = DIFF_LIMIT + MESSAGE_LIMIT

function parseRecord(record: Recorded): CommitText {
  const { bytes } = record
  const fields: Buffer[] = []
  let position = 1 // the NUL after the mark
  while (fields.length < 9) {
    const end = bytes.indexOf(0, position)
    fields.push(bytes.subarray(position, end < 0 ? bytes.length : end))
    position = end < 0 ? bytes.length : end + 1
  }
  const text = (index: number) => decodeGitText(fields[index] ?? Buffer.alloc(0))
  const committedAt = instantOf(Number.parseInt(text(7), 10)) ?? '1970-01-01T00:00:00Z'
  const message = text(8)
    .replace(/\s+$/, '')
    .replace(/^[\r\n]+/, '')
  const start = position + leadingLineEnds(bytes, position)
  const whole = record.size - start
  const cut = whole > DIFF_LIMIT
  return {
    sha: text(0),
    parents: text(1)
      .split(' ')
      .filter((parent) => parent !== ''),
    author: addressOf(text(2), text(3)),
    authoredAt: instantOf(Number.parseInt(text(4), 10)) ?? committedAt,
    committer: addressOf(text(5), text(6)),
    committedAt,
    subject: message.split('\n', 1)[0]?.trim() ?? '',
    message,
    diff: whole <= 0 ? undefined : cut ? cutDiff(bytes.subarray(start)) : bytes.subarray(start),
    note: cut ? `its diff has ${whole} octets, of which the first ${DIFF_LIMIT} at most are used` : undefined,
  }
}

// The format's own line end, then the empty line that git puts before a diff.
function leadingLineEnds(bytes: Buffer, position: number): number {
  let count = 0
  while (count < 2 && bytes[position + count] === 10) count++
  return count
}

function cutDiff(bytes: Buffer): Buffer {
  const kept = bytes.subarray(0, DIFF_LIMIT)
  const file = kept.lastIndexOf('\ndiff --git ')
  return kept.subarray(0, (file > 0 ? file : kept.lastIndexOf(10)) + 1)
}

function addressOf(name: string, address: string): Address {
  return { name: name.trim(), address: address.trim().toLowerCase() || 'unknown@missing.invalid' }
}
