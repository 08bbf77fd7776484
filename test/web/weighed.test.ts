import { expect, test } from 'vitest'
import { makeWeighed } from '../../src/web/dashboard/weighed.ts'

test('what was asked for the longest ago goes first, by weight and not by number', () => {
  const kept = makeWeighed<string>(10)
  kept.put('a', 'A', 4)
  kept.put('b', 'B', 4)
  expect(kept.get('a')).toBe('A')
  kept.put('c', 'C', 4)
  expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual(['A', undefined, 'C'])
  kept.put('c', 'D', 6)
  expect([kept.get('a'), kept.get('c')]).toEqual(['A', 'D'])
})

test('one that is heavier than all is kept until the next', () => {
  const kept = makeWeighed<string>(10)
  kept.put('a', 'A', 3)
  kept.put('b', 'B', 100)
  expect([kept.get('a'), kept.get('b')]).toEqual([undefined, 'B'])
  kept.put('c', 'C', 1)
  expect([kept.get('b'), kept.get('c')]).toEqual([undefined, 'C'])
})
