import { describe, expect, test } from 'vitest'
import { decide } from '../../../src/core/governance/decide.ts'
import { judge } from '../../../src/core/governance/judge.ts'
import type { MotionEvent } from '../../../src/core/governance/motion.ts'
import { asCount } from '../../../src/core/governance/oddities.ts'
import type { Outcome } from '../../../src/core/governance/outcome.ts'
import { ballot, ballots, day, electorate, group, kindOf, OPENED, opened, outcome, voter } from './votes.ts'

/** The edge cases of the governance dossier, section 5, on counting. */
const seven = electorate(group('h', 7))
const lt = kindOf('xen-v3/lt')
const lazy = kindOf('xen-v3/lazy')
const codeOf = (found: Outcome, id: string): string | undefined =>
  found.ballots.find((one) => one.ballot.id === id)?.code

test('(1) two thirds exactly pass', () => {
  expect(outcome(lt, seven, ballots('h', 1, 1, -1, 1, -1, 1)).result).toBe('passed')
})

test('(2) 66.67 % as a threshold is more than two thirds', () => {
  const kind = {
    ...lt,
    pass: { need: { num: 6667, den: 10_000 }, of: 'forPlusAgainst' as const, strict: false },
  }
  expect(judge(kind, asCount([{ members: 7, inFavour: 4, against: 2 }])).passes).toBe(false)
  expect(judge(lt, asCount([{ members: 7, inFavour: 4, against: 2 }])).passes).toBe(true)
})

describe('(6) the electorate changes during the vote', () => {
  const events: MotionEvent[] = [
    { type: 'left', at: day(2), group: 'h', person: 'h7' },
    { type: 'joined', at: day(3), group: 'h', voter: voter('new') },
  ]
  const cast = [...ballots('h', 1, 1), ballot('new', 1, { at: day(4) }), ballot('h7', 1, { at: day(1) })]

  test('who belonged to it at the opening votes, and the change is mentioned', () => {
    const found = outcome(lt, seven, cast, { events })
    expect(found.verdict.groups[0]).toMatchObject({ members: 7, inFavour: 3 })
    expect(codeOf(found, cast[2]?.id ?? '')).toBe('non-binding')
    expect(found.warnings).toContain(
      'h7 left h after the opening: those who belonged to it at the opening vote.',
    )
  })

  test('under the other reading, who belongs to it at the close', () => {
    const found = outcome({ ...lt, electorate: { ...lt.electorate, snapshot: 'atClose' } }, seven, cast, {
      events,
    })
    expect(found.verdict.groups[0]).toMatchObject({ members: 7, inFavour: 3 })
    expect(codeOf(found, cast[3]?.id ?? '')).toBe('non-binding')
    expect(codeOf(found, cast[2]?.id ?? '')).toBeUndefined()
  })
})

test('(7) one person in two teams has a ballot in each, and may cast them apart', () => {
  const groups = electorate(group('a', [voter('ada'), voter('a2')]), group('b', [voter('ada'), voter('b2')]))
  const kind = kindOf('xen-v3/global')
  const once = outcome(kind, groups, [ballot('ada', 1, { at: day(8) })])
  expect(once.ballots[0]?.groups).toEqual(['a', 'b'])
  const apart = outcome(kind, groups, [
    ballot('ada', 1, { at: day(8) }),
    ballot('ada', -1, { at: day(9), group: 'b' }),
  ])
  expect(apart.verdict.groups.map((one) => [one.inFavour, one.against])).toEqual([
    [1, 0],
    [0, 1],
  ])
})

test('(8) the same person from two addresses is one voter: their key is one', () => {
  const found = outcome(lt, seven, [
    ballot('h1', 1, { id: 'work', name: 'H One' }),
    ballot('h1', -1, { id: 'home', name: 'one@home', at: day(2) }),
  ])
  expect(found.verdict.groups[0]).toMatchObject({ inFavour: 0, against: 1 })
  expect(codeOf(found, 'work')).toBe('replaced')
})

test('(9) +2, then −1: the last counts', () => {
  const found = outcome(lazy, electorate(group('s', 3)), [ballot('s1', 2), ballot('s1', -1, { at: day(2) })])
  expect(found.verdict.groups[0]?.sum).toBe(-1)
})

test('(10) a clear ballot, then one that cannot be read: the clear one stays', () => {
  const found = outcome(lt, seven, [ballot('h1', 1), ballot('h1', undefined, { at: day(2), id: 'odd' })])
  expect(found.verdict.groups[0]?.inFavour).toBe(1)
  expect(codeOf(found, 'odd')).toBe('unclear')
})

describe('the proposer of a lazy consensus', () => {
  const others = electorate(group('s', [voter('pat'), voter('s1'), voter('s2')]))

  test('(11) votes −1 themselves: that replaces the implied +1', () => {
    const found = outcome(lazy, others, [ballot('pat', -1)])
    expect(found.result).toBe('failed')
    expect(found.steps[0]?.text).toBe('−1 from 1 ballot: the sum is −1, more than 0 needed')
  })

  test('(12) is no stakeholder: the +1 is implied all the same, and their own ballot replaces it', () => {
    const strangers = electorate(group('s', 2))
    expect(outcome(lazy, strangers, []).result).toBe('passed')
    const found = outcome(lazy, strangers, [ballot('pat', -1)])
    expect(found.result).toBe('failed')
    expect(found.ballots[0]).toMatchObject({ isCounted: true, groups: [] })
  })
})

describe('a −2 of a necessary stakeholder', () => {
  const people = electorate(group('s', [voter('nec', { necessary: true }), voter('s2'), voter('s3')]))
  const no = ballot('nec', -2, { id: 'no' })

  test('(13) withdrawn: it stops nothing any more, and stays in the record', () => {
    const back = ballot('nec', undefined, { id: 'back', at: day(2), isWithdrawal: true })
    const found = outcome(lazy, people, [no, back, ballot('s2', 1)])
    expect(found.result).toBe('passed')
    expect(codeOf(found, 'no')).toBe('replaced')
    expect(codeOf(found, 'back')).toBe('withdrawal')
  })

  test('(13) or replaced by a milder one', () => {
    expect(outcome(lazy, people, [no, ballot('nec', -1, { at: day(2) }), ballot('s2', 1)]).result).toBe(
      'passed',
    )
  })

  test('(14) after the close is late', () => {
    const found = outcome(lazy, people, [{ ...no, at: day(7) }])
    expect(found.result).toBe('passed')
    expect(codeOf(found, 'no')).toBe('late')
    expect(outcome(lazy, people, [{ ...no, at: '2026-03-09T09:59:59Z' }]).result).toBe('failed')
  })

  test('(15) they leave during the vote: whoever belonged to it at the opening counts', () => {
    const events: MotionEvent[] = [{ type: 'left', at: day(3), group: 's', person: 'nec' }]
    expect(outcome(lazy, people, [no], { events }).result).toBe('failed')
  })

  test('without a reason: it stops, and a reason is asked for', () => {
    const found = outcome(lazy, people, [{ ...no, reason: ' ' }])
    expect(found.result).toBe('failed')
    expect(found.warnings).toContain('nec’s ballot of −2 gives no reason; the rule asks for one.')
  })

  test('where a veto needs a reason, one without is void', () => {
    const kind = kindOf('asf/code')
    const pmc = electorate(group('p', 5))
    const found = outcome(kind, pmc, [...ballots('p', 1, 1, 1), ballot('p4', -1, { reason: '', id: 'void' })])
    expect(found.result).toBe('passed')
    expect(codeOf(found, 'void')).toBe('reason-missing')
    expect(outcome(kind, pmc, [...ballots('p', 1, 1, 1), ballot('p4', -1)]).result).toBe('failed')
  })
})

test('somebody whom the proposer adds to the stakeholders counts, also what they had said before', () => {
  const two = electorate(group('s', 2))
  const no = ballot('zoe', -2)
  expect(outcome(lazy, two, [no]).result).toBe('passed')
  const added = (necessary: boolean): MotionEvent[] => [
    { type: 'added', at: day(2), by: 'pat', group: 's', voter: voter('zoe', { necessary }) },
  ]
  expect(outcome(lazy, two, [no], { events: added(false) }).result).toBe('failed')
  const found = outcome(lazy, two, [ballot('s1', 2), ballot('s2', 2), no], { events: added(true) })
  expect(found.summary).toContain('zoe’s −2 stops it')
  expect(found.warnings).toContain('zoe was added to those who vote.')
})

test('(17) a quorum that only late ballots would reach is missed', () => {
  const found = outcome(lt, seven, [...ballots('h', 1, 1), ballot('h3', 1, { at: day(8) })])
  expect(found.result).toBe('failed')
})

describe('(18) a deadline is extended', () => {
  const cast = [...ballots('h', 1, 1), ballot('h3', 1, { at: day(8) })]
  test('before the close: ballots count until then', () => {
    const events: MotionEvent[] = [{ type: 'extended', at: day(6), by: 'pat', deadline: day(10) }]
    expect(outcome(lt, seven, cast, { events }).result).toBe('passed')
  })
  test('after it: that takes a new round', () => {
    const events: MotionEvent[] = [{ type: 'extended', at: day(7), by: 'pat', deadline: day(10) }]
    const found = outcome(lt, seven, cast, { events })
    expect(found.result).toBe('failed')
    expect(found.warnings).toContain('It was extended after the close: that needs a new round.')
  })
})

test('(20) the call is edited: ballots before it are pointed out', () => {
  const events: MotionEvent[] = [{ type: 'revised', at: day(3), by: 'pat', textHash: 'y' }]
  const found = outcome(lt, seven, [...ballots('h', 1, 1, 1), ballot('h4', 1, { at: day(4) })], { events })
  expect(found.result).toBe('passed')
  expect(found.warnings).toContain(
    'The text was changed on 2026-03-05: 3 ballots were cast on the earlier one.',
  )
})

describe('(22) at most two votes of one organisation', () => {
  const kind = kindOf('thanos/majority')
  const firm = ['x1', 'x2', 'x3'].map((name) => voter(name, { organisation: 'x' }))
  const people = electorate(
    group('m', [...firm, voter('y1', { organisation: 'y' }), voter('z1'), voter('z2')]),
  )

  test('the first two who vote count; the base shrinks with the cap', () => {
    const found = outcome(kind, people, [
      ballot('x3', 1, { at: day(1) }),
      ballot('x1', 1, { at: day(2) }),
      ballot('x2', -1, { at: day(3), id: 'third' }),
    ])
    expect(codeOf(found, 'third')).toBe('organisation-cap')
    expect(found.verdict.groups[0]).toMatchObject({ members: 5, inFavour: 2, against: 0 })
  })

  test('who changes their mind keeps their place', () => {
    const found = outcome(kind, people, [
      ballot('x1', 1, { at: day(1) }),
      ballot('x2', 1, { at: day(2) }),
      ballot('x3', 1, { at: day(3), id: 'third' }),
      ballot('x1', -1, { at: day(4) }),
    ])
    expect(codeOf(found, 'third')).toBe('organisation-cap')
    expect(found.verdict.groups[0]).toMatchObject({ inFavour: 1, against: 1 })
  })
})

test('(23) who changes employers during the vote stays with the one of the opening', () => {
  const people = electorate(
    group('m', [
      voter('ada', { organisation: 'x' }),
      voter('ben', { organisation: 'x' }),
      voter('cy', { organisation: 'y' }),
    ]),
  )
  const events: MotionEvent[] = [
    { type: 'joined', at: day(1), group: 'm', voter: voter('ada', { organisation: 'y' }) },
  ]
  const cast = [ballot('ben', 1), ballot('cy', 1), ballot('ada', 1, { at: day(2) })]
  const found = outcome(kindOf('cni/vote'), people, cast, { events })
  expect(found.verdict.groups[0]).toMatchObject({ members: 2, inFavour: 2 })
})

test('(25) the electorate is corrected: counted anew, as version 2', () => {
  const cast = [...ballots('h', 1, 1), ballot('late', 1)]
  const events: MotionEvent[] = [
    {
      type: 'corrected',
      at: day(9),
      electorate: electorate(
        group('h', [...Array.from({ length: 7 }, (_, i) => voter(`h${i + 1}`)), voter('late')]),
      ),
      reason: 'one member was missing',
    },
  ]
  expect(outcome(lt, seven, cast, { events, now: day(8) })).toMatchObject({
    result: 'failed',
    tallyVersion: 1,
  })
  expect(outcome(lt, seven, cast, { events })).toMatchObject({ result: 'passed', tallyVersion: 2 })
})

describe('(26) a result can be challenged for a week', () => {
  const kind = kindOf('xen-v3/global')
  const groups = electorate(group('a', 3))
  const cast = [ballot('a1', 1, { at: day(8) })]
  const published: MotionEvent = { type: 'published', at: day(15), text: '' }
  const state = (events: readonly MotionEvent[], now: number): string =>
    outcome(kind, groups, cast, { events, now: day(now) }).state

  test('nobody does: it is final', () => {
    expect(state([published], 16)).toBe('provisional')
    expect(state([published], 22)).toBe('final')
  })
  test('somebody does: it waits for a correction or a new result', () => {
    const challenged: MotionEvent = { type: 'challenged', at: day(17), by: 'a2', reason: 'who may vote?' }
    const corrected: MotionEvent = { type: 'corrected', at: day(18), electorate: groups, reason: 'checked' }
    expect(state([published, challenged], 40)).toBe('challenged')
    expect(state([published, challenged, corrected], 40)).toBe('final')
    expect(state([published, { ...challenged, at: day(23) }], 40)).toBe('final')
  })
})

test('(27) a result that nobody published is overdue after two weeks', () => {
  expect(outcome(lt, seven, [], { now: day(20) }).isOverdue).toBe(false)
  expect(outcome(lt, seven, [], { now: day(21) }).isOverdue).toBe(true)
})

test('(29) a meeting: four present of six are exactly two thirds; an objection stops it', () => {
  const kind = kindOf('xen-v3/ltMeeting')
  const six = electorate(group('h', 6))
  const present = (...persons: string[]): MotionEvent[] => [{ type: 'present', at: OPENED, persons }]
  const found = outcome(kind, six, [], { events: present('h1', 'h2', 'h3', 'h4', 'guest') })
  expect(found.result).toBe('passed')
  expect(found.summary).toContain('4 of 6 present, 4 needed; nobody objects')
  expect(outcome(kind, six, [], { events: present('h1', 'h2', 'h3') }).result).toBe('failed')
  const objected = outcome(kind, six, [ballot('h1', -1, { at: OPENED })], {
    events: present('h1', 'h2', 'h3', 'h4'),
  })
  expect(objected.summary).toContain('h1’s −1 stops it')
})

test('(30) a survey never passes or fails', () => {
  for (const cast of [[], ballots('x', 1, 1, -1)])
    expect(outcome(kindOf('xen-v3/survey'), electorate(group('all', 0)), cast)).toMatchObject({
      result: 'organiser',
      verdict: { passes: undefined },
    })
})

test('(31) a private vote publishes numbers, never names', () => {
  const found = outcome(
    kindOf('xen-v3/securityNom'),
    electorate(group('s', [voter('nec', { necessary: true }), voter('s2')])),
    [ballot('nec', -2)],
  )
  expect(found.result).toBe('failed')
  expect(found.summary).toContain('one voter’s −2 stops it')
  expect(JSON.stringify([found.summary, found.warnings, found.pending])).not.toContain('nec')
})

test('a tie goes to the casting vote where the rule has one, else it fails', () => {
  const kind = kindOf('xen-v1.2/several-projects')
  const four = electorate(group('c', 4))
  const tie = ballots('c', 1, 1, -1, -1)
  expect(outcome(kind, four, tie).result).toBe('failed')
  const events: MotionEvent[] = [{ type: 'castingVote', at: day(2), by: 'chair', value: 1 }]
  expect(outcome(kind, four, tie, { events }).result).toBe('passed')
  expect(outcome(lt, four, tie, { events }).result).toBe('failed')
})

test('the sentence of the issue: count, quorum, share, clock, and what one more vote would do', () => {
  const groups = electorate(group('h', 7, { title: 'Hypervisor' }), group('x', 5, { title: 'XAPI' }))
  const kind = { ...kindOf('xen-v3/global'), ballot: kindOf('xen-v3/lt').ballot }
  const cast = [
    ...ballots('h', 1, 1, 1, -1).map((one) => ({ ...one, at: day(8) })),
    ballot('x1', 1, { at: day(8) }),
    ballot('x2', -1, { at: day(8) }),
    ballot('x3', -1, { at: day(8) }),
  ]
  const found = decide(kind, groups, cast, [opened()], day(12))
  expect(found.summary).toBe(
    'Hypervisor: 3 in favour of 7, quorum 3 met; 3 of 4 votes for or against is 75 %; ' +
      'XAPI: 1 in favour of 5, quorum 2 missed: not counted; ' +
      'the mean of 1 sub-project is 75 %, two thirds needed; closes in 2 days; ' +
      'one more −1 from Hypervisor flips the result; ' +
      'one more +1 from XAPI flips the result, though it is a vote in favour: it would fail',
  )
  expect(found.pending).toEqual(['h5', 'h6', 'h7', 'x4', 'x5'])
})
