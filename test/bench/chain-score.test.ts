import { describe, expect, test } from 'vitest'
import { parseVersions, scoreChains, scoreVersions } from '../../bench/chain-score.ts'

const LINKS = [
  { newer: 'v3', older: 'v2' },
  { newer: 'v2', older: 'v1' },
]

describe('scoreVersions', () => {
  const truth = parseVersions(
    [
      '#newer\tolder\tkind\tevidence\tnewer-v\tolder-v\tsubject_eq',
      'v3\tv2\tsame-subject\tlinkto\t3\t2\t1',
      'v3\tv1\tsame-subject\tlinkto\t3\t1\t1',
      'v4\tv3\telimination\tchange-id\t4\t3\t0',
    ].join('\n'),
  )

  test('pairs in one chain, and right after one another', () => {
    const score = scoreVersions(truth, LINKS)
    expect(score.inOneChain).toEqual({ hits: 2, of: 3 })
    expect(score.directPredecessor).toEqual({ hits: 1, of: 2 })
    expect(score.retitledInOneChain).toEqual({ hits: 0, of: 1 })
    expect(score.apart.map((pair) => pair.newer)).toEqual(['v4'])
  })

  test('a link that skips a version keeps the chain, and is no direct predecessor', () => {
    const score = scoreVersions(truth, [
      { newer: 'v3', older: 'v1' },
      { newer: 'v2', older: 'v1' },
    ])
    expect(score.inOneChain.hits).toBe(2)
    expect(score.directPredecessor.hits).toBe(0)
  })
})

describe('scoreChains', () => {
  const subjects = new Map([
    ['c', 'one'],
    ['backport', 'one'],
    ['d', 'two'],
  ])
  const subjectOf = (commit: string): string => subjects.get(commit) ?? commit

  test('a chain that became two changes is over-merged; one change on two branches is one', () => {
    const pairs = [
      { messageId: 'v1', commit: 'c' },
      { messageId: 'v3', commit: 'backport' },
      { messageId: 'other', commit: 'd' },
    ]
    expect(scoreChains(pairs, LINKS, subjectOf).overMerged).toEqual({ hits: 0, of: 2 })
    const merged = scoreChains([...pairs, { messageId: 'v2', commit: 'd' }], LINKS, subjectOf)
    expect(merged.overMerged).toEqual({ hits: 1, of: 2 })
    expect(merged.merged[0]?.commits).toEqual(['c', 'backport', 'd'])
  })

  test('a commit of which the patches are in two chains is fragmented', () => {
    const pairs = [
      { messageId: 'v1', commit: 'c' },
      { messageId: 'v2', commit: 'c' },
      { messageId: 'other', commit: 'd' },
    ]
    expect(scoreChains(pairs, LINKS, subjectOf).fragmented).toEqual({ hits: 0, of: 2 })
    expect(scoreChains(pairs, [], subjectOf).fragmented).toEqual({ hits: 1, of: 2 })
  })
})
