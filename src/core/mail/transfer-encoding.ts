/** Decoded octets, and what was wrong with their encoding in one sentence. */
export interface DecodedOctets {
  readonly bytes: Buffer
  readonly problem: string | undefined
}

/**
 * The octets of a body as they were before a transfer encoding (RFC 2045, section 6), by its name in any case.
 *
 * Total: what is no valid quoted-printable stays as written; from base64, foreign characters are left out, and so is
 * plain text that a list appended to it. An unknown encoding leaves the octets as they are.
 */
export function decodeTransfer(bytes: Buffer, declared: string | undefined): DecodedOctets {
  switch (encodingOf(declared)) {
    case 'identity':
      return { bytes, problem: undefined }
    case 'quoted-printable':
      return decodeQuotedPrintable(bytes)
    case 'base64':
      return decodeBase64(bytes)
    case 'unknown':
      return {
        bytes,
        problem: `Its transfer encoding “${(declared ?? '').trim().slice(0, 60)}” is not known.`,
      }
  }
}

/** Whether the name of a transfer encoding says that octets were changed, by quoted-printable or base64. */
export function isReencoded(declared: string | undefined): boolean {
  const encoding = encodingOf(declared)
  return encoding === 'quoted-printable' || encoding === 'base64'
}

function encodingOf(declared: string | undefined): 'identity' | 'quoted-printable' | 'base64' | 'unknown' {
  if (declared === undefined) return 'identity'
  // Without a comment, and without what stands behind it: "8bit (by some gateway)".
  const name = /^[\s"]*([^\s"(;]*)/.exec(declared)?.[1]?.toLowerCase() ?? ''
  switch (name) {
    case '':
    case '7bit':
    case '8bit':
    case 'binary':
    case '7-bit':
    case '8-bit':
    case 'none':
      return 'identity'
    case 'quoted-printable':
    case 'base64':
      return name
    default:
      return 'unknown'
  }
}

const TAB = 9
const LINE_FEED = 10
const RETURN = 13
const SPACE = 32
const EQUALS = 61

/** Octets that quoted-printable (RFC 2045, section 6.7) or the "Q" encoding of headers (without its "_") stands for. */
export function decodeQuotedPrintable(bytes: Buffer): DecodedOctets {
  let equals = bytes.indexOf(EQUALS)
  if (equals < 0) return { bytes, problem: undefined }
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  let from = 0
  let broken = 0
  while (equals >= 0) {
    if (equals > from) length += bytes.copy(out, length, from, equals)
    const first = hexOf(bytes[equals + 1])
    const second = hexOf(bytes[equals + 2])
    if (first >= 0 && second >= 0) {
      out[length++] = first * 16 + second
      from = equals + 3
    } else {
      const next = softBreakEnd(bytes, equals + 1)
      if (next < 0) {
        out[length++] = EQUALS
        broken++
        from = equals + 1
      } else from = next
    }
    equals = bytes.indexOf(EQUALS, from)
  }
  if (from < bytes.length) length += bytes.copy(out, length, from)
  return {
    bytes: out.subarray(0, length),
    problem:
      broken === 0 ? undefined : 'Its quoted-printable is broken; what makes no sense is kept as written.',
  }
}

/** Behind a soft line break; -1 where there is none. White space before the line end is padding. */
function softBreakEnd(bytes: Buffer, start: number): number {
  let at = start
  while (bytes[at] === SPACE || bytes[at] === TAB) at++
  if (bytes[at] === LINE_FEED) return at + 1
  if (bytes[at] === RETURN) return bytes[at + 1] === LINE_FEED ? at + 2 : at + 1
  return at >= bytes.length ? at : -1
}

function hexOf(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 48 && byte <= 57) return byte - 48
  const lower = byte | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}

/** Octets that base64 (RFC 2045, section 6.8) stands for. */
export function decodeBase64(bytes: Buffer): DecodedOctets {
  let text = bytes.toString('latin1')
  let problem: string | undefined
  const foreign = text.search(/[^A-Za-z0-9+/=\s]/)
  if (foreign >= 0) {
    const lineStart = text.lastIndexOf('\n', foreign) + 1
    const rest = text.slice(lineStart)
    // Words: what a list or a gateway appended. A lone foreign character is noise inside the base64.
    if (/^(?:[_=-]{4,}|\S{1,40}[ \t]+\S)/.test(rest)) {
      text = text.slice(0, lineStart)
      problem = 'Plain text behind its base64 is left out.'
    } else problem = 'Its base64 holds foreign characters; they are left out.'
    text = text.replace(/[^A-Za-z0-9+/=\s]/g, '')
  }
  const padding = text.indexOf('=')
  if (padding >= 0 && /[^=\s]/.test(text.slice(padding, padding + 1000))) return decodePieces(text, problem)
  return { bytes: Buffer.from(text, 'base64'), problem }
}

/** Several base64 texts one behind the other, each with its own padding. */
function decodePieces(text: string, problem: string | undefined): DecodedOctets {
  const pieces = text.split(/=[=\s]*/).map((piece) => Buffer.from(piece, 'base64'))
  return { bytes: Buffer.concat(pieces), problem: problem ?? 'Its base64 ends and begins again.' }
}
