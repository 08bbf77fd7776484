import { describe, expect, test } from 'vitest'
import type { Ballot } from '../../../src/core/governance/motion.ts'
import type { Outcome } from '../../../src/core/governance/outcome.ts'
import { ballot, electorate, group, kindOf, outcome } from './votes.ts'

const OPTIONS = ['A', 'B', 'C', 'none']

/** So many voters who rank the options in that order; what is left out is ranked last, all alike. */
function rankings(...groups: readonly (readonly [count: number, order: string])[]): readonly Ballot[] {
  let next = 0
  return groups.flatMap(([count, order]) =>
    Array.from({ length: count }, () => {
      const person = `d${++next}`
      return order.split(' ').map((option, i) => ballot(person, i + 1, { id: `${person}#${option}`, option }))
    }).flat(),
  )
}
const vote = (members: number, ...groups: readonly (readonly [number, string])[]): Outcome =>
  outcome(kindOf('debian/gr'), electorate(group('d', members)), rankings(...groups), {
    opening: { options: OPTIONS },
  })

describe('ranked options', () => {
  test('the one that beats all others wins, also if fewer rank it first', () => {
    const found = vote(20, [5, 'A B C none'], [4, 'B C A none'], [2, 'C B A none'])
    expect(found).toMatchObject({ result: 'passed', verdict: { winner: 'B' } })
    expect(found.summary).toContain('A: 11 prefer it to "none", 0 the other way: stays')
  })

  test('a circle is broken at its weakest defeat', () => {
    // A beats B 9 to 4, B beats C 8 to 5, C beats A 7 to 6: the last is the weakest.
    const found = vote(
      13,
      [5, 'A B C none'],
      [1, 'A C B none'],
      [3, 'B C A none'],
      [3, 'C A B none'],
      [1, 'C B A none'],
    )
    expect(found.verdict.winner).toBe('A')
  })

  test('an option that too few prefer to none is dropped', () => {
    const found = vote(400, [20, 'A none'], [10, 'B A none'])
    // Three times half the square root of 400 is 30.
    expect(found.verdict.winner).toBe('A')
    expect(found.summary).toContain('B: 10 prefer it to "none", 20 the other way: quorum missed, dropped')
    expect(vote(400, [29, 'A none']).result).toBe('failed')
  })

  test('what most like less than none cannot win', () => {
    const found = vote(9, [4, 'A none'], [5, 'none A'])
    expect(found).toMatchObject({ result: 'failed', verdict: { winner: 'none' } })
    expect(found.summary).toContain('A: 4 prefer it to "none", 5 the other way')
  })

  test('a supermajority must be met, not exceeded', () => {
    const kind = {
      ...kindOf('debian/gr'),
      pass: { need: { num: 3, den: 4 }, of: 'electorate' as const, strict: false },
    }
    const run = (yes: number, no: number): string | undefined =>
      outcome(kind, electorate(group('d', 12)), rankings([yes, 'A none'], [no, 'none A']), {
        opening: { options: OPTIONS },
      }).result
    expect(run(9, 3)).toBe('passed')
    expect(run(8, 3)).toBe('failed')
  })

  test('a tie has no winner', () => {
    const found = vote(9, [3, 'A B none'], [3, 'B A none'])
    expect(found).toMatchObject({ result: 'failed', verdict: { winner: undefined } })
  })
})
