import { type FileLines, linesOfFile } from '../../core/patches/apply-file.ts'
import type { TreeReader } from '../../core/patches/apply-series.ts'
import { type KnownPaths, knownPaths } from '../../core/patches/known-paths.ts'
import { type Instant, instantOf } from '../../core/time.ts'
import { readGit } from '../../git/git.ts'
import { BlobReader, type FoundBlob } from '../../git/tree-reader.ts'

/** The development branch of a repository, to try patches on: its tip, and any commit before it. */
export interface BranchTree {
  readonly repository: string
  /** The folder in which git reads it. */
  readonly folder: string
  readonly tip: string
  /** The tree of a commit of the branch. */
  readonly at: (commit: string) => TreeReader
  /** The commits of the branch by first parents, oldest first, from an instant on; with the last one before it. */
  readonly commitsSince: (
    since: Instant,
  ) => Promise<readonly { readonly sha: string; readonly at: Instant }[]>
  /** What its tip holds. */
  readonly known: () => Promise<KnownPaths>
  readonly close: () => void
}

/** Lines of files that are kept, by the names of their blobs. */
const KEPT_FILES = 400

/** Opens the branch of a repository whose folder is at hand; one git stays until it is closed. */
export function openBranchTree(
  repository: string,
  folder: string,
  tip: string,
  signal: AbortSignal,
): BranchTree {
  const reader = new BlobReader(folder, signal)
  const kept = new Map<string, FileLines>()
  const linesOf = (found: FoundBlob | undefined): FileLines | undefined => {
    if (found === undefined) return undefined
    const known = kept.get(found.oid)
    if (known !== undefined) return known
    // One character for each octet, as patches are compared.
    const lines = linesOfFile(found.bytes.toString('latin1'))
    kept.set(found.oid, lines)
    const oldest = kept.keys().next().value
    if (kept.size > KEPT_FILES && oldest !== undefined) kept.delete(oldest)
    return lines
  }
  let paths: Promise<KnownPaths> | undefined
  let all: Promise<readonly { readonly sha: string; readonly at: Instant }[]> | undefined
  return {
    repository,
    folder,
    tip,
    at: (commit) => ({
      readFile: async (path) =>
        isPlainPath(path) ? linesOf(await reader.read(`${commit}:${path}`)) : undefined,
      readBlob: async (id) => linesOf(await reader.read(id)),
    }),
    async commitsSince(since) {
      all ??= listFirstParents(folder, tip, signal)
      const commits = await all
      const first = commits.findLastIndex((commit) => commit.at <= since)
      return commits.slice(Math.max(first, 0))
    },
    async known() {
      paths ??= readGit(['ls-tree', '-r', '-z', '--name-only', tip], { repository: folder, signal }).then(
        (list) => knownPaths(list.split('\0').filter((path) => path !== '')),
      )
      return paths
    },
    close: () => reader.close(),
  }
}

/** Not one that git would take for relative to where it was started, or that no tree can hold. */
function isPlainPath(path: string): boolean {
  return path !== '' && !/^\.{0,2}\/|^\.{1,2}$/.test(path) && path.length < 4096
}

/** The commits of a branch by first parents, oldest first. Times never go back: a wrong clock is held to the one before. */
async function listFirstParents(
  folder: string,
  tip: string,
  signal: AbortSignal,
): Promise<readonly { readonly sha: string; readonly at: Instant }[]> {
  const log = await readGit(['log', '--first-parent', '--format=%H %ct', tip], { repository: folder, signal })
  let latest: Instant = ''
  return log
    .split('\n')
    .flatMap((line) => {
      const [sha = '', seconds = ''] = line.split(' ')
      const at = instantOf(Number(seconds))
      return /^[0-9a-f]{40}$/.test(sha) && at !== undefined ? [{ sha, at }] : []
    })
    .reverse()
    .map((commit) => {
      if (commit.at > latest) latest = commit.at
      return { sha: commit.sha, at: latest }
    })
}
