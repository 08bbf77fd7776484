import type { Document } from './document.ts'

/** How often hashes occur in a window's documents, and in which of them. */
export interface HashIndex {
  /** In how many documents; 0 for an unknown hash. */
  frequency(hash: number): number
  /** Documents that hold it, by position; empty for hashes in more than `most` documents. */
  documents(hash: number): Uint32Array
}

/**
 * The index of lists of hashes: open addressing in typed arrays, postings one after another, because a window
 * holds some hundred thousand lines and is built for every quarter. Repeats within a list count once.
 */
export function hashIndex(lists: readonly Uint32Array[], most: number): HashIndex {
  let total = 0
  for (const list of lists) total += list.length
  let size = 1024
  while (size < total * 2) size *= 2
  const mask = size - 1
  const keys = new Uint32Array(size)
  const counts = new Uint32Array(size)
  const slotOf = (hash: number): number => {
    let slot = Math.imul(hash, 0x9e3779b1) & mask
    while (counts[slot] !== 0 && keys[slot] !== hash) slot = (slot + 1) & mask
    return slot
  }
  for (const list of lists)
    for (let i = 0; i < list.length; i++) {
      const hash = list[i] as number
      if (i > 0 && hash === list[i - 1]) continue
      const slot = slotOf(hash)
      keys[slot] = hash
      counts[slot] = (counts[slot] as number) + 1
    }
  const starts = new Uint32Array(size)
  let postings = 0
  for (let slot = 0; slot < size; slot++) {
    const count = counts[slot] as number
    starts[slot] = postings
    if (count <= most) postings += count
  }
  const documents = new Uint32Array(postings)
  const filled = new Uint32Array(size)
  for (let n = 0; n < lists.length; n++) {
    const list = lists[n] as Uint32Array
    for (let i = 0; i < list.length; i++) {
      const hash = list[i] as number
      if (i > 0 && hash === list[i - 1]) continue
      const slot = slotOf(hash)
      if ((counts[slot] as number) > most) continue
      const position = filled[slot] as number
      documents[(starts[slot] as number) + position] = n
      filled[slot] = position + 1
    }
  }
  return {
    frequency: (hash) => counts[slotOf(hash)] as number,
    documents(hash) {
      const slot = slotOf(hash)
      const count = counts[slot] as number
      const start = starts[slot] as number
      return count > most ? NONE : documents.subarray(start, start + count)
    },
  }
}

const NONE = new Uint32Array(0)

/** The weights of a document's lines: rare lines tell more. `documents` is how many there are in the window. */
export function lineWeights(document: Document, index: HashIndex, documents: number): Float32Array {
  const scale = Math.log(documents + 1)
  const { lines } = document
  const weights = new Float32Array(lines.length)
  for (let i = 0; i < weights.length; i++) {
    const hash = lines[i] as number
    if (i > 0 && hash === lines[i - 1]) weights[i] = weights[i - 1] as number
    else weights[i] = Math.max(scale - logOf(Math.max(index.frequency(hash), 1)), 0) / scale + 0.02
  }
  return weights
}

/** Logarithms of small numbers: nearly all frequencies are small. */
const LOGARITHMS = Float64Array.from({ length: 256 }, (_, n) => Math.log(n))

function logOf(frequency: number): number {
  return LOGARITHMS[frequency] ?? Math.log(frequency)
}
