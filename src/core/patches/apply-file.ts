import type { PatchHunk } from './file-patches.ts'

/** A file's lines, without line ends; `isOpen`: the last one has none. An empty file has no lines. */
export interface FileLines {
  readonly lines: readonly string[]
  readonly isOpen: boolean
}

/** A file as lines. */
export function linesOfFile(text: string): FileLines {
  if (text === '') return { lines: [], isOpen: false }
  const lines = text.split('\n')
  const isOpen = lines.at(-1) !== ''
  if (!isOpen) lines.pop()
  return { lines, isOpen }
}

/**
 * A file with some hunks applied, each at its line or at the nearest one where all of its context is; `undefined` where
 * one of them fits nowhere.
 *
 * As `git apply` does it: no line of context may differ, a hunk that begins a file has to begin it, one without trailing
 * context has to end it, and none may touch what another one has written.
 * Source: apply.c of git, by its behaviour (a test holds it against `git apply`).
 */
export function applyHunks(file: FileLines, hunks: readonly PatchHunk[]): FileLines | undefined {
  const draft: Draft = { lines: [...file.lines], isOpen: file.isOpen, written: [], looks: 0 }
  for (const hunk of hunks) {
    const at = findPlace(draft, hunk)
    if (at === undefined) return undefined
    write(draft, hunk, at)
  }
  return { lines: draft.lines, isOpen: draft.isOpen }
}

/** A file at work: its lines, and the stretches that hunks have written, as `[from, to)`. */
interface Draft {
  lines: string[]
  isOpen: boolean
  written: readonly (readonly [number, number])[]
  /** Lines that were compared; a patch that is made to take long is no patch. */
  looks: number
}

/** Lines that are compared at most for one file: some tenths of a second. */
const MOST_LOOKS = 30_000_000

function findPlace(draft: Draft, hunk: PatchHunk): number | undefined {
  const { lines } = draft
  const { before } = hunk
  const mustBegin = hunk.oldStart <= 1
  const mustEnd = hunk.trailing === 0
  const last = lines.length - before.length
  if (last < 0) return undefined
  const fits = (at: number): boolean => {
    if ((mustBegin && at !== 0) || (mustEnd && at !== last)) return false
    for (let i = 0; i < before.length; i++)
      if (lines[at + i] !== before[i]) {
        draft.looks += i + 1
        return false
      }
    draft.looks += before.length + draft.written.length + 1
    const end = at + before.length
    if (end > at && draft.written.some(([from, to]) => from < end && at < to)) return false
    // A last line without its end is another line than one with it.
    return at !== last || before.length === 0 || draft.isOpen === hunk.openBefore
  }
  if (mustBegin) return fits(0) ? 0 : undefined
  if (mustEnd) return fits(last) ? last : undefined
  const start = Math.min(Math.max(hunk.newStart - 1, 0), last)
  if (fits(start)) return start
  for (let step = 1; start - step >= 0 || start + step <= last; step++) {
    if (start - step >= 0 && fits(start - step)) return start - step
    if (start + step <= last && fits(start + step)) return start + step
    if (draft.looks > MOST_LOOKS) return undefined
  }
  return undefined
}

/** More lines than this are not handed to `splice` as arguments: there is a limit to these. */
const MOST_ARGUMENTS = 10_000

function write(draft: Draft, { before, after, openAfter }: PatchHunk, at: number): void {
  const { lines } = draft
  const end = at + before.length
  const isLast = end === lines.length
  if (after.length < MOST_ARGUMENTS) lines.splice(at, before.length, ...after)
  else draft.lines = [...lines.slice(0, at), ...after, ...lines.slice(end)]
  const shift = after.length - before.length
  draft.written = [
    ...draft.written.map(([from, to]) =>
      from >= end ? ([from + shift, to + shift] as const) : ([from, to] as const),
    ),
    [at, at + after.length] as const,
  ]
  if (isLast) draft.isOpen = after.length === 0 ? false : openAfter
}
