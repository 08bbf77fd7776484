import { describe, expect, test } from 'vitest'
import { derive, type Posted, picture, pictures, posted } from '../../support/posted.ts'

const RUN = '20260302090000.4711'
/** Ids as one run of git send-email makes them. */
const run = (index: number, stem = RUN): string => `${stem}-${index}-ada@example.org`

describe('one run of a program is one series', () => {
  test.each<readonly [string, readonly Posted[], readonly string[]]>([
    [
      'whatever the order',
      [
        { id: run(3), subject: '[PATCH 2/2] b', minutes: 1 },
        { id: run(1), subject: '[PATCH 0/2] both', minutes: 3 },
        { id: run(2), subject: '[PATCH 1/2] a', minutes: 2 },
      ],
      [`v1: ${run(1)} | ${run(2)} ${run(3)}`],
    ],
    [
      'although versions were written on the cover letter only',
      [
        { id: run(1), subject: '[PATCH v4 0/2] both' },
        { id: run(2), subject: '[PATCH v3 1/2] a' },
        { id: run(3), subject: '[PATCH 2/2] b' },
      ],
      [`v4: ${run(1)} | ${run(2)} ${run(3)}`],
    ],
    [
      'although its cover letter counts wrong',
      [
        { id: run(1), subject: '[PATCH 0/1] both' },
        { id: run(2), subject: '[PATCH 1/2] a' },
        { id: run(3), subject: '[PATCH 2/2] b' },
      ],
      [`v1: ${run(1)} | ${run(2)} ${run(3)}`],
    ],
    [
      'without the left-over patch files of an older one',
      [
        { id: run(1), subject: '[PATCH 1/3] a' },
        { id: run(2), subject: '[PATCH 1/2] old a' },
        { id: run(3), subject: '[PATCH 2/3] b' },
        { id: run(4), subject: '[PATCH 2/2] old b' },
        { id: run(5), subject: '[PATCH 3/3] c' },
      ],
      [`v1: - | ${run(1)} ${run(3)} ${run(5)}`, `v1: - | ${run(2)} ${run(4)}`],
    ],
    [
      'without a stray file of another total and version',
      [
        { id: run(1), subject: '[PATCH 1/4] a' },
        { id: run(2), subject: '[PATCH 2/4] b' },
        { id: run(3), subject: '[PATCH 3/4] c' },
        { id: run(4), subject: '[PATCH v3 4/5] other' },
        { id: run(5), subject: '[PATCH 4/4] d' },
      ],
      [`v1: - | ${run(1)} ${run(2)} ${run(3)} ${run(5)}`, `v3: - | - - - ${run(4)} -`],
    ],
    [
      'several, when one command sent several whole ones',
      [
        { id: run(1), subject: '[PATCH 1/2] a' },
        { id: run(2), subject: '[PATCH 2/2] b' },
        { id: run(3), subject: '[PATCH 1/2] c' },
        { id: run(4), subject: '[PATCH 2/2] d' },
      ],
      [`v1: - | ${run(1)} ${run(2)}`, `v1: - | ${run(3)} ${run(4)}`],
    ],
    [
      'also when each has a cover letter that its patches answer',
      [
        { id: run(1), subject: '[PATCH 0/1] x' },
        { id: run(2), subject: '[PATCH 1/1] a', answers: run(1) },
        { id: run(3), subject: '[PATCH 0/1] y' },
        { id: run(4), subject: '[PATCH 1/1] b', answers: run(3) },
      ],
      [`v1: ${run(1)} | ${run(2)}`, `v1: ${run(3)} | ${run(4)}`],
    ],
    [
      'with a double, when one patch was sent twice: the later one counts',
      [
        { id: run(1), subject: '[PATCH 1/2] a' },
        { id: run(2), subject: '[PATCH 2/2] b', minutes: 1 },
        { id: run(3), subject: '[PATCH 2/2] b again', minutes: 2 },
      ],
      [`v1: - | ${run(1)} ${run(3)} + ${run(2)}`],
    ],
    [
      'with its cover letter at the end',
      [
        { id: run(1), subject: '[PATCH 1/2] a' },
        { id: run(2), subject: '[PATCH 2/2] b', answers: run(1) },
        { id: run(3), subject: '[PATCH 0/2] both', answers: run(1), minutes: 40 },
      ],
      [`v1: ${run(3)} | ${run(1)} ${run(2)}`],
    ],
  ])('%s', (_, mails, expected) => {
    expect(pictures(mails)).toEqual(expected)
  })

  test('a process number that comes again another day is another run', () => {
    const found = pictures([
      { id: run(1), subject: '[PATCH 1/2] a' },
      { id: run(2), subject: '[PATCH 2/2] b', days: 3 },
    ])
    expect(found).toEqual([`v1: - | ${run(1)} -`, `v1: - | - ${run(2)}`])
  })

  test('runs that are sent at one time keep apart', () => {
    const other = '20260302090005.4712'
    expect(
      pictures([
        { id: run(1), subject: '[PATCH 1/2] a' },
        { id: run(1, other), subject: '[PATCH 1/2] c' },
        { id: run(2, other), subject: '[PATCH 2/2] d', minutes: 1 },
        { id: run(2), subject: '[PATCH 2/2] b', minutes: 1 },
      ]),
    ).toEqual([`v1: - | ${run(1)} ${run(2)}`, `v1: - | ${run(1, other)} ${run(2, other)}`])
  })

  test('its evidence names the program', () => {
    const mails = [
      { id: run(1), subject: '[PATCH 1/2] a' },
      { id: run(2), subject: '[PATCH 2/2] b' },
    ]
    const [series] = derive(mails.map(posted)).set.series
    expect(series?.evidence).toEqual(['one run of git send-email'])
    expect(series?.confidence).toBe(1)
  })
})

describe('one thread is one series per version', () => {
  test.each<readonly [string, readonly Posted[], readonly string[]]>([
    [
      'below a cover letter',
      [
        { id: 'c', subject: '[PATCH 0/2] both' },
        { id: 'a', subject: '[PATCH 1/2] a', answers: 'c', minutes: 50 },
        { id: 'b', subject: '[PATCH 2/2] b', answers: 'c', minutes: 90 },
      ],
      ['v1: c | a b'],
    ],
    [
      'each below the one before',
      [
        { id: 'c', subject: '[PATCH 0/3] all' },
        { id: 'a', subject: '[PATCH 1/3] a', answers: 'c', minutes: 40 },
        { id: 'b', subject: '[PATCH 2/3] b', answers: 'a', minutes: 80 },
        { id: 'd', subject: '[PATCH 3/3] d', answers: 'b', minutes: 120 },
      ],
      ['v1: c | a b d'],
    ],
    [
      'a new version in answer to the old one is another',
      [
        { id: 'c', subject: '[PATCH 0/2] both' },
        { id: 'a', subject: '[PATCH 1/2] a', answers: 'c' },
        { id: 'b', subject: '[PATCH 2/2] b', answers: 'c' },
        { id: 'c2', subject: '[PATCH v2 0/2] both', answers: 'c', minutes: 5 },
        { id: 'a2', subject: '[PATCH v2 1/2] a', answers: 'c2', minutes: 5 },
        { id: 'b2', subject: '[PATCH v2 2/2] b', answers: 'c2', minutes: 5 },
      ],
      ['v1: c | a b', 'v2: c2 | a2 b2'],
    ],
    [
      'a new version never fills what the old one lacks',
      [
        { id: 'a', subject: '[PATCH 1/2] a' },
        { id: 'b2', subject: '[PATCH v2 2/2] b', answers: 'a', minutes: 5 },
      ],
      ['v1: - | a -', 'v2: - | - b2'],
    ],
    [
      'what would take a slot that is taken is another, without a version too',
      [
        { id: 'a', subject: '[PATCH 1/2] a' },
        { id: 'b', subject: '[PATCH 2/2] b', answers: 'a' },
        { id: 'a2', subject: '[PATCH 1/2] a', answers: 'a', minutes: 5 },
        { id: 'b2', subject: '[PATCH 2/2] b', answers: 'a2', minutes: 5 },
      ],
      ['v1: - | a b', 'v1: - | a2 b2'],
    ],
    [
      'a patch beyond the last one joins ten days later',
      [
        { id: 'a', subject: '[PATCH 1/2] a' },
        { id: 'b', subject: '[PATCH 2/2] b', answers: 'a' },
        { id: 'd', subject: '[PATCH 3/2] d', answers: 'b', days: 10 },
      ],
      ['v1: - | a b d'],
    ],
    [
      'the version was forgotten on the patches',
      [
        { id: 'c', subject: '[PATCH v2 0/3] all' },
        { id: 'a', subject: '[PATCH 1/3] a', answers: 'c', minutes: 1 },
        { id: 'b', subject: '[PATCH 2/3] b', answers: 'c', minutes: 2 },
        { id: 'd', subject: '[PATCH 3/3] d', answers: 'c', minutes: 3 },
      ],
      ['v2: c | a b d'],
    ],
    [
      'patches of another version than their cover letter says keep apart',
      [
        { id: 'c', subject: '[PATCH v2 0/2] all' },
        { id: 'a', subject: '[PATCH v3 1/2] a', answers: 'c', minutes: 1 },
        { id: 'b', subject: '[PATCH v3 2/2] b', answers: 'c', minutes: 2 },
      ],
      ['v2: c | - -', 'v3: - | a b'],
    ],
    [
      'and the cover letter counts wrong as well',
      [
        { id: 'c', subject: '[PATCH v2 0/2] all' },
        { id: 'a', subject: '[PATCH 1/3] a', answers: 'c', minutes: 1 },
        { id: 'b', subject: '[PATCH 2/3] b', answers: 'c', minutes: 2 },
        { id: 'd', subject: '[PATCH 3/3] d', answers: 'c', minutes: 3 },
      ],
      ['v2: c | a b d'],
    ],
    [
      'patches for different stable trees keep apart',
      [
        { id: 'a', subject: '[PATCH 5.10 1/2] a' },
        { id: 'b', subject: '[PATCH 5.15 2/2] b', answers: 'a' },
      ],
      ['v1: - | a -', 'v1: - | - b'],
    ],
    [
      'mails of two persons keep apart',
      [
        { id: 'a', subject: '[PATCH 1/2] a' },
        { id: 'b', subject: '[PATCH 2/2] b', answers: 'a', from: 'Bo' },
      ],
      ['v1: - | a -', 'v1: - | - b'],
    ],
  ])('%s', (_, mails, expected) => {
    expect(pictures(mails)).toEqual(expected)
  })
})

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
