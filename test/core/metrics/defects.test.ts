/**
 * The defects of the Xen dashboard of 2016 (review-dashboard dossier, section 3.2), each with a corpus on which the old
 * method gives another figure than ours. Those that are about reading mails are in test/app/dashboard/defects.test.ts.
 */
import { describe, expect, test } from 'vitest'
import { acceptance } from '../../../src/core/metrics/acceptance.ts'
import { balance } from '../../../src/core/metrics/balance.ts'
import { commentsOverTime } from '../../../src/core/metrics/comments-over-time.ts'
import { commentsPerSeries } from '../../../src/core/metrics/comments-per-series.ts'
import { firstResponse } from '../../../src/core/metrics/first-response.ts'
import { ignored } from '../../../src/core/metrics/ignored.ts'
import { lateComments } from '../../../src/core/metrics/late-comments.ts'
import { linkedCommits } from '../../../src/core/metrics/linked-commits.ts'
import { mergeCurve } from '../../../src/core/metrics/merge-curve.ts'
import { mergedOrNot } from '../../../src/core/metrics/merged-or-not.ts'
import { openByTurn } from '../../../src/core/metrics/open-by-turn.ts'
import { partialMerge } from '../../../src/core/metrics/partial-merge.ts'
import { readyWait } from '../../../src/core/metrics/ready-wait.ts'
import { reviewRounds } from '../../../src/core/metrics/review-rounds.ts'
import { reviewers } from '../../../src/core/metrics/reviewers.ts'
import { seriesByComments } from '../../../src/core/metrics/series-by-comments.ts'
import { timeToMerge } from '../../../src/core/metrics/time-to-merge.ts'
import { timeToMergeByMerge } from '../../../src/core/metrics/time-to-merge-by-merge.ts'
import { timeToMergeByPatches } from '../../../src/core/metrics/time-to-merge-by-patches.ts'
import { timeToMergeByVersions } from '../../../src/core/metrics/time-to-merge-by-versions.ts'
import { commitFact, read, scopeFor, type Work } from '../../support/series-facts.ts'

/** Posted on a day and merged so many days later. */
const merged = (id: string, day: number, after: number, more: Partial<Work> = {}): Work => ({
  id,
  versions: [{ on: day }],
  landed: [{ on: day + after }],
  stood: [
    [day, 'new'],
    [day + after, 'merged'],
  ],
  ...more,
})

const unmerged = (id: string, day: number): Work => ({ id, versions: [{ on: day }] })

describe('D1: an unmerged series is none that was merged after no time', () => {
  const works = [merged('a', 0, 10), merged('b', 1, 20), unmerged('c', 2), unmerged('d', 3), unmerged('e', 4)]

  test('it goes on, and the median waits for more of them', () => {
    // The old chart: -1, -1, -1, 10, 20 have the median -1, and 0 in the bars.
    const points = read(timeToMerge, scopeFor(works, 100, { filter: { by: 'month' } }))
    expect(points['median 2026-01-01']).toBe('? of 5, 3 open')
    expect(read(timeToMerge, scopeFor(works.slice(0, 3), 100, { filter: { by: 'month' } }))).toMatchObject({
      'median 2026-01-01': '20 of 3, 1 open',
    })
  })

  test('nor is it in the bars by size', () => {
    const points = read(timeToMergeByPatches, scopeFor(works, 100))
    expect(points).toEqual({
      'median 1': '? of 5, 3 open',
      'p75 1': '? of 5, 3 open',
      'p90 1': '? of 5, 3 open',
    })
  })
})

test('D2: a backport years later leaves the merge where it was', () => {
  const works = [merged('a', 0, 6, { landed: [{ on: 6 }, { on: 700, branch: 'stable' }] })]
  const points = read(timeToMerge, scopeFor(works, 900, { filter: { by: 'quarter' } }))
  expect(points['median 2026-01-01']).toBe('6 of 1')
})

test('D3: coverage is of the commits of the development branch, each once', () => {
  const commits = [
    commitFact({ sha: 'aaaaaaa', on: 6 }),
    commitFact({ sha: 'bbbbbbb', on: 7 }),
    // The same change on a stable branch has another hash and is no commit that should have been posted.
    commitFact({ sha: 'ccccccc', on: 50, development: false }),
  ]
  const works = [merged('a', 0, 6, { landed: [{ on: 6, sha: 'aaaaaaa'.padEnd(40, '0') }] })]
  expect(read(linkedCommits, scopeFor(works, 60, { commits, filter: { by: 'month' } }))).toEqual({
    'linked 2026-01-01': '50 of 2',
  })
})

describe('D5, D9: a series is one thing, however many patches, acks and replies it has', () => {
  const work: Work = {
    id: 'four',
    versions: [{ on: 0, patches: 4, replies: [1, 2, 3].map((day) => ({ on: day, from: 'bo' })) }],
    tags: [0, 1, 2, 3].flatMap((patch) => [
      { on: 1, key: 'Acked-by', by: 'bo', patch },
      { on: 1, key: 'Acked-by', by: 'cy', patch },
    ]),
    landed: [0, 1, 2, 3].map((patch) => ({ on: 5, patch })),
    stood: [
      [0, 'new'],
      [1, 'ready'],
      [5, 'merged'],
    ],
  }

  test('its author has posted four patches, not four for each ack', () => {
    const points = read(balance, scopeFor([work], 30))
    expect([points['patches ada@example.org'], points['posted ada@example.org']]).toEqual([4, 1])
  })

  test('it is merged once', () => {
    expect(read(mergedOrNot, scopeFor([work], 30, { filter: { by: 'month' } }))).toMatchObject({
      'merged 2026-01-01': 1,
    })
  })
})

test('D7: a second version with another title is the second version of the same series', () => {
  const works = [
    merged('a', 0, 30, {
      versions: [
        { on: 0, title: 'mm: fix it' },
        { on: 20, title: 'xen/mm: fix the leak' },
      ],
    }),
  ]
  const points = read(timeToMergeByVersions, scopeFor(works, 60))
  expect(points['median 2']).toBe('30 of 1')
  expect(points['median 1']).toBeUndefined()
})

describe('D8: a carried tag was given once', () => {
  const works: readonly Work[] = [
    {
      id: 'a',
      versions: [{ on: 0, replies: [{ on: 1, from: 'bo' }] }, { on: 5 }, { on: 9 }, { on: 14 }],
      tags: [
        { on: 1, key: 'Reviewed-by', by: 'bo', version: 0, patch: 0 },
        ...[1, 2, 3].map((version) => ({
          on: [5, 9, 14][version - 1] ?? 0,
          key: 'Reviewed-by',
          by: 'bo',
          version,
          patch: 0,
          origin: 'carried' as const,
        })),
      ],
    },
  ]

  test('to its giver, where it was given: not four times, and not at the dates of the reposts', () => {
    const points = read(reviewers, scopeFor(works, 30))
    expect(points['reviewed-by bo@example.org']).toBe(1)
    expect(read(reviewers, scopeFor(works, 30, { filter: { period: '2026-01-10..2026-01-31' } }))).toEqual({})
  })
})

describe('D10: a comment is late only after the same version was approved', () => {
  const replies = [{ on: 6, from: 'cy' }]
  const ack = { on: 1, key: 'Acked-by', by: 'bo', version: 0, patch: 0 }

  test('not when an older version was acked and the tag is carried into one with more patches', () => {
    const work: Work = {
      id: 'a',
      versions: [{ on: 0 }, { on: 5, patches: 2, replies }, { on: 9, patches: 2 }],
      tags: [ack, { ...ack, on: 5, version: 1, origin: 'carried' }],
    }
    expect(read(lateComments, scopeFor([work], 20, { filter: { by: 'month' } }))['late 2026-01-01']).toBe(0)
  })

  test('nor when nothing followed from it, or when it came after the merge', () => {
    const work: Work = {
      ...merged('a', 0, 4),
      versions: [{ on: 0, replies: [...replies, { on: 2, from: 'cy' }] }],
      tags: [ack],
    }
    expect(read(lateComments, scopeFor([work], 20, { filter: { by: 'month' } }))['late 2026-01-01']).toBe(0)
  })

  test('nor is one more yes', () => {
    const work: Work = {
      id: 'a',
      versions: [{ on: 0, replies: [{ on: 6, from: 'cy' }] }, { on: 9 }],
      tags: [ack, { on: 6, key: 'Reviewed-by', by: 'cy', version: 0, patch: 0 }],
    }
    expect(read(lateComments, scopeFor([work], 20, { filter: { by: 'month' } }))['late 2026-01-01']).toBe(0)
  })

  test('but it is when another version had to follow; a Reviewed-by is an approval too', () => {
    const work: Work = {
      id: 'a',
      versions: [{ on: 0, replies }, { on: 9 }],
      tags: [{ ...ack, key: 'Reviewed-by' }],
    }
    expect(read(lateComments, scopeFor([work], 20, { filter: { by: 'month' } }))).toMatchObject({
      'late 2026-01-01': 1,
      'approvals 2026-01-01': 1,
    })
  })
})

describe('D11: a partial merge is one, and a series is its sender’s', () => {
  const work: Work = {
    id: 'three',
    versions: [{ on: 0, by: 'ada', authors: ['ada', 'bo', undefined], total: 3 }],
    landed: [{ on: 4, patch: 0 }],
    stood: [
      [0, 'new'],
      [4, 'partly-merged', 'author'],
    ],
  }

  test('it is neither merged nor untouched', () => {
    expect(read(mergedOrNot, scopeFor([work], 30, { filter: { by: 'month' } }))).toMatchObject({
      'merged 2026-01-01': 0,
      'partly 2026-01-01': 1,
      'open 2026-01-01': 0,
    })
    expect(read(partialMerge, scopeFor([work], 30))).toMatchObject({
      'series up to a half': 1,
      'series all': 0,
    })
  })

  test('whatever patch of it bears whose name', () => {
    expect(scopeFor([work], 30).facts[0]?.sender).toBe('ada@example.org')
  })
})

describe('D12: a series that nobody answered is in every number', () => {
  const works: readonly Work[] = [
    { id: 'answered', versions: [{ on: 0, replies: [{ on: 2, from: 'bo' }] }] },
    unmerged('alone', 0),
    unmerged('forgotten', 1),
  ]

  test('in the days until the first answer it goes on waiting', () => {
    const points = read(firstResponse, scopeFor(works, 50, { filter: { by: 'month' } }))
    expect(points['median 2026-01-01']).toBe('? of 3, 2 open')
  })

  test('in the comments it stands with none', () => {
    expect(read(seriesByComments, scopeFor(works, 50))).toMatchObject({ 'series 0': 2, 'series 1': 1 })
    expect(read(commentsPerSeries, scopeFor(works, 50, { filter: { by: 'month' } }))['p50 2026-01-01']).toBe(
      '0 of 3',
    )
  })

  test('and it has a number of its own', () => {
    const points = read(ignored, scopeFor(works, 50, { filter: { by: 'month' } }))
    expect(points['after-30 2026-01-01']).toBe('66.7 of 3')
  })
})

test('D13: the wait of what is ready ends with the commit, whatever is said in between', () => {
  const works: readonly Work[] = [
    {
      id: 'a',
      versions: [
        {
          on: 0,
          replies: [
            { on: 1, from: 'bo' },
            { on: 8, from: 'cy' },
            { on: 40, from: 'cy' },
          ],
        },
      ],
      landed: [{ on: 10 }],
      stood: [
        [0, 'new'],
        [1, 'ready'],
        [10, 'merged'],
      ],
    },
  ]
  // The old figure: commit - last comment = -30 days, and the row was dropped.
  expect(read(readyWait, scopeFor(works, 60, { filter: { by: 'month' } }))['median 2026-01-01']).toBe(
    '9 of 1',
  )
})

test('D14: a round ends with the next version, never before it began', () => {
  const works: readonly Work[] = [{ id: 'a', versions: [{ on: 0 }, { on: 7 }, { on: 9 }] }]
  expect(read(reviewRounds, scopeFor(works, 20))).toMatchObject({
    'median 1': '7 of 1',
    'median 2': '2 of 1',
    'median 3': '? of 1, 1 open',
  })
})

test('D15: two halves of a year have no series in common', () => {
  const works = [merged('a', 0, 5), merged('b', 100, 50), merged('c', 200, 7), merged('d', 300, 70)]
  const half = (period: string) =>
    timeToMerge
      .compute(scopeFor(works, 500, { filter: { period, by: 'year' } }))
      .flatMap((point) => point.series ?? [])
      .map((fact) => fact.lineage)
  const first = new Set(half('2026-01-01..2026-06-30'))
  const second = new Set(half('2026-07-01..2026-12-31'))
  expect([...first]).toEqual(['a', 'b'])
  expect([...second]).toEqual(['c', 'd'])
})

describe('D16: what is merged is in no class of the backlog', () => {
  const works = [merged('a', 0, 5), merged('b', 1, 50), unmerged('c', 2), unmerged('d', 60)]

  test('and each series is in exactly one', () => {
    const points = openByTurn.compute(scopeFor(works, 100, { filter: { by: 'month' } }))
    const last = points.filter((point) => point.x === '2026-04-01')
    expect(last.flatMap((point) => point.series ?? []).map((fact) => fact.lineage)).toEqual(['c', 'd'])
  })
})

describe('D17: what a cohort is counted by is said, and changes the answer', () => {
  // Posted in January: one quick, one that took 300 days. Merged in November: only the slow one.
  const works = [merged('quick', 0, 3), merged('slow', 1, 300), merged('late', 290, 4)]

  test('by when it was started, the slow one is in January, open until then', () => {
    const january = read(timeToMerge, scopeFor(works, 100, { filter: { by: 'quarter' } }))
    expect(january['p75 2026-01-01']).toBe('? of 2, 1 open')
  })

  test('by when it was merged, it is in the quarter in which it was', () => {
    const points = read(timeToMergeByMerge, scopeFor(works, 400, { filter: { by: 'month' } }))
    expect(points['median 2026-01-01']).toBe('3 of 1')
    expect(points['median 2026-10-01']).toBe('152 of 2')
    expect(timeToMergeByMerge.definition).toContain('by when a series was started')
  })

  test('and what is too young to be judged has no share', () => {
    const points = read(acceptance, scopeFor(works.slice(0, 2), 100, { filter: { by: 'quarter' } }))
    expect(points['within-90 2026-01-01']).toBe('50 of 2, 1 open')
    expect(points['within-180 2026-01-01']).toBe('? of 2, 1 open')
  })
})

test('D18: sizes are told apart, so that a change in what is posted is no change in speed', () => {
  const works = [
    merged('small', 0, 2),
    merged('large', 0, 40, {
      versions: [{ on: 0, patches: 6 }],
      landed: [0, 1, 2, 3, 4, 5].map((patch) => ({ on: 40, patch })),
    }),
  ]
  const points = read(mergeCurve, scopeFor(works, 100))
  expect([points['1 2'], points['5+ 2'], points['5+ 45']]).toEqual(['100 of 1', '0 of 1', undefined])
  expect(points['5+ 30']).toBe('0 of 1')
})

test('D19: a review is a review without a Reviewed-by', () => {
  const works: readonly Work[] = [
    {
      id: 'a',
      versions: [
        {
          on: 0,
          replies: [
            { on: 1, from: 'bo' },
            { on: 2, from: 'cy', review: false },
            { on: 3, from: 'ada' },
          ],
        },
      ],
      tags: [{ on: 1, key: 'Acked-by', by: 'bo' }],
    },
  ]
  const points = read(reviewers, scopeFor(works, 30))
  expect(points).toEqual({
    'series bo@example.org': 1,
    'reviews bo@example.org': 1,
    'reviewed-by bo@example.org': 0,
    'acked-by bo@example.org': 1,
    'tested-by bo@example.org': 0,
  })
  expect(read(commentsOverTime, scopeFor(works, 20, { filter: { by: 'month' } }))).toEqual({
    'others 2026-01-01': 2,
    'own 2026-01-01': 1,
  })
})
