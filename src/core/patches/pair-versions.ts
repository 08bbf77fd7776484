import { assignPairs } from './assign-pairs.ts'
import { diffLines } from './line-diff.ts'
import type { RangeText } from './range-text.ts'

/** A patch of the older version and what it became in the newer one; places from 0, `undefined` where there is none. */
export interface VersionPair {
  readonly older: number | undefined
  readonly newer: number | undefined
  /** Their diffs are equal but for where they apply. */
  readonly isSame: boolean
}

/** How much of a patch may be different before it counts as another one, in per cent: git's default. */
const CREATION_FACTOR = 60
/** More patches than this are paired by equal diffs alone. */
const MOST_PATCHES = 300
const NEVER = 1e9
const CONTEXT = 3

/**
 * Which patches of two versions belong together, as `git range-diff` pairs them: equal diffs first, the others so that
 * all differences together are least; a patch that would differ in more than 60 % of its lines has no counterpart.
 *
 * Ordered as range-diff prints: by the newer version, each dropped patch behind those that came before it.
 */
export function pairVersions(
  older: readonly RangeText[],
  newer: readonly RangeText[],
): readonly VersionPair[] {
  const equal = findEqual(older, newer)
  const match = older.length + newer.length > MOST_PATCHES ? equal : assign(older, newer, equal)
  return inOrder(older.length, newer.length, match, (o, n) => equal[o] === n)
}

/** For each older patch the newer one with the same diff, each for one only; -1 where there is none. */
function findEqual(older: readonly RangeText[], newer: readonly RangeText[]): Int32Array {
  const byText = new Map<string, number[]>()
  for (const [o, patch] of older.entries()) {
    const text = patch.lines.join('\n')
    const list = byText.get(text)
    if (list) list.push(o)
    else byText.set(text, [o])
  }
  const match = new Int32Array(older.length).fill(-1)
  for (const [n, patch] of newer.entries()) {
    const o = byText.get(patch.lines.join('\n'))?.shift()
    if (o !== undefined) match[o] = n
  }
  return match
}

function assign(older: readonly RangeText[], newer: readonly RangeText[], equal: Int32Array): Int32Array {
  const size = older.length + newer.length
  const isTaken = new Set(equal)
  const costs: Float64Array[] = Array.from({ length: size }, () => new Float64Array(size))
  const left = (one: RangeText): number => Math.trunc((one.size * CREATION_FACTOR) / 100)
  for (let o = 0; o < size; o++)
    for (let n = 0; n < size; n++) {
      const [before, after] = [older[o], newer[n]]
      const row = costs[o]
      if (row === undefined) continue
      if (before !== undefined && after !== undefined)
        row[n] =
          equal[o] === n
            ? 0
            : (equal[o] ?? -1) < 0 && !isTaken.has(n)
              ? countDifference(before.lines, after.lines, left(before) + left(after))
              : NEVER
      else if (before !== undefined) row[n] = (equal[o] ?? -1) < 0 ? left(before) : NEVER
      else if (after !== undefined) row[n] = isTaken.has(n) ? NEVER : left(after)
    }
  const chosen = assignPairs(costs)
  return Int32Array.from(older, (_, o) => {
    const n = chosen[o] ?? -1
    return n >= 0 && n < newer.length && (costs[o]?.[n] ?? NEVER) < NEVER ? n : -1
  })
}

/**
 * The lines that a diff of two diffs has: hunk headers, changed lines, three lines of context. Nothing that costs more
 * than leaving both without a counterpart is ever chosen: beyond `most` it is not counted exactly.
 */
function countDifference(older: readonly string[], newer: readonly string[], most: number): number {
  // Fewer lines in common than this cannot make it cheap enough.
  if (Math.abs(older.length - newer.length) > most) return NEVER - 1
  const changes = diffLines(older, newer)
  let count = 0
  for (const [n, { kind, removed, added }] of changes.entries()) {
    if (kind === 'changed') count += removed + added
    else if (n === 0 || n === changes.length - 1) count += Math.min(removed, CONTEXT)
    else if (removed <= 2 * CONTEXT) count += removed
    // What lies between is left out: another hunk begins, with its header.
    else count += 2 * CONTEXT + 1
  }
  return count + 1
}

function inOrder(
  older: number,
  newer: number,
  match: Int32Array,
  isSame: (o: number, n: number) => boolean,
): readonly VersionPair[] {
  const from = new Int32Array(newer).fill(-1)
  for (let o = 0; o < older; o++) {
    const n = match[o] ?? -1
    if (n >= 0) from[n] = o
  }
  const pairs: VersionPair[] = []
  const shown = new Set<number>()
  let o = 0
  let n = 0
  while (o < older || n < newer) {
    while (o < older && shown.has(o)) o++
    if (o < older && (match[o] ?? -1) < 0) {
      pairs.push({ older: o++, newer: undefined, isSame: false })
      continue
    }
    while (n < newer && (from[n] ?? -1) < 0) pairs.push({ older: undefined, newer: n++, isSame: false })
    if (n < newer) {
      const before = from[n] ?? 0
      pairs.push({ older: before, newer: n, isSame: isSame(before, n) })
      shown.add(before)
      n++
    }
  }
  return pairs
}
