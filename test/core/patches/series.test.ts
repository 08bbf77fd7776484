import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Series } from '../../../src/core/patches/series.ts'
import { anyOrder, anyPosted } from '../../support/any-posted.ts'
import { derive, type Posted, picture, pictures, posted } from '../../support/posted.ts'

function seriesOf(...mails: readonly Posted[]): readonly Series[] {
  return derive(mails.map(posted)).set.series
}

const PULL =
  'The following changes since commit 1234567:\n\n  x\n\nare available in the Git repository at:\n\n  https://example.org/x.git next\n'

describe('a series', () => {
  test('has the name and time of its earliest mail, and the title of its cover letter', () => {
    const [one] = seriesOf(
      { id: 'c', subject: '[RFC PATCH 0/2] Both of them', minutes: 5 },
      { id: 'a', subject: '[RFC PATCH 1/2] a', answers: 'c', minutes: 3 },
      { id: 'b', subject: '[RFC PATCH 2/2] b', answers: 'c', minutes: 4 },
    )
    expect(one).toMatchObject({ id: 'a', at: '2026-03-02T09:03:00Z', title: 'Both of them', cover: 'c' })
    expect(one).toMatchObject({ total: 2, complete: true, rfc: true, version: 1, versionWritten: false })
  })

  test.each<readonly [string, readonly Posted[], Partial<Series>]>([
    [
      'without a cover letter has the title of patch 1',
      [
        { id: 'a', subject: '[PATCH 1/2] First' },
        { id: 'b', subject: '[PATCH 2/2] Second' },
      ],
      { title: 'First' },
    ],
    [
      'without that says which part it is',
      [{ id: 'b', subject: '[PATCH v2 2/5] Second' }],
      { title: '(1 of 5) Second', complete: false, total: 5, version: 2 },
    ],
    [
      'has the version of its cover letter',
      [
        { id: '20260302090000.1-1-a@example.org', subject: '[PATCH v4 0/1] x' },
        { id: '20260302090000.1-2-a@example.org', subject: '[PATCH v3 1/1] x' },
      ],
      { version: 4, versionWritten: true },
    ],
    [
      'else the highest of its patches',
      [
        { id: '20260302090000.1-1-a@example.org', subject: '[PATCH v2 1/2] x' },
        { id: '20260302090000.1-2-a@example.org', subject: '[PATCH v3 2/2] y' },
      ],
      { version: 3 },
    ],
    [
      'keeps a version with a point',
      [{ id: 'a', subject: '[PATCH v1.1] x' }],
      { revision: 'v1.1', version: 1 },
    ],
    [
      'of one is complete',
      [{ id: 'a', subject: '[PATCH RESEND] x' }],
      { complete: true, total: 1, resend: true },
    ],
    [
      'of an unknown number has no total',
      [{ id: 'a', subject: '[PATCH 1/n] x' }],
      { total: undefined, patches: ['a'] },
    ],
    [
      'may be a pull request with patches below',
      [
        { id: 'p', subject: '[GIT PULL 0/2] next', text: PULL },
        { id: 'a', subject: '[PATCH 1/2] a', answers: 'p' },
        { id: 'b', subject: '[PATCH 2/2] b', answers: 'p' },
      ],
      { pull: true, cover: 'p', patches: ['a', 'b'], complete: true },
    ],
    [
      'is for a release or a stable tree',
      [{ id: 'a', subject: '[PATCH for-4.17 5.10] x' }],
      { target: '4.17', stable: ['5.10'] },
    ],
  ])('%s', (_, mails, expected) => {
    expect(seriesOf(...mails)[0]).toMatchObject(expected)
  })

  test('two mails that claim one slot make it less sure', () => {
    const run = (n: number): string => `20260302090000.1-${n}-a@example.org`
    const [one] = seriesOf(
      { id: run(1), subject: '[PATCH 1/2] x' },
      { id: run(2), subject: '[PATCH 2/2] y' },
      { id: run(3), subject: '[PATCH 2/2] y', minutes: 1 },
    )
    expect(one).toMatchObject({ duplicates: [run(2)], confidence: 0.8 })
  })

  test('a number that no series has is none', () => {
    expect(pictures([{ id: 'a', subject: '[PATCH 4000000/4000001] x' }])).toEqual(['v1: - | a'])
  })

  test('replies, bots and words are in none', () => {
    const mails: readonly Posted[] = [
      { id: 'a', subject: '[PATCH] x' },
      { id: 'r', subject: 'Re: [PATCH] x', answers: 'a', from: 'Bo', adds: { 'a.c': ['better'] } },
      { id: 'w', subject: 'A question', text: 'How?' },
    ]
    const { set } = derive(mails.map(posted))
    expect(set.series.map((one) => one.id)).toEqual(['a'])
    expect(set.placeOf('r')).toBeUndefined()
  })
})

describe('what a mail answers', () => {
  const { set } = derive(
    (
      [
        { id: 'c', subject: '[PATCH 0/2] both' },
        { id: 'a', subject: '[PATCH 1/2] a', answers: 'c', minutes: 1 },
        { id: 'b', subject: '[PATCH 2/2] b', answers: 'c', minutes: 1 },
        { id: 'r1', subject: 'Re: [PATCH 1/2] a', answers: 'a', from: 'Bo', text: 'Why?' },
        { id: 'r2', subject: 'Re: [PATCH 1/2] a', answers: 'r1', text: 'So.' },
        { id: 'r3', subject: 'Re: [PATCH 0/2] both', answers: 'c', from: 'Bo', text: 'Fine.' },
        { id: 'v2', subject: '[PATCH v2] a', answers: 'r2', days: 3 },
        { id: 'w', subject: 'Else', text: 'x' },
      ] satisfies Posted[]
    ).map(posted),
  )

  test.each([
    ['a reply to a patch', 'r1', { series: 'c', patch: 'a' }],
    ['a reply to that reply', 'r2', { series: 'c', patch: 'a' }],
    ['a reply to the cover letter', 'r3', { series: 'c', patch: undefined }],
    ['a patch below its cover letter', 'b', { series: 'c', patch: undefined }],
    ['a new version', 'v2', { series: 'c', patch: 'a' }],
    ['nothing', 'w', undefined],
  ])('%s', (_, id, expected) => {
    expect(set.findTarget(id)).toEqual(expected)
  })

  test('where a mail stands itself', () => {
    expect(set.placeOf('a')).toEqual({ series: 'c', patch: 'a' })
    expect(set.placeOf('c')).toEqual({ series: 'c', patch: undefined })
    expect(set.placeOf('r1')).toBeUndefined()
  })
})

describe('what a person knows better', () => {
  const mails = (
    [
      { id: 'a', subject: '[PATCH 1/2] a' },
      { id: 'b', subject: '[PATCH 2/2] b', days: 9 },
      { id: 'w', subject: 'All of it', text: 'x' },
    ] satisfies Posted[]
  ).map(posted)

  test('a mail belongs to the series of another', () => {
    const { series } = derive(mails, { groups: [{ message: 'b', series: 'a' }] }).set
    expect(series.map(picture)).toEqual(['v1: - | a b'])
    expect(series[0]).toMatchObject({ confidence: 1, evidence: ['decided by a person'] })
  })

  test('or to none but its own, whatever was said before', () => {
    const groups = [
      { message: 'b', series: 'a' },
      { message: 'b', series: 'own' },
    ]
    expect(derive(mails, { groups }).set.series.map(picture)).toEqual(['v1: - | a -', 'v1: - | - b'])
  })

  test('what is said about mails that are not here does nothing', () => {
    const groups = [
      { message: 'gone', series: 'a' },
      { message: 'a', series: 'gone' },
    ]
    expect(derive(mails, { groups }).set.series).toEqual(derive(mails).set.series)
  })
})

describe('for any mails', () => {
  test('every posted mail is in one series, in one place', () => {
    fc.assert(
      fc.property(anyPosted, (mails) => {
        const facts = mails.map(posted)
        const { set } = derive(facts)
        const places = set.series.flatMap((one) =>
          [one.cover, ...one.patches, ...one.duplicates].filter((id) => id !== undefined),
        )
        expect(new Set(places).size).toBe(places.length)
        const expected = facts.filter((one) => one.kind === 'patch' || one.kind === 'cover')
        for (const one of expected) expect(places).toContain(one.messageId)
        const senderOf = new Map(facts.map((one) => [one.messageId, one.sender.name]))
        for (const one of set.series)
          for (const id of [one.cover, ...one.patches, ...one.duplicates])
            if (id !== undefined) expect(senderOf.get(id)).toBe(one.sender.name)
      }),
    )
  })

  test('order does not matter', () => {
    fc.assert(
      fc.property(
        anyPosted.chain((mails) => fc.tuple(fc.constant(mails), anyOrder(mails))),
        ([mails, shuffled]) => {
          const one = derive(mails.map(posted))
          const other = derive(shuffled.map(posted))
          expect(other.set.series).toEqual(one.set.series)
          for (const { id } of mails) expect(other.set.findTarget(id)).toEqual(one.set.findTarget(id))
        },
      ),
    )
  })

  test('a later version changes no earlier series', () => {
    const later = fc.record({ mails: anyPosted, answers: fc.nat({ max: 9 }), slot: fc.nat({ max: 3 }) })
    fc.assert(
      fc.property(later, ({ mails, answers, slot }) => {
        const parent = mails[answers]?.id
        const version: Posted = {
          id: 'later',
          from: 'Ada',
          subject: `[PATCH v4 ${slot}/3] change ${slot}`,
          days: 3,
          ...(parent === undefined ? {} : { answers: parent }),
        }
        const before = derive(mails.map(posted)).set.series
        const after = derive([...mails, version].map(posted)).set.series
        expect(after.filter((one) => one.id !== 'later')).toEqual(before)
      }),
    )
  })
})
