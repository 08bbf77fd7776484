import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backlog } from '../../../src/core/metrics/backlog.ts'
import { merged } from '../../../src/core/metrics/merged.ts'
import type { SeriesFact } from '../../../src/core/metrics/metric.ts'
import { timeToFirstReview } from '../../../src/core/metrics/time-to-first-review.ts'
import { listWeeks, weekOf } from '../../../src/core/metrics/weeks.ts'
import { instantOf } from '../../../src/core/time.ts'

const fact = (lineage: string, more: Partial<SeriesFact>): SeriesFact => ({
  lineage,
  startedAt: '2026-03-03T12:00:00Z',
  firstReplyAt: undefined,
  mergedAt: undefined,
  intervals: [],
  ...more,
})

test('a week begins on Monday', () => {
  expect(weekOf('2026-03-01T23:59:59Z')).toBe('2026-02-23T00:00:00Z')
  expect(weekOf('2026-03-02T00:00:00Z')).toBe('2026-03-02T00:00:00Z')
  expect(listWeeks('2026-03-01T00:00:00Z', '2026-03-09T00:00:00Z')).toEqual([
    '2026-02-23T00:00:00Z',
    '2026-03-02T00:00:00Z',
    '2026-03-09T00:00:00Z',
  ])
})

describe('the backlog', () => {
  test('counts what stands so on a Monday', () => {
    const points = backlog.compute(
      [
        fact('a', {
          intervals: [
            {
              from: '2026-03-03T12:00:00Z',
              to: '2026-03-09T00:00:00Z',
              status: 'new',
              turn: 'reviewers',
              lost: false,
            },
            {
              from: '2026-03-09T00:00:00Z',
              to: '2026-03-17T00:00:00Z',
              status: 'ready',
              turn: 'committers',
              lost: false,
            },
            { from: '2026-03-17T00:00:00Z', to: undefined, status: 'merged', turn: 'nobody', lost: false },
          ],
        }),
      ],
      '2026-03-24T00:00:00Z',
    )
    const values = (line: string) => points.filter((one) => one.line === line).map((one) => one.value)
    expect(values('open')).toEqual([0, 1, 1, 0])
    expect(values('waiting for review')).toEqual([0, 0, 0, 0])
    expect(values('ready')).toEqual([0, 1, 1, 0])
  })

  test('is what counting every Monday gives', () => {
    const instant = fc.integer({ min: 1_700_000_000, max: 1_720_000_000 }).map((s) => instantOf(s) ?? '')
    const intervals = fc.uniqueArray(instant, { minLength: 2, maxLength: 5 }).map((list) => {
      const sorted = list.sort()
      return sorted.slice(0, -1).map((from, n) => ({
        from,
        to: sorted[n + 1],
        status: n % 2 === 0 ? 'new' : 'merged',
        turn: 'reviewers',
        lost: false,
      }))
    })
    fc.assert(
      fc.property(fc.array(intervals), (all) => {
        const facts = all.map((one, n) => fact(String(n), { startedAt: one[0]?.from ?? '', intervals: one }))
        for (const { line, at, value } of backlog.compute(facts, '2024-07-03T10:00:00Z'))
          if (line === 'open')
            expect(value).toBe(
              all.flat().filter((one) => one.status === 'new' && one.from <= at && (one.to ?? '9') > at)
                .length,
            )
      }),
      { numRuns: 50 },
    )
  })
})

test('started and merged are counted by week', () => {
  const points = merged.compute(
    [fact('a', { mergedAt: '2026-03-17T00:00:00Z' }), fact('b', {})],
    '2026-03-24T00:00:00Z',
  )
  expect(points.filter((one) => one.line === 'started').map((one) => one.value)).toEqual([2, 0, 0, 0])
  expect(points.filter((one) => one.line === 'merged').map((one) => one.value)).toEqual([0, 0, 1, 0])
})

test('the first reply: median and 90th percentile of a month with at least three', () => {
  const replied = (day: number) => fact(String(day), { firstReplyAt: `2026-03-0${3 + day}T12:00:00Z` })
  const points = timeToFirstReview.compute(
    [replied(1), replied(2), replied(6), fact('none', {})],
    '2026-04-01T00:00:00Z',
  )
  expect(points).toEqual([
    { line: 'median', at: '2026-03-01T00:00:00Z', value: 2 },
    { line: '90th percentile', at: '2026-03-01T00:00:00Z', value: 6 },
  ])
  expect(timeToFirstReview.compute([replied(1), replied(2)], '2026-04-01T00:00:00Z')).toEqual([])
})
