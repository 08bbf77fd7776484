import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findBrokenRules } from '../../../src/core/hackathon/broken-rules.ts'
import { buildInstance } from '../../../src/core/hackathon/build-instance.ts'
import type { HackathonAct } from '../../../src/core/hackathon/decision.ts'
import { describeConflict } from '../../../src/core/hackathon/describe-rule.ts'
import { type AgendaRule, followingSlot } from '../../../src/core/hackathon/instance.ts'
import { listPartActs } from '../../../src/core/hackathon/long-session.ts'
import { planAgenda } from '../../../src/core/hackathon/plan-agenda.ts'
import { instance } from './agenda-instances.ts'
import { hackathon, SESSION } from './little-event.ts'

const directly = (session: string, other: string): AgendaRule => ({
  kind: 'after',
  session,
  other,
  directly: true,
})

const slot = (id: string, startsAt: string, endsAt: string): HackathonAct => ({
  kind: 'slot.add',
  id,
  fields: { kind: 'session', title: undefined, startsAt, endsAt, locked: false, closedRooms: [] },
})
const room = (id: string): HackathonAct => ({
  kind: 'room.add',
  id,
  fields: { name: id, capacity: undefined, equipment: undefined, url: undefined },
})

/** Two slots a day and two rooms; a long session, and two short ones. */
const event = (more: readonly HackathonAct[] = []) =>
  hackathon(
    room('hall'),
    room('cellar'),
    slot('mon-1', '2026-04-21T09:00:00Z', '2026-04-21T10:00:00Z'),
    slot('mon-2', '2026-04-21T10:00:00Z', '2026-04-21T11:00:00Z'),
    slot('tue-1', '2026-04-22T09:00:00Z', '2026-04-22T10:00:00Z'),
    slot('tue-2', '2026-04-22T10:00:00Z', '2026-04-22T11:00:00Z'),
    ...listPartActs('long', { ...SESSION, title: 'Long', leaders: ['ada@example.org'] }, 2),
    {
      kind: 'session.add',
      id: 'short',
      fields: { ...SESSION, title: 'Short', leaders: ['ada@example.org'] },
    },
    { kind: 'session.add', id: 'other', fields: { ...SESSION, title: 'Other' } },
    ...more,
  )

describe('a session longer than a slot', () => {
  test('is in parts that follow each other at once, in one room, on one day', () => {
    const given = buildInstance(event())
    expect([...(given.following ?? [])]).toEqual([
      ['mon-1', 'mon-2'],
      ['tue-1', 'tue-2'],
    ])
    const plan = planAgenda(given, { seed: 1 })
    expect([plan.unplaced, plan.broken, plan.conflict]).toEqual([[], [], undefined])
    const [first, second] = ['long', 'long-2'].map((id) => plan.placements.find((one) => one.session === id))
    expect(second).toEqual({
      session: 'long-2',
      slot: given.following?.get(first?.slot ?? ''),
      room: first?.room,
    })
  })

  test('begins where everybody can be there for all of it', () => {
    const plan = planAgenda(
      buildInstance(
        event([
          {
            kind: 'session.change',
            id: 'short',
            change: { wishes: [{ kind: 'on-day', day: '2026-04-22', hard: true }] },
            seen: 99,
          },
        ]),
      ),
      { seed: 1 },
    )
    expect(plan.placements.filter((one) => one.session.startsWith('long')).map((one) => one.slot)).toEqual([
      'mon-1',
      'mon-2',
    ])
  })

  test('that fits nowhere is named with the rules of its parts, and nothing is dropped in silence', () => {
    const locked = (id: string): HackathonAct => ({
      kind: 'slot.change',
      id,
      change: { locked: true },
      seen: 99,
    })
    const given = buildInstance(event([locked('mon-2'), locked('tue-1')]))
    const plan = planAgenda(given, { seed: 1 })
    expect(plan.unplaced.length + plan.broken.length).toBeGreaterThan(0)
    const name = (id: string) => id
    const names = { session: name, slot: name, room: name, person: name }
    expect(plan.conflict && describeConflict(given, plan.conflict, names)).toContain(
      '"long-2" follows "long" at once, in the same room.',
    )
  })

  test('three parts are three, more than four are four; a part has no wishes but its place', () => {
    const acts = listPartActs('x', { ...SESSION, title: 'X', unreadWishes: ['early'] }, 3)
    expect(
      acts.map((one) => one.kind === 'session.add' && [one.id, one.fields.title, one.fields.wishes]),
    ).toEqual([
      ['x', 'X (1 of 3)', []],
      ['x-2', 'X (2 of 3)', [{ kind: 'after', session: 'x', hard: true, directly: true }]],
      ['x-3', 'X (3 of 3)', [{ kind: 'after', session: 'x-2', hard: true, directly: true }]],
    ])
    expect(listPartActs('x', SESSION, 9)).toHaveLength(4)
    expect(listPartActs('x', SESSION, 1)).toEqual([{ kind: 'session.add', id: 'x', fields: SESSION }])
  })

  test('rules hold whatever people like', () => {
    const weight = fc.constantFrom(0, 25, 75, 100)
    fc.assert(
      fc.property(
        fc.array(fc.array(weight, { minLength: 6, maxLength: 6 }), { minLength: 3, maxLength: 6 }),
        (weights) => {
          const given = instance({
            weights,
            slots: ['a', 'b', 'c', 'd'],
            rooms: [
              { id: 'r1', capacity: undefined },
              { id: 'r2', capacity: undefined },
            ],
            rules: [directly('s1', 's0'), directly('s3', 's2')],
          })
          const plan = planAgenda(given, { seed: 7 })
          expect(plan.unplaced).toEqual([])
          expect(findBrokenRules(given, plan.placements)).toEqual([])
          const slotOf = (id: string) => plan.placements.find((one) => one.session === id)?.slot ?? ''
          expect(slotOf('s1')).toBe(followingSlot(given, slotOf('s0')))
        },
      ),
      { numRuns: 20 },
    )
  })
})
