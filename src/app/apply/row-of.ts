import type { ApplyResult } from '../../core/patches/apply-series.ts'
import { pathsOf } from '../../core/patches/apply-series.ts'
import type { FilePatch } from '../../core/patches/file-patches.ts'
import type { ApplyCandidate } from '../../store/derived/apply-checks.ts'
import type { Row } from '../../store/derived/lineages.ts'
import type { BranchTree } from './branch-tree.ts'

/** Files that are named in a row. */
const MOST_FILES = 50
/** Paths that a row is kept by; a lineage with more is tried anew whenever the branch moves. */
const MOST_PATHS = 1000

/** Does it fail, so that it can be asked since when? */
export function fails(state: string): boolean {
  return state === 'conflicts' || state === 'gone'
}

/**
 * The row of a lineage that was tried. What failed before and fails still has failed since the same commit, unless the
 * branch was rewritten in between.
 */
export function rowOf(
  one: ApplyCandidate,
  print: string,
  patches: readonly (readonly FilePatch[])[],
  tree: BranchTree,
  result: ApplyResult,
): Row<'apply_check'> {
  const before = one.known
  const goesOn =
    fails(result.state) &&
    before?.keepsSince === true &&
    before.print === print &&
    fails(before.row.state) &&
    before.sought
  const paths = [...new Set(patches.flat().flatMap(pathsOf))]
  return {
    lineage: one.lineage,
    print,
    repository: tree.repository,
    tip: tree.tip,
    state: result.state,
    patch: result.patch ?? null,
    files: JSON.stringify(result.files.slice(0, MOST_FILES)),
    problem: result.problem ?? null,
    paths: JSON.stringify(paths.length > MOST_PATHS ? ['*'] : paths.sort()),
    sought: !fails(result.state) || goesOn ? 1 : 0,
    since_at: goesOn ? before.row.since_at : null,
    since_sha: goesOn ? before.row.since_sha : null,
  }
}
