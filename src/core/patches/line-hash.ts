/**
 * A 32-bit hash of a line, white space left out, well mixed: equal lines, however indented, have equal hashes.
 *
 * FNV-1a over the octets, its end mixed as murmur3 does, because FNV alone leaves neighbours close.
 */
export function hashText(text: string, seed = 0): number {
  let hash = START ^ seed
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 32) hash = Math.imul(hash ^ code, FNV_PRIME)
  }
  return mixHash(hash)
}

const START = 0x811c9dc5 | 0
const FNV_PRIME = 0x01000193
/** Shorter lines (a brace, the end of a comment) stand in every other change. */
const SHORTEST = 3

/**
 * Adds the hash of a line (octets `start` to `end`) without its white space: to `lines` unless it is shorter than
 * 3, to `all` unless it is blank. Lines with different seeds (a line's sign) have different hashes.
 */
export function addLine(
  lines: HashList,
  all: HashList | undefined,
  bytes: Uint8Array,
  start: number,
  end: number,
  seed: number,
): void {
  let hash = START ^ seed
  let length = 0
  for (let i = start; i < end; i++) {
    const code = bytes[i] as number
    if (code <= 32) continue
    hash = Math.imul(hash ^ code, FNV_PRIME)
    length++
  }
  if (length === 0) return
  hash = mixHash(hash)
  if (all !== undefined) addHash(all, hash)
  if (length >= SHORTEST) addHash(lines, hash)
}

/** The last step of a hash: every bit of it depends on every octet. */
function mixHash(hash: number): number {
  let mixed = hash
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** A growing list of 32-bit hashes, at most a million. Used again for the next diff: most are small. */
export interface HashList {
  words: Uint32Array
  length: number
}

const MOST_HASHES = 1_000_000

/** An empty list. */
export function hashList(): HashList {
  return { words: new Uint32Array(1024), length: 0 }
}

/** Puts a hash at the end of a list. */
export function addHash(list: HashList, hash: number): void {
  if (list.length === list.words.length) {
    if (list.length >= MOST_HASHES) return
    const larger = new Uint32Array(list.length * 4)
    larger.set(list.words)
    list.words = larger
  }
  list.words[list.length++] = hash
}

/** Those from one position up to another, sorted where they stand: a view, good until the next hash is added. */
export function sortHashes(list: HashList, from = 0, to = list.length): Uint32Array {
  const part = list.words.subarray(from, Math.min(to, list.length))
  return part.length > 1 ? part.sort() : part
}
