/** The raw header fields of a mail or of a part: octets as characters (Latin-1), still encoded. */
export interface HeaderBlock {
  /** The unfolded value of the first field of that name (lower case); `undefined` when absent. */
  readonly first: (name: string) => string | undefined
  /** The unfolded values of all fields of that name, in order. */
  readonly all: (name: string) => readonly string[]
  /** How many fields there are. */
  readonly count: number
  /** Lines that are neither a field nor the continuation of one; they are left out. */
  readonly strayLines: number
  /** Octets were left out because the block is too long. */
  readonly cut: boolean
}

/** Octets of a header block that are read, as public-inbox and Postfix do. */
const MOST_OCTETS = 102_400

/**
 * The header fields between two offsets (RFC 5322, section 2.2): the whole block, without the empty line that ends it.
 *
 * A leading mbox "From " line is skipped; white space before a colon (obsolete syntax) is no part of a name. Of a
 * block longer than 100 KiB, the beginning is read.
 */
export function readHeaders(bytes: Buffer, start: number, end: number): HeaderBlock {
  const cut = end - start > MOST_OCTETS
  const text = bytes.toString('latin1', start, cut ? cutAtLine(bytes, start) : end)
  // Four numbers for each field: where its name begins, its colon stands, its value ends; and a hash of its name.
  const fields: number[] = []
  let strayLines = 0
  let at = skipFromLine(text)
  while (at < text.length) {
    let lineEnd = text.indexOf('\n', at)
    if (lineEnd < 0) lineEnd = text.length
    const code = text.charCodeAt(at)
    if ((code === SPACE || code === TAB) && fields.length > 0) fields[fields.length - 2] = lineEnd
    else {
      const colon = findColon(text, at, lineEnd)
      if (colon > 0) fields.push(at, colon, lineEnd, hashName(text, at, colon))
      else if (lineEnd > at + 1) strayLines++
    }
    at = lineEnd + 1
  }

  const read = (field: number): string =>
    unfold(text.slice((fields[field + 1] ?? 0) + 1, fields[field + 2])).trim()
  const next = (name: string, from: number): number => {
    const hash = hashName(name, 0, name.length)
    for (let field = from; field < fields.length; field += 4) {
      if (fields[field + 3] !== hash) continue
      if (
        text
          .slice(fields[field], fields[field + 1])
          .trimEnd()
          .toLowerCase() === name
      )
        return field
    }
    return -1
  }
  return {
    first(name) {
      const field = next(name, 0)
      return field < 0 ? undefined : read(field)
    },
    all(name) {
      const values: string[] = []
      for (let field = next(name, 0); field >= 0; field = next(name, field + 4)) values.push(read(field))
      return values
    },
    count: fields.length / 4,
    strayLines,
    cut,
  }
}

const TAB = 9
const LINE_FEED = 10
const RETURN = 13
const SPACE = 32
const COLON = 58

/** Where the block from `start` on ends, and where what follows its empty line begins; equal to `end` without one. */
export function findHeaderEnd(
  bytes: Buffer,
  start: number,
  end: number,
): { readonly headerEnd: number; readonly bodyStart: number } {
  if (bytes[start] === LINE_FEED) return { headerEnd: start, bodyStart: start + 1 }
  if (bytes[start] === RETURN && bytes[start + 1] === LINE_FEED)
    return { headerEnd: start, bodyStart: start + 2 }
  let lineFeed = bytes.indexOf('\n\n', start, 'latin1')
  if (lineFeed < 0 || lineFeed >= end) lineFeed = end
  // A mail has either kind of line end; the shorter search first keeps the other one short.
  const returned = bytes.subarray(start, lineFeed).indexOf('\n\r\n', 0, 'latin1')
  if (returned >= 0) return { headerEnd: start + returned + 1, bodyStart: start + returned + 3 }
  if (lineFeed >= end) return { headerEnd: end, bodyStart: end }
  return { headerEnd: lineFeed + 1, bodyStart: lineFeed + 2 }
}

/** The value of a field in one line: line ends go, the white space behind them stays (RFC 5322, section 2.2.3). */
export function unfold(value: string): string {
  return value.includes('\n') || value.includes('\r') ? value.replace(/[\r\n]+/g, '') : value
}

function cutAtLine(bytes: Buffer, start: number): number {
  const last = bytes.lastIndexOf(LINE_FEED, start + MOST_OCTETS - 1)
  return last > start ? last + 1 : start + MOST_OCTETS
}

function skipFromLine(text: string): number {
  if (!/^>?From [^\s:]/.test(text)) return 0
  const lineEnd = text.indexOf('\n')
  return lineEnd < 0 ? text.length : lineEnd + 1
}

/** The same number for names that differ in nothing but case and the white space behind them. */
function hashName(text: string, start: number, end: number): number {
  let hash = 0
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code > SPACE) hash = (hash * 31 + (code | 32)) | 0
  }
  return hash
}

/** The colon that ends a field's name; -1 where the line does not begin with one (printable ASCII, RFC 5322 3.6.8). */
function findColon(text: string, at: number, end: number): number {
  for (let i = at; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code === COLON) return i > at ? i : -1
    if (code > SPACE && code < 127) continue
    if (!isBlank(code) || i === at) return -1
    while (i < end && isBlank(text.charCodeAt(i))) i++
    return text.charCodeAt(i) === COLON && i < end ? i : -1
  }
  return -1
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB
}
