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

/**
 * Octets that quoted-printable (RFC 2045, section 6.7) or the "Q" encoding of headers (without its "_") stands for.
 *
 * Blanks at the end of a line stay, as in git mailinfo: by the RFC they are padding, but Google Groups leaves them
 * unencoded in signature lines ("-- ") and in diffs.
 */
export function decodeQuotedPrintable(bytes: Buffer): DecodedOctets {
  if (!bytes.includes(EQUALS)) return { bytes, problem: undefined }
  const out = Buffer.allocUnsafe(bytes.length)
  const end = bytes.length
  let length = 0
  let isBroken = false
  for (let at = 0; at < end; ) {
    const octet = bytes[at++] ?? 0
    if (octet !== EQUALS) {
      out[length++] = octet
      continue
    }
    const first = hexOf(bytes[at])
    const second = hexOf(bytes[at + 1])
    if (first >= 0 && second >= 0) {
      out[length++] = first * 16 + second
      at += 2
      continue
    }
    const next = softBreakEnd(bytes, at)
    if (next >= 0) at = next
    else {
      out[length++] = EQUALS
      isBroken = true
    }
  }
  return {
    bytes: out.subarray(0, length),
    problem: isBroken ? 'Its quoted-printable is broken; what makes no sense is kept as written.' : undefined,
  }
}

/** Behind a soft line break; -1 where there is none. White space before the line end is padding. */
function softBreakEnd(bytes: Buffer, start: number): number {
  let at = start
  while (at < start + MOST_PADDING && (bytes[at] === SPACE || bytes[at] === TAB)) at++
  if (bytes[at] === LINE_FEED) return at + 1
  if (bytes[at] === RETURN) return bytes[at + 1] === LINE_FEED ? at + 2 : at + 1
  return at >= bytes.length ? at : -1
}

/** A line of quoted-printable has 76 characters: no more of it is padding. */
const MOST_PADDING = 76

function hexOf(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 48 && byte <= 57) return byte - 48
  const lower = byte | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}

/** The value of each octet in base64; what means nothing is 64, white space 65, "=" 66. */
const FOREIGN = 64
const BLANK = 65
const PADDING = 66
const VALUES = base64Values()

function base64Values(): Uint8Array {
  const values = new Uint8Array(256).fill(FOREIGN)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  for (let n = 0; n < 64; n++) values[alphabet.charCodeAt(n)] = n
  for (const blank of [TAB, LINE_FEED, 11, 12, RETURN, SPACE]) values[blank] = BLANK
  values[EQUALS] = PADDING
  return values
}

/** Octets that base64 (RFC 2045, section 6.8) stands for; behind padding, it may begin again. */
export function decodeBase64(bytes: Buffer): DecodedOctets {
  const out = Buffer.allocUnsafe(Math.ceil(bytes.length / 4) * 3 + 3)
  let length = 0
  let bits = 0
  let count = 0
  let hasForeign = false
  for (let at = 0; at < bytes.length; at++) {
    // Groups of four that are whole, as nearly all are.
    while (count === 0 && at + 3 < bytes.length) {
      const first = VALUES[bytes[at] ?? 0] ?? FOREIGN
      const second = VALUES[bytes[at + 1] ?? 0] ?? FOREIGN
      const third = VALUES[bytes[at + 2] ?? 0] ?? FOREIGN
      const fourth = VALUES[bytes[at + 3] ?? 0] ?? FOREIGN
      if ((first | second | third | fourth) >= 64) break
      out[length++] = (first << 2) | (second >> 4)
      out[length++] = (second << 4) | (third >> 2)
      out[length++] = (third << 6) | fourth
      at += 4
    }
    if (at >= bytes.length) break
    const value = VALUES[bytes[at] ?? 0] ?? FOREIGN
    if (value < 64) {
      bits = (bits << 6) | value
      if (++count < 4) continue
      out[length++] = bits >> 16
      out[length++] = bits >> 8
      out[length++] = bits
      bits = 0
      count = 0
    } else if (value === PADDING) {
      length = flush(out, length, bits, count)
      bits = 0
      count = 0
    } else if (value === FOREIGN && !hasForeign) {
      hasForeign = true
      const wordsAt = findWords(bytes, at)
      if (wordsAt === undefined) continue
      const whole = decodeBase64(bytes.subarray(0, wordsAt))
      return { bytes: whole.bytes, problem: whole.problem ?? 'Plain text behind its base64 is left out.' }
    }
  }
  length = flush(out, length, bits, count)
  return {
    bytes: out.subarray(0, length),
    problem: hasForeign ? 'Its base64 holds foreign characters; they are left out.' : undefined,
  }
}

/** Writes the octets of an unfinished group of four; one character alone is none. */
function flush(out: Buffer, length: number, bits: number, count: number): number {
  if (count === 2) out[length] = bits >> 4
  if (count === 3) {
    out[length] = bits >> 10
    out[length + 1] = bits >> 2
  }
  return count > 1 ? length + count - 1 : length
}

/** Where plain text behind base64 begins, when a foreign character is in a line of it; `undefined` where it is noise. */
function findWords(bytes: Buffer, at: number): number | undefined {
  let start = bytes.lastIndexOf(LINE_FEED, at) + 1
  if (!WORDS.test(bytes.toString('latin1', start, start + 120))) return undefined
  // Words without any foreign character may stand above.
  for (let n = 0; n < MOST_LINES_ABOVE && start > 0; n++) {
    const above = start < 2 ? 0 : bytes.lastIndexOf(LINE_FEED, start - 2) + 1
    if (!WORDS.test(bytes.toString('latin1', above, Math.min(start, above + 120)))) break
    start = above
  }
  return start
}

/** A rule, a signature line, or words with blanks between them: no line of base64. */
const WORDS = /^(?:[_=-]{4,}|-- ?[\r\n]|\S{1,40}[ \t]+\S)/
const MOST_LINES_ABOVE = 20
