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
 * context has to end it, and none may touch what another one has changed.
 * Source: apply.c of git, by its behaviour (a test holds it against `git apply`).
 */
export function applyHunks(file: FileLines, hunks: readonly PatchHunk[]): FileLines | undefined {
  let lines: readonly string[] = file.lines
  let { isOpen } = file
  let touched: readonly boolean[] = lines.map(() => false)
  for (const hunk of hunks) {
    const at = findPlace(lines, touched, isOpen, hunk)
    if (at === undefined) return undefined
    const end = at + hunk.before.length
    const isLast = end === lines.length
    const changed = hunk.after.length - hunk.leading - hunk.trailing
    const marks = hunk.after.map((_, i) => i >= hunk.leading && i < hunk.leading + Math.max(changed, 0))
    lines = [...lines.slice(0, at), ...hunk.after, ...lines.slice(end)]
    touched = [...touched.slice(0, at), ...marks, ...touched.slice(end)]
    if (isLast) isOpen = hunk.after.length === 0 ? false : hunk.openAfter
  }
  return { lines, isOpen }
}

/** Steps that are looked away from the line at which a hunk should be. */
const MOST_STEPS = 200_000

function findPlace(
  lines: readonly string[],
  touched: readonly boolean[],
  isOpen: boolean,
  hunk: PatchHunk,
): number | undefined {
  const { before } = hunk
  const mustBegin = hunk.oldStart <= 1
  const mustEnd = hunk.trailing === 0
  const last = lines.length - before.length
  if (last < 0) return undefined
  const fits = (at: number): boolean => {
    if ((mustBegin && at !== 0) || (mustEnd && at !== last)) return false
    for (let i = 0; i < before.length; i++)
      if (lines[at + i] !== before[i] || touched[at + i] === true) return false
    // A last line without its end is another line than one with it.
    return at !== last || before.length === 0 || isOpen === hunk.openBefore
  }
  const start = mustBegin ? 0 : mustEnd ? last : Math.min(Math.max(hunk.newStart - 1, 0), last)
  if (fits(start)) return start
  for (let step = 1; step <= MOST_STEPS && (start - step >= 0 || start + step <= last); step++) {
    if (start - step >= 0 && fits(start - step)) return start - step
    if (start + step <= last && fits(start + step)) return start + step
  }
  return undefined
}
