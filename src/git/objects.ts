import { cannotStart, complaintOf, spawnGit } from './git.ts'

/** One object that was asked for: its octets, or why there are none. */
export type GitObject =
  | { readonly kind: 'object'; readonly oid: string; readonly type: string; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged'; readonly what: string }
  | { readonly kind: 'too-large'; readonly oid: string; readonly size: number }

interface ReadingOptions {
  /** Octets of an object above which it is skipped. */
  readonly limit: number
  readonly signal?: AbortSignal | undefined
}

/**
 * The objects that `names` stand for, in their order, one for each name, from `git cat-file --batch --buffer`.
 *
 * A name is anything that git resolves (`<commit>:m`, an object id); names must not hold line ends. Git breaks off at an
 * object that is damaged, or missing in a partial clone: that one is `damaged`, and reading goes on behind it with
 * another git. Throws only when git cannot be started, or the signal aborts.
 */
export async function* readObjects(
  repository: string,
  names: readonly string[],
  options: ReadingOptions,
): AsyncGenerator<GitObject, void, void> {
  let given = 0
  while (given < names.length) {
    const ending = { complaint: '' }
    const rest = given === 0 ? names : names.slice(given)
    for await (const object of readRun(repository, rest, options, ending)) {
      given++
      yield object
    }
    if (given < names.length) {
      given++
      yield { kind: 'damaged', what: ending.complaint }
    }
  }
}

/** As `readObjects`, up to where git breaks off; `ending` then says why. */
async function* readRun(
  repository: string,
  names: readonly string[],
  options: ReadingOptions,
  ending: { complaint: string },
): AsyncGenerator<GitObject, void, void> {
  options.signal?.throwIfAborted()
  const child = spawnGit(['cat-file', '--batch', '--buffer'], { repository, signal: options.signal })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('latin1')).slice(-10_000)
  })
  const started = new Promise<void>((resolve, reject) => {
    child.on('error', (cause) => reject(cannotStart(cause, repository)))
    child.on('close', () => resolve())
  })
  started.catch(() => undefined)
  child.stdin.end(`${names.join('\n')}\n`)
  try {
    const reader = new BatchReader(options.limit)
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) yield* reader.push(chunk)
    await started
    ending.complaint = complaintOf(stderr)
  } catch (cause) {
    options.signal?.throwIfAborted()
    throw cause
  } finally {
    if (child.exitCode === null) child.kill()
  }
}

/** Cuts what `git cat-file --batch` prints: `OID TYPE SIZE`, a line end, the octets, a line end; or `NAME missing`. */
class BatchReader {
  readonly #limit: number
  #header = ''
  #oid = ''
  #type = ''
  #body: Buffer | undefined
  #filled = 0
  #skip = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  *push(chunk: Buffer): Generator<GitObject, void, void> {
    let position = 0
    while (position < chunk.length) {
      if (this.#skip > 0) {
        const step = Math.min(this.#skip, chunk.length - position)
        this.#skip -= step
        position += step
      } else if (this.#body !== undefined) {
        const step = chunk.copy(this.#body, this.#filled, position)
        this.#filled += step
        position += step
        if (this.#filled === this.#body.length) {
          const bytes = this.#body
          this.#body = undefined
          this.#skip = 1 // the line end after each object
          yield { kind: 'object', oid: this.#oid, type: this.#type, bytes }
        }
      } else {
        const end = chunk.indexOf(10, position)
        this.#header += chunk.toString('latin1', position, end < 0 ? chunk.length : end)
        position = end < 0 ? chunk.length : end + 1
        if (end < 0) continue
        const object = this.#begin(this.#header)
        this.#header = ''
        if (object !== undefined) yield object
      }
    }
  }

  /** An object by its header; `undefined` where its octets follow. */
  #begin(header: string): GitObject | undefined {
    const [, oid, type, digits] = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/.exec(header) ?? []
    if (oid === undefined || type === undefined) return { kind: 'missing' }
    const size = Number(digits)
    if (size > this.#limit) {
      this.#skip = size + 1
      return { kind: 'too-large', oid, size }
    }
    this.#oid = oid
    this.#type = type
    if (size > 0) {
      this.#body = Buffer.allocUnsafe(size)
      this.#filled = 0
      return undefined
    }
    this.#skip = 1
    return { kind: 'object', oid, type, bytes: Buffer.alloc(0) }
  }
}
