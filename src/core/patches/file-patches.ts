import type { FileHeader } from './diff-scan.ts'
import type { PatchText } from './patch-text.ts'

/** A hunk as `git apply` uses it. Lines are without their sign, in the octets of UTF-8 as one character each. */
export interface PatchHunk {
  /** Line at which it should begin in the new file, from 1; 0 where that is empty. */
  readonly newStart: number
  readonly oldStart: number
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Lines of context that it begins and ends with. */
  readonly leading: number
  readonly trailing: number
  /** Its last line ends the file without a line end, before and after. */
  readonly openBefore: boolean
  readonly openAfter: boolean
}

/** What a patch does to one file. */
export interface FilePatch {
  readonly header: FileHeader
  /** Names of the blobs before and after, as far as they are written; `undefined` without an `index` line. */
  readonly oldId: string | undefined
  readonly newId: string | undefined
  readonly hunks: readonly PatchHunk[]
  /** Why it cannot be tried; `undefined`: it can be. */
  readonly problem: ApplyProblem | undefined
}

/**
 * Why a change cannot be tried from the text of its mail: `binary`: it has octets instead of lines. `damaged`: a hunk has
 * other lines than its header says (wrapped, or cut short), and git refuses it. `submodule`: it moves a commit.
 */
export type ApplyProblem = 'binary' | 'damaged' | 'submodule'

/** The changes of a patch, file by file. */
export function listFilePatches(patch: PatchText): readonly FilePatch[] {
  const drafts = patch.files.map(
    (header): Draft => ({ header, oldId: undefined, newId: undefined, mode: undefined, hunks: [] }),
  )
  let open: OpenHunk | undefined
  let lastKind: 'same' | 'added' | 'deleted' | undefined
  for (const line of patch.lines) {
    const draft = drafts[line.file]
    if (line.kind === 'other' && line.text.startsWith('\\') && open !== undefined) {
      if (lastKind !== 'added') open.openBefore = true
      if (lastKind !== 'deleted') open.openAfter = true
      continue
    }
    // A line in the middle of a hunk that has no sign is the rest of one that was wrapped.
    if (line.kind === 'other' && open !== undefined && !isFull(open)) open.isDamaged = true
    if (draft === undefined) continue
    if (line.kind === 'file') {
      const ids = /^index ([0-9a-f]{4,64})\.\.([0-9a-f]{4,64})(?: (\d{6}))?/.exec(line.text)
      if (ids) [draft.oldId, draft.newId, draft.mode] = [ids[1], ids[2], ids[3]]
    } else if (line.kind === 'hunk') {
      const counts = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/.exec(line.text)
      open = {
        oldCount: Number(counts?.[1] ?? 1),
        newCount: Number(counts?.[2] ?? 1),
        newStart: line.new,
        oldStart: line.old,
        before: [],
        after: [],
        signs: [],
        openBefore: false,
        openAfter: false,
        isDamaged: false,
      }
      draft.hunks.push(open)
    } else if (
      open !== undefined &&
      (line.kind === 'same' || line.kind === 'added' || line.kind === 'deleted')
    ) {
      const text = octets(line.text.slice(1))
      if (line.kind !== 'added') open.before.push(text)
      if (line.kind !== 'deleted') open.after.push(text)
      open.signs.push(line.kind === 'same')
      lastKind = line.kind
    }
  }
  return drafts.map((draft) => ({
    header: draft.header,
    oldId: draft.oldId,
    newId: draft.newId,
    hunks: draft.hunks.map(closed),
    problem: problemOf(draft),
  }))
}

function problemOf({ header, mode, hunks }: Draft): ApplyProblem | undefined {
  if (header.binary) return 'binary'
  if ([mode, header.oldMode, header.newMode].includes(SUBMODULE)) return 'submodule'
  return hunks.every((hunk) => isFull(hunk) && !hunk.isDamaged) ? undefined : 'damaged'
}

function isFull(hunk: OpenHunk): boolean {
  return hunk.before.length === hunk.oldCount && hunk.after.length === hunk.newCount
}

const SUBMODULE = '160000'

interface Draft {
  readonly header: FileHeader
  oldId: string | undefined
  newId: string | undefined
  /** Of a file that keeps it. */
  mode: string | undefined
  readonly hunks: OpenHunk[]
}

interface OpenHunk {
  /** Lines that its header speaks of. */
  readonly oldCount: number
  readonly newCount: number
  readonly newStart: number
  readonly oldStart: number
  readonly before: string[]
  readonly after: string[]
  /** Whether each line is context. */
  readonly signs: boolean[]
  openBefore: boolean
  openAfter: boolean
  isDamaged: boolean
}

function closed({ signs, oldCount: _old, newCount: _new, isDamaged: _is, ...hunk }: OpenHunk): PatchHunk {
  const first = signs.indexOf(false)
  const leading = first < 0 ? signs.length : first
  const trailing = first < 0 ? signs.length : signs.length - 1 - signs.lastIndexOf(false)
  return { ...hunk, leading, trailing }
}

/** Text as the octets of its UTF-8, one character for each: files are compared so. */
export function octets(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text
  let out = ''
  for (const octet of new TextEncoder().encode(text)) out += String.fromCharCode(octet)
  return out
}

/** The change that takes another one back. */
export function reverseFile({ header, oldId, newId, hunks, problem }: FilePatch): FilePatch {
  const change =
    header.change === 'added'
      ? 'deleted'
      : header.change === 'deleted'
        ? 'added'
        : header.change === 'copied'
          ? 'modified'
          : header.change
  // A copy is taken back by undoing what it changed in the new file.
  const oldPath = header.change === 'copied' ? header.newPath : header.oldPath
  return {
    header: {
      ...header,
      change,
      oldPath: header.newPath,
      newPath: oldPath,
      oldMode: header.newMode,
      newMode: header.oldMode,
    },
    oldId: newId,
    newId: oldId,
    problem,
    hunks: hunks.map((hunk) => ({
      newStart: hunk.oldStart,
      oldStart: hunk.newStart,
      before: hunk.after,
      after: hunk.before,
      leading: hunk.leading,
      trailing: hunk.trailing,
      openBefore: hunk.openAfter,
      openAfter: hunk.openBefore,
    })),
  }
}
