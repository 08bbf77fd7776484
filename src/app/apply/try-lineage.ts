import { type ApplyResult, applySeries, trySeries } from '../../core/patches/apply-series.ts'
import type { FilePatch } from '../../core/patches/file-patches.ts'
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
