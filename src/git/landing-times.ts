import { type Instant, instantOf } from '../core/time.ts'
import { streamGit } from './git.ts'

/**
 * When commits came to a branch that were committed elsewhere: the commit date of the merge that brought them, by sha.
 * What was committed on the branch itself (what its first parents lead to) is not in the map: it came when it was
 * committed. A commit that several merges hold came with the first of them; none comes before it was made.
 *
 * One walk of git, children before parents. Source: the first parent of a merge is the branch that was merged into
 * (git-merge(1)); `git log --first-parent` tells a branch's own history.
 */
export async function landingTimes(
  repository: string,
  tip: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Instant>> {
  const landed = new Map<string, Instant>()
  /** Commit dates of the branch's own commits, the newest first. */
  const own: number[] = []
  /** Of commits that were not met yet: the oldest own commit that holds them, by its place in `own`. */
  const heldBy = new Map<string, number>()
  let next = tip
  let rest = ''
  const args = ['rev-list', '--topo-order', '--parents', '--timestamp', '--stdin']
  for await (const chunk of streamGit(args, { repository, signal, input: `${tip}\n` })) {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [time = '', sha = '', ...parents] = line.split(' ')
      const at = Number(time)
      const known = heldBy.get(sha)
      heldBy.delete(sha)
      let place = known
      let others = parents
      if (sha === next) {
        place = own.push(at) - 1
        next = parents[0] ?? ''
        others = parents.slice(1)
      } else if (known !== undefined) {
        const instant = instantOf(Math.max(at, own[known] ?? at))
        if (instant !== undefined) landed.set(sha, instant)
      }
      if (place === undefined) continue
      for (const parent of others)
        if (parent !== next) heldBy.set(parent, Math.max(place, heldBy.get(parent) ?? 0))
    }
  }
  return landed
}
