import { alignLines } from './align-lines.ts'

/** Words of a quote, and of what it may repeat, that are looked at. */
const MOST_WORDS = 20_000
/** So much of a line has to be found for it to be that line. */
const LEAST_SHARE = 0.6
/** A line of fewer words is found only beside others. */
const FEW_WORDS = 3

/**
 * For each line of a quote the line of the original that holds its last words, -1 where too few of its words are there: for
 * what a mail program wrapped anew, or joined, or cut. Words are aligned as lines are elsewhere (`alignLines`), in order.
 *
 * A line with fewer than three words (the end of a wrapped paragraph) is found where the line before it was, or right behind.
 * `isBehindFound`: a line that was found stands right before the first of both.
 */
export function alignWords(
  quoted: readonly string[],
  original: readonly string[],
  isBehindFound = false,
): Int32Array {
  const found = new Int32Array(quoted.length).fill(-1)
  const from = wordsOf(quoted)
  const to = wordsOf(original)
  if (from.words.length === 0 || to.words.length === 0) return found
  const aligned = alignLines(from.words, to.words)
  let word = 0
  for (let line = 0; line < quoted.length; line++) {
    let count = 0
    let here = 0
    let last = -1
    for (; word < from.words.length && from.lines[word] === line; word++) {
      count++
      const at = aligned[word] ?? -1
      if (at < 0) continue
      here++
      last = to.lines[at] ?? -1
    }
    if (last < 0 || here < count * LEAST_SHARE) continue
    const before = line === 0 ? -1 : (found[line - 1] ?? -1)
    const isNext = last === before || last === before + 1
    if (count >= FEW_WORDS || (isNext && (before >= 0 || (line === 0 && isBehindFound)))) found[line] = last
  }
  return found
}

function wordsOf(lines: readonly string[]): {
  readonly words: readonly string[]
  readonly lines: readonly number[]
} {
  const words: string[] = []
  const at: number[] = []
  for (const [n, line] of lines.entries()) {
    for (const word of line.slice(0, 2000).split(/\s+/)) {
      if (word === '') continue
      words.push(word)
      at.push(n)
    }
    if (words.length >= MOST_WORDS) break
  }
  return { words, lines: at }
}
