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

/** Where the hash of a line starts; XOR it with a seed (a line's sign) to tell kinds of lines apart. */
export const START = 0x811c9dc5 | 0
/** What each octet multiplies the hash by. */
export const FNV_PRIME = 0x01000193

/** The last step of a hash: every bit of it depends on every octet. */
export function mixHash(hash: number): number {
  let mixed = hash
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** A growing list of 32-bit hashes, at most a million. */
export interface HashList {
  add(hash: number): void
  readonly length: number
  /** Those from one position up to another, sorted: a copy. */
  sorted(from?: number, to?: number): Uint32Array
}

const MOST_HASHES = 1_000_000

/** An empty list of hashes. */
export function hashList(): HashList {
  let words = new Uint32Array(256)
  let length = 0
  return {
    add(hash) {
      if (length === words.length) {
        if (length >= MOST_HASHES) return
        const larger = new Uint32Array(length * 4)
        larger.set(words)
        words = larger
      }
      words[length++] = hash
    },
    get length() {
      return length
    },
    sorted: (from = 0, to = length) => words.slice(from, Math.min(to, length)).sort(),
  }
}
