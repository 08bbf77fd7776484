import { describe, expect, test } from 'vitest'
import { unansweredDays, type Wait } from '../../../src/core/status/thresholds.ts'
import { addDays } from '../../../src/core/time.ts'

const posted = '2025-05-10T00:00:00Z'
const wait = (days: number, from = posted): Wait => ({ from, to: addDays(from, days) })

describe('T1, from how long people waited for an answer in the twelve months before', () => {
  test('is the ninetieth percentile, between 7 and 28 days', () => {
    const waits = [1, 1, 1, 1, 1, 1, 1, 1, 12, 20].map((days) => wait(days))
    expect(unansweredDays(waits)('2025-07-01T00:00:00Z')).toBe(12)
    expect(
      unansweredDays(waits.map(({ from }) => ({ from, to: addDays(from, 2) })))('2025-07-01T00:00:00Z'),
    ).toBe(7)
    expect(unansweredDays(waits.slice(1))('2025-07-01T00:00:00Z')).toBe(28)
  })

  test('an answer to what is years old says nothing of how long people wait now', () => {
    const tidied = Array.from({ length: 10 }, () => wait(700, '2023-06-10T00:00:00Z'))
    const waits = [...Array.from({ length: 10 }, () => wait(9)), ...tidied]
    expect(unansweredDays(waits)('2025-07-01T00:00:00Z')).toBe(9)
  })
})
