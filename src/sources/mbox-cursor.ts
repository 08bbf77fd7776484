import { createHash } from 'node:crypto'
import type { MboxEntry } from './mbox-split.ts'

/**
 * Where reading of one file stopped: its last mail. The mail's beginning, not its end, because a mail that was being
 * written when it was read goes on after that end.
 */
export interface MboxStop {
  /** Octets before the last mail read (of the uncompressed text). */
  readonly offset: number
  /** Octets of that mail with its "From " line, without trailing line ends, and their digest. */
  readonly length: number
  readonly digest: string
  /** Size and time of the file when it was read to its end, to see at a glance that nothing is new. */
  readonly seen?: string
}

/** The digest of a mail as `MboxStop` has it. */
export function digestOf(hex: string): string {
  return hex.slice(0, 24)
}

/** The stop at a mail, worked out when it is asked for. */
export function stopAt(entry: MboxEntry): () => MboxStop {
  return () => {
    let length = entry.raw.length
    while (length > 0 && (entry.raw[length - 1] === 10 || entry.raw[length - 1] === 13)) length--
    const digest = createHash('sha256').update(entry.raw.subarray(0, length)).digest('hex')
    return { offset: entry.offset, length, digest: digestOf(digest) }
  }
}

/** The stops of a cursor by name of file; none where the cursor is not one of ours. */
export function parseMboxCursor(since: string | undefined): Map<string, MboxStop> {
  const stops = new Map<string, MboxStop>()
  if (since === undefined) return stops
  let value: unknown
  try {
    value = JSON.parse(since)
  } catch {
    return stops // not ours: read everything again, which stores nothing twice
  }
  if (typeof value !== 'object' || value === null) return stops
  for (const [name, stop] of Object.entries(value)) {
    const read = readStop(stop)
    if (read !== undefined) stops.set(name, read)
  }
  return stops
}

function readStop(value: unknown): MboxStop | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { offset, length, digest, seen }: Partial<Record<string, unknown>> = { ...value }
  if (typeof offset !== 'number' || typeof length !== 'number' || typeof digest !== 'string') return undefined
  if (!Number.isSafeInteger(offset) || offset < 0 || !Number.isSafeInteger(length) || length <= 0)
    return undefined
  return { offset, length, digest, ...(typeof seen === 'string' ? { seen } : {}) }
}

/** The cursor as text. */
export function formatMboxCursor(stops: ReadonlyMap<string, MboxStop>): string {
  return JSON.stringify(Object.fromEntries(stops))
}

/**
 * The cursor as text with another stop for one file. A folder may hold hundreds of files: the text of all others is made
 * once for each file, not for each mail.
 */
export function cursorAround(
  stops: ReadonlyMap<string, MboxStop>,
  name: string,
): (stop: MboxStop | undefined) => string {
  const others = formatMboxCursor(new Map([...stops].filter(([other]) => other !== name)))
  const before = others === '{}' ? '{' : `${others.slice(0, -1)},`
  return (stop) => (stop === undefined ? others : `${before}${JSON.stringify(name)}:${JSON.stringify(stop)}}`)
}
