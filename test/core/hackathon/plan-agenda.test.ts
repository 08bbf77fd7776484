import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeInstances } from '../../../bench/agenda-instances.ts'
import { findBrokenRules, findLeaderClashes } from '../../../src/core/hackathon/broken-rules.ts'
import { chanceOf } from '../../../src/core/hackathon/chance.ts'
import { toDense } from '../../../src/core/hackathon/dense-instance.ts'
import { planGreedily } from '../../../src/core/hackathon/greedy-agenda.ts'
import type { Instance } from '../../../src/core/hackathon/instance.ts'
import { formatInstance, parseInstance } from '../../../src/core/hackathon/instance-file.ts'
import { measureAgenda } from '../../../src/core/hackathon/measure-agenda.ts'
import { planAgenda } from '../../../src/core/hackathon/plan-agenda.ts'
import { findRealData } from '../../support/real-data.ts'
import { anyInstance, everyAgenda, instance } from './agenda-instances.ts'

const QUICK = { seed: 1, rounds: 3, steps: 800 }

describe('for every instance', () => {
  test('no one is in two rooms at once, no room holds two sessions, and nothing is lost', () => {
    fc.assert(
      fc.property(anyInstance, (given) => {
        const plan = planAgenda(given, QUICK)
        const cells = plan.placements.map((one) => `${one.slot} ${one.room}`)
        expect(new Set(cells).size).toBe(cells.length)
        const sessions = [...plan.placements.map((one) => one.session), ...plan.unplaced]
        expect(sessions.sort()).toEqual([...given.sessions].sort())
        const locks = given.rules.filter((rule) => rule.kind === 'locked').length
        // What people locked themselves may clash; what the scheduler does never does.
        if (locks === 0 && given.lockedSlots.length === 0) {
          expect(findLeaderClashes(given, plan.placements)).toEqual([])
          expect(findBrokenRules(given, plan.placements)).toEqual([])
        }
      }),
      { numRuns: 150 },
    )
  })

  test('the same seed gives the same agenda', () => {
    fc.assert(
      fc.property(anyInstance, fc.nat(99), (given, seed) => {
        const options = { ...QUICK, seed }
        expect(planAgenda(given, options)).toEqual(planAgenda(given, options))
      }),
      { numRuns: 30 },
    )
  })

  test('it gathers as much as the best of all agendas, found by trying every one', () => {
    fc.assert(
      fc.property(anyInstance, (given) => {
        fc.pre(given.sessions.length <= 5 && given.slots.length * given.rooms.length <= 8)
        let most = -1
        for (const agenda of everyAgenda(given))
          if (findBrokenRules(given, agenda).length === 0)
            most = Math.max(most, measureUtility(given, agenda))
        const plan = planAgenda(given, QUICK)
        if (most >= 0)
          expect(plan).toMatchObject({ unplaced: [], broken: [], conflict: undefined, utility: most })
        else expect(plan.conflict).toMatchObject({ proved: true })
      }),
      { numRuns: 120 },
    )
  })

  test('interest is counted once: expected people of a slot are at most those who are there', () => {
    fc.assert(
      fc.property(anyInstance, (given) => {
        const narrow = { ...given, rooms: given.rooms.map((room) => ({ ...room, capacity: 0 })) }
        const measures = measureAgenda(narrow, planAgenda(narrow, QUICK).placements)
        for (const [t, slot] of given.slots.entries()) {
          const expected = measures.fullRooms.filter((one) => one.slot === slot).map((one) => one.expected)
          const there = given.presence.reduce((sum, row) => sum + (row[t] ?? 1), 0)
          expect(expected.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(there + 1e-9)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('the seeded instances', () => {
  const small = makeInstances(7).filter((one) => one.instance.sessions.length <= 20)

  test.each(small)('$name: never below the greedy heuristic, no rule broken', ({ instance: given }) => {
    const plan = planAgenda(given, { seed: 1, rounds: 3 })
    const dense = toDense(
      given,
      given.slots.map((slot) => ({ kind: 'rooms', slot })),
    )
    const greedy = Array.from({ length: 20 }, (_, seed) => planGreedily(dense, chanceOf(seed)).utility)
    expect(plan.utility).toBeGreaterThanOrEqual(Math.max(...greedy))
    expect(plan.unplaced).toEqual([])
    expect(findBrokenRules(given, plan.placements)).toEqual([])
  })
})

describe('people come and go', () => {
  test('a session is when those who want it are there', () => {
    const given = instance({
      weights: [
        [100, 0],
        [0, 75],
      ],
      presence: [
        [0, 1],
        [1, 0],
      ],
    })
    const slots = new Map(planAgenda(given, QUICK).placements.map((one) => [one.session, one.slot]))
    expect(slots.get('s0')).toBe('t1')
    expect(slots.get('s1')).toBe('t0')
  })

  test('a leader who is away on the first day leads on the second', () => {
    const given = instance({
      weights: [[0], [100], [100]],
      presence: [
        [0, 1],
        [1, 0],
        [1, 0],
      ],
      rules: [{ kind: 'needs', session: 's0', person: 'p0' }],
    })
    expect(planAgenda(given, QUICK).placements).toMatchObject([{ slot: 't1' }])
  })
})

describe('rooms', () => {
  const rooms = [
    { id: 'small', capacity: 1 },
    { id: 'large', capacity: 9 },
  ]

  test('the fuller session gets the larger room', () => {
    const given = instance({
      slots: ['t0'],
      rooms,
      weights: [
        [100, 0],
        [0, 100],
        [0, 75],
      ],
    })
    const at = new Map(planAgenda(given, QUICK).placements.map((one) => [one.session, one.room]))
    expect(at).toEqual(
      new Map([
        ['s0', 'small'],
        ['s1', 'large'],
      ]),
    )
  })

  test('of agendas of equal interest, one with seats for everybody', () => {
    // s0 and s1 fill the large room, s2 and s3 are small: together in one slot the large ones would leave one standing.
    const row = (d: number) => [0, 1, 2, 3].map((i) => (i === d ? 100 : 0))
    const given = instance({ rooms, weights: [row(0), row(0), row(1), row(1), row(2), row(3)] })
    const plan = planAgenda(given, { ...QUICK, steps: 3000 })
    expect(plan.utility).toBe(600)
    expect(measureAgenda(given, plan.placements).fullRooms).toEqual([])
  })
})

describe('an agenda that people know', () => {
  const [named] = makeInstances(3)
  const base = named?.instance ?? instance({ weights: [[1]] })
  const published = planAgenda(base, { seed: 1, rounds: 3 }).placements

  test('made again, it is the same, whatever the seed', () => {
    const again = planAgenda({ ...base, before: published }, { seed: 9, rounds: 3 })
    expect(again.placements).toEqual(published)
  })

  test('a session that is cancelled moves no other', () => {
    const sessions = base.sessions.slice(1)
    const without: Instance = {
      ...base,
      sessions,
      weights: base.weights.map((row) => row.slice(1)),
      rules: base.rules.filter((rule) => !('session' in rule) || rule.session !== base.sessions[0]),
      before: published,
    }
    const again = planAgenda(without, { seed: 9, rounds: 3 })
    expect(again.placements).toEqual(published.filter((one) => one.session !== base.sessions[0]))
  })

  test('a leader who cannot come to a slot any more moves their session, and at most one other', () => {
    const [first] = published
    const leader = base.rules.find((rule) => rule.kind === 'needs' && rule.session === first?.session)
    const person = leader?.kind === 'needs' ? leader.person : ''
    const presence = base.presence.map((row, u) =>
      base.people[u] === person ? row.map((one, t) => (base.slots[t] === first?.slot ? 0 : one)) : row,
    )
    const changed = { ...base, presence, before: published }
    const again = planAgenda(changed, { seed: 2, rounds: 3 })
    const { changes, leaderClashes } = measureAgenda(changed, again.placements)
    expect(leaderClashes).toEqual([])
    const moved = changes.filter((one) => one.kind === 'moved').map((one) => one.session)
    expect(moved).toContain(first?.session)
    expect(moved.length).toBeLessThanOrEqual(2)
  })

  test('a few moves for the sake of interest, if somebody allows them', () => {
    const chance = instance({
      ...base,
      before: base.sessions.map((session, d) => ({
        session,
        slot: base.slots[d % base.slots.length] ?? '',
        room: base.rooms[Math.floor(d / base.slots.length)]?.id ?? '',
      })),
      rules: [],
    })
    const still = planAgenda(chance, { seed: 1, rounds: 2 })
    const freer = planAgenda(chance, { seed: 1, rounds: 3, freeMoves: 4 })
    const moved = measureAgenda(chance, freer.placements).changes.filter((one) => one.kind === 'moved')
    expect(freer.utility).toBeGreaterThan(still.utility)
    expect(moved.length).toBeLessThanOrEqual(4)
    expect(measureAgenda(chance, still.placements).changes).toEqual([])
  })

  test('a locked session never moves', () => {
    const place = {
      session: base.sessions[4] ?? '',
      slot: base.slots[6] ?? '',
      room: base.rooms[2]?.id ?? '',
    }
    const given = { ...base, rules: [...base.rules, { kind: 'locked', ...place } as const] }
    for (const seed of [1, 2, 3])
      expect(planAgenda(given, { seed, rounds: 2, steps: 3000 }).placements).toContainEqual(place)
  })
})

const folder = findRealData('agenda')

describe('the instances of the dossier', () => {
  test.skipIf(folder === undefined).each([
    ['clu-43x18x8x3', 11_200, 10_950],
    ['ss-test-10x12x6x3', 5594, 5490],
  ])('%s: the proven optimum, and the heuristic as measured', (name, optimum, greedy) => {
    const given = parseInstance(readFileSync(`${folder}/${name}.json`, 'utf8'), { owners: true })
    if (given === undefined) throw new Error(`${name} is no instance`)
    expect(planAgenda(given, { seed: 1 }).utility).toBe(optimum)
    const dense = toDense(given)
    const mean = Array.from({ length: 200 }, (_, i) => planGreedily(dense, chanceOf(i)).utility).reduce(
      (sum, one) => sum + one / 200,
      0,
    )
    expect(Math.abs(mean - greedy)).toBeLessThan(10)
  })

  test('an instance is what its file says, and the other way round', () => {
    const [, named] = makeInstances(4)
    const simple = { ...(named?.instance ?? instance({ weights: [[1]] })) }
    const read = parseInstance(formatInstance(simple), { owners: true })
    expect(read?.weights).toEqual(simple.weights)
    expect(read?.presence).toEqual(simple.presence)
    expect(read?.rules.filter((rule) => rule.kind === 'needs').length).toBe(simple.sessions.length)
    expect(formatInstance(read ?? simple)).toBe(formatInstance(simple))
  })

  test.each([
    '',
    '{',
    '{"users":[]}',
    '[1]',
    '{"users":["a"],"slots":["t"],"sessions":[],"rooms":[],"W":[["x"]]}',
  ])('no instance: %s', (text) => {
    expect(parseInstance(text)).toBeUndefined()
  })
})

function measureUtility(given: Instance, placements: Parameters<typeof measureAgenda>[1]): number {
  return given.people.reduce((sum, _, u) => {
    const best = new Map<string, number>()
    for (const one of placements) {
      const weight = given.weights[u]?.[given.sessions.indexOf(one.session)] ?? 0
      best.set(one.slot, Math.max(best.get(one.slot) ?? 0, weight))
    }
    return (
      sum +
      [...best].reduce(
        (got, [slot, weight]) => got + weight * (given.presence[u]?.[given.slots.indexOf(slot)] ?? 1),
        0,
      )
    )
  }, 0)
}
