/** A mail cut out of an mbox. */
export interface MboxEntry {
  /** Octets of the file before its "From " line. */
  readonly offset: number
  /** The "From " line and the mail as they stand in the file, without the empty line that ends them. */
  readonly raw: Buffer
  /** `undefined` when the mail was over the limit; `raw` then holds its beginning only. */
  readonly size: number | undefined
}

const FROM = Buffer.from('\nFrom ')
const LINE_LIMIT = 1000

/**
 * Cuts an mbox into mails as its octets come, in memory of about one mail.
 *
 * A mail begins at a line "From ADDRESS … YEAR" at the start, or after an empty line when a header field follows; one
 * with a time of day (as every program writes it) needs only one of the two. So a sentence that begins with "From "
 * does not split the mail of a program that forgot to quote it.
 */
export class MboxSplitter {
  readonly #limit: number
  #buffer: Buffer = Buffer.alloc(0)
  /** Octets of the file before `#buffer`. */
  #base: number
  #parts: Buffer[] = []
  #kept = 0
  #size = 0
  #start: number | undefined
  #refused = false

  constructor(offset: number, limit: number) {
    this.#base = offset
    this.#limit = limit
  }

  /** Whether what comes is no mbox: it does not begin with a "From " line. Nothing of it is kept. */
  get refused(): boolean {
    return this.#refused
  }

  /** The mails that these octets complete. */
  *push(chunk: Buffer, last = false): Generator<MboxEntry> {
    if (this.#refused) return
    let buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk])
    if (this.#start === undefined) {
      const begin = skipEmptyLines(buffer)
      buffer = buffer.subarray(begin)
      this.#base += begin
      this.#buffer = buffer
      // Enough to judge the first line, and whether a header follows.
      if (buffer.length < LINE_LIMIT * 2 && !last) return
      this.#refused = buffer.length > 0 && judge(buffer, 0, true, last) !== 'yes'
      if (this.#refused || buffer.length === 0) {
        this.#buffer = Buffer.alloc(0)
        return
      }
      this.#start = this.#base
    }
    let from = 0
    let position = 0
    let keepFrom = buffer.length
    for (;;) {
      const found = buffer.indexOf(FROM, position)
      if (found < 0) {
        keepFrom = last ? buffer.length : Math.max(from, buffer.length - 8)
        break
      }
      const verdict = judge(buffer, found + 1, isAfterEmptyLine(buffer, found), last)
      if (verdict === 'more') {
        keepFrom = Math.max(from, found - 2)
        break
      }
      position = found + FROM.length
      if (verdict === 'no') continue
      this.#keep(buffer.subarray(from, found + 1))
      yield this.#take()
      from = found + 1
      this.#start = this.#base + from
    }
    this.#keep(buffer.subarray(from, keepFrom))
    this.#buffer = buffer.subarray(keepFrom)
    this.#base += keepFrom
  }

  /** The last mail, if any. */
  *end(): Generator<MboxEntry> {
    yield* this.push(Buffer.alloc(0), true)
    if (this.#start !== undefined) yield this.#take()
  }

  #keep(bytes: Buffer): void {
    this.#size += bytes.length
    if (this.#kept >= this.#limit || bytes.length === 0) return
    // Copied, so that a small mail does not hold on to a large chunk.
    this.#parts.push(Buffer.from(bytes))
    this.#kept += bytes.length
  }

  #take(): MboxEntry {
    const whole = this.#parts.length === 1 && this.#parts[0] ? this.#parts[0] : Buffer.concat(this.#parts)
    const entry = {
      offset: this.#start ?? 0,
      raw: whole.subarray(0, withoutEmptyLine(whole)),
      size: this.#size > this.#limit ? undefined : this.#size,
    }
    this.#parts = []
    this.#kept = 0
    this.#size = 0
    return entry
  }
}

function skipEmptyLines(buffer: Buffer): number {
  let position = 0
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) position = 3
  while (buffer[position] === 10 || buffer[position] === 13) position++
  return position
}

function isAfterEmptyLine(buffer: Buffer, lineEnd: number): boolean {
  const before = buffer[lineEnd - 1]
  return before === 10 || (before === 13 && buffer[lineEnd - 2] === 10)
}

// Exactly one empty line belongs to the mbox, not to the mail.
function withoutEmptyLine(raw: Buffer): number {
  const end = raw.length
  if (raw[end - 1] !== 10) return end
  if (raw[end - 2] === 10) return end - 1
  if (raw[end - 2] === 13 && raw[end - 3] === 10) return end - 2
  return end
}

function judge(buffer: Buffer, start: number, afterEmptyLine: boolean, last: boolean): 'yes' | 'no' | 'more' {
  const window = buffer.subarray(start, start + LINE_LIMIT)
  const end = window.indexOf(10)
  const whole = last || window.length === LINE_LIMIT
  if (end < 0) {
    if (!whole) return 'more'
    return window.length < LINE_LIMIT && isFromLine(window.toString('latin1')) ? 'yes' : 'no'
  }
  const line = window.toString('latin1', 0, end)
  if (!isFromLine(line)) return 'no'
  const header = isHeaderStart(buffer, start + end + 1, last)
  if (header === 'more') return 'more'
  const timed = /\d:\d\d/.test(line)
  return (afterEmptyLine && timed) || (header === 'yes' && (afterEmptyLine || timed)) ? 'yes' : 'no'
}

/** Whether a line reads "From ADDRESS … YEAR"; of what it names, only the year can be relied on. */
export function isFromLine(line: string): boolean {
  return line.startsWith('From ') && /^From \S/.test(line) && /\s\d{4}(\s|$)/.test(line.slice(6))
}

function isHeaderStart(buffer: Buffer, start: number, last: boolean): 'yes' | 'no' | 'more' {
  for (let position = start; position < start + 200; position++) {
    const byte = buffer[position]
    if (byte === undefined) return last ? 'no' : 'more'
    if (byte === 58) return position > start ? 'yes' : 'no'
    // ">From " as a header line is what some old delivery agents leave behind.
    if (byte === 32 && buffer.toString('latin1', start, position) === '>From') return 'yes'
    if (byte <= 32 || byte >= 127) return 'no'
  }
  return 'no'
}

/**
 * The mail of an entry, octet for octet as it was before it was put into the mbox.
 *
 * Which of the two quotings a file has cannot be told from it. `mboxrd` (the default) takes one ">" from every
 * ">From ", ">>From " …; `mboxo` takes it from ">From " alone. They differ only where a quoted "From " was quoted again.
 */
export function mailOf(raw: Buffer, quoting: 'mboxrd' | 'mboxo'): Buffer {
  const lineEnd = raw.indexOf(10)
  const mail = lineEnd < 0 ? raw.subarray(raw.length) : raw.subarray(lineEnd + 1)
  const cuts: number[] = []
  for (let found = mail.indexOf('>From '); found >= 0; found = mail.indexOf('>From ', found + 6)) {
    let start = found
    while (start > 0 && mail[start - 1] === 62) start--
    if (start > 0 && mail[start - 1] !== 10) continue
    if (quoting === 'mboxo' && start !== found) continue
    cuts.push(start)
  }
  if (cuts.length === 0) return mail
  const parts: Buffer[] = []
  let from = 0
  for (const cut of cuts) {
    parts.push(mail.subarray(from, cut))
    from = cut + 1
  }
  parts.push(mail.subarray(from))
  return Buffer.concat(parts)
}
