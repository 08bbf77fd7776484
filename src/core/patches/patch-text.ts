import { diffText, type FileHeader, scanDiff, textOf } from './diff-scan.ts'

/** One line of the text of a patch mail (or of a commit with its diff), and what it is. */
export interface PatchLine {
  /** As written, with its sign. */
  readonly text: string
  /** `message`: of what is above the diff. `file`: of a file's header. `hunk`: an `@@` line. `other`: behind the diff. */
  readonly kind: 'message' | 'file' | 'hunk' | 'same' | 'added' | 'deleted' | 'other'
  /** Place among `files`; -1 outside the diff. */
  readonly file: number
  /** Number in the old file, from 1; 0 where it is not in it. */
  readonly old: number
  /** Number in the new file. */
  readonly new: number
}

/** The text of a patch, read line by line. */
export interface PatchText {
  readonly lines: readonly PatchLine[]
  /** In the order of the diff; a file that stands there twice is twice in it. */
  readonly files: readonly FileHeader[]
}

const LF = 10
const PLUS = 43
const MINUS = 45

/**
 * Every line of a text in which there may be a diff, with its place in the files that it changes.
 *
 * Lines are counted as `git apply` counts them: by the header of their hunk. A line that a mail client wrapped is part of
 * no file (`other`). Total and linear: a text without a diff has lines of the message only.
 */
export function readPatchText(text: string): PatchText {
  const source = diffText(text)
  const { bytes } = source
  const starts = lineStarts(bytes)
  const lines: PatchLine[] = []
  const files: FileHeader[] = []
  let isBehind = false
  let old = 0
  let now = 0

  const lineAt = (index: number): string => {
    const start = starts[index] ?? bytes.length
    let end = (starts[index + 1] ?? bytes.length + (bytes.at(-1) === LF ? 0 : 1)) - 1
    if (end > start && bytes[end - 1] === 13) end--
    return textOf(source, start, end)
  }
  /** Adds lines up to, not including, the one that holds an offset. */
  const advance = (offset: number, kind: PatchLine['kind'], file: number): void => {
    while ((starts[lines.length] ?? Number.POSITIVE_INFINITY) < offset && lines.length < starts.length) {
      // The offset may lie behind the sign of a line.
      if ((starts[lines.length + 1] ?? bytes.length + 1) > offset) break
      lines.push({ text: lineAt(lines.length), kind, file, old: 0, new: 0 })
    }
  }
  scanDiff(source, {
    message() {},
    file(header) {
      advance(header.at, files.length === 0 ? 'message' : 'other', -1)
      files.push(header)
      isBehind = true
    },
    hunk(start, end) {
      advance(start, 'file', files.length - 1)
      const found = /^@@ -(\d{1,9})(?:,\d{1,9})? \+(\d{1,9})/.exec(
        textOf(source, start, Math.min(end, start + 80)),
      )
      old = Number(found?.[1] ?? 1)
      now = Number(found?.[2] ?? 1)
      lines.push({ text: lineAt(lines.length), kind: 'hunk', file: files.length - 1, old, new: now })
    },
    line(sign, start) {
      advance(start, 'other', -1)
      const kind = sign === PLUS ? 'added' : sign === MINUS ? 'deleted' : 'same'
      lines.push({
        text: lineAt(lines.length),
        kind,
        file: files.length - 1,
        old: kind === 'added' ? 0 : old,
        new: kind === 'deleted' ? 0 : now,
      })
      if (kind !== 'added') old++
      if (kind !== 'deleted') now++
    },
  })
  while (lines.length < starts.length)
    lines.push({ text: lineAt(lines.length), kind: isBehind ? 'other' : 'message', file: -1, old: 0, new: 0 })
  return { lines, files }
}

/** The path that a file of a diff has on the side on which it exists. */
export function pathOf(file: FileHeader): string {
  return file.newPath ?? file.oldPath ?? ''
}

function lineStarts(bytes: Uint8Array): readonly number[] {
  if (bytes.length === 0) return []
  const starts = [0]
  for (let at = bytes.indexOf(LF); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(LF, at + 1))
    starts.push(at + 1)
  return starts
}
