import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { estimateIncidence } from '../../../src/core/metrics/incidence.ts'
import {
  endedWithin,
  estimateSurvival,
  type Observation,
  quantileInterval,
  type SurvivalCurve,
  survivalQuantile,
} from '../../../src/core/metrics/survival.ts'
import { AML_MAINTAINED, AML_NOT_MAINTAINED, LUNG, PLACEBO, SIX_MP } from './survival-data.ts'

const read = (text: string): readonly Observation[] =>
  text.split(' ').map((one) => ({ days: Number.parseInt(one, 10), ended: !one.endsWith('+') }))

/** What a table prints: days of each end, and the share that goes on, to four digits. */
const table = (curve: SurvivalCurve): readonly (readonly [number, number])[] =>
  curve.steps
    .filter((step) => step.ended > 0)
    .map((step) => [step.days, Math.round(step.share * 10_000) / 10_000] as const)

describe('the Kaplan-Meier estimate', () => {
  test('of the weeks to relapse under 6-MP is that of the textbooks (Gehan 1965)', () => {
    const curve = estimateSurvival(read(SIX_MP))
    expect([curve.n, curve.open]).toEqual([21, 12])
    expect(table(curve)).toEqual([
      [6, 0.8571],
      [7, 0.8067],
      [10, 0.7529],
      [13, 0.6902],
      [16, 0.6275],
      [22, 0.5378],
      [23, 0.4482],
    ])
    expect(survivalQuantile(curve, 0.5)).toBe(23)
    expect(survivalQuantile(curve, 0.25)).toBe(13)
    // Too many are in remission still to tell.
    expect(survivalQuantile(curve, 0.75)).toBeUndefined()
  })

  test('of the weeks to relapse under placebo, where all have ended, is the plain share', () => {
    const curve = estimateSurvival(read(PLACEBO))
    expect(table(curve)).toEqual([
      [1, 0.9048],
      [2, 0.8095],
      [3, 0.7619],
      [4, 0.6667],
      [5, 0.5714],
      [8, 0.381],
      [11, 0.2857],
      [12, 0.1905],
      [15, 0.1429],
      [17, 0.0952],
      [22, 0.0476],
      [23, 0],
    ])
    expect([0.25, 0.5, 0.75].map((share) => survivalQuantile(curve, share))).toEqual([4, 8, 12])
  })

  test('of aml is what R prints: survfit(Surv(time, status) ~ x, data = aml)', () => {
    const kept = estimateSurvival(read(AML_MAINTAINED))
    expect(table(kept)).toEqual([
      [9, 0.9091],
      [13, 0.8182],
      [18, 0.7159],
      [23, 0.6136],
      [31, 0.4909],
      [34, 0.3682],
      [48, 0.1841],
    ])
    expect(survivalQuantile(kept, 0.5)).toBe(31)
    expect(quantileInterval(kept, 0.5)).toEqual({ low: 18, high: undefined })
    const first = kept.steps[0]
    expect([first?.low.toFixed(4), first?.high.toFixed(4)]).toEqual(['0.7541', '1.0000'])
    const fifth = kept.steps.find((step) => step.days === 31)
    expect([fifth?.low.toFixed(4), fifth?.high.toFixed(4)]).toEqual(['0.2549', '0.9456'])

    const without = estimateSurvival(read(AML_NOT_MAINTAINED))
    expect(table(without)).toEqual([
      [5, 0.8333],
      [8, 0.6667],
      [12, 0.5833],
      [23, 0.4861],
      [27, 0.3889],
      [30, 0.2917],
      [33, 0.1944],
      [43, 0.0972],
      [45, 0],
    ])
    expect(survivalQuantile(without, 0.5)).toBe(23)
    expect(quantileInterval(without, 0.5)).toEqual({ low: 8, high: undefined })
  })

  test('of lung is what R prints: 228, 165 ended, median 310 (285 to 363), 0.409 after a year', () => {
    const curve = estimateSurvival(read(LUNG))
    expect([curve.n, curve.n - curve.open]).toEqual([228, 165])
    expect(survivalQuantile(curve, 0.5)).toBe(310)
    expect(quantileInterval(curve, 0.5)).toEqual({ low: 285, high: 363 })
    expect([survivalQuantile(curve, 0.25), survivalQuantile(curve, 0.75)]).toEqual([170, 550])
    const year = curve.steps.findLast((step) => step.days <= 365)
    expect([year?.share.toFixed(3), year?.low.toFixed(3), year?.high.toFixed(3)]).toEqual([
      '0.409',
      '0.345',
      '0.486',
    ])
    expect(endedWithin(curve, 365)).toBeCloseTo(0.591, 3)
  })

  test('takes the middle where the curve lies flat on the share', () => {
    expect(survivalQuantile(estimateSurvival(read('1 2 3 4')), 0.5)).toBe(2.5)
    expect(survivalQuantile(estimateSurvival(read('1 2 3+ 4+')), 0.5)).toBe(2)
  })

  test('of nothing is nothing', () => {
    const curve = estimateSurvival([])
    expect(curve).toEqual({ n: 0, open: 0, steps: [] })
    expect(survivalQuantile(curve, 0.5)).toBeUndefined()
    expect(endedWithin(curve, 7)).toBeUndefined()
  })

  test('tells no share for a day that nobody was looked at for', () => {
    expect(endedWithin(estimateSurvival(read('3 5+')), 7)).toBeUndefined()
    expect(endedWithin(estimateSurvival(read('3 5')), 7)).toBe(1)
    expect(endedWithin(estimateSurvival(read('3 9+')), 7)).toBe(0.5)
  })
})

const observations = fc.array(fc.record({ days: fc.integer({ min: 0, max: 50 }), ended: fc.boolean() }), {
  maxLength: 40,
})

describe('for any observations', () => {
  test('the estimate falls from 1, and its order of arrival is of no matter', () => {
    fc.assert(
      fc.property(observations, (all) => {
        const curve = estimateSurvival(all)
        let before = 1
        for (const step of curve.steps) {
          expect(step.share).toBeLessThanOrEqual(before)
          expect(step.low).toBeLessThanOrEqual(step.share)
          expect(step.high).toBeGreaterThanOrEqual(step.share)
          before = step.share
        }
        expect(estimateSurvival([...all].reverse())).toEqual(curve)
      }),
    )
  })

  test('without open ones the median is the plain one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 }), (days) => {
        const sorted = [...days].sort((a, b) => a - b)
        const low = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0
        const high = sorted[Math.floor(sorted.length / 2)] ?? 0
        const median = survivalQuantile(
          estimateSurvival(days.map((one) => ({ days: one, ended: true }))),
          0.5,
        )
        expect(median).toBe((low + high) / 2)
      }),
    )
  })

  test('what has not ended never makes the median earlier', () => {
    fc.assert(
      fc.property(observations, fc.integer({ min: 0, max: 60 }), (all, days) => {
        const before = survivalQuantile(estimateSurvival(all), 0.5)
        const after = survivalQuantile(estimateSurvival([...all, { days, ended: false }]), 0.5)
        fc.pre(before !== undefined)
        expect(after ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(before ?? 0)
      }),
    )
  })

  test('the shares of all causes and of what goes on add up to all', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            days: fc.integer({ min: 0, max: 30 }),
            cause: fc.constantFrom('merged', 'dropped', undefined),
          }),
          { minLength: 1, maxLength: 40 },
        ),
        (all) => {
          const steps = estimateIncidence(all, ['merged', 'dropped'])
          const curve = estimateSurvival(
            all.map((one) => ({ days: one.days, ended: one.cause !== undefined })),
          )
          for (const step of steps) {
            const going = curve.steps.find((one) => one.days === step.days)?.share ?? Number.NaN
            const ended = Object.values(step.shares).reduce((sum, one) => sum + one, 0)
            expect(going + ended).toBeCloseTo(1, 9)
          }
        },
      ),
    )
  })

  test('with one cause only, the incidence is one minus the survival', () => {
    fc.assert(
      fc.property(observations, (all) => {
        const steps = estimateIncidence(
          all.map((one) => ({ days: one.days, cause: one.ended ? 'it' : undefined })),
          ['it'],
        )
        const curve = estimateSurvival(all)
        for (const step of steps) {
          const share = curve.steps.find((one) => one.days === step.days)?.share ?? Number.NaN
          expect(step.shares['it']).toBeCloseTo(1 - share, 9)
        }
      }),
    )
  })
})

test('the incidence of two causes, by hand', () => {
  // At risk 5, 4, 3, 2: merged after 1 and 3, given up after 2, open after 4 and 5.
  const steps = estimateIncidence(
    [
      { days: 1, cause: 'merged' },
      { days: 2, cause: 'dropped' },
      { days: 3, cause: 'merged' },
      { days: 4, cause: undefined },
      { days: 5, cause: undefined },
    ],
    ['merged', 'dropped'],
  )
  const rounded = steps.map(({ days, shares }) => [
    days,
    shares['merged']?.toFixed(2),
    shares['dropped']?.toFixed(2),
  ])
  expect(rounded).toEqual([
    [1, '0.20', '0.00'],
    [2, '0.20', '0.20'],
    [3, '0.40', '0.20'],
  ])
})
