import { readGitHeader, readPathLine, readPlainPath, stripPrefixes } from './diff-paths.ts'
import { latin1, startsWith } from './patch-id.ts'

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
export function scanDiff(bytes: Uint8Array, visitor: DiffVisitor): void {
  const size = bytes.length
  let file: OpenFile | undefined
  let oldLeft = 0
  let newLeft = 0
  let inMessage = true
  let inLogHeader = startsWith(bytes, 0, size, 'commit ') && size > 47 && !isBlankAt(bytes, 46)

  const close = (): void => {
    if (file?.shown && !file.told) tell(file, visitor)
    file = undefined
  }
  let next = 0
  while (next < size) {
    const start = next
    let stop = bytes.indexOf(LF, start)
    if (stop < 0) stop = size
    next = stop + 1
    const end = stop > start && bytes[stop - 1] === CR ? stop - 1 : stop
    const first = start === end ? LF : (bytes[start] ?? 0)

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
          const counts = readHunkCounts(latin1(bytes, start, Math.min(end, start + 100)))
          if (counts === undefined) break
          oldLeft = counts.old
          newLeft = counts.now
          file.shown = true
          if (!file.told) tell(file, visitor)
          visitor.hunk(start, end)
          continue
        }
        break
      case 100: // d
        if (!startsWith(bytes, start, end, 'diff ')) break
        close()
        file = openFile(start, true)
        if (startsWith(bytes, start, end, 'diff --git ')) {
          const pair = readGitHeader(textOf(bytes, start, end))
          file.old = pair.old
          file.now = pair.now
        } else if (!startsWith(bytes, start, end, 'diff -')) file = undefined
        if (file !== undefined) continue
        break
      case 73: // I
        if (startsWith(bytes, start, end, 'Index: ') && startsWith(bytes, next, size, '=====')) {
          close()
          file = openFile(start, false)
          file.index = textOf(bytes, start + 7, end).trim()
          continue
        }
        break
      case MINUS: {
        if (startsWith(bytes, start, end, '--- ') && startsWith(bytes, next, size, '+++ ')) {
          const plusEnd = endOfLine(bytes, next)
          const isBare = file === undefined || file.told || file.named
          if (isBare && !startsWith(bytes, plusEnd.next, size, '@@ -')) break
          if (file === undefined || isBare) {
            close()
            file = openFile(start, false)
          }
          nameFile(
            file,
            readPathLine(textOf(bytes, start, end)),
            readPathLine(textOf(bytes, next, plusEnd.end)),
          )
          next = plusEnd.next
          continue
        }
        if (isSignature(bytes, start, end, next)) {
          inMessage = false
          close()
          continue
        }
        // The line between a message and what is not to be committed.
        if (end - start === 3 && startsWith(bytes, start, end, '---') && file === undefined) inMessage = false
        break
      }
      default:
    }

    if (file !== undefined && !file.told) {
      if (readHeaderLine(file, bytes, start, end)) continue
      // Said to be a diff, and then it is none: the line was a sentence of the message.
      if (!file.shown && file.index === undefined) file = undefined
    }
    if (file !== undefined) inMessage = false
    else if (inLogHeader) inLogHeader = first !== LF
    else if (inMessage) visitor.message(start, end)
  }
  close()
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
function readHeaderLine(file: OpenFile, bytes: Uint8Array, start: number, end: number): boolean {
  const text = textOf(bytes, start, Math.min(end, start + 4096))
  const after = (words: string): string | undefined =>
    text.startsWith(words) ? text.slice(words.length).trimEnd() : undefined
  const path = (words: string): string | undefined => {
    const found = after(words)
    return found === undefined ? undefined : readPlainPath(found)
  }
  const oldMode = after('old mode ') ?? after('deleted file mode ')
  const newMode = after('new mode ') ?? after('new file mode ')
  const from = path('rename from ') ?? path('copy from ')
  const to = path('rename to ') ?? path('copy to ')
  file.oldMode ??= oldMode
  file.newMode ??= newMode
  if (text.startsWith('deleted file')) file.change = 'deleted'
  else if (text.startsWith('new file')) file.change = 'added'
  else if (from !== undefined || to !== undefined)
    file.change = text.startsWith('rename') ? 'renamed' : 'copied'
  file.old = from ?? file.old
  file.now = to ?? file.now
  const binary = text.startsWith('GIT binary patch') || text.startsWith('Binary files ')
  file.binary ||= binary
  const told = binary || (oldMode ?? newMode ?? from ?? to) !== undefined
  file.shown ||= told && file.hasDiffLine
  return told || /^(?:index |similarity |dissimilarity |={5}|\+\+\+ |---)/.test(text)
}

function tell(file: OpenFile, visitor: DiffVisitor): void {
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
function readHunkCounts(line: string): { readonly old: number; readonly now: number } | undefined {
  const found = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/.exec(line)
  return found ? { old: Number(found[1] ?? 1), now: Number(found[2] ?? 1) } : undefined
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
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  for (let i = start; i < end; i++)
    if ((bytes[i] ?? 0) > 127) return new TextDecoder().decode(bytes.subarray(start, end))
  return latin1(bytes, start, end)
}
