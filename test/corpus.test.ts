import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCorpus } from './support/corpus.ts'
import { deriveOutcome, expectedPart } from './support/outcome.ts'

describe.each(readCorpus())('$name', ({ mails, settings, expected }) => {
  test('gives what is expected', () => {
    expect(expectedPart(deriveOutcome(mails, settings), expected)).toEqual(expected)
  })

  test('in any order', () => {
    const outcome = deriveOutcome(mails, settings)
    const shuffled = fc.shuffledSubarray([...mails], { minLength: mails.length })
    fc.assert(
      fc.property(shuffled, (some) => {
        expect(deriveOutcome(some, settings)).toEqual(outcome)
      }),
      { numRuns: 3, seed: 20260302 },
    )
  })
})
