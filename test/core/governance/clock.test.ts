import { describe, expect, test } from 'vitest'
import { decide } from '../../../src/core/governance/decide.ts'
import type { DecisionKind } from '../../../src/core/governance/decision-kind.ts'
import type { MotionEvent, Opening } from '../../../src/core/governance/motion.ts'
import type { Outcome } from '../../../src/core/governance/outcome.ts'
import {
  addDuration,
  formatRuleDuration,
  formatWait,
  parseRuleDuration,
} from '../../../src/core/governance/rule-duration.ts'
import { ballot, ballots, day, electorate, group, kindOf, OPENED, opened, outcome, voter } from './votes.ts'

/** The edge cases of the governance dossier, section 5, on time. */
const lazy = kindOf('xen-v3/lazy')
const three = electorate(group('s', 3))
const at = (kind: DecisionKind, opening: Partial<Opening>, now: string, ...events: MotionEvent[]): Outcome =>
  decide(kind, three, [], [{ ...opened(), ...opening }, ...events], now)

describe('silence is assent only of those who could see it', () => {
  test('a draft has no clock: its call has not arrived', () => {
    const found = decide(lazy, three, [ballot('s1', 1)], [], day(100))
    expect(found).toMatchObject({
      state: 'draft',
      result: undefined,
      leaning: undefined,
      closesAt: undefined,
    })
    expect(found.ballots[0]?.code).toBe('not-open')
    expect(found.summary).toBe('its call has not reached a list: the clock has not started')
  })

  test('the clock stands still while the call is out of sight', () => {
    const hidden: MotionEvent = { type: 'hidden', at: day(3) }
    expect(at(lazy, {}, day(100), hidden)).toMatchObject({ state: 'open', result: undefined })
    const shown: MotionEvent = { type: 'shown', at: day(5) }
    expect(at(lazy, {}, day(8), hidden, shown)).toMatchObject({ state: 'open', closesAt: day(9) })
    expect(at(lazy, {}, day(9), hidden, shown)).toMatchObject({ state: 'closed', result: 'passed' })
  })

  test('hidden after the close changes nothing', () => {
    expect(at(lazy, {}, day(30), { type: 'hidden', at: day(8) }).result).toBe('passed')
  })
})

describe('how long', () => {
  test('(33) seven days from the arrival of the call, to the second', () => {
    expect(at(lazy, {}, '2026-03-09T09:59:59Z').state).toBe('open')
    expect(at(lazy, {}, '2026-03-09T10:00:00Z').state).toBe('closed')
  })

  test('(34) over the change to summer time it is seven times 24 hours', () => {
    expect(at(lazy, { at: '2026-03-27T10:00:00Z' }, '2026-03-28T00:00:00Z').closesAt).toBe(
      '2026-04-03T10:00:00Z',
    )
  })

  test('(36) 72 hours and 3 days are the same length', () => {
    expect(addDuration(OPENED, '72h')).toBe(addDuration(OPENED, '3d'))
    expect(formatRuleDuration('72h')).toBe('72 hours')
  })

  test('a rule’s minimum lengthens a shorter deadline, and says so', () => {
    const found = at(kindOf('asf/release'), { deadline: day(1) }, day(1))
    expect(found.closesAt).toBe(day(3))
    expect(found.warnings).toContain('The call gives less time than the 72 hours that the rule asks for.')
  })

  test('a longer deadline holds', () => {
    expect(at(kindOf('asf/release'), { deadline: day(9) }, day(1)).closesAt).toBe(day(9))
  })

  test('neither rule nor call says: seven days, with a warning', () => {
    const found = at(kindOf('xen-v3/lt'), {}, day(1))
    expect(found.closesAt).toBe(day(7))
    expect(found.warnings).toContain('Neither the rule nor the call says how long: 7 days are taken.')
  })

  test('working days', () => {
    expect(addDuration('2026-03-06T10:00:00Z', '2d', true)).toBe('2026-03-10T10:00:00Z')
    expect(at({ ...lazy, duration: { default: '5d', business: true } }, {}, day(1)).closesAt).toBe(
      '2026-03-09T10:00:00Z',
    )
  })
})

describe('(35) too little time for silence', () => {
  test('less than 72 hours', () => {
    expect(at(lazy, { deadline: day(2) }, day(1)).warnings).toContain(
      'Silence is assent here, and there are less than 72 hours to speak.',
    )
  })
  test('a call of Friday night over the weekend', () => {
    const found = at(
      lazy,
      { at: '2026-03-06T23:59:00Z', deadline: '2026-03-09T23:59:00Z' },
      '2026-03-07T00:00:00Z',
    )
    expect(found.warnings).toEqual([
      'Silence is assent here, and hardly a working day lies in the time to speak.',
    ])
  })
  test('the end of the year', () => {
    const found = at(
      lazy,
      { at: '2026-12-24T10:00:00Z', deadline: '2027-01-02T10:00:00Z' },
      '2026-12-25T00:00:00Z',
    )
    expect(found.warnings).toEqual([
      'Silence is assent here, and hardly a working day lies in the time to speak.',
    ])
  })
  test('a plain week has none, nor has a vote in which silence means nothing', () => {
    expect(at(lazy, {}, day(1)).warnings).toEqual([])
    expect(at(kindOf('xen-v3/lazyVote'), { deadline: day(1) }, day(0)).warnings).toEqual([])
  })
})

describe('(37, 39) a final comment period', () => {
  const fcp = kindOf('rust/fcp')
  const team = electorate(group('t', 7))
  const five = ballots('t', 1, 1, 1, 1, 1)
  const concern = (days: number): MotionEvent => ({
    type: 'concern',
    at: day(days),
    person: 't7',
    name: 'naming',
  })
  const resolved = (days: number, person = 't7'): MotionEvent => ({
    type: 'resolved',
    at: day(days),
    person,
    name: 'naming',
  })
  const run = (now: number, ...events: MotionEvent[]): Outcome =>
    outcome(fcp, team, five, { events, now: day(now) })

  test('ten days from when enough have reviewed', () => {
    expect(run(2)).toMatchObject({ state: 'open', closesAt: day(11), leaning: 'passed' })
    expect(run(11)).toMatchObject({ state: 'closed', result: 'passed' })
  })
  test('the proposer counts as having reviewed', () => {
    const own = { opening: { proposer: 't7' }, now: day(12) }
    expect(outcome(fcp, team, ballots('t', 1, 1, 1, 1), own)).toMatchObject({ result: 'passed' })
    expect(outcome(fcp, team, ballots('t', 1, 1, 1), own).leaning).toBe('failed')
  })
  test('a concern stops it, and it begins anew when whoever raised it resolves it', () => {
    expect(run(12, concern(5))).toMatchObject({ state: 'open', leaning: 'failed', closesAt: undefined })
    expect(run(12, concern(5)).summary).toContain(
      'open: "naming"; only whoever raised a concern can resolve it',
    )
    expect(run(12, concern(5), resolved(6, 't1')).closesAt).toBeUndefined()
    expect(run(12, concern(5), resolved(6)).closesAt).toBe(day(16))
  })
  test('a concern after its end is too late', () => {
    expect(run(20, concern(12)).result).toBe('passed')
  })
})

describe('(38) the age of the last revision', () => {
  const kind = kindOf('openstack/formal-vote')
  const nine = electorate(group('m', 9))
  const revised: MotionEvent = { type: 'revised', at: day(5), by: 'pat', textHash: 'y' }

  test('a new revision starts the week anew, and votes stay', () => {
    const found = outcome(kind, nine, ballots('m', 1, 1, 1), { events: [revised], now: day(8) })
    expect(found).toMatchObject({ state: 'open', closesAt: day(12) })
    expect(found.warnings[0]).toContain('3 ballots were cast on the earlier one')
  })
  test('where the rule does not say so, it does not', () => {
    expect(outcome(kindOf('xen-v3/lt'), nine, [], { events: [revised], now: day(6) }).closesAt).toBe(day(7))
  })
  test('a tie rejects', () => {
    expect(outcome(kind, nine, ballots('m', 1, 1, 1, -1, -1, -1)).result).toBe('failed')
  })
})

describe('closing early', () => {
  test('once it has passed, but not before its least time', () => {
    const kind = kindOf('gitvote/profile')
    const four = electorate(group('m', 4))
    const found = outcome(
      kind,
      four,
      ballots('m', 1, 1, 1).map((one) => ({ ...one, at: day(0.5) })),
      { now: day(2) },
    )
    expect(found).toMatchObject({ state: 'closed', result: 'passed', closesAt: '2026-03-03T10:00:01Z' })
  })
  test('once no vote can change it', () => {
    const kind = kindOf('thanos/majority')
    const five = electorate(group('m', 5))
    const undecided = outcome(kind, five, ballots('m', 1, 1), { now: day(2) })
    expect(undecided.state).toBe('open')
    const decided = outcome(kind, five, [...ballots('m', 1, 1), ballot('m3', 1, { at: day(1.5) })], {
      now: day(2),
    })
    expect(decided).toMatchObject({ state: 'closed', result: 'passed' })
    const late = outcome(
      kind,
      five,
      [...ballots('m', 1, 1), ballot('m3', 1, { at: day(1.5) }), ballot('m4', -1, { at: day(1.8), id: 'l' })],
      { now: day(3) },
    )
    expect(late.ballots.find((one) => one.ballot.id === 'l')?.code).toBe('late')
  })
  test('some days after it reached what it needs, if it still has it', () => {
    const kind = kindOf('openstack/charter')
    const three = electorate(group('m', 3))
    const cast = [ballot('m1', 1, { at: day(8) }), ballot('m2', 1, { at: day(9) })]
    expect(outcome(kind, three, cast, { now: day(10) })).toMatchObject({ state: 'open', closesAt: day(12) })
    expect(outcome(kind, three, cast, { now: day(12) }).result).toBe('passed')
    const changed = [...cast, ballot('m2', -1, { at: day(10) })]
    expect(outcome(kind, three, changed, { now: day(13) })).toMatchObject({
      state: 'open',
      closesAt: day(30),
    })
  })
})

test('cancelled: nothing is decided any more', () => {
  const found = at(lazy, {}, day(9), { type: 'cancelled', at: day(2), by: 'pat' })
  expect(found).toMatchObject({ state: 'cancelled', result: undefined, flips: [] })
  expect(at(lazy, {}, day(9), { type: 'cancelled', at: day(8), by: 'pat' }).result).toBe('passed')
})

test('durations', () => {
  expect(['90m', '72h', '7d', '2w', '0d'].map(parseRuleDuration)).toEqual([
    5400, 259_200, 604_800, 1_209_600, 0,
  ])
  expect(['', '7', 'd', '7 days', '-1d', '1.5d', '1e3d', '999999d'].map(parseRuleDuration)).toEqual(
    Array(8).fill(undefined),
  )
  expect(formatWait(OPENED, day(2))).toBe('2 days')
  expect(formatWait(OPENED, day(1))).toBe('24 hours')
  expect(formatWait(OPENED, day(0))).toBe('1 minute')
})

test('two of one organisation on a team of the whole: the base shrinks with the cap, the clock does not care', () => {
  const people = electorate(
    group(
      'm',
      ['a', 'b', 'c'].map((name) => voter(name, { organisation: 'x' })),
    ),
  )
  expect(
    outcome(kindOf('thanos/supermajority'), people, [ballot('a', 1), ballot('b', 1)]).verdict.groups[0]
      ?.members,
  ).toBe(2)
})
