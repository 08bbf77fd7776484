import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { cannotStart, spawnGit } from './git.ts'

/** A file of a tree, or a blob, as octets; what is larger than a few megabytes is not read. */
const MOST_OCTETS = 8 << 20
/** Octets of blobs that are kept for the next question. */
const KEPT_OCTETS = 64 << 20

interface Waiting {
  readonly name: string
  readonly resolve: (found: FoundBlob | undefined) => void
  readonly reject: (cause: unknown) => void
}

/** A blob and its name. */
export interface FoundBlob {
  readonly oid: string
  readonly bytes: Buffer
}

/**
 * Reads files of any commit of a repository through one git that stays: `git cat-file --batch`, asked again and again.
 *
 * `read` takes anything that names a blob (`<commit>:path`, an abbreviated object id); `undefined` where there is none,
 * where a name stands for several, where it is no blob, or too large. Nothing is ever written.
 */
export class BlobReader {
  readonly #repository: string
  readonly #signal: AbortSignal | undefined
  #child: ChildProcessWithoutNullStreams | undefined
  #queue: Waiting[] = []
  #unasked: string[] = []
  #chunks: Buffer[] = []
  #length = 0
  readonly #kept = new Map<string, Buffer>()
  #keptOctets = 0

  constructor(repository: string, signal?: AbortSignal) {
    this.#repository = repository
    this.#signal = signal
  }

  read(name: string): Promise<FoundBlob | undefined> {
    if (name.includes('\n') || name.trim() === '') return Promise.resolve(undefined)
    return new Promise((resolve, reject) => {
      this.#queue.push({ name, resolve, reject })
      this.#ask(name)
    })
  }

  /** What is asked in one go is written in one go: a write for each name costs more than the answer. */
  #ask(name: string): void {
    this.#start()
    if (this.#unasked.length === 0)
      queueMicrotask(() => {
        const names = this.#unasked.splice(0)
        if (names.length > 0) this.#child?.stdin.write(`${names.join('\n')}\n`)
      })
    this.#unasked.push(name)
  }

  /** Ends git. Questions that are still open are answered with nothing. */
  close(): void {
    const child = this.#child
    this.#child = undefined
    this.#unasked = []
    child?.stdin.end()
    for (const waiting of this.#queue.splice(0)) waiting.resolve(undefined)
  }

  #start(): ChildProcessWithoutNullStreams {
    if (this.#child !== undefined) return this.#child
    const child = spawnGit(['cat-file', '--batch'], { repository: this.#repository, signal: this.#signal })
    this.#child = child
    child.stdout.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk)
      this.#length += chunk.length
      this.#answer()
    })
    child.stderr.resume()
    const end = (cause: unknown): void => {
      if (this.#child === child) this.#child = undefined
      this.#chunks = []
      this.#length = 0
      const [first, ...others] = this.#queue.splice(0)
      // Git dies at a damaged object: that question has no answer, the others are asked again.
      if (cause === undefined) first?.resolve(undefined)
      else first?.reject(cannotStart(cause, this.#repository))
      for (const waiting of others) {
        if (cause !== undefined) waiting.reject(cannotStart(cause, this.#repository))
        else this.read(waiting.name).then(waiting.resolve, waiting.reject)
      }
    }
    child.on('error', end)
    child.on('close', () => {
      if (this.#child === child) end(undefined)
    })
    return child
  }

  /** Hands out every answer that has arrived whole. */
  #answer(): void {
    for (;;) {
      const waiting = this.#queue[0]
      if (waiting === undefined || this.#length === 0) return
      const whole = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks)
      this.#chunks = [whole]
      const end = whole.indexOf(10)
      if (end < 0) return
      const header = whole.toString('latin1', 0, end)
      const [, oid, type, digits] = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/.exec(header) ?? []
      const size = Number(digits ?? 0)
      const total = oid === undefined ? end + 1 : end + 1 + size + 1
      if (whole.length < total) return
      this.#queue.shift()
      const rest = whole.subarray(total)
      this.#chunks = rest.length === 0 ? [] : [rest]
      this.#length = rest.length
      waiting.resolve(
        oid !== undefined && type === 'blob' && size <= MOST_OCTETS
          ? { oid, bytes: this.#keep(oid, whole.subarray(end + 1, end + 1 + size)) }
          : undefined,
      )
    }
  }

  /** One copy of each blob; the oldest go when there are too many. */
  #keep(oid: string, bytes: Buffer): Buffer {
    const known = this.#kept.get(oid)
    if (known !== undefined) return known
    const copy = Buffer.from(bytes)
    this.#kept.set(oid, copy)
    this.#keptOctets += copy.length
    for (const [name, old] of this.#kept) {
      if (this.#keptOctets <= KEPT_OCTETS) break
      this.#kept.delete(name)
      this.#keptOctets -= old.length
    }
    return copy
  }
}
