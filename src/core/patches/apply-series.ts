import { applyHunks, type FileLines } from './apply-file.ts'
import { type ApplyProblem, type FilePatch, reverseFile } from './file-patches.ts'
import { mergeLines } from './merge-lines.ts'

/** How a series can apply to a tree. */
export const APPLY_STATES = [
  /** Every hunk fits. */
  'applies',
  /** Some fit only by a three-way merge with the files that they were made from. */
  'three-way',
  /** Some fit nowhere. */
  'conflicts',
  /** None of the files that it changes is there any more. */
  'gone',
  /** As `gone`, and none of them ever was in any repository that is followed: it was written for another one. */
  'elsewhere',
  /** It is there already: merged, it changes nothing; or taken back, it would fit. */
  'present',
  /** It cannot be tried: see `problem`. */
  'unknown',
] as const

/** How a series applies to a tree: one of `APPLY_STATES`. */
export type ApplyState = (typeof APPLY_STATES)[number]

/** What trying to apply a series came to. */
export interface ApplyResult {
  readonly state: ApplyState
  /** Place of the first patch that does not fit, from 1; `undefined` where all do. */
  readonly patch: number | undefined
  /** Paths that conflict, or need the merge, or are gone; of the first patch that has any. */
  readonly files: readonly string[]
  /** Why it cannot be tried, where that is so; `empty`: there is no diff. */
  readonly problem: ApplyProblem | 'empty' | undefined
}

/** Reads a tree that a series is tried on. */
export interface TreeReader {
  /** A file of the tree; `undefined` where there is none. */
  readonly readFile: (path: string) => Promise<FileLines | undefined>
  /** A blob by its (abbreviated) name; `undefined` where it is not here, or stands for several. */
  readonly readBlob: (id: string) => Promise<FileLines | undefined>
}

/** How one file took its change; `same`: it is what it was. */
type Tried = 'plain' | 'merged' | 'same' | undefined

/** Tries a series, and where it does not fit, whether it is there already. */
export async function trySeries(
  patches: readonly (readonly FilePatch[])[],
  tree: TreeReader,
): Promise<ApplyResult> {
  const result = await applySeries(patches, tree)
  if (result.state !== 'conflicts') return result
  const reversed = [...patches].reverse().map((files) => [...files].reverse().map(reverseFile))
  const back = await applySeries(reversed, { ...tree, readBlob: async () => undefined })
  return back.state === 'applies' ? make('present') : result
}

/**
 * Tries the patches of a series one after the other, in memory: what one changes, the next one finds changed. Nothing is
 * written anywhere.
 *
 * The first patch that does not fit ends it. Renames take the file along; a new file must not be there, a deleted one
 * must be what the patch says. Where a hunk does not fit, the file that the patch was made from is asked for, by the name
 * that its diff gives, and the change merged; as git does, not where a file is deleted.
 * Source: `git apply --cached`, then `git apply --3way --cached`, patch by patch.
 */
export async function applySeries(
  patches: readonly (readonly FilePatch[])[],
  tree: TreeReader,
): Promise<ApplyResult> {
  if (patches.every((files) => files.length === 0)) return make('unknown', { problem: 'empty' })
  // All are asked for at once: git answers quickly, and waiting for each answer is slow.
  const paths = [...new Set(patches.flat().flatMap(pathsOf))]
  const found = await Promise.all(paths.map((path) => tree.readFile(path)))
  const now = new Map(paths.map((path, n) => [path, found[n]]))
  let merged: { patch: number; files: string[] } | undefined
  let changes = false
  for (const [n, files] of patches.entries()) {
    const bad = files.filter((file) => file.problem !== undefined)
    if (bad.length > 0)
      return make('unknown', { patch: n + 1, files: bad.map(pathOf), problem: bad[0]?.problem })
    const conflicts: string[] = []
    const threeWay: string[] = []
    let gone = 0
    let needed = 0
    for (const file of files) {
      const old = file.header.oldPath
      const source = old === undefined ? undefined : now.get(old)
      if (old !== undefined) needed++
      if (old !== undefined && source === undefined) gone++
      const tried = await applyFile(file, source, now, tree)
      if (tried === undefined) conflicts.push(pathOf(file))
      else if (tried !== 'plain') threeWay.push(pathOf(file))
      if (tried === 'plain' || tried === 'merged') changes = true
    }
    if (conflicts.length > 0) {
      const isGone = needed > 0 && gone === needed
      return make(isGone ? 'gone' : 'conflicts', { patch: n + 1, files: conflicts })
    }
    if (threeWay.length > 0 && merged === undefined) merged = { patch: n + 1, files: threeWay }
  }
  if (!changes) return make('present')
  return merged === undefined ? make('applies') : make('three-way', merged)
}

function make(state: ApplyState, more: Partial<ApplyResult> = {}): ApplyResult {
  return { state, patch: undefined, files: [], problem: undefined, ...more }
}

function pathOf({ header }: FilePatch): string {
  return header.newPath ?? header.oldPath ?? ''
}

/** Every path that a change reads or writes. */
export function pathsOf({ header }: FilePatch): readonly string[] {
  return [header.oldPath, header.newPath].filter((path) => path !== undefined)
}

async function applyFile(
  file: FilePatch,
  source: FileLines | undefined,
  now: Map<string, FileLines | undefined>,
  tree: TreeReader,
): Promise<Tried> {
  const { oldPath, newPath, change } = file.header
  if (change === 'added') {
    if (newPath === undefined) return undefined
    const made = applyHunks({ lines: [], isOpen: false }, file.hunks)
    const there = now.get(newPath)
    if (there !== undefined) return made !== undefined && isSame(there, made) ? 'same' : undefined
    if (made === undefined) return undefined
    now.set(newPath, made)
    return 'plain'
  }
  if (source === undefined || oldPath === undefined) return undefined
  const direct = applyHunks(source, file.hunks)
  if (change === 'deleted') {
    if (direct === undefined || direct.lines.length > 0) return undefined
    now.set(oldPath, undefined)
    return 'plain'
  }
  const result = direct ?? (await mergeFile(file, source, tree))
  if (result === undefined) return undefined
  if (newPath !== undefined && newPath !== oldPath && now.get(newPath) !== undefined) return undefined
  if (change === 'renamed') now.set(oldPath, undefined)
  now.set(newPath ?? oldPath, result)
  if (direct !== undefined) return 'plain'
  return change === 'modified' && isSame(source, result) ? 'same' : 'merged'
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

function isSame(a: FileLines, b: FileLines): boolean {
  return (
    a.isOpen === b.isOpen &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, n) => line === b.lines[n])
  )
}
