import { describe, expect, test } from 'vitest'
import { describeConflict } from '../../../src/core/hackathon/describe-rule.ts'
import { describeMove, explainMove } from '../../../src/core/hackathon/explain-move.ts'
import { findRuleConflict } from '../../../src/core/hackathon/find-rule-conflict.ts'
import type { AgendaRule, Instance } from '../../../src/core/hackathon/instance.ts'
import { MEASURE_DEFINITIONS, measureAgenda } from '../../../src/core/hackathon/measure-agenda.ts'
import { planAgenda } from '../../../src/core/hackathon/plan-agenda.ts'
import { instance } from './agenda-instances.ts'

const NAMES = {
  session: (id: string) => id.toUpperCase(),
  slot: (id: string) => id,
  room: (id: string) => id,
  person: (id: string) => id,
}

const explain = (given: Instance) => {
  const conflict = findRuleConflict(given)
  return conflict === undefined ? undefined : describeConflict(given, conflict, NAMES)
}

describe('an agenda without a solution names what is in conflict, and loses no session', () => {
  test('more sessions than places', () => {
    const given = instance({ slots: ['t0', 't1'], weights: [[1, 1, 1, 1, 1]] })
    const plan = planAgenda(given, { seed: 1 })
    expect(plan.placements).toHaveLength(4)
    expect(plan.unplaced).toHaveLength(1)
    expect(explain(given)).toEqual(['There are 5 sessions, and rooms for 4 in all slots together.'])
  })

  test('a leader of more sessions than there are slots while they are there', () => {
    const needs = ['s0', 's1', 's2'].map((session): AgendaRule => ({ kind: 'needs', session, person: 'p0' }))
    const given = instance({
      slots: ['t0', 't1', 't2'],
      weights: [
        [9, 9, 9, 9],
        [9, 9, 9, 9],
      ],
      presence: [
        [0, 1, 1],
        [1, 1, 1],
      ],
      rules: [...needs, { kind: 'needs', session: 's3', person: 'p1' }],
    })
    const plan = planAgenda(given, { seed: 1 })
    expect(plan.placements).toHaveLength(3)
    expect(explain(given)).toEqual([
      '"S0" needs p0.',
      '"S1" needs p0.',
      '"S2" needs p0.',
      'p0 is not there at t0.',
    ])
  })

  test('wishes that go round in a circle, among others that have no part in it', () => {
    const given = instance({
      slots: ['t0', 't1', 't2'],
      weights: [[1, 1, 1, 1]],
      rules: [
        { kind: 'after', session: 's0', other: 's1' },
        { kind: 'after', session: 's1', other: 's2' },
        { kind: 'after', session: 's2', other: 's0' },
        { kind: 'apart', session: 's3', other: 's0' },
      ],
    })
    expect(explain(given)?.slice().sort()).toEqual([
      '"S0" comes after "S1".',
      '"S1" comes after "S2".',
      '"S2" comes after "S0".',
    ])
    expect(planAgenda(given, { seed: 1 }).placements).toHaveLength(3)
  })

  test('a wish for a day on which its leader is away', () => {
    const given = instance({
      weights: [[1, 1]],
      presence: [[1, 0]],
      rules: [
        { kind: 'needs', session: 's0', person: 'p0' },
        { kind: 'only-in', session: 's0', slots: ['t1'], why: 'wished on Wednesday' },
      ],
    })
    expect(explain(given)).toEqual([
      '"S0" needs p0.',
      '"S0" can only be at t1 (wished on Wednesday).',
      'p0 is not there at t1.',
    ])
  })

  test('a lock against a rule stays, and is named', () => {
    const given = instance({
      weights: [[1, 1]],
      presence: [[1, 0]],
      rules: [
        { kind: 'needs', session: 's0', person: 'p0' },
        { kind: 'locked', session: 's0', slot: 't1', room: 'r0' },
      ],
    })
    const plan = planAgenda(given, { seed: 1 })
    expect(plan.placements).toContainEqual({ session: 's0', slot: 't1', room: 'r0' })
    expect(plan.broken).toEqual([{ kind: 'needs', session: 's0', person: 'p0' }])
    expect(explain(given)).toContain('"S0" is locked at t1, r0.')
  })

  test('each rule that is named is needed for the conflict', () => {
    const rules: AgendaRule[] = [
      { kind: 'only-in', session: 's0', slots: ['t0'], why: 'w' },
      { kind: 'only-in', session: 's1', slots: ['t0'], why: 'w' },
      { kind: 'apart', session: 's0', other: 's1' },
      { kind: 'apart', session: 's2', other: 's1' },
      { kind: 'after', session: 's3', other: 's2' },
    ]
    const given = instance({ slots: ['t0', 't1', 't2'], weights: [[1, 1, 1, 1]], rules })
    const found = findRuleConflict(given)
    expect(found).toMatchObject({ proved: true })
    expect(found?.rules).toHaveLength(3)
    for (const rule of found?.rules ?? [])
      expect(findRuleConflict({ ...given, rules: rules.filter((one) => one !== rule) })).toBeUndefined()
  })

  test('none where there is an agenda', () => {
    expect(explain(instance({ weights: [[1, 1]] }))).toBeUndefined()
  })
})

describe('what a move would mean', () => {
  // p0 and p1 would gain, p2, p3 and p4 lose what they like best.
  const given = instance({
    people: ['ada', 'ben', 'cleo', 'dan', 'eve'],
    weights: [
      [100, 0, 100],
      [75, 0, 75],
      [100, 100, 0],
      [75, 75, 0],
      [25, 75, 0],
    ],
    rules: [{ kind: 'after', session: 's0', other: 's2' }],
  })
  const placements = [
    { session: 's0', slot: 't1', room: 'r0' },
    { session: 's2', slot: 't1', room: 'r1' },
    { session: 's1', slot: 't0', room: 'r0' },
  ]

  test('who gains and who loses, and which rule it breaks', () => {
    const effect = explainMove(given, placements, 's0', 't0')
    expect(effect?.gains).toEqual([
      { person: 'ada', by: 100 },
      { person: 'ben', by: 75 },
    ])
    expect(effect?.loses.map((one) => one.person)).toEqual(['cleo', 'dan', 'eve'])
    expect(effect?.change).toBe(-25)
    expect(describeMove(effect ?? fail(), NAMES)).toBe(
      'Moving "S0" to t0 gains 2 people (ada, ben) and loses 3 people (cleo, dan, eve).',
    )
  })

  test('a full slot: with which session it would change places', () => {
    const full = [...placements, { session: 's3', slot: 't0', room: 'r1' }]
    const more = {
      ...given,
      sessions: ['s0', 's1', 's2', 's3'],
      weights: given.weights.map((row) => [...row, 0]),
    }
    const effect = explainMove(more, full, 's0', 't0')
    expect(effect?.swappedWith).toBe('s1')
    const other = explainMove(more, full, 's0', 't0', 's3')
    expect(other?.swappedWith).toBe('s3')
    expect(other?.change).toBeLessThan(effect?.change ?? 0)
    expect(describeMove(other ?? fail(), NAMES)).toContain('with "S3" in its place')
  })

  test('a rule that it would break is said', () => {
    const later = placements.map((one) => (one.session === 's2' ? { ...one, slot: 't0', room: 'r1' } : one))
    const effect = explainMove(given, later, 's2', 't1')
    expect(effect?.breaks).toEqual([{ kind: 'after', session: 's0', other: 's2' }])
    expect(describeMove(effect ?? fail(), NAMES)).toMatch(/; it cannot be: "S0" comes after "S2"\.$/)
  })

  test('nothing to say of a move to where it is, or to nowhere', () => {
    expect(explainMove(given, placements, 's0', 't1')).toBeUndefined()
    expect(explainMove(given, placements, 's0', 't9')).toBeUndefined()
    expect(explainMove(given, placements, 's9', 't0')).toBeUndefined()
  })
})

describe('the numbers', () => {
  const given = instance({
    weights: [
      [100, 75, 25],
      [0, 100, 100],
      [0, 0, 0],
    ],
    rooms: [
      { id: 'r0', capacity: 1 },
      { id: 'r1', capacity: 1 },
    ],
    rules: [
      { kind: 'needs', session: 's0', person: 'p0' },
      { kind: 'needs', session: 's1', person: 'p0' },
    ],
    before: [{ session: 's2', slot: 't0', room: 'r0' }],
  })
  const measures = measureAgenda(given, [
    { session: 's0', slot: 't0', room: 'r0' },
    { session: 's1', slot: 't0', room: 'r1' },
  ])

  test('are what their definitions say', () => {
    expect(measures.utility).toBe(200)
    expect(measures.bound).toBe(375)
    expect(measures.missed).toBeCloseTo(0.5)
    expect(measures.satisfaction.people).toEqual([
      { person: 'p1', share: 0.5 },
      { person: 'p0', share: 100 / 175 },
    ])
    expect(measures.satisfaction.worst).toBe(0.5)
    expect(measures.clashes).toEqual([{ person: 'p0', slot: 't0', sessions: ['s0', 's1'] }])
    expect(measures.leaderClashes).toEqual([{ person: 'p0', slot: 't0', sessions: ['s0', 's1'] }])
    expect(measures.unplaced).toEqual(['s2'])
    expect(measures.fullRooms).toEqual([])
    expect(measures.changes).toMatchObject([{ kind: 'removed', session: 's2' }])
  })

  test('each is defined', () => {
    expect(Object.keys(MEASURE_DEFINITIONS).sort()).toEqual(Object.keys(measures).sort())
  })

  test('an agenda that nobody cares for has no quality', () => {
    const none = measureAgenda(instance({ weights: [[0]] }), [])
    expect(none).toMatchObject({ quality: undefined, missed: undefined, satisfaction: { mean: 1, worst: 1 } })
  })
})

function fail(): never {
  throw new Error('no effect')
}
