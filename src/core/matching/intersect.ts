/** How many numbers two sorted lists without repeats share. */
export function countShared(a: Uint32Array, b: Uint32Array): number {
  let shared = 0
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const left = a[i] as number
    const right = b[j] as number
    if (left === right) {
      shared++
      i++
      j++
    } else if (left < right) i++
    else j++
  }
  return shared
}

/** The weight of what two sorted lists with repeats share; `weights` are those of the first list's entries. */
export function weighShared(a: Uint32Array, weights: Float32Array, b: Uint32Array): number {
  let shared = 0
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const left = a[i] as number
    const right = b[j] as number
    if (left === right) {
      shared += weights[i] as number
      i++
      j++
    } else if (left < right) i++
    else j++
  }
  return shared
}

/** Shared entries by all entries; 0 when both are empty. */
export function jaccard(a: Uint32Array, b: Uint32Array): number {
  const shared = countShared(a, b)
  return shared === 0 ? 0 : shared / (a.length + b.length - shared)
}

/** Shared entries by those of the smaller list; 0 when one is empty. */
export function containment(a: Uint32Array, b: Uint32Array): number {
  const smaller = Math.min(a.length, b.length)
  return smaller === 0 ? 0 : countShared(a, b) / smaller
}

/** Twice the shared entries by the entries of both; 0 when both are empty. */
export function dice(a: Uint32Array, b: Uint32Array): number {
  const all = a.length + b.length
  return all === 0 ? 0 : (2 * countShared(a, b)) / all
}
