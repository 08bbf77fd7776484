import { type GitOptions, runGit } from './git.ts'

/** More changed files than this are as good as all of them. */
const MOST = 200_000

/**
 * The paths that differ between two commits, both names of a renamed file; `undefined` where git cannot tell: one of the
 * commits is not here (any more), or nearly everything differs.
 */
export async function listChangedPaths(
  from: string,
  to: string,
  options: GitOptions,
): Promise<ReadonlySet<string> | undefined> {
  if (!/^[0-9a-f]{40,64}$/.test(from) || !/^[0-9a-f]{40,64}$/.test(to)) return undefined
  const result = await runGit(['diff-tree', '-r', '-z', '--name-only', '--no-renames', from, to], options)
  if (result.status !== 0) return undefined
  const paths = result.stdout.toString('utf8').split('\0', MOST + 1)
  if (paths.length > MOST) return undefined
  return new Set(paths.filter((path) => path !== ''))
}

/** Is a commit an ancestor of another one, or the same? `false` where it is not here. */
export async function isAncestor(commit: string, of: string, options: GitOptions): Promise<boolean> {
  if (!/^[0-9a-f]{40,64}$/.test(commit) || !/^[0-9a-f]{40,64}$/.test(of)) return false
  return (await runGit(['merge-base', '--is-ancestor', commit, of], options)).status === 0
}
