/**
 * The same function, which computes its result once for each thing it is asked about: facts, commits and scopes never
 * change, and many metrics ask the same of them. What is remembered goes when the thing goes.
 */
export function remember<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found.value
    const value = compute(key)
    known.set(key, { value })
    return value
  }
}
