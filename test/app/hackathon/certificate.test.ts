import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { certify } from '../../../src/app/hackathon/certificate.ts'
import { planAgenda } from '../../../src/core/hackathon/plan-agenda.ts'
import { anyInstance, instance } from '../../core/hackathon/agenda-instances.ts'

describe('the exact solver', () => {
  test('agrees with the search, and says when there is no agenda', async () => {
    const given = fc.sample(anyInstance, { numRuns: 12, seed: 5 })
    for (const one of given) {
      const proof = await certify(one, 20)
      const plan = planAgenda(one, { seed: 1, rounds: 3, steps: 800 })
      if (plan.conflict === undefined) expect(proof).toEqual({ status: 'optimal', utility: plan.utility })
      else expect(proof).toEqual({ status: 'infeasible', utility: undefined })
    }
  })

  test('is not asked about more than it can answer', async () => {
    expect(await certify(instance({ weights: [Array.from({ length: 21 }, () => 1)] }), 1)).toBeUndefined()
  })

  test('an event that nobody cares for', async () => {
    expect(await certify(instance({ weights: [[0, 0]] }), 5)).toEqual({ status: 'optimal', utility: 0 })
  })
})
