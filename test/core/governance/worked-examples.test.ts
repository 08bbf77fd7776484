import { describe, expect, test } from 'vitest'
import { withReading } from '../../../src/core/governance/decision-kind.ts'
import type { Outcome } from '../../../src/core/governance/outcome.ts'
import { ballot, ballots, day, electorate, group, kindOf, outcome, voter } from './votes.ts'

/** The worked examples W1 to W22 of the governance dossier, section 1.5. */
const stakeholders = electorate(
  group('s', [voter('s1', { necessary: true }), voter('s2'), voter('s3'), voter('s4')]),
)
const lazy = (...values: number[]): Outcome =>
  outcome(kindOf('xen-v3/lazy'), stakeholders, ballots('s', ...values))
const lazyVote = (start: number, ...values: number[]): Outcome =>
  outcome(kindOf('xen-v3/lazyVote'), stakeholders, ballots('s', ...values), {
    opening: { startingPosition: start },
  })
const team = (n: number, ...values: number[]): Outcome =>
  outcome(kindOf('xen-v3/lt'), electorate(group('h', n)), ballots('h', ...values))

describe('lazy consensus', () => {
  test('W1 nobody answers: the proposer’s own vote is enough', () => {
    expect(lazy().result).toBe('passed')
    expect(lazy().summary).toBe(
      '+1 from the proposer, nobody else has voted: the sum is 1, more than 0 needed; closed on 2026-03-09',
    )
  })
  test('W2 one −1, and it says whose', () => {
    expect(lazy(-1).result).toBe('failed')
    expect(lazy(-1).summary).toContain('the sum is 0, more than 0 needed; the objection is s1’s −1')
    // Who did not stop it is not said to.
    expect(lazy(1, -1).summary).not.toContain('objection')
  })
  test('W3 +1 and −1', () => expect(lazy(1, -1).result).toBe('passed'))
  test('W4 +2, −1, −1', () => expect(lazy(2, -1, -1).result).toBe('passed'))
  test('W5 a −2 whose approval is not necessary is in the sum, and pointed out', () => {
    const found = outcome(kindOf('xen-v3/lazy'), stakeholders, [
      ballot('s2', 2),
      ballot('s3', 2),
      ballot('s4', -2),
    ])
    expect(found.result).toBe('passed')
    expect(found.warnings[0]).toBe('s4’s −2 is open; it is no veto, as theirs is not a necessary approval.')
  })
  test('W6 a necessary one stops it, and it says whose', () => {
    const found = outcome(kindOf('xen-v3/lazy'), stakeholders, [
      ballot('s1', -2),
      ballot('s2', 2),
      ballot('s3', 2),
    ])
    expect(found.result).toBe('failed')
    expect(found.summary).toContain('s1’s −2 stops it')
  })
})

describe('lazy voting', () => {
  test('W7 silence is no assent', () => expect(lazyVote(0).result).toBe('failed'))
  test('W8 one +1', () => expect(lazyVote(0, 1).result).toBe('passed'))
  test('W9 from −1, one +1 is not enough, two are', () => {
    expect(lazyVote(-1, 1).result).toBe('failed')
    expect(lazyVote(-1, 1, 1).result).toBe('passed')
  })
})

describe('the leadership team', () => {
  test('W10 3 of 7 in favour, nobody against; another reading would count from all members', () => {
    const found = team(7, 1, 1, 1)
    expect(found.result).toBe('passed')
    expect(found.steps.map((step) => step.text)).toEqual([
      '3 in favour of 7, quorum 3 met',
      '3 of 3 votes cast is 100 %, two thirds needed',
      'closed on 2026-03-09',
    ])
    expect(found.warnings).toContain('Reading I1-B (of all members): it would fail.')
    const kind = withReading(kindOf('xen-v3/lt'), 'I1', 'B')
    const other = outcome(kind, electorate(group('h', 7)), ballots('h', 1, 1, 1))
    expect(other.result).toBe('failed')
    expect(other.summary).toContain('3 in favour, two thirds needed of all 7 who may vote: 5')
  })
  test('W11 4 to 2 and one abstains: exactly two thirds', () =>
    expect(team(7, 1, 1, 1, 1, -1, -1, 0).result).toBe('passed'))
  test('W12 4 to 3', () => {
    const found = team(7, 1, 1, 1, 1, -1, -1, -1)
    expect(found.result).toBe('failed')
    expect(found.summary).toContain('4 of 7 votes cast is 57.1 %, two thirds needed')
  })
  test('W13 2 of 7: quorum missed', () => {
    expect(team(7, 1, 1).result).toBe('failed')
    expect(team(7, 1, 1).summary).toContain('2 in favour of 7, quorum 3 missed')
  })
  test('W14 no veto in a vote of the team', () => expect(team(8, 2, 2, 1, -2).result).toBe('passed'))
})

describe('project-wide', () => {
  const global = kindOf('xen-v3/global')
  const late = (cast: ReturnType<typeof ballots>): ReturnType<typeof ballots> =>
    cast.map((one) => ({ ...one, at: day(8) }))

  test('W15 the vote on the code of conduct: two sub-projects unanimous, the third without a quorum', () => {
    const groups = electorate(group('hypervisor', 8), group('xapi', 5), group('windows', 3))
    const found = outcome(
      global,
      groups,
      late([...ballots('hypervisor', 1, 1, 1, 1, 1, 1), ballot('windows1', 1)]),
    )
    expect(found.result).toBe('passed')
    expect(found.verdict.mean).toEqual({ num: 1n, den: 1n })
  })

  test('W16 50, 80 and 70 % are exactly two thirds', () => {
    const groups = electorate(group('a', 2), group('b', 5), group('c', 10))
    const found = outcome(
      global,
      groups,
      late([
        ...ballots('a', 1, -1),
        ...ballots('b', 1, 1, 1, 1, -1),
        ...ballots('c', 1, 1, 1, 1, 1, 1, 1, -1, -1, -1),
      ]),
    )
    expect(found.verdict.groups.map((one) => one.share)).toEqual([
      { num: 1n, den: 2n },
      { num: 4n, den: 5n },
      { num: 7n, den: 10n },
    ])
    expect(found.verdict.mean).toEqual({ num: 2n, den: 3n })
    expect(found.result).toBe('passed')
    expect(found.summary).toContain('the mean of 3 sub-projects is 66.7 % (exactly 2/3), two thirds needed')
  })

  test('W17 one more vote in favour makes it fail, and the count says so beforehand', () => {
    const groups = electorate(group('a', 3), group('b', 3))
    const cast = late([...ballots('a', 1, 1, -1), ballot('b1', -1)])
    const before = outcome(global, groups, cast, { now: day(9) })
    expect(before.leaning).toBe('passed')
    expect(before.flips).toContainEqual({
      group: 'b',
      vote: 'in favour',
      to: 'failed',
      isOdd: true,
      text: 'one more +1 from b flips the result, though it is a vote in favour: it would fail',
    })
    const after = outcome(global, groups, [...cast, ballot('b2', 1, { at: day(9) })])
    expect(after.result).toBe('failed')
  })

  test('W18 the sub-project that it is about does not vote on it: its ballots are shown', () => {
    const groups = electorate(group('a', 3), group('x', 3))
    const found = outcome(global, groups, late([...ballots('a', 1, 1), ...ballots('x', -1, -1, -1)]), {
      opening: { projectUnderReview: 'x' },
    })
    expect(found.result).toBe('passed')
    expect(found.ballots.filter((one) => !one.isCounted).map((one) => one.code)).toEqual([
      'project-under-review',
      'project-under-review',
      'project-under-review',
    ])
  })

  test('W19 no sub-project reaches its quorum', () => {
    const found = outcome(global, electorate(group('a', 7), group('b', 7)), late(ballots('a', 1, 1)))
    expect(found.result).toBe('failed')
    expect(found.summary).toContain('no sub-project reached its quorum: not enough momentum')
    expect(found.ballots.map((one) => one.code)).toEqual(['group-without-quorum', 'group-without-quorum'])
  })
})

describe('other projects', () => {
  test('W20 four in favour, five abstain: half of nine fails, half of the four passes', () => {
    const nine = electorate(group('f', 9))
    const cast = ballots('f', 1, 1, 1, 1, 0, 0, 0, 0, 0)
    const kind = kindOf('fedora/meeting')
    expect(outcome({ ...kind, abstain: 'ignored' }, nine, cast).result).toBe('failed')
    expect(outcome(kind, nine, cast).result).toBe('passed')
    expect(outcome(kind, nine, cast).summary).toContain(
      '4 in favour, more than half needed of the 4 who did not abstain (of 9): 3',
    )
  })

  test('W21 the ballots of W10 under a threshold of 67 % of everybody', () => {
    const found = outcome(kindOf('gitvote/profile'), electorate(group('h', 7)), ballots('h', 1, 1, 1))
    expect(found.result).toBe('failed')
    expect(found.summary).toContain('3 in favour, 67 % needed of all 7 who may vote: 5')
  })

  test('W22 four of seven have reviewed and three have not: the comment period does not start', () => {
    const found = outcome(kindOf('rust/fcp'), electorate(group('t', 7)), ballots('t', 1, 1, 1, 1))
    expect(found.state).toBe('open')
    expect(found.leaning).toBe('failed')
    expect(found.closesAt).toBeUndefined()
    expect(found.summary).toContain('4 of 7 have reviewed, 4 needed; 3 still to answer, fewer than 3 needed')
  })
})
