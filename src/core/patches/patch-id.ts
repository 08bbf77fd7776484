import { createHash } from 'node:crypto'

const LF = 10
const SPACE = 32
const MINUS = 45
const PLUS = 43
const COMMA = 44

/** The hash of nothing, which `--stable` adds where a diff ends with a binary file. */
const NO_LINES = createHash('sha1').digest()
const OBJECT_ID = 40

/** What is hashed next. Kept between calls, because most diffs are small and a new array costs more than they do. */
const SCRATCH = new Uint8Array(1 << 17)

/**
 * What `git patch-id --stable` prints for a diff: 40 hex, or `undefined` for one to which git gives no id.
 *
 * `bytes` is the diff from its first `diff ` line on; what stands before such a line is left out, and reading
 * ends where git's own ends (the signature of a mail, the next commit). White space and line numbers do not
 * count, the order of files neither; context lines, modes and the object names of binary files do.
 *
 * Source: `get_one_patchid` of git's builtin/patch-id.c (2.39 and newer), with its ways on malformed diffs.
 */
export function patchIdOf(bytes: Uint8Array, start = 0, end = bytes.length): string | undefined {
  const sum = new Uint8Array(20)
  const most = Math.max(end - start, 0) + 2 * OBJECT_ID
  const kept = most <= SCRATCH.length ? SCRATCH : new Uint8Array(most)
  let length = 0
  let patchLength = 0
  let before = -1
  let after = -1
  let binary = false
  let oldName = ''
  let newName = ''
  let next = start
  while (next < end) {
    const line = next
    // By far the most frequent: a line of a hunk, which nothing else can be.
    if (before > 0 || after > 0) {
      const sign = bytes[line] as number
      if (before !== -1 && (sign === SPACE || sign === PLUS || sign === MINUS)) {
        const from = length
        let i = line
        for (; i < end; i++) {
          const code = bytes[i] as number
          if (code > SPACE) kept[length++] = code
          else if (code === LF) break
          else if (code === 0) {
            while (i < end && bytes[i] !== LF) i++
            break
          } else if (code < 9 || (code > 10 && code !== SPACE && code !== 13)) kept[length++] = code
        }
        patchLength += length - from
        if (sign !== PLUS) before--
        if (sign !== MINUS) after--
        next = i + 1
        continue
      }
    }
    let stop = line
    while (stop < end && bytes[stop] !== LF) stop++
    if (stop < end) stop++
    next = stop
    const first = bytes[line] as number

    if (first === 92 && bytes[line + 1] === SPACE && stop - line > 12) continue
    if (namesObject(bytes, line, stop)) break
    if (patchLength === 0 && !startsWith(bytes, line, stop, 'diff ')) continue
    if (before === -1) {
      if (
        startsWith(bytes, line, stop, 'GIT binary patch') ||
        startsWith(bytes, line, stop, 'Binary files')
      ) {
        binary = true
        before = 0
        // Nothing may close over `length`: the loop below would be three times slower.
        for (const name of [oldName, newName])
          for (let i = 0; i < name.length; i++) kept[length++] = name.charCodeAt(i)
        addHash(sum, kept, length)
        length = 0
        continue
      }
      if (startsWith(bytes, line, stop, 'index ')) {
        const text = latin1(bytes, line, stop)
        const dots = text.indexOf('..')
        if (dots >= 0) {
          const blank = text.indexOf(' ', dots)
          oldName = text.slice(6, dots).slice(0, OBJECT_ID)
          newName = text.slice(dots + 2, blank < 0 ? text.length - 1 : blank).slice(0, OBJECT_ID)
        }
        continue
      }
      if (startsWith(bytes, line, stop, '--- ')) {
        before = 1
        after = 1
      } else if (!isLetter(first)) break
    }
    if (binary) {
      if (startsWith(bytes, line, stop, 'diff ')) {
        binary = false
        before = -1
      }
      continue
    }
    if (before === 0 && after === 0) {
      if (startsWith(bytes, line, stop, '@@ -')) {
        const counts = readCounts(bytes, line, stop)
        before = counts.before
        after = counts.after ?? after
        continue
      }
      if (!startsWith(bytes, line, stop, 'diff ')) break
      addHash(sum, kept, length)
      length = 0
      before = -1
      after = -1
    }
    if (first === MINUS || first === SPACE) before--
    if (first === PLUS || first === SPACE) after--
    const from = length
    for (let i = line; i < stop; i++) {
      const code = bytes[i] as number
      if (code > SPACE) kept[length++] = code
      else if (code === 0) break
      else if (code !== SPACE && (code > 13 || code < 9 || code === 11 || code === 12)) kept[length++] = code
    }
    patchLength += length - from
  }
  if (patchLength === 0) return undefined
  addHash(sum, kept, length)
  return hex(sum)
}

/** Adds the hash of octets to the sum: 20 octets with carry, the first one the lowest, so that order does not matter. */
function addHash(sum: Uint8Array, kept: Uint8Array, length: number): void {
  const hash = length === 0 ? NO_LINES : createHash('sha1').update(kept.subarray(0, length)).digest()
  let carry = 0
  for (let i = 0; i < 20; i++) {
    carry += (sum[i] ?? 0) + (hash[i] ?? 0)
    sum[i] = carry & 255
    carry >>= 8
  }
}

/** The line counts of a hunk header, as git reads them: what it cannot read stays as it was. */
function readCounts(
  bytes: Uint8Array,
  line: number,
  stop: number,
): { readonly before: number; readonly after: number | undefined } {
  let at = line + 4
  let digits = skipDigits(bytes, at, stop)
  let before = 1
  if (bytes[digits] === COMMA) {
    at = digits + 1
    digits = skipDigits(bytes, at, stop)
    before = numberOf(bytes, at, digits)
  }
  if (digits === at || bytes[digits] !== SPACE || bytes[digits + 1] !== PLUS)
    return { before, after: undefined }
  at = digits + 2
  digits = skipDigits(bytes, at, stop)
  if (bytes[digits] !== COMMA) return { before, after: 1 }
  return { before, after: numberOf(bytes, digits + 1, skipDigits(bytes, digits + 1, stop)) }
}

/** Where the digits that begin at `at` end. */
export function skipDigits(bytes: Uint8Array, at: number, stop: number): number {
  let i = at
  while (i < stop && (bytes[i] as number) >= 48 && (bytes[i] as number) <= 57) i++
  return i
}

/** The number that digits write, at most a billion; 0 without any. */
export function numberOf(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  for (let i = start; i < end; i++) value = Math.min(value * 10 + (bytes[i] as number) - 48, 1e9)
  return value
}

/** A line that names a commit ends the diff: 40 hex digits, maybe after `commit ` or `From `. */
function namesObject(bytes: Uint8Array, line: number, stop: number): boolean {
  const from = startsWith(bytes, line, stop, 'commit ')
    ? line + 7
    : startsWith(bytes, line, stop, 'From ')
      ? line + 5
      : line
  if (stop - from < OBJECT_ID) return false
  for (let i = from; i < from + OBJECT_ID; i++) {
    const code = (bytes[i] ?? 0) | 32
    if (!((code >= 48 && code <= 57) || (code >= 97 && code <= 102)) || (bytes[i] ?? 0) < 48) return false
  }
  return true
}

/** Whether the line from `line` to `stop` begins with such (ASCII) words. */
export function startsWith(bytes: Uint8Array, line: number, stop: number, words: string): boolean {
  if (stop - line < words.length) return false
  for (let i = 0; i < words.length; i++) if (bytes[line + i] !== words.charCodeAt(i)) return false
  return true
}

/** The octets as text, one character each; for short lines. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 4096)))
}

function isLetter(code: number): boolean {
  const lower = code | 32
  return lower >= 97 && lower <= 122
}

/** Octets as hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16)
  return text
}
