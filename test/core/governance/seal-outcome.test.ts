import { expect, test } from 'vitest'
import { sealOutcome } from '../../../src/core/governance/seal-outcome.ts'
import { ballot, ballots, day, electorate, group, kindOf, outcome } from './votes.ts'

const seven = electorate(group('h', 7))

test('while a private vote runs, its count tells of nobody: only how many have voted is shown', () => {
  const kind = kindOf('xen-v3/committerNom')
  const run = (values: readonly number[], days: number) =>
    outcome(kind, seven, ballots('h', ...values), { now: day(days), opening: { deadline: day(7) } })
  const shown = sealOutcome(kind, run([1, 1, -1], 2), 3)
  expect(shown.summary).toBe('3 have voted; the count is shown at the close; closes in 5 days')
  // Whatever was voted, the same is seen.
  const others = sealOutcome(kind, run([-1, -1, -1], 2), 3)
  expect(JSON.stringify(others)).toBe(JSON.stringify(shown))
  expect(JSON.stringify(shown)).not.toContain('h1')
  const over = run([1, 1, 1], 9)
  expect(sealOutcome(kind, over, 3)).toBe(over)
})

test('a public vote is shown as it stands', () => {
  const kind = kindOf('xen-v3/lt')
  const found = outcome(kind, seven, [ballot('h1', 1)], { now: day(2) })
  expect(sealOutcome(kind, found, 1)).toBe(found)
})
