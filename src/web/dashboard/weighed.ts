/** Keeps what was made, up to a weight: what was asked for the longest ago goes first. */
export interface Weighed<V> {
  get(key: string): V | undefined
  put(key: string, value: V, weight: number): void
}

/** Keeps values that together weigh no more than `most`; one that alone is heavier is kept until the next. */
export function makeWeighed<V>(most: number): Weighed<V> {
  const known = new Map<string, { readonly value: V; readonly weight: number }>()
  let whole = 0
  const drop = (key: string): void => {
    whole -= known.get(key)?.weight ?? 0
    known.delete(key)
  }
  return {
    get(key) {
      const found = known.get(key)
      if (found === undefined) return undefined
      known.delete(key)
      known.set(key, found)
      return found.value
    },
    put(key, value, weight) {
      drop(key)
      known.set(key, { value, weight })
      whole += weight
      for (const other of known.keys()) {
        if (whole <= most || other === key) break
        drop(other)
      }
    },
  }
}
