import { readGitHeader, readPathLine, readPlainPath, stripPrefixes } from './diff-paths.ts'
import { numberOf, skipDigits, startsWith } from './patch-id.ts'

/** What a diff says of one file before its first hunk. */
export interface FileHeader {
  /** Where it begins in the text. */
  readonly at: number
  /** It begins with a `diff ` line. */
  readonly hasDiffLine: boolean
  /** Names without prefix; `undefined` on the side on which the file does not exist. */
  readonly oldPath: string | undefined
  readonly newPath: string | undefined
  readonly change: 'modified' | 'added' | 'deleted' | 'renamed' | 'copied'
  readonly oldMode: string | undefined
  readonly newMode: string | undefined
  readonly binary: boolean
}

/** A text in which there may be a diff. */
export interface DiffText {
  readonly bytes: Uint8Array
  /** The same as a string where each octet is one character. */
  readonly ascii: string | undefined
}

/** A text, ready to be scanned: characters become UTF-8, octets stay what they are. */
export function diffText(text: string | Uint8Array): DiffText {
  if (typeof text !== 'string') return { bytes: text, ascii: undefined }
  const bytes = new TextEncoder().encode(text)
  return { bytes, ascii: bytes.length === text.length ? text : undefined }
}

/** What is told of a text in which there may be a diff, from top to bottom. */
export interface DiffVisitor {
  /** A line of the message before the diff, before a `---` line; without its end. */
  message(start: number, end: number): void
  file(header: FileHeader): void
  hunk(start: number, end: number): void
  /** A line of a hunk: its sign (`+`, `-`, blank) as a character code, where its text begins and ends. */
  line(sign: number, start: number, end: number): void
}

const LF = 10
const CR = 13
const SPACE = 32
const MINUS = 45
const PLUS = 43
const COMMA = 44
const AT = 64
const BACKSLASH = 92

interface OpenFile {
  at: number
  hasDiffLine: boolean
  old: string | undefined
  now: string | undefined
  /** Names come from lines that give both sides. */
  named: boolean
  index: string | undefined
  oldMode: string | undefined
  newMode: string | undefined
  change: FileHeader['change'] | undefined
  binary: boolean
  /** Something after its first line shows that it is a diff indeed. */
  shown: boolean
  told: boolean
}

/**
 * Reads a text (a mail's, a commit's) line by line, in one pass, and tells the visitor of its message and diffs.
 *
 * Hunk lines are counted by their header, so a signature (`-- `) never is a deleted line; an empty context line
 * may lack its blank, a wrapped line is left out. What looks like a diff and has neither hunk nor header is text.
 */
export function scanDiff(source: DiffText, visitor: DiffVisitor): void {
  const { bytes } = source
  const size = bytes.length
  let file: OpenFile | undefined
  let oldLeft = 0
  let newLeft = 0
  let inMessage = true
  let inLogHeader = startsWith(bytes, 0, size, 'commit ') && size > 47 && !isBlankAt(bytes, 46)

  let next = 0
  while (next < size) {
    const start = next
    let stop = start
    while (stop < size && bytes[stop] !== LF) stop++
    next = stop + 1
    const end = stop > start && bytes[stop - 1] === CR ? stop - 1 : stop
    const first = start === end ? LF : (bytes[start] as number)

    if (oldLeft > 0 || newLeft > 0) {
      if (first === PLUS && newLeft > 0) {
        newLeft--
        visitor.line(PLUS, start + 1, end)
        continue
      }
      if (first === MINUS && oldLeft > 0 && !isSignature(bytes, start, end, next)) {
        oldLeft--
        visitor.line(MINUS, start + 1, end)
        continue
      }
      if ((first === SPACE || first === LF) && oldLeft > 0 && newLeft > 0) {
        oldLeft--
        newLeft--
        visitor.line(SPACE, first === LF ? start : start + 1, end)
        continue
      }
      if (first === BACKSLASH || !endsHunk(first, bytes, start, end)) continue
      oldLeft = 0
      newLeft = 0
    }

    switch (first) {
      case AT:
        if (file !== undefined && startsWith(bytes, start, end, '@@ -')) {
          const counts = readHunkCounts(bytes, start, end)
          if (counts === undefined) break
          oldLeft = counts.old
          newLeft = counts.now
          file.shown = true
          tell(file, visitor)
          visitor.hunk(start, end)
          continue
        }
        break
      case 100: // d
        if (!startsWith(bytes, start, end, 'diff ')) break
        tell(file, visitor)
        file = openFile(start, true)
        if (startsWith(bytes, start, end, 'diff --git ')) {
          const pair = readGitHeader(textOf(source, start, end))
          file.old = pair.old
          file.now = pair.now
        } else if (!startsWith(bytes, start, end, 'diff -')) file = undefined
        if (file !== undefined) continue
        break
      case 73: // I
        if (startsWith(bytes, start, end, 'Index: ') && startsWith(bytes, next, size, '=====')) {
          tell(file, visitor)
          file = openFile(start, false)
          file.index = textOf(source, start + 7, end).trim()
          continue
        }
        break
      case MINUS: {
        if (startsWith(bytes, start, end, '--- ') && startsWith(bytes, next, size, '+++ ')) {
          const plusEnd = endOfLine(bytes, next)
          const isBare = file === undefined || file.told || file.named
          if (isBare && !startsWith(bytes, plusEnd.next, size, '@@ -')) break
          if (file === undefined || isBare) {
            tell(file, visitor)
            file = openFile(start, false)
          }
          nameFile(
            file,
            readPathLine(textOf(source, start, end)),
            readPathLine(textOf(source, next, plusEnd.end)),
          )
          next = plusEnd.next
          continue
        }
        if (isSignature(bytes, start, end, next)) {
          inMessage = false
          tell(file, visitor)
          file = undefined
          continue
        }
        // The line between a message and what is not to be committed.
        if (end - start === 3 && startsWith(bytes, start, end, '---') && file === undefined) inMessage = false
        break
      }
      default:
    }

    if (file !== undefined && !file.told) {
      if (readHeaderLine(file, source, start, end)) continue
      // Said to be a diff, and then it is none: the line was a sentence of the message.
      if (!file.shown && file.index === undefined) file = undefined
    }
    if (file !== undefined) inMessage = false
    else if (inLogHeader) inLogHeader = first !== LF
    else if (inMessage) visitor.message(start, end)
  }
  tell(file, visitor)
}

function openFile(at: number, hasDiffLine: boolean): OpenFile {
  return {
    at,
    hasDiffLine,
    old: undefined,
    now: undefined,
    named: false,
    index: undefined,
    oldMode: undefined,
    newMode: undefined,
    change: undefined,
    binary: false,
    shown: false,
    told: false,
  }
}

function nameFile(file: OpenFile, old: string | undefined, now: string | undefined): void {
  file.named = true
  file.shown = true
  // A rename's own lines, and git's first line where both names are equal, tell the names without prefixes.
  if (file.change === 'renamed' || file.change === 'copied') return
  if (old === undefined) file.change = 'added'
  if (now === undefined) file.change = 'deleted'
  const index = file.index
  if (index !== undefined && (old ?? now)?.endsWith(index)) {
    const pair = stripPrefixes(old, now)
    const path = (pair.now ?? pair.old)?.length === index.length - 1 ? index : (pair.now ?? pair.old)
    file.old = path
    file.now = path
  } else if (file.old === undefined || file.old !== file.now) {
    const pair = stripPrefixes(old, now)
    file.old = pair.old ?? pair.now
    file.now = pair.now ?? pair.old
  }
}

/** Reads a line of a file's header; `false` when it is none. */
function readHeaderLine(file: OpenFile, source: DiffText, start: number, end: number): boolean {
  const { bytes } = source
  switch (bytes[start]) {
    case 105: // i
      return startsWith(bytes, start, end, 'index ')
    case 115: // s
      return startsWith(bytes, start, end, 'similarity ')
    case 61: // =
      return startsWith(bytes, start, end, '=====')
    case PLUS:
      return startsWith(bytes, start, end, '+++ ')
    case MINUS:
      return startsWith(bytes, start, end, '---')
    default:
  }
  if (end - start > 4096) return false
  const text = textOf(source, start, end)
  if (text.startsWith('dissimilarity ')) return true
  const known = HEADER_LINES.find(([words]) => text.startsWith(words))
  if (known === undefined) return false
  known[1](file, text.slice(known[0].length).trimEnd())
  file.shown ||= file.hasDiffLine
  return true
}

/** The lines of a git header that say something, by their first words, and what they say of a file. */
const HEADER_LINES: readonly (readonly [string, (file: OpenFile, rest: string) => void])[] = [
  ['new file mode ', (file, rest) => Object.assign(file, { newMode: rest, change: 'added' })],
  ['deleted file mode ', (file, rest) => Object.assign(file, { oldMode: rest, change: 'deleted' })],
  ['old mode ', (file, rest) => Object.assign(file, { oldMode: rest })],
  ['new mode ', (file, rest) => Object.assign(file, { newMode: rest })],
  ['rename from ', (file, rest) => Object.assign(file, { old: readPlainPath(rest), change: 'renamed' })],
  ['rename to ', (file, rest) => Object.assign(file, { now: readPlainPath(rest), change: 'renamed' })],
  ['copy from ', (file, rest) => Object.assign(file, { old: readPlainPath(rest), change: 'copied' })],
  ['copy to ', (file, rest) => Object.assign(file, { now: readPlainPath(rest), change: 'copied' })],
  ['GIT binary patch', (file) => Object.assign(file, { binary: true })],
  ['Binary files ', (file) => Object.assign(file, { binary: true })],
]

/** Tells of a file, once, when what follows its first line shows that it is one. */
function tell(file: OpenFile | undefined, visitor: DiffVisitor): void {
  if (file === undefined || file.told || !file.shown) return
  file.told = true
  const path = file.now ?? file.old ?? file.index
  if (path === undefined) return
  const change = file.change ?? (file.old !== undefined && file.old !== path ? 'renamed' : 'modified')
  visitor.file({
    at: file.at,
    hasDiffLine: file.hasDiffLine,
    oldPath: change === 'added' ? undefined : (file.old ?? path),
    newPath: change === 'deleted' ? undefined : path,
    change,
    oldMode: file.oldMode,
    newMode: file.newMode,
    binary: file.binary,
  })
}

/** The counts of a hunk header; 1 where none is written; `undefined` for what is no hunk header. */
function readHunkCounts(
  bytes: Uint8Array,
  start: number,
  end: number,
): { readonly old: number; readonly now: number } | undefined {
  const old = readRange(bytes, start + 4, end)
  if (bytes[old.next] !== SPACE || bytes[old.next + 1] !== PLUS) return undefined
  const now = readRange(bytes, old.next + 2, end)
  if (!startsWith(bytes, now.next, end, ' @@')) return undefined
  return { old: old.count, now: now.count }
}

/** The n of "line,n" and where it ends. */
function readRange(
  bytes: Uint8Array,
  at: number,
  end: number,
): { readonly count: number; readonly next: number } {
  const line = skipDigits(bytes, at, end)
  if (bytes[line] !== COMMA) return { count: 1, next: line }
  const next = skipDigits(bytes, line + 1, end)
  return { count: numberOf(bytes, line + 1, next), next }
}

/** A line that a hunk which has been cut short cannot hold: the next hunk, or the next file. */
function endsHunk(first: number, bytes: Uint8Array, start: number, end: number): boolean {
  if (first === MINUS) return true
  if (first === AT) return startsWith(bytes, start, end, '@@ -')
  if (first === 100) return startsWith(bytes, start, end, 'diff -')
  return first === 73 && startsWith(bytes, start, end, 'Index: ')
}

/** `-- ` or `--` with something below it that no diff goes on with. */
function isSignature(bytes: Uint8Array, start: number, end: number, next: number): boolean {
  if (bytes[start] !== MINUS || bytes[start + 1] !== MINUS) return false
  if (!(end - start === 2 || (end - start === 3 && bytes[start + 2] === SPACE))) return false
  if (next >= bytes.length) return true
  const below = bytes[next] ?? LF
  return (
    below !== SPACE &&
    below !== PLUS &&
    below !== MINUS &&
    below !== AT &&
    below !== BACKSLASH &&
    below !== 100
  )
}

function endOfLine(bytes: Uint8Array, start: number): { readonly end: number; readonly next: number } {
  const stop = bytes.indexOf(LF, start)
  if (stop < 0) return { end: bytes.length, next: bytes.length }
  return { end: bytes[stop - 1] === CR ? stop - 1 : stop, next: stop + 1 }
}

function isBlankAt(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === SPACE || bytes[at] === LF
}

/** A line as text. */
export function textOf(source: DiffText, start: number, end: number): string {
  return source.ascii?.slice(start, end) ?? new TextDecoder().decode(source.bytes.subarray(start, end))
}
