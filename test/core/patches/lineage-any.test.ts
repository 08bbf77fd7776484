import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyOrder, anyPosted } from '../../support/any-posted.ts'
import { derive, type Posted, posted } from '../../support/posted.ts'

const WALL = { 'wall.c': ['brick one', 'brick two', 'brick three', 'mortar'] }
const WALL_2 = { 'wall.c': ['brick one', 'brick two', 'brick four', 'mortar'] }
const ROOF = { 'roof.c': ['tile one', 'tile two', 'tile three'] }

describe('what a person knows better', () => {
  const mails = (
    [
      { id: 'a', subject: '[PATCH] wall', adds: WALL },
      { id: 'b', subject: '[PATCH v2] wall', days: 2, adds: WALL_2 },
      { id: 'x', subject: '[PATCH] roof', days: 3, adds: ROOF },
    ] satisfies Posted[]
  ).map(posted)
  const seriesIn = (links: readonly { newer: string; older: string; linked: boolean }[]) =>
    derive(mails, { links }).found.lineages.map((one) => one.series)

  test('one series continues another', () => {
    expect(seriesIn([{ newer: 'x', older: 'b', linked: true }])).toEqual([['a', 'b', 'x']])
    const [, link] = derive(mails, { links: [{ newer: 'x', older: 'b', linked: true }] }).found.seriesLinks
    expect(link).toMatchObject({ newer: 'x', older: 'b', confidence: 1, evidence: ['decided by a person'] })
  })

  test('or does not', () => {
    expect(seriesIn([{ newer: 'b', older: 'a', linked: false }])).toEqual([['a'], ['b'], ['x']])
  })

  test('of two that contradict each other the later holds', () => {
    const no = { newer: 'b', older: 'a', linked: false }
    expect(seriesIn([no, { ...no, linked: true }])).toEqual([['a', 'b'], ['x']])
    expect(seriesIn([{ ...no, linked: true }, no])).toEqual([['a'], ['b'], ['x']])
  })

  test('what is said about mails that are not here does nothing', () => {
    expect(seriesIn([{ newer: 'gone', older: 'a', linked: true }])).toEqual([['a', 'b'], ['x']])
  })
})

describe('for any mails', () => {
  test('every series is in one lineage, links lead back in time, patches are paired one to one', () => {
    fc.assert(
      fc.property(anyPosted, (mails) => {
        const { set, found } = derive(mails.map(posted))
        const members = found.lineages.flatMap((one) => one.series)
        expect([...members].sort()).toEqual(set.series.map((one) => one.id).sort())
        const order = set.series.map((one) => one.id)
        for (const { newer, older } of found.seriesLinks)
          expect(order.indexOf(older)).toBeLessThan(order.indexOf(newer))
        const pairs = found.patchLinks.map((link) => link.newer)
        expect(new Set(pairs).size).toBe(pairs.length)
        for (const one of found.lineages) {
          expect(one.series).toContain(one.newest)
          expect(one.id).toBe(one.series[0])
        }
      }),
    )
  })

  test('order does not matter', () => {
    fc.assert(
      fc.property(
        anyPosted.chain((mails) => fc.tuple(fc.constant(mails), anyOrder(mails))),
        ([mails, shuffled]) => {
          expect(derive(shuffled.map(posted)).found).toEqual(derive(mails.map(posted)).found)
        },
      ),
    )
  })

  test('a later version changes no earlier link', () => {
    fc.assert(
      fc.property(anyPosted, fc.nat({ max: 3 }), (mails, change) => {
        const later: Posted = {
          id: 'later',
          subject: `[PATCH v4] change ${change}`,
          days: 3,
          adds: { [`${change}.c`]: [`line of ${change}`, 'another'] },
        }
        const before = derive(mails.map(posted)).found
        const after = derive([...mails, later].map(posted)).found
        expect(after.seriesLinks.filter((link) => link.newer !== 'later')).toEqual(before.seriesLinks)
        expect(after.patchLinks.filter((link) => link.newer !== 'later')).toEqual(before.patchLinks)
      }),
    )
  })
})
