/** A line that separates the parts of a mail or, `closing`, ends their container. */
export interface Delimiter {
  readonly at: number
  /** Where the line behind it begins. */
  readonly next: number
  /** Which of the open boundaries it is; -1 at the end of the mail. */
  readonly index: number
  readonly closing: boolean
}

/** The octets of a mail, and the boundaries of the containers around the current place in it, outermost first. */
export interface OpenBoundaries {
  readonly bytes: Buffer
  readonly boundaries: readonly Buffer[]
}

const TAB = 9
const LINE_FEED = 10
const RETURN = 13
const SPACE = 32
const DASH = 45
const LINE_DASHES = Buffer.from('\n--')

/** The end of the mail, as the delimiter that it is for whatever is still open. */
export function endOfMail({ bytes }: OpenBoundaries): Delimiter {
  return { at: bytes.length, next: bytes.length, index: -1, closing: true }
}

/** The next line, from the line that begins at `from` on, that is one of the open boundaries; else the end of the mail. */
export function findDelimiter(open: OpenBoundaries, from: number): Delimiter {
  if (open.boundaries.length === 0) return endOfMail(open)
  const first = delimiterAt(open, from)
  if (first !== undefined) return first
  for (
    let at = open.bytes.indexOf(LINE_DASHES, from);
    at >= 0;
    at = open.bytes.indexOf(LINE_DASHES, at + 1)
  ) {
    const found = delimiterAt(open, at + 1)
    if (found !== undefined) return found
  }
  return endOfMail(open)
}

/**
 * The open boundary that the line at an offset is, innermost first; `undefined` where it is none. White space behind it is
 * padding; with anything else it is another boundary, or text.
 */
export function delimiterAt({ bytes, boundaries }: OpenBoundaries, at: number): Delimiter | undefined {
  if (bytes[at] !== DASH || bytes[at + 1] !== DASH) return undefined
  for (let index = boundaries.length - 1; index >= 0; index--) {
    const boundary = boundaries[index]
    if (boundary === undefined) continue
    let end = at + 2
    let n = 0
    while (n < boundary.length && boundary[n] === bytes[end]) {
      n++
      end++
    }
    if (n < boundary.length) continue
    const closing = bytes[end] === DASH && bytes[end + 1] === DASH
    if (closing) end += 2
    while (bytes[end] === SPACE || bytes[end] === TAB || bytes[end] === RETURN) end++
    if (end < bytes.length && bytes[end] !== LINE_FEED) continue
    return { at, next: Math.min(end + 1, bytes.length), index, closing }
  }
  return undefined
}

/** Where the content before a delimiter ends: the line end before it belongs to it (RFC 2046, section 5.1.1). */
export function contentEnd(bytes: Buffer, start: number, { at, index }: Delimiter): number {
  if (index < 0) return at
  const end = bytes[at - 1] === LINE_FEED ? (bytes[at - 2] === RETURN ? at - 2 : at - 1) : at
  return Math.max(start, end)
}
