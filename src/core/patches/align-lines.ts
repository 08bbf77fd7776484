/** Lines beyond this many are not aligned. */
const MOST_LINES = 50_000
/** A line that stands in more places is looked for in so many of them. */
const MOST_PLACES = 200
/** How often what lies between aligned lines is looked at again. */
const MOST_ROUNDS = 4

/**
 * For each line of a quoting text the line that it repeats, `-1` where there is none: ascending, as nobody quotes
 * backwards.
 *
 * Lines are given as keys (`keyOf`); an empty key matches only beside lines that match. First come lines that are
 * unique in both, then their neighbours, then the same between those; what is left is a line only if it can be no
 * other: where a quote could be in two places it is in none.
 * Source: the patience diff, whose anchors are just what a person looks for.
 */
export function alignLines(quoted: readonly string[], original: readonly string[]): Int32Array {
  const found = new Int32Array(Math.min(quoted.length, MOST_LINES)).fill(-1)
  const size = Math.min(original.length, MOST_LINES)
  if (found.length === 0 || size === 0) return found
  const gaps: Gap[] = [{ from: 0, to: found.length, first: 0, last: size }]
  for (let round = 0; round < MOST_ROUNDS && gaps.length > 0; round++) {
    const open = gaps.splice(0)
    for (const gap of open) {
      const anchors = findAnchors(quoted, original, gap)
      if (anchors.length === 0) continue
      for (const [q, o] of anchors) found[q] = o
      extend(quoted, original, found, gap)
      gaps.push(...gapsOf(found, gap))
    }
  }
  for (const gap of gapsOf(found, { from: 0, to: found.length, first: 0, last: size }))
    placeRuns(quoted, original, found, gap)
  return found
}

/** A line without white space: what mail clients do to blanks and tabs changes nothing. */
export function keyOf(line: string): string {
  return line.slice(0, 2000).replace(/\s+/g, '')
}

/** Quoted lines `from` to `to` that lie between the original lines `first` and `last`; ends are not part of it. */
interface Gap {
  readonly from: number
  readonly to: number
  readonly first: number
  readonly last: number
}

/** Lines that are there once in both, in the longest ascending order. */
function findAnchors(quoted: readonly string[], original: readonly string[], gap: Gap): [number, number][] {
  const once = new Map<string, number>()
  for (let q = gap.from; q < gap.to; q++) {
    const key = quoted[q] ?? ''
    if (key !== '') once.set(key, once.has(key) ? -1 : q)
  }
  const places = new Map<string, number>()
  for (let o = gap.first; o < gap.last; o++) {
    const key = original[o] ?? ''
    if (once.has(key)) places.set(key, places.has(key) ? -1 : o)
  }
  const pairs: [number, number][] = []
  for (const [key, q] of once) {
    const o = places.get(key)
    if (q >= 0 && o !== undefined && o >= 0) pairs.push([q, o])
  }
  return longestAscending(pairs.sort((a, b) => a[0] - b[0]))
}

/** The longest part of pairs, ordered by the first, in which the second ascends too. */
function longestAscending(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = []
  const before = new Int32Array(pairs.length).fill(-1)
  for (const [i, pair] of pairs.entries()) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < pair[1]) low = middle + 1
      else high = middle
    }
    before[i] = low > 0 ? (tails[low - 1] ?? -1) : -1
    tails[low] = i
  }
  const chosen: [number, number][] = []
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i] ?? -1) {
    const pair = pairs[i]
    if (pair) chosen.push(pair)
  }
  return chosen.reverse()
}

/** The stretches of quoted lines without a place, each between its neighbours. */
function gapsOf(found: Int32Array, whole: Gap): Gap[] {
  const gaps: Gap[] = []
  let from = whole.from
  let first = whole.first
  for (let q = whole.from; q < whole.to; q++) {
    const o = found[q] ?? -1
    if (o < 0) continue
    if (q > from && o > first) gaps.push({ from, to: q, first, last: o })
    from = q + 1
    first = o + 1
  }
  if (from < whole.to && first < whole.last) gaps.push({ from, to: whole.to, first, last: whole.last })
  return gaps
}

/** From every aligned line on, down and then up, as long as lines agree. */
function extend(quoted: readonly string[], original: readonly string[], found: Int32Array, whole: Gap): void {
  for (const gap of gapsOf(found, whole)) {
    let { from, to, first, last } = gap
    if (from > whole.from)
      while (from < to && first < last && quoted[from] === original[first]) found[from++] = first++
    if (to < whole.to)
      while (to > from && last > first && quoted[to - 1] === original[last - 1]) found[--to] = --last
  }
}

/** A run that is left: where its longest part stands, if it stands there only. */
function placeRuns(
  quoted: readonly string[],
  original: readonly string[],
  found: Int32Array,
  gap: Gap,
): void {
  const places = new Map<string, number[]>()
  for (let o = gap.first; o < gap.last; o++) {
    const key = original[o] ?? ''
    if (key === '') continue
    const list = places.get(key)
    if (list) list.push(o)
    else places.set(key, [o])
  }
  let first = gap.first
  for (let q = gap.from; q < gap.to; q++) {
    if ((found[q] ?? -1) >= 0) continue
    let best = -1
    let longest = 0
    let rivals = 0
    for (const o of (places.get(quoted[q] ?? '') ?? []).slice(0, MOST_PLACES)) {
      if (o < first) continue
      let length = 0
      while (q + length < gap.to && o + length < gap.last && quoted[q + length] === original[o + length])
        length++
      if (length > longest) {
        longest = length
        best = o
        rivals = 0
      } else if (length === longest) rivals++
    }
    if (best < 0 || rivals > 0) continue
    for (let i = 0; i < longest; i++) found[q + i] = best + i
    first = best + longest
    q += longest - 1
  }
}
