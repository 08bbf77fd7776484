import { diffArrays } from 'diff'

/** A stretch of two lists of lines: the same in both, or `removed` lines that gave way to `added` ones. */
export interface LineChange {
  readonly kind: 'same' | 'changed'
  /** Where it begins in the old list, and how many lines of it. */
  readonly old: number
  readonly removed: number
  readonly new: number
  readonly added: number
}

/** With more differences than this, the middle is one change: time stays bounded whatever the texts are. */
const MOST_EDITS = 2000

/**
 * How the second list of lines is made from the first, as a minimal edit (Myers): stretches that are the same and
 * stretches that differ in turn; together they cover both.
 *
 * What both begin and end with is found first. Where the rest differs in more than 2,000 lines, it is one change.
 */
export function diffLines(old: readonly string[], now: readonly string[]): readonly LineChange[] {
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head++
  let tail = 0
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  )
    tail++
  const changes: LineChange[] = []
  if (head > 0) changes.push(same(0, 0, head))
  changes.push(
    ...middle(old.slice(head, old.length - tail), now.slice(head, now.length - tail)).map((change) => ({
      ...change,
      old: change.old + head,
      new: change.new + head,
    })),
  )
  if (tail > 0) changes.push(same(old.length - tail, now.length - tail, tail))
  return joinSame(changes)
}

function same(old: number, now: number, count: number): LineChange {
  return { kind: 'same', old, removed: count, new: now, added: count }
}

function middle(old: string[], now: string[]): readonly LineChange[] {
  if (old.length === 0 && now.length === 0) return []
  const whole: LineChange = { kind: 'changed', old: 0, removed: old.length, new: 0, added: now.length }
  if (old.length === 0 || now.length === 0) return [whole]
  const parts = diffArrays(old, now, { maxEditLength: MOST_EDITS })
  if (parts === undefined) return [whole]
  const changes: LineChange[] = []
  let at = 0
  let to = 0
  for (const part of parts) {
    const count = part.value.length
    const last = changes.at(-1)
    if (!part.added && !part.removed) {
      changes.push(same(at, to, count))
      at += count
      to += count
    } else {
      const [removed, added] = part.removed ? [count, 0] : [0, count]
      if (last?.kind === 'changed')
        changes[changes.length - 1] = { ...last, removed: last.removed + removed, added: last.added + added }
      else changes.push({ kind: 'changed', old: at, removed, new: to, added })
      at += removed
      to += added
    }
  }
  return changes
}

function joinSame(changes: readonly LineChange[]): readonly LineChange[] {
  const joined: LineChange[] = []
  for (const change of changes) {
    const last = joined.at(-1)
    if (last !== undefined && last.kind === change.kind)
      joined[joined.length - 1] = {
        ...last,
        removed: last.removed + change.removed,
        added: last.added + change.added,
      }
    else joined.push(change)
  }
  return joined
}
