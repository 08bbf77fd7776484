import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MatchEdge } from '../../../src/core/matching/match.ts'
import { settle } from '../../../src/core/matching/settle.ts'

const edge = (messageId: string, commit: string, more: Partial<MatchEdge> = {}): MatchEdge => ({
  messageId,
  repository: 'main',
  commit,
  rules: ['similarity'],
  certainty: 0,
  likeness: undefined,
  evidence: 'It is alike.',
  rank: [0],
  ...more,
})
const counted = (edges: readonly MatchEdge[]): readonly string[] =>
  settle(edges)
    .filter((match) => match.counted)
    .map((match) => `${match.messageId} ${match.commit}`)

describe('settle', () => {
  test('what rests on more than likeness stands, for every version', () => {
    const sure = { certainty: 0.97 }
    expect(counted([edge('v1', 'c', sure), edge('v2', 'c', sure), edge('v2', 'backport', sure)])).toEqual([
      'v1 c',
      'v2 backport',
      'v2 c',
    ])
  })

  test('a probable match is shown, and not counted', () => {
    expect(settle([edge('p', 'c', { certainty: 0.4 })])).toMatchObject([{ counted: false, applied: false }])
    expect(settle([edge('p', 'c', { certainty: 0.2 })])).toEqual([])
  })

  test('a commit that nothing explains goes to the patch that is likest', () => {
    expect(counted([edge('p', 'c', { likeness: -1 }), edge('q', 'c', { likeness: -1.5 })])).toEqual(['p c'])
  })

  test('templated siblings: a patch that is known to be one commit is not the next one, too', () => {
    const sibling = edge('one', 'c2', { likeness: 2 })
    expect(counted([sibling])).toEqual(['one c2'])
    expect(
      counted([edge('one', 'c1', { certainty: 0.97 }), edge('two', 'c2', { certainty: 0.97 }), sibling]),
    ).toEqual(['one c1', 'two c2'])
  })

  test('one patch of each commit is the one that was applied: the best by evidence, then the latest', () => {
    const matches = settle([
      edge('a', 'c', { certainty: 0.93, rank: [1, 5] }),
      edge('b', 'c', { certainty: 0.99, rank: [0, 9] }),
      edge('d', 'c', { certainty: 0.93, rank: [1, 7] }),
    ])
    expect(matches.filter((match) => match.applied).map((match) => match.messageId)).toEqual(['d'])
  })

  test('the order of edges changes nothing, and confidence stays between 0 and 1', () => {
    const edges = fc.uniqueArray(
      fc.record({
        messageId: fc.constantFrom('a', 'b', 'c', 'd'),
        commit: fc.constantFrom('1', '2', '3'),
        certainty: fc.constantFrom(0, 0, 0.4, 0.7, 0.97),
        likeness: fc.option(
          fc.integer({ min: -40, max: 60 }).map((tenths) => tenths / 10),
          { nil: undefined },
        ),
        rank: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })),
      }),
      { selector: (one) => `${one.messageId} ${one.commit}`, maxLength: 12 },
    )
    const shuffled = edges.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    )
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        const full = (some: typeof all) => some.map((one) => edge(one.messageId, one.commit, one))
        const matches = settle(full(all))
        expect(settle(full(other))).toEqual(matches)
        for (const match of matches) {
          expect(match.confidence).toBeGreaterThanOrEqual(0.3)
          expect(match.confidence).toBeLessThanOrEqual(1)
        }
        const applied = matches.filter((match) => match.applied).map((match) => match.commit)
        expect(new Set(applied).size).toBe(applied.length)
      }),
    )
  })
})
