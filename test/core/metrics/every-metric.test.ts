/** Every metric on one small corpus, computed by hand: see hand-corpus.ts. */
import { describe, expect, test } from 'vitest'
import { METRICS } from '../../../src/app/metrics.ts'
import { coarser, parseDay, startOf } from '../../../src/core/metrics/period.ts'
import { commitFact, read, scopeFor, type Work } from '../../support/series-facts.ts'
import { BACKLOG } from './hand-backlog.ts'
import { COMMUNITY } from './hand-community.ts'
import { type ByHand, COMMITS, metric, scope, WORKS } from './hand-corpus.ts'
import { PERFORMANCE } from './hand-performance.ts'

const BY_HAND: ByHand = { ...BACKLOG, ...PERFORMANCE, ...COMMUNITY }

describe('every metric, by hand', () => {
  test.each(METRICS.map((one) => one.id))('%s', (id) => {
    const check = BY_HAND[id]
    if (check === undefined) throw new TypeError(`nobody has computed ${id} by hand`)
    check()
  })

  test('repairs are found by the hashes that later commits name', () => {
    const old = scopeFor(WORKS, 500, { commits: COMMITS, filter: { by: 'month' } })
    expect(read(metric('escapes'), old)).toMatchObject({
      'within-90 2026-01-01': '20 of 5',
      'within-365 2026-01-01': '20 of 5',
      'reverted 2026-01-01': '0 of 5',
    })
    expect(read(metric('escapes-by-reviewers'), old)).toMatchObject({
      'repaired nobody': expect.stringMatching(/^0 of 2/),
      'repaired one person': expect.stringMatching(/^33.3 of 3/),
    })
  })

  test('a commit on whose posting a no stood is an exception, one taken back is not', () => {
    const work = (id: string, back: boolean): Work => ({
      id,
      versions: [{ on: 0 }],
      tags: [
        { on: 1, key: 'Nacked-by', by: 'bo' },
        ...(back ? [{ on: 2, key: 'Acked-by', by: 'bo' }] : []),
        // After it went in a no changes nothing.
        { on: 9, key: 'Nacked-by', by: 'cy' },
      ],
      landed: [{ on: 5, sha: id.padEnd(40, '0') }],
    })
    const checkIn = { lacks: [], alone: false, responsible: true }
    const found = scopeFor([work('a', false), work('b', true)], 30, {
      commits: ['a', 'b'].map((sha) => commitFact({ sha, on: 5, checkIn })),
      filter: { by: 'month' },
    })
    expect(read(metric('check-in'), found)).toMatchObject({
      'objections 2026-01-01': '50 of 2',
      'all 2026-01-01': '50 of 2',
    })
    const behind = metric('check-in')
      .compute(found)
      .find((point) => point.line === 'all')
    expect(behind?.commits?.map((one) => one.sha[0])).toEqual(['a'])
  })

  test('says what it counts, from where it is, and by what', () => {
    for (const one of METRICS) {
      expect(one.definition.length).toBeGreaterThan(40)
      expect(one.source.length).toBeGreaterThan(5)
    }
  })

  test('depends on the set of facts and not on their order', () => {
    const turned = { ...scope, facts: [...scope.facts].reverse() }
    for (const one of METRICS) {
      const values = (which: typeof scope) => read(one, which)
      expect([one.id, values(turned)]).toEqual([one.id, values(scope)])
    }
  })

  test('has a first day of a piece on its axis, of the size that it says', () => {
    for (const one of METRICS.filter((each) => each.axis === 'time')) {
      const step = one.coarse === true ? coarser(scope.step) : scope.step
      for (const point of one.compute(scope)) {
        const at = parseDay(point.x)
        expect([one.id, at]).toEqual([one.id, startOf(at ?? -1, step)])
      }
    }
  })

  test('of no facts at all is nothing, or zeros', () => {
    const empty = scopeFor([], 100)
    for (const one of METRICS)
      for (const point of one.compute(empty)) expect([one.id, point.value ?? 0]).toEqual([one.id, 0])
  })
})
