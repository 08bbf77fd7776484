import type { FilePatch } from '../../core/patches/file-patches.ts'
import { isCommonName, isStranger, mayBelong, resemblesFile } from '../../core/patches/known-paths.ts'
import type { Instant } from '../../core/time.ts'
import type { BranchTree } from './branch-tree.ts'

/** Old paths of a lineage that are looked for in the past. */
const MOST_LOOKED_FOR = 50

/**
 * Was it written for another repository? Nothing that it changes is on the tip of any branch that is followed, nor was when
 * it was posted, nor is there a folder that most of it could have been in. A file that every repository has must hold some of
 * the lines that the patch takes for granted: `README.md` is everywhere. Files that it makes itself say nothing. In doubt, no.
 */
export async function isElsewhere(
  patches: readonly (readonly FilePatch[])[],
  trees: readonly Pick<BranchTree, 'tip' | 'at' | 'commitsSince' | 'known'>[],
  postedAt: Instant,
): Promise<boolean> {
  const files = patches.flat()
  const made = new Set(
    files.flatMap(({ header }) => (header.oldPath === undefined ? (header.newPath ?? []) : [])),
  )
  const old = [...new Set(files.flatMap(({ header }) => header.oldPath ?? []))]
    .filter((path) => !made.has(path))
    .slice(0, MOST_LOOKED_FOR)
  if (old.length === 0) return false
  // Nearly all of it is told by the tips; when it was posted is asked of the rest, for git has to go through the whole branch.
  for (const tree of trees)
    for (const path of old)
      if (!isCommonName(path) && (await tree.at(tree.tip).readFile(path)) !== undefined) return false
  const likely = new Set<string>()
  const unlike = new Set<string>()
  for (const tree of trees) {
    const known = await tree.known()
    const then = (await tree.commitsSince(postedAt))[0]
    const past = then === undefined ? [] : [tree.at(then.sha)]
    for (const path of old) {
      // Of the others it was told above that the tip has none.
      const readers = isCommonName(path) ? [tree.at(tree.tip), ...past] : past
      const found = (await Promise.all(readers.map((reader) => reader.readFile(path)))).filter(
        (file) => file !== undefined,
      )
      if (found.length === 0) {
        if (mayBelong(path, known) && !isStranger(path, known) && !isCommonName(path)) likely.add(path)
      } else if (!isCommonName(path)) return false
      else if (resemblesFile(hunksOf(files, path), found)) likely.add(path)
      else unlike.add(path)
    }
  }
  const [only] = old
  if (old.length > 1 || only === undefined || unlike.has(only)) return likely.size * 2 <= old.length
  if (likely.has(only)) return false
  // A folder of that name is here, and such a file was never in it.
  if (isCommonName(only) && only.includes('/')) return true
  for (const tree of trees) if (mayBelong(only, await tree.known())) return false
  return true
}

function hunksOf(files: readonly FilePatch[], path: string): FilePatch['hunks'] {
  return files.flatMap((file) => (file.header.oldPath === path ? file.hunks : []))
}
