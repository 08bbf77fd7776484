import { createHash } from 'node:crypto'
import { diffText, type FileHeader, scanDiff } from './diff-scan.ts'
import { addHash, addLine, hashList, hashText, sortHashes } from './line-hash.ts'
import { hex, patchIdOf } from './patch-id.ts'

/** How a diff touches one file. `path` is the new name, or the old one of a deleted file. */
export interface FileChange {
  readonly path: string
  /** Set when renamed or copied. */
  readonly oldPath: string | undefined
  readonly change: 'modified' | 'added' | 'deleted' | 'renamed' | 'copied'
  readonly additions: number
  readonly deletions: number
}

/**
 * What matching and lineage need of a diff, small enough to keep for every patch and commit.
 *
 * The same function reads diffs of mails and of commits, so equal changes give equal contents.
 */
export interface PatchContent {
  /** `git patch-id --stable`, 40 hex; `undefined` for a diff to which git gives none. */
  readonly patchId: string | undefined
  /** Hash of (path, changed line without white space), no context and no order of files: 40 hex. */
  readonly changedLinesId: string | undefined
  readonly files: readonly FileChange[]
  readonly additions: number
  readonly deletions: number
  /**
   * Sorted 32-bit hashes of the changed lines with their sign, white space removed, at least 3 characters,
   * repeats kept; and of one pseudo-line for each rename, copy, mode change, deletion and binary file.
   * At most 20,000 (the smallest hashes are kept).
   */
  readonly lines: Uint32Array
  /** Sorted 32-bit hashes of the lines of the commit message (trailers and white space left out), at most 500. */
  readonly messageLines: Uint32Array
}

/** Hashes of changed lines that are kept, and of lines of the message. */
const MOST_LINES = 20_000
const MOST_MESSAGE_LINES = 500
const PLUS = 43
const MINUS = 45

const lines = hashList()
const all = hashList()
const message = hashList()

/**
 * The content of the first diff or diffs in a text, `undefined` when it holds none.
 *
 * The text is a whole mail's (message, `---`, diffstat, diff, signature, footer) or a commit's (message, diff).
 * As octets it is read as it is: a commit whose text is no UTF-8 then has the id that git gives it.
 * Understood are git diffs (renames, copies, modes, empty and binary files), traditional ones and `Index:`.
 */
export function readPatchContent(text: string | Uint8Array): PatchContent | undefined {
  const source = diffText(text)
  const { bytes } = source
  const files: CountedFile[] = []
  lines.length = 0
  all.length = 0
  message.length = 0
  let patchAt: number | undefined
  let file: CountedFile | undefined
  scanDiff(source, {
    message(start, end) {
      if (message.length >= MOST_MESSAGE_LINES || isTrailer(bytes, start, end)) return
      addLine(message, undefined, bytes, start, end, 0)
    },
    file(header) {
      if (header.hasDiffLine) patchAt ??= header.at
      file = { header, from: all.length, additions: 0, deletions: 0 }
      files.push(file)
      for (const fact of listPseudoLines(header)) {
        const hash = hashText(fact, 1)
        addHash(all, hash)
        addHash(lines, hash)
      }
    },
    hunk() {},
    line(sign, start, end) {
      if (file === undefined) return
      if (sign === PLUS) file.additions++
      else if (sign === MINUS) file.deletions++
      else return
      addLine(lines, all, bytes, start, end, sign)
    },
  })
  if (files.length === 0) return undefined
  const changes = joinFiles(files)
  return {
    patchId: patchAt === undefined ? undefined : patchIdOf(bytes, patchAt),
    changedLinesId: changedLinesId(files),
    files: changes,
    additions: changes.reduce((sum, one) => sum + one.additions, 0),
    deletions: changes.reduce((sum, one) => sum + one.deletions, 0),
    lines: sortHashes(lines).slice(0, MOST_LINES),
    messageLines: sortHashes(message).slice(),
  }
}

/** Every path that a change touches, the old names of renamed files too: sorted, without repeats. */
export function listFiles(content: PatchContent): readonly string[] {
  const paths = new Set<string>()
  for (const file of content.files) {
    paths.add(file.path)
    if (file.oldPath !== undefined) paths.add(file.oldPath)
  }
  return [...paths].sort()
}

interface CountedFile {
  readonly header: FileHeader
  /** Where its hashes begin in the list of all. */
  readonly from: number
  additions: number
  deletions: number
}

function pathOf(header: FileHeader): string {
  return header.newPath ?? header.oldPath ?? ''
}

/** What a header says that no changed line does, one sentence each. */
function listPseudoLines(header: FileHeader): readonly string[] {
  const path = pathOf(header)
  const said: string[] = []
  const { change, oldMode, newMode } = header
  if (change === 'renamed' || change === 'copied') said.push(`${change} ${header.oldPath} ${path}`)
  if (change === 'deleted') said.push(`deleted ${path}`)
  else if (oldMode !== undefined && newMode !== undefined) said.push(`mode ${newMode} ${path}`)
  if (header.binary) said.push(`binary ${path}`)
  return said
}

/** The files, by first appearance; two diffs of one file are one change. */
function joinFiles(files: readonly CountedFile[]): readonly FileChange[] {
  const joined = new Map<string, FileChange>()
  for (const { header, additions, deletions } of files) {
    const path = pathOf(header)
    const before = joined.get(path)
    const moved = header.change === 'renamed' || header.change === 'copied'
    joined.set(path, {
      path,
      oldPath: before?.oldPath ?? (moved ? header.oldPath : undefined),
      change: before?.change ?? header.change,
      additions: additions + (before?.additions ?? 0),
      deletions: deletions + (before?.deletions ?? 0),
    })
  }
  return [...joined.values()]
}

/** The same for the same changed lines in the same files, whatever stands around them; `undefined` without any. */
function changedLinesId(files: readonly CountedFile[]): string | undefined {
  if (all.length === 0) return undefined
  const parts = files
    .map(({ header, from }, n) => ({
      path: pathOf(header),
      hashes: sortHashes(all, from, files[n + 1]?.from),
    }))
    .filter(({ hashes }) => hashes.length > 0)
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  const hash = createHash('sha1')
  hash.update(parts.map(({ path, hashes }) => `${path}\0${hashes.length}`).join('\0'))
  const words = new Uint32Array(all.length)
  let length = 0
  for (const { hashes } of parts) {
    words.set(hashes, length)
    length += hashes.length
  }
  hash.update(new Uint8Array(words.buffer, 0, length * 4))
  return hex(hash.digest())
}

const PLAIN_KEYS: ReadonlySet<string> = new Set(
  'cc,link,links,fixes,closes,from,subject,date,to,message-id,references,bug,issue,bugzilla'.split(','),
)

/** `Signed-off-by: …`, `Link: …` and in-body headers: said of a change in a mail, and not in its commit, or the other way. */
function isTrailer(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  while (at < end && bytes[at] === 32) at++
  let dash = false
  let key = ''
  for (; at < end && key.length < 40; at++) {
    const code = bytes[at] ?? 0
    if (code === 58) return (dash && key.endsWith('-by')) || PLAIN_KEYS.has(key)
    const lower = code | 32
    if (code === 45) dash = true
    else if (lower < 97 || lower > 122) return false
    key += String.fromCharCode(code === 45 ? 45 : lower)
  }
  return false
}
