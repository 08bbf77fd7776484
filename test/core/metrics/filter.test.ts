import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Filter,
  KINDS,
  makeFilter,
  NO_FILTER,
  PRESETS,
  resolvePeriod,
  SIZES,
  STATUS_WORDS,
  sizeOf,
} from '../../../src/core/metrics/filter.ts'
import { formatFilter, parseFilter, parseRange } from '../../../src/core/metrics/filter-text.ts'
import { STEPS } from '../../../src/core/metrics/period.ts'
import { on, peopleBook, person, scopeFor, type Work } from '../../support/series-facts.ts'

const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 30 })
  .map((one) => one.trim())
  .filter((one) => one !== '' && one.length <= 200)
const optional = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined })
const range = fc
  .tuple(fc.nat(99), optional(fc.nat(99)))
  .map(([least, more]) => ({ least, most: more === undefined ? undefined : least + more }))

const anyFilter: fc.Arbitrary<Filter> = fc.record({
  period: optional(
    fc.constantFrom(...PRESETS.map((one) => one.id), '2026', '2026Q3', '2026-05', '2026-05-01..2026-06-30'),
  ),
  by: optional(fc.constantFrom(...STEPS)),
  person: optional(fc.integer({ min: 1, max: 999_999_999 })),
  company: optional(text),
  part: fc.constantFrom('author' as const, 'reviewer' as const, 'either' as const),
  list: optional(text),
  areas: fc.uniqueArray(text, { maxLength: 5 }),
  patches: optional(range),
  size: optional(fc.constantFrom(...SIZES.map((one) => one.id))),
  versions: optional(range),
  statuses: fc.subarray([...STATUS_WORDS]),
  newcomer: optional(fc.boolean()),
  kinds: fc.subarray([...KINDS]),
})

describe('a filter in an address', () => {
  test('is the same when it is read back, whatever it holds', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const query = new URLSearchParams()
        for (const [name, value] of formatFilter(filter)) query.append(name, value)
        const read = parseFilter(new URLSearchParams(query.toString()))
        expect(read).toEqual({ filter, unread: [] })
      }),
    )
  })

  test('of anything at all is read without a complaint of ours', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...Object.keys(NO_FILTER), 'area', 'status', 'x'), fc.string()), {
          maxLength: 30,
        }),
        (pairs) => {
          const { filter, unread } = parseFilter(pairs)
          // What was understood says itself again; the rest is named.
          expect(parseFilter(formatFilter(filter)).filter).toEqual(filter)
          for (const [name] of unread) expect(name).not.toBe('x')
        },
      ),
    )
  })

  test('takes a period from two days, as a form sends them; they win over a preset', () => {
    const period = (...pairs: readonly (readonly [string, string])[]) => parseFilter(pairs).filter.period
    expect(period(['period', '1y'], ['from', '2026-02-01'], ['to', '2026-03-01'])).toBe(
      '2026-02-01..2026-03-01',
    )
    expect(period(['from', ''], ['to', '2026-03-01'])).toBe('1970-01-01..2026-03-01')
    expect(period(['to', ''], ['from', '2026-03-01'])).toBe('2026-03-01..9999-12-31')
    expect(period(['from', ''], ['to', ''], ['period', '1y'])).toBe('1y')
    expect(
      parseFilter([
        ['from', '2026-03-02'],
        ['to', '2026-03-01'],
      ] as const).unread,
    ).toEqual([['period', '2026-03-02..2026-03-01']])
    expect(parseFilter([['from', 'tomorrow']] as const).unread).toEqual([['period', 'tomorrow..9999-12-31']])
  })

  test('names what it does not understand', () => {
    const { unread } = parseFilter([
      ['period', '2026-13'],
      ['person', 'ada'],
      ['size', 'huge'],
      ['status', ''],
      ['patches', '5-2'],
      ['newcomer', 'maybe'],
      ['tz', 'UTC'],
    ])
    expect(unread.map(([name]) => name)).toEqual(['period', 'person', 'size', 'patches', 'newcomer'])
  })

  test('reads ranges', () => {
    expect(['3', '3+', '2-4', '4-2', '-1', 'x'].map(parseRange)).toEqual([
      { least: 3, most: 3 },
      { least: 3, most: undefined },
      { least: 2, most: 4 },
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('what passes a filter', () => {
  const works: readonly Work[] = [
    {
      id: 'small',
      versions: [{ on: 0, by: 'ada', areas: ['docs/'], replies: [{ on: 1, from: 'bo@lumen.example' }] }],
      stood: [
        [0, 'new'],
        [1, 'changes-requested', 'author', true],
      ],
    },
    {
      id: 'large',
      versions: [
        { on: 5, by: 'bo@lumen.example', patches: 6, additions: 600, areas: ['core/', 'docs/'] },
        { on: 9, by: 'bo@lumen.example', patches: 7, additions: 700, areas: ['core/'] },
      ],
      tags: [{ on: 10, key: 'Acked-by', by: 'cy', version: 1 }],
      stood: [
        [5, 'new'],
        [10, 'ready'],
      ],
    },
    {
      id: 'asking',
      versions: [{ on: 20, by: 'cy', rfc: true, additions: 2, deletions: 0 }],
      stood: [[20, 'rfc']],
    },
  ]
  const passing = (filter: Partial<Filter>, who?: string): readonly string[] =>
    scopeFor(works, 30, { filter, ...(who === undefined ? {} : { person: who }) }).facts.map(
      (one) => one.lineage,
    )

  test.each<[Partial<Filter>, readonly string[]]>([
    [{}, ['small', 'large', 'asking']],
    [{ areas: ['docs/'] }, ['small']],
    [{ areas: ['docs/', 'core/'] }, ['small', 'large', 'asking']],
    [{ patches: { least: 5, most: undefined } }, ['large']],
    [{ versions: { least: 2, most: 2 } }, ['large']],
    [{ size: 'xl' }, ['large']],
    [{ size: 'xs' }, ['small', 'asking']],
    [{ statuses: ['ready', 'rfc'] }, ['large', 'asking']],
    [{ statuses: ['lost'] }, ['small']],
    [{ kinds: ['rfc'] }, ['asking']],
    [{ company: 'lumen.example' }, ['large']],
    [{ company: 'lumen.example', part: 'reviewer' }, ['small']],
    [{ company: 'lumen.example', part: 'either' }, ['small', 'large']],
    [{ list: 'other@lists.example.org' }, []],
    [{ newcomer: false }, []],
  ])('%j', (filter, expected) => {
    expect(passing(filter)).toEqual(expected)
  })

  test('of a person: what they posted, what they reviewed or tagged, or both', () => {
    expect(passing({ person: 7 }, 'cy')).toEqual(['asking'])
    expect(passing({ person: 7, part: 'reviewer' }, 'cy')).toEqual(['large'])
    expect(passing({ person: 7, part: 'either' }, 'cy')).toEqual(['large', 'asking'])
    expect(passing({ person: 7 })).toEqual([])
  })

  test('never depends on the period: that is each metric’s own', () => {
    expect(passing({ period: '2026-03' })).toEqual(['small', 'large', 'asking'])
  })

  test('passes both halves of whatever it splits', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const { facts } = scopeFor(works, 30)
        const { companyOf } = peopleBook()
        const pass = makeFilter({ ...filter, newcomer: undefined }, person('ada'), companyOf)
        const yes = makeFilter({ ...filter, newcomer: true }, person('ada'), companyOf)
        const no = makeFilter({ ...filter, newcomer: false }, person('ada'), companyOf)
        for (const fact of facts) expect(pass(fact)).toBe(yes(fact) !== no(fact) && (yes(fact) || no(fact)))
      }),
    )
  })
})

describe('a period', () => {
  test('ends now at the latest and begins with the archive at the earliest', () => {
    expect(resolvePeriod(undefined, on(1000), on(0))).toEqual({
      from: on(1000) - 9 * 3600 - 731 * 86_400,
      to: on(1000) + 1,
    })
    expect(resolvePeriod('all', on(10), on(3))).toEqual({ from: on(3), to: on(10) + 1 })
    expect(resolvePeriod('2026-01', on(10), on(0)).to).toBe(on(10) + 1)
  })

  test('that lies ahead, or that nobody can read, is empty', () => {
    for (const period of ['2030', 'nonsense']) {
      const { from, to } = resolvePeriod(period, on(10), on(0))
      expect(to - from).toBe(0)
    }
  })
})

test('size classes have their bounds inside', () => {
  expect([0, 10, 11, 30, 31, 100, 101, 500, 501, 1000, 1001].map(sizeOf)).toEqual([
    'xs',
    'xs',
    's',
    's',
    'm',
    'm',
    'l',
    'l',
    'xl',
    'xl',
    'xxl',
  ])
})
