import { describe, expect, test } from 'vitest'
import { decide } from '../../../src/core/governance/decide.ts'
import { withReading } from '../../../src/core/governance/decision-kind.ts'
import type { MotionEvent } from '../../../src/core/governance/motion.ts'
import { addDays } from '../../../src/core/time.ts'
import { ballot, ballots, day, electorate, group, kindOf, opened, outcome, voter } from './votes.ts'

/** Votes of the real record, with their published outcomes (governance-cases, sections A and C). */
describe('A1 the code of conduct of 2020, project-wide', () => {
  const closed = '2020-03-31T00:00:00Z'
  const groups = electorate(
    group('hypervisor', [], { unnamed: 8, title: 'Hypervisor' }),
    group('xapi', [], { unnamed: 5, title: 'XAPI' }),
    group('windows-pv', [], { unnamed: 3, title: 'Windows PV Drivers', mature: false }),
  )
  const report = (id: string, inFavour: number): MotionEvent => ({
    type: 'reported',
    at: '2020-03-30T00:00:00Z',
    by: 'community-manager',
    group: id,
    inFavour,
    against: 0,
    abstained: 0,
  })
  const events: MotionEvent[] = [
    { ...opened(), at: '2020-01-17T00:00:00Z', deadline: closed },
    report('hypervisor', 6),
    report('windows-pv', 1),
  ]
  const strict = kindOf('xen-v3/global')
  const listed = withReading(strict, 'I2', 'B')

  test('passed under both readings of who takes part, with a warning that they differ', () => {
    const found = decide(strict, groups, [], events, '2020-04-10T00:00:00Z')
    expect(found.result).toBe('passed')
    expect(found.warnings).toContain(
      'Reading I2-B (every listed one, as in the vote of 2020): other votes would count, with the same result.',
    )
    expect(found.verdict.groups.map((one) => one.id)).toEqual(['hypervisor', 'xapi'])
  })

  test('as published: 6 of 6, no quorum, 1 of 1, on average all', () => {
    const found = decide(listed, groups, [], events, '2020-04-10T00:00:00Z')
    expect(found.result).toBe('passed')
    expect(
      found.verdict.groups.map((one) => ({
        id: one.id,
        need: one.quorumNeed,
        quorum: one.hasQuorum,
        counted: one.isCounted,
        share: one.share,
      })),
    ).toEqual([
      { id: 'hypervisor', need: 3, quorum: true, counted: true, share: { num: 1n, den: 1n } },
      { id: 'xapi', need: 2, quorum: false, counted: false, share: undefined },
      { id: 'windows-pv', need: 1, quorum: true, counted: true, share: { num: 1n, den: 1n } },
    ])
    expect(found.verdict.mean).toEqual({ num: 1n, den: 1n })
    expect(found.steps.map((step) => step.text)).toEqual([
      'Hypervisor: 6 in favour of 8, quorum 3 met; 6 of 6 votes for or against is 100 %',
      'XAPI: 0 in favour of 5, quorum 2 missed: not counted',
      'Windows PV Drivers: 1 in favour of 3, quorum 1 met; 1 of 1 vote for or against is 100 %',
      'the mean of 2 sub-projects is 100 %, two thirds needed',
      'closed on 2020-03-31',
    ])
  })

  test('the result came 153 days after the close: overdue until then, provisional for a week after', () => {
    const late = decide(listed, groups, [], events, '2020-08-30T00:00:00Z')
    expect(late.isOverdue).toBe(true)
    expect(late.steps.at(-1)?.text).toBe('closed on 2020-03-31; no result for 152 days')
    const published: MotionEvent[] = [...events, { type: 'published', at: '2020-08-31T12:00:00Z', text: '' }]
    const week = decide(listed, groups, [], published, '2020-09-03T00:00:00Z')
    expect(week).toMatchObject({ state: 'provisional', isOverdue: false, finalAt: '2020-09-07T12:00:00Z' })
    expect(decide(listed, groups, [], published, '2020-09-08T00:00:00Z').state).toBe('final')
  })
})

describe('A2 a committer elected in December 2014: four in favour, one abstained', () => {
  test('confirmed under the rules of then', () => {
    const found = outcome(
      kindOf('xen-v2/committer-election'),
      electorate(group('c', 6)),
      ballots('c', 1, 1, 1, 1, 0),
    )
    expect(found.result).toBe('passed')
  })

  test.each([5, 6, 7, 8, 9, 10, 11, 12])('and under those of today, were the team %i', (members) => {
    const found = outcome(kindOf('xen-v3/lt'), electorate(group('c', members)), ballots('c', 1, 1, 1, 1, 0))
    expect(found.result).toBe('passed')
  })

  test('but not of a team of 13: the quorum would be five', () => {
    const found = outcome(kindOf('xen-v3/lt'), electorate(group('c', 13)), ballots('c', 1, 1, 1, 1, 0))
    expect(found.summary).toContain('4 in favour of 13, quorum 5 missed')
  })
})

describe('A4 the Advisory Board of 2014: seven of seven needed', () => {
  const firms = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'gg', 'hh', 'ii']
  const board = electorate(
    group(
      'board',
      firms.flatMap((firm) => [
        voter(`${firm}1`, { organisation: firm }),
        voter(`${firm}2`, { organisation: firm }),
      ]),
    ),
  )
  const kind = kindOf('xen-v3/fundingLegal')
  const inFavour = firms.slice(0, 7).map((firm) => ballot(`${firm}1`, 1))

  test('organisations vote, not persons; exactly seven pass', () => {
    const found = outcome(kind, board, inFavour)
    expect(found.result).toBe('passed')
    expect(found.summary).toContain('7 organisations in favour, 7 needed')
    expect(found.verdict.groups[0]?.members).toBe(9)
  })

  test('a second person of one organisation adds nothing; their later word replaces the first', () => {
    const six = inFavour.slice(0, 6)
    const twice = outcome(kind, board, [...six, ballot('aa2', 1, { at: day(2) })])
    expect(twice.result).toBe('failed')
    expect(twice.ballots.find((one) => one.ballot.person === 'aa1')?.code).toBe('organisation-spoke')
    const against = outcome(kind, board, [...inFavour, ballot('aa2', -1, { at: day(2) })])
    expect(against.result).toBe('failed')
  })
})

test('A6 a survey is a histogram, and its result is its organiser’s to say', () => {
  const kind = {
    ...kindOf('xen-v3/survey'),
    scale: { values: [2, 1, -1, -2, 0], reasonRequired: [], reasonMissing: 'warn' as const },
  }
  const option = 'No pre-disclosure'
  const answers = [
    ...Array.from({ length: 3 }, () => 2),
    ...Array.from({ length: 5 }, () => 1),
    ...Array.from({ length: 6 }, () => -1),
    ...Array.from({ length: 17 }, () => -2),
    ...Array.from({ length: 2 }, () => 0),
  ]
  const found = outcome(
    kind,
    electorate(group('all', 0)),
    answers.map((value, i) => ballot(`p${i}`, value, { option })),
    { opening: { options: [option, 'Short pre-disclosure'] } },
  )
  expect(found.result).toBe('organiser')
  expect(found.verdict.passes).toBeUndefined()
  expect(found.verdict.options[0]?.histogram).toEqual([
    { value: 2, count: 3 },
    { value: 1, count: 5 },
    { value: 0, count: 2 },
    { value: -1, count: 6 },
    { value: -2, count: 17 },
  ])
})

test('A7 the vote of May 2013 was open for exactly a week: long enough', () => {
  const kind = kindOf('xen-v2/formal-global')
  const at = '2013-05-13T09:00:00Z'
  const events = [{ ...opened(), at, deadline: addDays(at, 7) }]
  const found = decide(kind, electorate(group('m', 9)), [], events, addDays(at, 1))
  expect(found.closesAt).toBe('2013-05-20T09:00:00Z')
  expect(found.warnings).toEqual([])
  const short = decide(
    kind,
    electorate(group('m', 9)),
    [],
    [{ ...opened(), at, deadline: addDays(at, 6) }],
    addDays(at, 1),
  )
  expect(short.closesAt).toBe('2013-05-20T09:00:00Z')
  expect(short.warnings).toEqual(['The call gives less time than the 7 days that the rule asks for.'])
})

test('A9 the nominee’s own Ack accepts, and is no vote', () => {
  const kind = kindOf('xen-v3/maintainerNom')
  const committers = electorate(
    group('c', [...['ada', 'ben', 'cy'].map((name) => voter(name)), voter('new')]),
  )
  const found = outcome(kind, committers, [ballot('new', 1), ballot('ada', 1)], {
    opening: { subjectPerson: 'new' },
  })
  expect(found.ballots.find((one) => one.ballot.person === 'new')).toMatchObject({
    isCounted: false,
    code: 'subject-person',
    why: 'It is the word of whom the motion is about: it accepts, and is no vote.',
  })
  expect(found.result).toBe('passed')
  expect(found.summary).toContain('1 in favour, 1 needed; nobody objects; the nominee accepts')
  expect(outcome(kind, committers, [ballot('new', 1)], { opening: { subjectPerson: 'new' } }).result).toBe(
    'failed',
  )
  expect(
    outcome(kind, committers, [ballot('new', -1), ballot('ada', 1)], { opening: { subjectPerson: 'new' } })
      .result,
  ).toBe('failed')
})

test('A10 public review for a week, then the vote for a week; the project itself has none', () => {
  const kind = kindOf('xen-v3/global')
  const groups = electorate(group('a', 3), group('pvops', 3))
  const opening = { projectUnderReview: 'pvops' }
  const review = outcome(kind, groups, [ballot('a1', 1)], { opening, now: day(3) })
  expect(review).toMatchObject({ state: 'review', votingFrom: day(7), closesAt: day(14) })
  expect(review.ballots[0]?.code).toBe('early')
  expect(review.summary).toContain('public review: the vote begins in 4 days')
  expect(outcome(kind, groups, [], { opening, now: day(8) }).state).toBe('open')
})

describe('C other projects', () => {
  const nine = electorate(group('f', 9))

  test('C1 two who abstained change their minds: six of nine pass either way', () => {
    const cast = [
      ...ballots('f', 1, 1, 1, 1, 0, 0, 0, 0, 0),
      ballot('f5', 1, { at: day(2) }),
      ballot('f6', 1, { at: day(2) }),
    ]
    expect(outcome(kindOf('fedora/meeting'), nine, cast).result).toBe('passed')
    expect(outcome({ ...kindOf('fedora/meeting'), abstain: 'ignored' }, nine, cast).result).toBe('passed')
  })

  test('C1 a ticket: three in favour within a week, else a second week, and any −1 leads on', () => {
    expect(outcome(kindOf('fedora/ticket'), nine, ballots('f', 1, 1, 1)).result).toBe('passed')
    const first = outcome(kindOf('fedora/ticket'), nine, ballots('f', 1, 1))
    expect(first).toMatchObject({ result: 'failed', next: 'ticket-second-week' })
    const second = kindOf('fedora/ticket-second-week')
    expect(outcome(second, nine, ballots('f', 1)).result).toBe('passed')
    expect(outcome(second, nine, [])).toMatchObject({ result: 'failed', next: 'meeting' })
    expect(outcome(second, nine, ballots('f', 1, -1)).result).toBe('failed')
  })

  test('C6 eight of 243 ballots replace earlier ones: 235 voters', () => {
    const developers = electorate(group('d', 1000))
    const cast = [
      ...Array.from({ length: 235 }, (_, i) => ballot(`d${i + 1}`, 1, { option: 'A' })),
      ...Array.from({ length: 8 }, (_, i) => ballot(`d${i + 1}`, 2, { option: 'A', at: day(2) })),
    ]
    const found = outcome(kindOf('debian/gr'), developers, cast, {
      opening: { options: ['A', 'None of the above'] },
    })
    expect(found.ballots).toHaveLength(243)
    expect(found.ballots.filter((one) => one.isCounted)).toHaveLength(235)
    expect(found.ballots.filter((one) => one.code === 'replaced')).toHaveLength(8)
  })

  test('C8 the same ballots under two packs', () => {
    const cast = ballots('m', 1, 1, 1)
    const ten = electorate(group('m', 10))
    expect(outcome(kindOf('gitvote/profile'), ten, cast).result).toBe('failed')
    expect(outcome(kindOf('asf/procedural'), ten, cast).result).toBe('passed')
  })
})
