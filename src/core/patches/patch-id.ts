import { createHash } from 'node:crypto'

const LF = 10
const SPACE = 32
const MINUS = 45
const PLUS = 43

/** The hash of nothing, which `--stable` adds where a diff ends with a binary file. */
const NO_LINES = createHash('sha1').digest()
const OBJECT_ID = 40

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
  let kept = new Uint8Array(1 << 14)
  let length = 0
  let patchLength = 0
  let before = -1
  let after = -1
  let binary = false
  let oldName = ''
  let newName = ''
  const flush = (): void => {
    addHash(sum, length === 0 ? NO_LINES : createHash('sha1').update(kept.subarray(0, length)).digest())
    length = 0
  }
  const keep = (text: string): void => {
    kept = withRoom(kept, length, text.length)
    for (let i = 0; i < text.length; i++) kept[length++] = text.charCodeAt(i)
  }

  let next = start
  while (next < end) {
    const line = next
    let stop = bytes.indexOf(LF, line) + 1
    if (stop === 0 || stop > end) stop = end
    next = stop
    const first = bytes[line] ?? 0

    // Inside a hunk, by far the most frequent: nothing else can be meant by such a line.
    const inHunk = before > 0 || after > 0
    if (!inHunk || (first !== SPACE && first !== PLUS && first !== MINUS)) {
      if (first === 92 && bytes[line + 1] === SPACE && stop - line > 12) continue
      if (namesObject(bytes, line, stop)) break
      if (patchLength === 0 && !startsWith(bytes, line, stop, 'diff ')) continue
    }
    if (before === -1) {
      if (
        startsWith(bytes, line, stop, 'GIT binary patch') ||
        startsWith(bytes, line, stop, 'Binary files')
      ) {
        binary = true
        before = 0
        keep(oldName)
        keep(newName)
        flush()
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
        const counts = readCounts(latin1(bytes, line, Math.min(stop, line + 100)))
        before = counts.before ?? before
        after = counts.after ?? after
        continue
      }
      if (!startsWith(bytes, line, stop, 'diff ')) break
      flush()
      before = -1
      after = -1
    }
    if (first === MINUS || first === SPACE) before--
    if (first === PLUS || first === SPACE) after--
    kept = withRoom(kept, length, stop - line)
    const from = length
    for (let i = line; i < stop; i++) {
      const code = bytes[i] ?? 0
      if (code > SPACE) kept[length++] = code
      else if (code === 0) break
      else if (code !== SPACE && code !== LF && code !== 9 && code !== 13) kept[length++] = code
    }
    patchLength += length - from
  }
  if (patchLength === 0) return undefined
  flush()
  return hex(sum)
}

/** Adds a hash to the sum: 20 octets with carry, the first one the lowest, so that order does not matter. */
function addHash(sum: Uint8Array, hash: Uint8Array): void {
  let carry = 0
  for (let i = 0; i < 20; i++) {
    carry += (sum[i] ?? 0) + (hash[i] ?? 0)
    sum[i] = carry & 255
    carry >>= 8
  }
}

function withRoom(kept: Uint8Array<ArrayBuffer>, length: number, more: number): Uint8Array<ArrayBuffer> {
  if (length + more <= kept.length) return kept
  const larger = new Uint8Array(Math.max(kept.length * 2, length + more))
  larger.set(kept)
  return larger
}

/** The line counts of a hunk header, as git reads them: what it cannot read stays as it was. */
function readCounts(header: string): { readonly before?: number; readonly after?: number } {
  const old = /^(\d*)(,?)(\d*)/.exec(header.slice(4))
  const before = old?.[2] === ',' ? Number(old[3]) : 1
  const digits = old?.[2] === ',' ? old[3] : old?.[1]
  const rest = header.slice(4 + (old?.[0].length ?? 0))
  if (digits === '' || !rest.startsWith(' +')) return { before }
  const now = /^\d*(,?)(\d*)/.exec(rest.slice(2))
  return { before, after: now?.[1] === ',' ? Number(now[2]) : 1 }
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
  let text = ''
  for (let i = start; i < Math.min(end, start + 4096); i++) text += String.fromCharCode(bytes[i] ?? 0)
  return text
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
