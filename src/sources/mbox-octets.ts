import { createHash } from 'node:crypto'
import { closeSync, createReadStream, openSync, readSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { digestOf, type MboxStop } from './mbox-cursor.ts'

const CHUNK = 1024 * 1024

/** What the first octets of a file say that it is: `plain`, `gzip`, `empty`, or what cannot be read. */
export function kindOfFile(file: string): 'plain' | 'gzip' | 'empty' | 'zstd' | 'xz' | 'bzip2' | 'zip' {
  const head = Buffer.alloc(6)
  const handle = openSync(file, 'r')
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

interface FileOctets {
  readonly chunks: AsyncIterable<Buffer>
  /** Octets read of the file itself. */
  consumed(): number
}

/** The text of a file from `offset` on, uncompressed. */
export function readOctets(
  file: string,
  kind: 'plain' | 'gzip',
  offset: number,
  signal: AbortSignal,
): FileOctets {
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

/** Whether the mail at which reading stopped is where it was. */
export async function isStillThere(
  file: string,
  kind: 'plain' | 'gzip',
  stop: MboxStop,
  signal: AbortSignal,
): Promise<boolean> {
  const hash = createHash('sha256')
  let left = stop.length
  try {
    for await (const chunk of readOctets(file, kind, stop.offset, signal).chunks) {
      const part = chunk.subarray(0, left)
      hash.update(part)
      left -= part.length
      if (left === 0) break
    }
  } catch {
    signal.throwIfAborted()
    return false // damaged before the cursor: reading from the start will say so
  }
  return left === 0 && digestOf(hash.digest('hex')) === stop.digest
}
