import { expect, test } from 'vitest'
import { joinChains } from '../../../src/core/matching/chains.ts'

test('versions of one patch are one chain, whatever the order, and others are their own', () => {
  const patches = [
    { messageId: 'v3', older: ['v2', 'v1'] },
    { messageId: 'v2', older: ['v1'] },
    { messageId: 'fork', older: ['v1'] },
    { messageId: 'v1', older: [] },
    { messageId: 'other', older: [] },
  ]
  for (const order of [patches, patches.toReversed()]) {
    const chainOf = joinChains(order)
    expect(['v1', 'v2', 'v3', 'fork'].map(chainOf)).toEqual(['fork', 'fork', 'fork', 'fork'])
    expect(chainOf('other')).toBe('other')
    expect(chainOf('unknown')).toBe('unknown')
  }
})
