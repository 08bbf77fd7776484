import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findSmallestAsk } from '../../../src/core/status/smallest-ask.ts'

test('one person who is in two pools is asked once', () => {
  expect(findSmallestAsk([['ada', 'ben'], ['ben', 'cy'], ['dee']])).toEqual([['ben'], ['dee']])
})

test('any of a pool, where nobody is in another', () => {
  expect(findSmallestAsk([['ada', 'ben'], ['cy']])).toEqual([['ada', 'ben'], ['cy']])
})

test('a pool within another is enough', () => {
  expect(findSmallestAsk([['ada', 'ben', 'cy'], ['ben']])).toEqual([['ben']])
})

test('nobody to ask', () => {
  expect(findSmallestAsk([[], []])).toEqual([])
})

test('where the greedy choice is not the smallest', () => {
  // Greed takes "wide" and then needs two more; "left" and "right" meet all.
  const pools = [
    ['wide', 'left'],
    ['wide', 'left'],
    ['wide', 'right', 'x'],
    ['wide', 'right', 'y'],
    ['left', 'z'],
    ['right', 'z2'],
  ]
  expect(findSmallestAsk(pools)).toEqual([['left'], ['right']])
})

test('as small as trying every choice finds', () => {
  const pool = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(pool, { maxLength: 6 }), (pools) => {
      const ask = findSmallestAsk(pools)
      const everybody = ['a', 'b', 'c', 'd', 'e', 'f']
      let smallest = 6
      for (let mask = 0; mask < 64; mask++) {
        const chosen = everybody.filter((_, i) => (mask >> i) & 1)
        if (pools.every((one) => one.some((person) => chosen.includes(person))))
          smallest = Math.min(smallest, chosen.length)
      }
      expect(ask).toHaveLength(smallest)
      for (const [index, people] of ask.entries())
        for (const person of people) {
          const chosen = ask.map((one, i) => (i === index ? person : one[0]))
          expect(pools.every((one) => one.some((p) => chosen.includes(p)))).toBe(true)
        }
    }),
  )
})

test('hundreds of pools take no time', () => {
  const pools = Array.from({ length: 300 }, (_, i) => [`p${i % 40}`, `p${(i * 7) % 40}`, `p${(i * 11) % 40}`])
  expect(findSmallestAsk(pools).length).toBeLessThanOrEqual(40)
})
