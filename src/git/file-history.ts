import { type Instant, instantOf } from '../core/time.ts'
import { readGit } from './git.ts'
import { readObjects } from './objects.ts'

/** A file as a commit left it; no octets where it was removed, or is none that anybody writes by hand. */
export interface FileAtCommit {
  readonly sha: string
  readonly at: Instant
  readonly bytes: Uint8Array
}

/** Octets above which a file is no text that people keep. */
const MOST_OCTETS = 4 << 20
/** Revisions that are read; older ones are left out. */
const MOST_REVISIONS = 5000

/**
 * The revisions of a file on a branch, oldest first: by first parents, so that a merge is the moment at which a change
 * came to the branch. Times are those of the commits there.
 */
export async function readFileHistory(
  repository: string,
  tip: string,
  path: string,
  signal: AbortSignal,
): Promise<readonly FileAtCommit[]> {
  const log = await readGit(
    ['log', '--first-parent', `--max-count=${MOST_REVISIONS}`, '--format=%H %ct', tip, '--', path],
    { repository, signal },
  )
  const commits = log
    .split('\n')
    .flatMap((line) => {
      const [sha = '', seconds = ''] = line.split(' ')
      const at = instantOf(Number(seconds))
      return /^[0-9a-f]{40}$/.test(sha) && at !== undefined ? [{ sha, at }] : []
    })
    .reverse()
  const found: FileAtCommit[] = []
  let next = 0
  const names = commits.map((one) => `${one.sha}:${path}`)
  for await (const object of readObjects(repository, names, { limit: MOST_OCTETS, signal })) {
    const commit = commits[next++]
    if (commit === undefined) continue
    const isFile = object.kind === 'object' && object.type === 'blob'
    if (isFile || object.kind === 'missing')
      found.push({ ...commit, bytes: isFile ? object.bytes : new Uint8Array() })
  }
  return found
}
