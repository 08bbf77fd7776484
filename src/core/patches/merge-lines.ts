import type { FileLines } from './apply-file.ts'
import { compactChanges } from './compact-changes.ts'
import { diffLines } from './line-diff.ts'

/** A stretch of the base that one side changed. */
interface Change {
  readonly side: 'ours' | 'theirs'
  /** Lines `from` to `to` of the base, the end left out, became these. */
  readonly from: number
  readonly to: number
  readonly lines: readonly string[]
}

/**
 * Three versions of a file merged, as `git merge-file` does it; `undefined` where both sides changed the same lines, or
 * lines next to each other, in different ways.
 */
export function mergeLines(ours: FileLines, base: FileLines, theirs: FileLines): FileLines | undefined {
  const wanted = changesOf('theirs', base.lines, theirs.lines)
  if (collides(wanted, base.lines, ours.lines)) return undefined
  const changes = [...changesOf('ours', base.lines, ours.lines), ...wanted].sort(
    (a, b) => a.from - b.from || a.to - b.to,
  )
  const lines: string[] = []
  let at = 0
  for (let i = 0; i < changes.length; ) {
    const first = changes[i]
    if (first === undefined) break
    let end = first.to
    let next = i + 1
    // Changes that touch are one: nobody can say which comes first.
    for (let other = changes[next]; other !== undefined && other.from <= end; other = changes[next]) {
      end = Math.max(end, other.to)
      next++
    }
    lines.push(...base.lines.slice(at, first.from))
    const group = changes.slice(i, next)
    const merged = mergeGroup(group, base.lines, first.from, end)
    if (merged === undefined) return undefined
    lines.push(...merged)
    at = end
    i = next
  }
  lines.push(...base.lines.slice(at))
  return { lines, isOpen: ours.isOpen === base.isOpen ? theirs.isOpen : ours.isOpen }
}

/**
 * Is it plain that a change cannot be merged, without comparing the base with ours, which takes a hundred times as long where much
 * happened in between? A line that it changes, or one beside it, is nowhere in ours: both sides changed that place. And a
 * line that it brings is nowhere in ours either: not in the same way. `false` says nothing.
 */
function collides(wanted: readonly Change[], base: readonly string[], ours: readonly string[]): boolean {
  const held = new Set(ours)
  return wanted.some(
    ({ from, to, lines }) =>
      lines.some((line) => !held.has(line)) &&
      base.slice(Math.max(from - 1, 0), to + 1).some((line) => !held.has(line)),
  )
}

function changesOf(side: Change['side'], base: readonly string[], now: readonly string[]): readonly Change[] {
  const removed = base.map(() => false)
  const added = now.map(() => false)
  for (const change of diffLines(base, now)) {
    if (change.kind === 'same') continue
    removed.fill(true, change.old, change.old + change.removed)
    added.fill(true, change.new, change.new + change.added)
  }
  compactChanges(base, removed, added)
  compactChanges(now, added, removed)
  const changes: Change[] = []
  for (let [i, j] = [0, 0]; i < base.length || j < now.length; i++, j++) {
    const [from, start] = [i, j]
    while (removed[i] === true) i++
    while (added[j] === true) j++
    if (i > from || j > start) changes.push({ side, from, to: i, lines: now.slice(start, j) })
  }
  return changes
}

/** What a stretch of the base became: of the one side that changed it, or of both where they agree. */
function mergeGroup(
  group: readonly Change[],
  base: readonly string[],
  from: number,
  to: number,
): readonly string[] | undefined {
  const of = (side: Change['side']): readonly string[] => {
    const lines: string[] = []
    let at = from
    for (const change of group) {
      if (change.side !== side) continue
      lines.push(...base.slice(at, change.from), ...change.lines)
      at = change.to
    }
    return [...lines, ...base.slice(at, to)]
  }
  const [ours, theirs] = [of('ours'), of('theirs')]
  if (!group.some((change) => change.side === 'theirs')) return ours
  if (!group.some((change) => change.side === 'ours')) return theirs
  return ours.length === theirs.length && ours.every((line, i) => line === theirs[i]) ? ours : undefined
}
