import type { History } from './history.ts'

/** Which patches of a lineage are versions of one another. */
export interface PatchVersions {
  /** The patch and every older version of it, nearest first. */
  readonly olderOf: (patch: string) => readonly string[]
  /** The patch and every newer version of it, nearest first. */
  readonly newerOf: (patch: string) => readonly string[]
  /** The patch and every version of it, older or newer. */
  readonly allOf: (patch: string) => ReadonlySet<string>
  /** Do two versions make the same change: equal patch-id, or equal changed lines whatever stands around them? */
  readonly isSameChange: (a: string, b: string) => boolean
  /** Do they have equal lines in the commit message? */
  readonly isSameMessage: (a: string, b: string) => boolean
}

const known = new WeakMap<History, PatchVersions>()

/** The versions of the patches of a history; worked out once for each. Loop-proof: a chain is walked once. */
export function patchVersions(history: History): PatchVersions {
  const before = known.get(history)
  if (before !== undefined) return before
  const older = new Map<string, string[]>()
  const newer = new Map<string, string[]>()
  const either = new Map<string, string[]>()
  for (const link of history.patchLinks) {
    add(older, link.newer, link.older)
    add(newer, link.older, link.newer)
    add(either, link.newer, link.older)
    add(either, link.older, link.newer)
  }
  const olderOf = memo((patch: string) => [...reach(older, patch)])
  const newerOf = memo((patch: string) => [...reach(newer, patch)])
  const allOf = memo((patch: string) => reach(either, patch))
  const versions: PatchVersions = {
    olderOf,
    newerOf,
    allOf,
    isSameChange(a, b) {
      if (a === b) return true
      const [one, other] = [history.factsOf(a)?.patch, history.factsOf(b)?.patch]
      if (one === undefined || other === undefined) return false
      return (
        (one.patchId !== undefined && one.patchId === other.patchId) ||
        (one.changedLinesId !== undefined && one.changedLinesId === other.changedLinesId)
      )
    },
    isSameMessage(a, b) {
      if (a === b) return true
      const [one, other] = [history.factsOf(a), history.factsOf(b)]
      if (one?.patch === undefined || other?.patch === undefined) return false
      const [lines, others] = [one.patch.messageLines, other.patch.messageLines]
      return (
        one.subject.key === other.subject.key &&
        lines.length === others.length &&
        lines.every((line, i) => line === others[i])
      )
    },
  }
  known.set(history, versions)
  return versions
}

function add(map: Map<string, string[]>, from: string, to: string): void {
  const list = map.get(from)
  if (list) list.push(to)
  else map.set(from, [to])
}

/** Everything that can be reached, itself first, then nearest first. */
function reach(links: ReadonlyMap<string, readonly string[]>, start: string): ReadonlySet<string> {
  const seen = new Set([start])
  for (const id of seen) for (const next of links.get(id) ?? []) seen.add(next)
  return seen
}

function memo<T>(work: (patch: string) => T): (patch: string) => T {
  const results = new Map<string, T>()
  return (patch) => {
    const before = results.get(patch)
    if (before !== undefined) return before
    const result = work(patch)
    results.set(patch, result)
    return result
  }
}
