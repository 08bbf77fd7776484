/** Chance that repeats itself: the same seed gives the same numbers on every machine. */
export interface Random {
  /** 0 up to, not including, 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly [T, ...T[]]): T
  pick<T>(list: readonly T[]): T | undefined
  /** Picks a key in proportion to its weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K
  shuffled<T>(list: readonly T[]): T[]
  /** Days, mostly short and now and then long: the shape of human latencies. */
  latencyDays(median: number): number
  hex(digits: number): string
  /** A stream of its own, which does not disturb this one. */
  fork(name: string): Random
}

/** A generator (sfc32) from a text. */
export function seededRandom(seed: string): Random {
  let [a, b, c, d] = [fold(seed, 0x9e3779b9), fold(seed, 0x243f6a88), fold(seed, 0xb7e15162), 1]
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 12; i++) next()
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  function pick<T>(list: readonly [T, ...T[]]): T
  function pick<T>(list: readonly T[]): T | undefined
  function pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(next() * list.length)]
  }
  return {
    next,
    between,
    pick,
    chance: (probability) => next() < probability,
    weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
      let sum = 0
      for (const key in weights) sum += weights[key]
      let rest = next() * sum
      let last: K | undefined
      for (const key in weights) {
        last = key
        rest -= weights[key]
        if (rest < 0) break
      }
      if (last === undefined) throw new RangeError('there is nothing to pick from')
      return last
    },
    shuffled<T>(list: readonly T[]): T[] {
      const copy = [...list]
      for (let i = copy.length - 1; i > 0; i--) {
        const j = between(0, i)
        const [x, y] = [copy[i], copy[j]]
        if (x !== undefined && y !== undefined) [copy[i], copy[j]] = [y, x]
      }
      return copy
    },
    latencyDays: (median) => median * Math.exp((next() + next() + next() - 1.5) * 1.4),
    hex(digits: number): string {
      let text = ''
      while (text.length < digits) text += Math.floor(next() * 16).toString(16)
      return text
    },
    fork: (name) => seededRandom(`${seed}/${name}`),
  }
}

// FNV-1a over the text, begun differently for each word of the state.
function fold(text: string, start: number): number {
  let hash = start
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}
