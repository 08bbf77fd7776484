import { describe, expect, test } from 'vitest'
import { derive, type Posted, pictures, posted } from '../../support/posted.ts'

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
      'whatever the date of a commit that the mail kept, when it answers the very cover letter',
      [
        { id: 'a', subject: '[PATCH v2 1/2] a', answers: 'c', minutes: 1 },
        { id: 'b', subject: '[PATCH v2 2/2] b', answers: 'c', days: 4 },
        { id: 'c', subject: '[PATCH v2 0/2] both', days: 5 },
      ],
      ['v2: c | a b'],
    ],
    [
      'but not a patch of long after, in answer to another one',
      [
        { id: 'c', subject: '[PATCH 0/2] both' },
        { id: 'a', subject: '[PATCH 1/2] a', answers: 'c' },
        { id: 'b', subject: '[PATCH 2/2] b', answers: 'a', days: 4 },
      ],
      ['v1: c | a -', 'v1: - | - b'],
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
