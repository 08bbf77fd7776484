import { UserError } from '../core/errors.ts'
import { complaintOf, spawnGit } from './git.ts'

/** One object that was asked for: its octets, or why there are none. */
export type GitObject =
  | { readonly kind: 'object'; readonly oid: string; readonly type: string; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  | { readonly kind: 'too-large'; readonly oid: string; readonly size: number }

/**
 * The objects that `names` stand for, in their order, from one `git cat-file --batch --buffer`.
 *
 * A name is anything that git resolves (`<commit>:m`, an object id); names must not hold line ends. An object of
 * more than `limit` octets is skipped. Throws `UserError` when the repository breaks off.
 */
export async function* readObjects(
  repository: string,
  names: readonly string[],
  options: { readonly limit: number; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<GitObject, void, void> {
  if (names.length === 0) return
  options.signal?.throwIfAborted()
  const child = spawnGit(['cat-file', '--batch', '--buffer'], { repository, signal: options.signal })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('latin1')).slice(-10_000)
  })
  const failed = new Promise<unknown>((resolve) => child.on('error', resolve))
  child.stdin.end(`${names.join('\n')}\n`)

  let given = 0
  let header = ''
  let oid = ''
  let type = ''
  let body: Buffer | undefined
  let filled = 0
  let skip = 0
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      let position = 0
      while (position < chunk.length) {
        if (skip > 0) {
          const step = Math.min(skip, chunk.length - position)
          skip -= step
          position += step
        } else if (body !== undefined) {
          const step = Math.min(body.length - filled, chunk.length - position)
          chunk.copy(body, filled, position, position + step)
          filled += step
          position += step
          if (filled === body.length) {
            const bytes = body
            body = undefined
            skip = 1 // the line end after each object
            given++
            yield { kind: 'object', oid, type, bytes }
          }
        } else {
          const end = chunk.indexOf(10, position)
          header += chunk.toString('latin1', position, end < 0 ? chunk.length : end)
          position = end < 0 ? chunk.length : end + 1
          if (end < 0) continue
          const match = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/.exec(header)
          header = ''
          if (match === null) {
            given++
            yield { kind: 'missing' }
            continue
          }
          oid = match[1] ?? ''
          type = match[2] ?? ''
          const size = Number(match[3])
          if (size > options.limit) {
            skip = size + 1
            given++
            yield { kind: 'too-large', oid, size }
          } else if (size === 0) {
            skip = 1
            given++
            yield { kind: 'object', oid, type, bytes: Buffer.alloc(0) }
          } else {
            body = Buffer.allocUnsafe(size)
            filled = 0
          }
        }
      }
    }
    options.signal?.throwIfAborted()
    if (given < names.length) {
      if (child.exitCode === null && child.pid === undefined) throw await failed
      throw new UserError('source', `${repository} is damaged: ${complaintOf(stderr)} (at ${names[given]})`, {
        hint: `See what is wrong with: git --git-dir=${repository} fsck. What was read before is kept.`,
      })
    }
  } catch (cause) {
    options.signal?.throwIfAborted()
    throw cause
  } finally {
    if (child.exitCode === null) child.kill()
  }
}
