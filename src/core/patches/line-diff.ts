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

function middle(old: readonly string[], now: readonly string[]): readonly LineChange[] {
  if (old.length === 0 && now.length === 0) return []
  const whole: LineChange = { kind: 'changed', old: 0, removed: old.length, new: 0, added: now.length }
  if (old.length === 0 || now.length === 0) return [whole]
  const common = commonLines(old, now)
  const parts = diffArrays(common.old.keys, common.now.keys, { maxEditLength: MOST_EDITS })
  if (parts === undefined) return [whole]
  const changes: LineChange[] = []
  let [at, to] = [0, 0]
  let [n, m] = [0, 0]
  for (const part of parts) {
    const count = part.value.length
    if (part.removed) n += count
    else if (part.added) m += count
    else
      for (const [end, shift] = [n + count, m - n]; n < end; ) {
        const [i, j] = [common.old.places[n] ?? 0, common.now.places[m] ?? 0]
        let size = 1
        while (
          n + size < end &&
          common.old.places[n + size] === i + size &&
          common.now.places[n + size + shift] === j + size
        )
          size++
        if (i > at || j > to)
          changes.push({ kind: 'changed', old: at, removed: i - at, new: to, added: j - to })
        changes.push(same(i, j, size))
        at = i + size
        to = j + size
        n += size
        m += size
      }
  }
  if (old.length > at || now.length > to)
    changes.push({ kind: 'changed', old: at, removed: old.length - at, new: to, added: now.length - to })
  return changes
}

/** Lines as numbers, and where they stand. */
interface Keyed {
  readonly keys: number[]
  readonly places: number[]
}

/**
 * The lines that are in both lists, by number: no edit keeps any other, so an edit that is minimal for these is minimal
 * for all. What is left is compared many times, and there is far less of it.
 */
function commonLines(
  old: readonly string[],
  now: readonly string[],
): { readonly old: Keyed; readonly now: Keyed } {
  const wanted = new Set(now)
  const numbers = new Map<string, number>()
  for (const line of old) if (!numbers.has(line) && wanted.has(line)) numbers.set(line, numbers.size)
  const keyed = (lines: readonly string[]): Keyed => {
    const keys: number[] = []
    const places: number[] = []
    for (let place = 0; place < lines.length; place++) {
      const key = numbers.get(lines[place] ?? '')
      if (key === undefined) continue
      keys.push(key)
      places.push(place)
    }
    return { keys, places }
  }
  return { old: keyed(old), now: keyed(now) }
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
