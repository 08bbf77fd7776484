import { type ApplyResult, applySeries, trySeries } from '../../core/patches/apply-series.ts'
import type { FilePatch } from '../../core/patches/file-patches.ts'
import { isCommonPath, mayBelong } from '../../core/patches/known-paths.ts'
import type { Instant } from '../../core/time.ts'
import type { BranchTree } from './branch-tree.ts'

/** The tree that most of what the patches change is in; the first where none has any of it. */
export async function chooseTree(
  patches: readonly (readonly FilePatch[])[],
  trees: readonly BranchTree[],
): Promise<BranchTree | undefined> {
  if (trees.length < 2) return trees[0]
  const paths = [...new Set(patches.flat().flatMap((file) => file.header.oldPath ?? []))].slice(0, 20)
  let best = trees[0]
  let most = 0
  for (const tree of trees) {
    const reader = tree.at(tree.tip)
    const found = (await Promise.all(paths.map((path) => reader.readFile(path)))).filter(
      (file) => file !== undefined,
    ).length
    if (found > most) {
      most = found
      best = tree
    }
  }
  return best
}

/** Tries a lineage on the tip of a branch. */
export async function tryLineage(
  patches: readonly (readonly FilePatch[])[],
  tree: BranchTree,
): Promise<ApplyResult> {
  return trySeries(patches, tree.at(tree.tip))
}

/**
 * The first commit of the branch, after the patches were posted, on which they do not apply any more, by bisection;
 * `undefined` where they did not apply when they were posted. What applied again in between is not looked for.
 */
export async function findBreak(
  patches: readonly (readonly FilePatch[])[],
  tree: BranchTree,
  postedAt: Instant,
): Promise<{ readonly at: Instant; readonly sha: string } | undefined> {
  const commits = await tree.commitsSince(postedAt)
  const applies = async (n: number): Promise<boolean> => {
    const commit = commits[n]
    if (commit === undefined) return false
    const { state } = await applySeries(patches, tree.at(commit.sha))
    return state === 'applies' || state === 'three-way'
  }
  if (!(await applies(0))) return undefined
  let good = 0
  let bad = commits.length - 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (await applies(middle)) good = middle
    else bad = middle
  }
  return commits[bad]
}

/** Old paths of a lineage that are looked for in the past. */
const MOST_LOOKED_FOR = 50

/**
 * Was it written for another repository? Nothing that it changes is on the tip of any branch that is followed, nor was when
 * it was posted, nor is there a folder that it could have been in. Files that it makes itself say nothing, nor does the file
 * at the top that every repository has, if it changes others. In doubt, no.
 */
export async function isElsewhere(
  patches: readonly (readonly FilePatch[])[],
  trees: readonly BranchTree[],
  postedAt: Instant,
): Promise<boolean> {
  const made = new Set(
    patches.flat().flatMap(({ header }) => (header.oldPath === undefined ? (header.newPath ?? []) : [])),
  )
  const changed = [...new Set(patches.flat().flatMap(({ header }) => header.oldPath ?? []))].filter(
    (path) => !made.has(path),
  )
  const telling = changed.filter((path) => !isCommonPath(path))
  const old = telling.length > 0 ? telling : changed
  if (old.length === 0) return false
  for (const tree of trees) {
    const known = await tree.known()
    if (old.some((path) => mayBelong(path, known))) return false
    const then = (await tree.commitsSince(postedAt))[0]
    if (then === undefined) continue
    const reader = tree.at(then.sha)
    const found = await Promise.all(old.slice(0, MOST_LOOKED_FOR).map((path) => reader.readFile(path)))
    if (found.some((file) => file !== undefined)) return false
  }
  return true
}
