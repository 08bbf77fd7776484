import type { FileLines } from './apply-file.ts'
import type { PatchHunk } from './file-patches.ts'

/** What a repository holds, for telling whether a patch may have been written for it. */
export interface KnownPaths {
  readonly files: ReadonlySet<string>
  readonly folders: ReadonlySet<string>
  /** Each file as `folder/name`, without what stands above: a diff may have been made in a folder. */
  readonly ends: ReadonlySet<string>
  /** The name of each file. */
  readonly names: ReadonlySet<string>
}

/** File names that every repository has. */
const COMMON =
  /^(?:makefile.*|kconfig.*|kbuild|readme.*|index\..*|cmakelists\.txt|meson\.build|\.git.*|todo|maintainers|credits|copying|licen[cs]e.*|\.mailmap|\.travis.*|\.cirrus.*|\.clang-format|\.editorconfig|configure\.ac|contributing.*|changes|changelog.*|news|install.*|authors)$/i

/** What these files are, for `mayBelong`. Paths as git prints them. */
export function knownPaths(paths: Iterable<string>): KnownPaths {
  const files = new Set<string>()
  const folders = new Set<string>()
  const ends = new Set<string>()
  const names = new Set<string>()
  for (const path of paths) {
    files.add(path)
    names.add(nameOf(path))
    const end = endOf(path)
    if (end !== undefined) ends.add(end)
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  return { files, folders, ends, names }
}

/**
 * May a change of that existing file have been written for this repository, though the file is not there? The folder is
 * there, or one above it that is itself in a folder (the file is new in a series that was not merged); or a file of that
 * name in a folder of that name is (the diff was made inside a folder); or it stands at the top, and is not of those that
 * every repository has. In doubt, yes.
 */
export function mayBelong(path: string, known: KnownPaths): boolean {
  if (known.files.has(path)) return true
  const end = endOf(path)
  if (end !== undefined && known.ends.has(end)) return true
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0))
  if (folder === '') return path !== '' && !COMMON.test(path)
  if (known.folders.has(folder)) return true
  for (let at = folder.lastIndexOf('/'); at > 0; at = folder.lastIndexOf('/', at - 1)) {
    const above = folder.slice(0, at)
    if (above.includes('/') && known.folders.has(above)) return true
  }
  return false
}

/** Has it a name that files of every repository have, wherever it stands? That one of that path is there says nothing. */
export function isCommonName(path: string): boolean {
  return COMMON.test(nameOf(path))
}

/** Does it stand at the top, under a name that no file of the repository has in any folder? */
export function isStranger(path: string, known: KnownPaths): boolean {
  return !path.includes('/') && !known.names.has(path)
}

/** A line that says something: words, not a brace. */
const TELLING = /[a-z]{3}.*[a-z]{3}/i
const LEAST_TELLING = 12

/**
 * Is any telling line that a change takes for granted in one of the files (one file at several times)? One is enough: a branch
 * moves on, and a patch may stand on others that are not there. In doubt, where a change has hardly any, yes.
 */
export function resemblesFile(hunks: readonly PatchHunk[], files: readonly FileLines[]): boolean {
  const lines = hunks
    .flatMap((hunk) => hunk.before.map((line) => line.trim()))
    .filter((line) => line.length >= LEAST_TELLING && TELLING.test(line))
  if (lines.length < 2) return true
  const held = new Set(files.flatMap((file) => file.lines.map((line) => line.trim())))
  return lines.some((line) => held.has(line))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The last folder and the name; nothing where the name is one that is everywhere, or where there is no folder. */
function endOf(path: string): string | undefined {
  const name = path.lastIndexOf('/')
  if (name < 0 || COMMON.test(path.slice(name + 1))) return undefined
  return path.slice(path.lastIndexOf('/', name - 1) + 1)
}
