import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { containment, countShared, dice, jaccard, weighShared } from '../../../src/core/matching/intersect.ts'
import { hashIndex } from '../../../src/core/matching/line-index.ts'

const hash = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 0xffffffff }))
const list = fc.array(hash, { maxLength: 20 }).map((all) => Uint32Array.from(all).sort())
const set = fc.uniqueArray(hash, { maxLength: 20 }).map((all) => Uint32Array.from(all).sort())

test('an index finds the documents that a look through all of them finds', () => {
  fc.assert(
    fc.property(
      fc.array(list, { maxLength: 12 }),
      fc.integer({ min: 1, max: 6 }),
      hash,
      (lists, most, other) => {
        const index = hashIndex(lists, most)
        for (const one of [other, ...lists.flatMap((words) => [...words])]) {
          const holders = lists.flatMap((words, n) => (words.includes(one) ? [n] : []))
          expect(index.frequency(one)).toBe(holders.length)
          expect([...index.documents(one)]).toEqual(holders.length > most ? [] : holders)
        }
      },
    ),
  )
})

describe('what two lists share', () => {
  test('is what a look at every pair finds', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const both = [...a].filter((one) => b.includes(one)).length
        const all = new Set([...a, ...b]).size
        expect(countShared(a, b)).toBe(both)
        expect(jaccard(a, b)).toBeCloseTo(both === 0 ? 0 : both / all)
        expect(containment(a, b)).toBeCloseTo(both === 0 ? 0 : both / Math.min(a.length, b.length))
        expect(dice(a, b)).toBeCloseTo(both === 0 ? 0 : (2 * both) / (a.length + b.length))
        const weights = Float32Array.from(a, (_, n) => n + 1)
        const sum = [...a].reduce((total, one, n) => total + (b.includes(one) ? n + 1 : 0), 0)
        expect(weighShared(a, weights, b)).toBeCloseTo(sum)
      }),
    )
  })

  test('a line that stands twice in one and once in the other is shared once', () => {
    expect(countShared(Uint32Array.of(7, 7), Uint32Array.of(7))).toBe(1)
  })
})
