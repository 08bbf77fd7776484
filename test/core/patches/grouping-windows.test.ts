import { describe, expect, test } from 'vitest'
import { derive, type Posted, picture, pictures, posted } from '../../support/posted.ts'

const RUN = '20260302090000.4711'
/** Ids as one run of git send-email makes them. */
const run = (index: number, stem = RUN): string => `${stem}-${index}-ada@example.org`

describe('answers to one mail', () => {
  test('are one series: the list never saw the cover letter', () => {
    const [series] = derive(
      [
        { id: 'a', subject: '[PATCH 1/2] a', answers: 'lost' },
        { id: 'b', subject: '[PATCH 2/2] b', answers: 'lost', minutes: 300 },
      ].map(posted),
    ).set.series
    expect(series && picture(series)).toBe('v1: - | a b')
    expect(series?.evidence).toEqual(['in answer to one mail'])
  })

  test('are one per version', () => {
    expect(
      pictures([
        { id: 'a2', subject: '[PATCH v2 1/2] a', answers: 'lost' },
        { id: 'a3', subject: '[PATCH v3 1/2] a', answers: 'lost', minutes: 60 },
        { id: 'b2', subject: '[PATCH v2 2/2] b', answers: 'lost', minutes: 120 },
        { id: 'b3', subject: '[PATCH v3 2/2] b', answers: 'lost', minutes: 180 },
      ]),
    ).toEqual(['v2: - | a2 b2', 'v3: - | a3 b3'])
  })

  test('days apart are two', () => {
    expect(
      pictures([
        { id: 'a', subject: '[PATCH 1/2] a', answers: 'lost' },
        { id: 'b', subject: '[PATCH 2/2] b', answers: 'lost', days: 4 },
      ]),
    ).toEqual(['v1: - | a -', 'v1: - | - b'])
  })
})

describe('half an hour', () => {
  test.each<readonly [string, readonly Posted[], readonly string[]]>([
    [
      'joins what nothing else does',
      [
        { id: 'c', subject: '[PATCH 0/2] both' },
        { id: 'a', subject: '[PATCH 1/2] a', minutes: 10 },
        { id: 'b', subject: '[PATCH 2/2] b', minutes: 35 },
      ],
      ['v1: c | a b'],
    ],
    [
      'and not what is further apart',
      [
        { id: 'a', subject: '[PATCH 1/2] a' },
        { id: 'b', subject: '[PATCH 2/2] b', minutes: 31 },
      ],
      ['v1: - | a -', 'v1: - | - b'],
    ],
    [
      'nor another version or total',
      [
        { id: 'a', subject: '[PATCH v2 1/2] a' },
        { id: 'b', subject: '[PATCH v3 2/2] b', minutes: 1 },
        { id: 'd', subject: '[PATCH v2 3/3] d', minutes: 2 },
      ],
      ['v2: - | a -', 'v3: - | - b', 'v2: - | - - d'],
    ],
    [
      'never before stronger reasons: a lone v2 1/2 stays out of the full run that follows',
      [
        { id: 'x', subject: '[PATCH v2 1/2] a' },
        { id: run(1), subject: '[PATCH v2 1/2] a', minutes: 5 },
        { id: run(2), subject: '[PATCH v2 2/2] b', minutes: 6 },
      ],
      ['v2: - | x -', `v2: - | ${run(1)} ${run(2)}`],
    ],
    [
      'three times the same, without references, are three',
      [1, 2, 3].flatMap((n) => [
        { id: `a${n}`, subject: '[PATCH 1/2] a', minutes: n * 10 },
        { id: `b${n}`, subject: '[PATCH 2/2] b', minutes: n * 10 + 1 },
      ]),
      ['v1: - | a1 b1', 'v1: - | a2 b2', 'v1: - | a3 b3'],
    ],
    [
      'a seventh of seven joins the six before',
      [
        ...[1, 2, 3].map((n) => ({ id: `p${n}`, subject: `[PATCH ${n}/3] ${n}` })),
        { id: 'p4', subject: '[PATCH 4/4] one more', minutes: 17 },
      ],
      ['v1: - | p1 p2 p3 p4'],
    ],
    [
      'a cover letter with a version joins patches without one',
      [
        { id: 'c', subject: '[PATCH v2 0/2] both' },
        { id: 'a', subject: '[PATCH 1/2] a', minutes: 1 },
        { id: 'b', subject: '[PATCH 2/2] b', minutes: 2 },
      ],
      ['v2: c | a b'],
    ],
    [
      'but the one with the same version goes first',
      [
        { id: 'c', subject: '[PATCH v2 0/2] both' },
        { id: 'a', subject: '[PATCH 1/2] a', minutes: 1 },
        { id: 'b', subject: '[PATCH 2/2] b', minutes: 2 },
        { id: 'a2', subject: '[PATCH v2 1/2] a', minutes: 3 },
        { id: 'b2', subject: '[PATCH v2 2/2] b', minutes: 4 },
      ],
      ['v2: c | a2 b2', 'v1: - | a b'],
    ],
  ])('%s', (_, mails, expected) => {
    expect(pictures(mails)).toEqual(expected)
  })
})

describe('patches without a number', () => {
  test.each<readonly [string, readonly Posted[], readonly string[]]>([
    [
      'are a series each, in one run and one thread too',
      [
        { id: run(1), subject: '[PATCH] a' },
        { id: run(2), subject: '[PATCH] b', answers: run(1) },
      ],
      [`v1: - | ${run(1)}`, `v1: - | ${run(2)}`],
    ],
    [
      'take no numbered ones in',
      [
        { id: 'a', subject: '[PATCH] a' },
        { id: 'b', subject: '[PATCH 1/2] b', answers: 'a' },
        { id: 'c', subject: '[PATCH 2/2] c', answers: 'a' },
      ],
      ['v1: - | a', 'v1: - | b c'],
    ],
    [
      'are one series below a letter of the same sender, as they were sent',
      [
        { id: 'c', subject: 'Some fixes', text: 'Here they are.' },
        { id: 'b', subject: '[PATCH] b', answers: 'c', minutes: 2 },
        { id: 'a', subject: '[PATCH] a', answers: 'c', minutes: 1 },
      ],
      ['v1: c | a b'],
    ],
    [
      'but not below a letter of somebody else',
      [
        { id: 'c', subject: 'It crashes', text: 'See there.', from: 'Bo' },
        { id: 'a', subject: '[PATCH] a', answers: 'c', minutes: 1 },
      ],
      ['v1: - | a'],
    ],
    [
      'nor long after it',
      [
        { id: 'c', subject: 'It crashes', text: 'See there.' },
        { id: 'a', subject: '[PATCH] a', answers: 'c', minutes: 45 },
      ],
      ['v1: - | a'],
    ],
  ])('%s', (_, mails, expected) => {
    expect(pictures(mails)).toEqual(expected)
  })
})
