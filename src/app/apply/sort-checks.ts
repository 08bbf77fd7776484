import { isAncestor, listChangedPaths } from '../../git/changed-paths.ts'
import type { ApplyCandidate } from '../../store/derived/apply-checks.ts'
import { textsOf } from '../../store/read/json-columns.ts'
import type { SyncJob } from '../with-run.ts'
import type { BranchTree } from './branch-tree.ts'
import { printOfPatches } from './read-lineage-patches.ts'

/** What is to be done about each open lineage. */
export interface SortedChecks {
  /** To be tried: those that are lost first. */
  readonly due: readonly ApplyCandidate[]
  /** Known, but for since when. */
  readonly unsought: readonly ApplyCandidate[]
  /** Known on an older tip; the branch has changed none of their files since. */
  readonly moved: readonly { readonly tip: string; readonly lineages: readonly number[] }[]
  /** Of which the row speaks of other patches, or of a repository that is not followed any more. */
  readonly forgotten: readonly number[]
}

/** Larger series are not read for this. */
const MOST_PATCHES = 300

/** Sorts the open lineages by what is known of them. */
export async function sortChecks(
  candidates: readonly ApplyCandidate[],
  trees: readonly BranchTree[],
  job: SyncJob,
  all: boolean,
): Promise<SortedChecks> {
  const due: ApplyCandidate[] = []
  const unsought: ApplyCandidate[] = []
  const moved = new Map<string, number[]>()
  const forgotten: number[] = []
  const configured = new Set(job.project.repositories.map((one) => one.name))
  const changes = changesOf(job)
  for (const one of candidates) {
    const { known } = one
    if (one.patches.length === 0 || one.patches.length > MOST_PATCHES) {
      if (known !== undefined) forgotten.push(one.lineage)
      continue
    }
    const tree = trees.find((other) => other.repository === known?.repository)
    if (known === undefined) due.push(one)
    else if (known.print !== printOfPatches(one) || !configured.has(known.repository)) {
      forgotten.push(one.lineage)
      due.push({ ...one, known: undefined })
    } else if (one.isClaimed && known.row.state === 'gone') {
      // It was applied, they say since: then it is for another repository.
      due.push({ ...one, known: undefined })
    } else if (tree === undefined) {
      // Its repository is not here now: what was found last stays.
    } else if (known.tip === tree.tip) {
      if (all) due.push({ ...one, known: undefined })
      else if (!known.sought) unsought.push(one)
    } else {
      const { paths, isForward } = await changes(tree, known.tip)
      const touched = textsOf(known.row.paths)
      const same =
        !all && paths !== undefined && !touched.includes('*') && !touched.some((path) => paths.has(path))
      if (!same) due.push({ ...one, known: { ...known, keepsSince: isForward } })
      else {
        moved.set(tree.tip, [...(moved.get(tree.tip) ?? []), one.lineage])
        // A commit that was rewritten away breaks nothing any more.
        if (!isForward && known.row.since_sha !== null) due.push({ ...one, known: undefined })
        else if (!known.sought)
          unsought.push({ ...one, known: { ...known, row: { ...known.row, tip: tree.tip } } })
      }
    }
  }
  return {
    due: due.sort((a, b) => Number(b.isLost) - Number(a.isLost) || a.lineage - b.lineage),
    unsought,
    moved: [...moved].map(([tip, lineages]) => ({ tip, lineages })),
    forgotten,
  }
}

/** What a branch has changed since an older tip, asked once for each. */
function changesOf(
  job: SyncJob,
): (
  tree: BranchTree,
  tip: string,
) => Promise<{ readonly paths: ReadonlySet<string> | undefined; readonly isForward: boolean }> {
  const known = new Map<string, ReturnType<ReturnType<typeof changesOf>>>()
  return (tree, tip) => {
    const key = `${tree.repository} ${tip}`
    const options = { repository: tree.folder, signal: job.signal }
    const found =
      known.get(key) ??
      Promise.all([listChangedPaths(tip, tree.tip, options), isAncestor(tip, tree.tip, options)]).then(
        ([paths, isForward]) => ({ paths, isForward }),
      )
    known.set(key, found)
    return found
  }
}
