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
  lines: 0.5,
  part: undefined,
  own: false,
  at: 0,
  series: undefined,
  evidence: 'It is alike.',
  rank: [0],
  ...more,
})
/** Every patch is a chain of its own, but those that begin with the same letter. */
const byLetter = (messageId: string): string => messageId.slice(0, 1)
const alone = (messageId: string): string => messageId
const counted = (edges: readonly MatchEdge[], chainOf = alone): readonly string[] =>
  settle(edges, chainOf)
    .filter((match) => match.counted)
    .map((match) => `${match.messageId} ${match.commit}`)

describe('settle', () => {
  test('what rests on more than likeness stands, for every version', () => {
    const sure = { certainty: 0.97 }
    const edges = [edge('v1', 'c', sure), edge('v2', 'c', sure), edge('v2', 'backport', sure)]
    expect(counted(edges, byLetter)).toEqual(['v1 c', 'v2 backport', 'v2 c'])
  })

  test('a probable match is shown, and not counted', () => {
    expect(settle([edge('p', 'c', { certainty: 0.4 })], alone)).toMatchObject([
      { counted: false, applied: false },
    ])
    expect(settle([edge('p', 'c', { certainty: 0.2 })], alone)).toEqual([])
  })

  describe('a commit that nothing explains', () => {
    test('goes to the patch that is likest', () => {
      expect(counted([edge('p', 'c', { likeness: -0.9 }), edge('q', 'c', { likeness: -1 })])).toEqual(['p c'])
      expect(counted([edge('p', 'c', { likeness: 3 }), edge('q', 'c', { likeness: 2 })])).toEqual(['p c'])
    })

    test('unless they share nearly nothing', () => {
      expect(counted([edge('p', 'c', { likeness: -0.9, lines: 0.01 })])).toEqual([])
    })

    test('and to the newest version of that', () => {
      const edges = [
        edge('p1', 'c', { likeness: 2, at: 1 }),
        edge('p2', 'c', { likeness: 3, at: 2, lines: 0.8 }),
        edge('p3', 'c', { likeness: 1, at: 3 }),
      ]
      expect(counted(edges, byLetter)).toEqual(['p2 c', 'p3 c'])
      expect(counted(edges)).toEqual(['p2 c'])
    })
  })

  describe('a commit that is explained', () => {
    const origin = edge('v2', 'c', { certainty: 0.93, lines: 0.6, at: 2 })

    test('shows what is like it, and counts what is more like it', () => {
      const older = edge('v1', 'c', { likeness: 4, at: 1 })
      expect(settle([origin, older], byLetter)).toMatchObject([
        { messageId: 'v1', confidence: 0.499 },
        { messageId: 'v2' },
      ])
      expect(counted([origin, { ...older, lines: 0.7 }])).toEqual(['v1 c', 'v2 c'])
      expect(counted([origin, { ...older, lines: 0.6, at: 3 }])).toEqual(['v1 c', 'v2 c'])
    })

    test('or is beyond doubt a version of it', () => {
      expect(counted([origin, edge('v1', 'c', { likeness: 7, at: 1 })])).toEqual(['v1 c', 'v2 c'])
    })

    test('or an older version of what somebody committed themselves', () => {
      const older = edge('v1', 'c', { likeness: 3, at: 1, own: true })
      expect(counted([origin, older], byLetter)).toEqual(['v1 c', 'v2 c'])
      expect(counted([origin, older])).toEqual(['v2 c'])
    })

    test('or another part of a series that was squashed', () => {
      const one = edge('a', 'c', { certainty: 0.93, series: 's', part: 'patch' })
      const two = edge('b', 'c', { likeness: -2, lines: 0.2, series: 's', part: 'patch' })
      expect(counted([one, two])).toEqual(['a c', 'b c'])
      expect(counted([one, { ...two, series: 't' }])).toEqual(['a c'])
    })
  })

  test('templated siblings: a patch that is known to be one commit is not the next one, too', () => {
    const sibling = edge('one', 'c2', { likeness: 1 })
    expect(counted([sibling])).toEqual(['one c2'])
    const known = [edge('one', 'c1', { certainty: 0.97 }), edge('two', 'c2', { certainty: 0.97 })]
    expect(counted([...known, sibling])).toEqual(['one c1', 'two c2'])
    expect(counted([edge('one', 'c1', { certainty: 0.97 }), sibling])).toEqual(['one c1'])
    // Unless it was split.
    expect(counted([edge('one', 'c1', { certainty: 0.97 }), { ...sibling, part: 'commit' }])).toEqual([
      'one c1',
      'one c2',
    ])
  })

  test('a patch that is like two commits became the one that it is more like', () => {
    expect(counted([edge('p', 'c', { likeness: 0.5 }), edge('p', 'd', { likeness: 1 })])).toEqual(['p d'])
  })

  test('one patch of each commit is the one that was applied: the best by evidence, then the latest', () => {
    const edges = [
      edge('a', 'c', { certainty: 0.93, rank: [1, 5] }),
      edge('b', 'c', { certainty: 0.99, rank: [0, 9] }),
      edge('d', 'c', { certainty: 0.93, rank: [1, 7] }),
    ]
    const applied = settle(edges, alone).filter((match) => match.applied)
    expect(applied.map((match) => match.messageId)).toEqual(['d'])
  })

  test('the order of edges changes nothing, and confidence stays between 0 and 1', () => {
    const edges = fc.uniqueArray(
      fc.record({
        messageId: fc.constantFrom('a1', 'a2', 'b', 'c', 'd'),
        commit: fc.constantFrom('1', '2', '3'),
        certainty: fc.constantFrom(0, 0, 0.4, 0.7, 0.97),
        likeness: fc.option(
          fc.integer({ min: -40, max: 80 }).map((tenths) => tenths / 10),
          { nil: undefined },
        ),
        lines: fc.constantFrom(0, 0.04, 0.5, 0.502, 1),
        part: fc.constantFrom(undefined, 'patch', 'commit'),
        own: fc.boolean(),
        at: fc.integer({ min: 0, max: 3 }),
        series: fc.constantFrom(undefined, 's', 't'),
        rank: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })),
      }),
      { selector: (one) => `${one.messageId} ${one.commit}`, maxLength: 14 },
    )
    const shuffled = edges.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    )
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        const full = (some: typeof all) => some.map((one) => edge(one.messageId, one.commit, one))
        const matches = settle(full(all), byLetter)
        expect(settle(full(other), byLetter)).toEqual(matches)
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
