import { applyHunks, type FileLines } from './apply-file.ts'
import { type FilePatch, reverseFile } from './file-patches.ts'
import { mergeLines } from './merge-lines.ts'

/** How a series applies to a tree. */
export type ApplyState =
  /** Every hunk fits. */
  | 'applies'
  /** Some fit only by a three-way merge with the files that they were made from. */
  | 'three-way'
  /** Some fit nowhere. */
  | 'conflicts'
  /** None of the files that it changes is there any more. */
  | 'gone'
  /** It fits nowhere because it is there already: taken back, it would fit. */
  | 'present'
  /** It holds what cannot be tried: binary changes, or no diff at all. */
  | 'unknown'

/** What trying to apply a series came to. */
export interface ApplyResult {
  readonly state: ApplyState
  /** Place of the first patch that does not fit, from 1; `undefined` where all do. */
  readonly patch: number | undefined
  /** Paths that conflict, or need the merge, or are gone; of the first patch that has any. */
  readonly files: readonly string[]
}

/** Reads a tree that a series is tried on. */
export interface TreeReader {
  /** A file of the tree; `undefined` where there is none. */
  readonly readFile: (path: string) => Promise<FileLines | undefined>
  /** A blob by its (abbreviated) name; `undefined` where it is not here, or stands for several. */
  readonly readBlob: (id: string) => Promise<FileLines | undefined>
}

type Tried = { readonly ok: true; readonly merged: boolean } | { readonly ok: false }

/** Tries a series, and where it does not fit, whether it is there already. */
export async function trySeries(
  patches: readonly (readonly FilePatch[])[],
  tree: TreeReader,
): Promise<ApplyResult> {
  const result = await applySeries(patches, tree)
  if (result.state !== 'conflicts') return result
  const reversed = [...patches].reverse().map((files) => [...files].reverse().map(reverseFile))
  const back = await applySeries(reversed, { ...tree, readBlob: async () => undefined })
  return back.state === 'applies' ? { state: 'present', patch: undefined, files: [] } : result
}

/**
 * Tries the patches of a series one after the other, in memory: what one changes, the next one finds changed. Nothing is
 * written anywhere.
 *
 * The first patch that does not fit ends it. Renames take the file along; a new file must not be there, a deleted one
 * must be what the patch says. Binary changes cannot be tried from text alone.
 */
export async function applySeries(
  patches: readonly (readonly FilePatch[])[],
  tree: TreeReader,
): Promise<ApplyResult> {
  const overlay = new Map<string, FileLines | undefined>()
  const read = async (path: string): Promise<FileLines | undefined> =>
    overlay.has(path) ? overlay.get(path) : tree.readFile(path)
  let merged: { patch: number; files: string[] } | undefined
  let hasDiff = false
  for (const [n, files] of patches.entries()) {
    if (files.length > 0) hasDiff = true
    if (files.some((file) => file.header.binary))
      return { state: 'unknown', patch: n + 1, files: binaryOf(files) }
    const conflicts: string[] = []
    const threeWay: string[] = []
    let gone = 0
    let needed = 0
    for (const file of files) {
      const old = file.header.oldPath
      const source = old === undefined ? undefined : await read(old)
      if (old !== undefined) needed++
      if (old !== undefined && source === undefined) gone++
      const tried = await applyFile(file, source, read, overlay, tree)
      const path = file.header.newPath ?? old ?? ''
      if (!tried.ok) conflicts.push(path)
      else if (tried.merged) threeWay.push(path)
    }
    if (conflicts.length > 0) {
      const isGone = needed > 0 && gone === needed
      return { state: isGone ? 'gone' : 'conflicts', patch: n + 1, files: conflicts }
    }
    if (threeWay.length > 0 && merged === undefined) merged = { patch: n + 1, files: threeWay }
  }
  if (!hasDiff) return { state: 'unknown', patch: undefined, files: [] }
  return merged === undefined
    ? { state: 'applies', patch: undefined, files: [] }
    : { state: 'three-way', patch: merged.patch, files: merged.files }
}

function binaryOf(files: readonly FilePatch[]): readonly string[] {
  return files
    .filter((file) => file.header.binary)
    .map((file) => file.header.newPath ?? file.header.oldPath ?? '')
}

async function applyFile(
  file: FilePatch,
  source: FileLines | undefined,
  read: (path: string) => Promise<FileLines | undefined>,
  overlay: Map<string, FileLines | undefined>,
  tree: TreeReader,
): Promise<Tried> {
  const { oldPath, newPath, change } = file.header
  if (change === 'added') {
    if (newPath === undefined || (await read(newPath)) !== undefined) return { ok: false }
    const made = applyHunks({ lines: [], isOpen: false }, file.hunks)
    if (made === undefined) return { ok: false }
    overlay.set(newPath, made)
    return { ok: true, merged: false }
  }
  if (source === undefined || oldPath === undefined) return { ok: false }
  const direct = applyHunks(source, file.hunks)
  const result = direct ?? (await mergeFile(file, source, tree))
  if (result === undefined) return { ok: false }
  if (change === 'deleted') {
    if (result.lines.length > 0) return { ok: false }
    overlay.set(oldPath, undefined)
  } else {
    if (newPath !== undefined && newPath !== oldPath && (await read(newPath)) !== undefined)
      return { ok: false }
    if (change === 'renamed') overlay.set(oldPath, undefined)
    overlay.set(newPath ?? oldPath, result)
  }
  return { ok: true, merged: direct === undefined }
}

/** The change made to the file that the patch was made from, merged with what the file has become. */
async function mergeFile(
  file: FilePatch,
  source: FileLines,
  tree: TreeReader,
): Promise<FileLines | undefined> {
  const base =
    file.oldId === undefined || /^0+$/.test(file.oldId) ? undefined : await tree.readBlob(file.oldId)
  if (base === undefined) return undefined
  const theirs = applyHunks(base, file.hunks)
  return theirs && mergeLines(source, base, theirs)
}
