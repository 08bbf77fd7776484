import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyDecision, applyDecisions } from '../../../src/core/hackathon/apply.ts'
import type { HackathonAct } from '../../../src/core/hackathon/decision.ts'
import type { Hackathon } from '../../../src/core/hackathon/hackathon.ts'
import { standingOf } from '../../../src/core/hackathon/member-standing.ts'
import {
  listUnreachable,
  listWaiting,
  REGISTRATION_STATES,
  seatsTaken,
} from '../../../src/core/hackathon/registration.ts'
import { CREATE, type Done, decisions, hackathon, OLGA, register } from './little-event.ts'

const PEOPLE = ['ada', 'ben', 'cleo', 'dan', 'eve'].map((name) => `${name}@example.org`)
const [ADA = '', BEN = '', CLEO = '', DAN = ''] = PEOPLE
const AFTER = '2026-04-10T12:00:00Z'

const set = (
  person: string,
  to: (typeof REGISTRATION_STATES)[number],
  invitedUntil?: string,
): HackathonAct => ({
  kind: 'registration.set',
  person,
  to,
  invitedUntil,
  reason: undefined,
})
const states = (made: Hackathon) => made.registrations.map((one) => one.state)

describe('the rules that the page states', () => {
  test('a maintainer confirms themselves, with the evidence; anybody else asks', () => {
    const made = hackathon(register(ADA), register(BEN, false))
    expect(states(made)).toEqual(['confirmed', 'requested'])
    expect(made.registrations[0]?.evidence).toEqual(['maintainer of EXAMPLE'])
  })

  test('never over capacity: core members wait, and an organiser is refused too', () => {
    const made = hackathon(register(ADA), register(BEN), register(CLEO), register(DAN), set(DAN, 'confirmed'))
    expect(states(made)).toEqual(['confirmed', 'confirmed', 'confirmed', 'waitlisted'])
    expect(made.refusals.map((one) => one.why)).toEqual([
      'all 3 seats are taken: Dan Example can wait for one',
    ])
    expect(listWaiting(made.registrations).map((one) => one.person)).toEqual([DAN])
  })

  test('fewer seats than are taken cannot be had', () => {
    const made = hackathon(register(ADA), register(BEN), {
      kind: 'event.change',
      change: { capacity: 1 },
      seen: 1,
    })
    expect(made.event.capacity).toBe(3)
    expect(made.refusals[0]?.why).toBe('2 seats are taken: 1 of them have to be freed first')
  })

  test('an invitation holds a seat until it ends, and is taken up before', () => {
    const invite: Done = set(DAN, 'invited', '2026-03-10T00:00:00Z')
    const full = hackathon(register(ADA), register(BEN), register(DAN, false), invite, register(CLEO))
    expect(states(full)).toEqual(['confirmed', 'confirmed', 'invited', 'waitlisted'])
    const accept: HackathonAct = { kind: 'registration.accept', person: DAN }
    const early = hackathon(register(DAN, false), invite, {
      act: accept,
      person: DAN,
      at: '2026-03-09T00:00:00Z',
    })
    expect(states(early)).toEqual(['confirmed'])
    const late = hackathon(register(DAN, false), invite, {
      act: accept,
      person: DAN,
      at: '2026-03-11T00:00:00Z',
    })
    expect(states(late)).toEqual(['invited'])
    expect(late.refusals[0]?.why).toMatch(/^the invitation ended at 2026-03-10/)
    expect(seatsTaken(late.registrations, '2026-03-11T00:00:00Z')).toBe(0)
  })

  test('an invitation needs an end', () => {
    const made = hackathon(
      register(DAN, false),
      set(DAN, 'invited'),
      set(DAN, 'invited', '2026-02-01T00:00:00Z'),
    )
    expect(made.refusals).toHaveLength(2)
  })

  test('after the cut-off only an organiser changes the list, and it shows', () => {
    const made = hackathon(
      register(ADA),
      register(BEN, true, AFTER),
      { act: { kind: 'registration.withdraw', person: ADA, reason: 'ill' }, person: ADA, at: AFTER },
      { act: { ...set(ADA, 'withdrawn'), reason: 'she wrote that she is ill' } as HackathonAct, at: AFTER },
    )
    expect(made.refusals.map((one) => one.why)).toEqual([
      'registration closed at 2026-04-08T22:59:59Z: write to events@example.org',
      'registration closed at 2026-04-08T22:59:59Z: write to events@example.org',
    ])
    expect(made.registrations[0]?.steps.at(-1)).toEqual({
      at: AFTER,
      person: OLGA,
      to: 'withdrawn',
      override: true,
      reason: 'she wrote that she is ill',
    })
  })

  test.each(['announced', 'closed', 'running', 'notes', 'archived'] as const)(
    'nobody registers while %s',
    (phase) => {
      const made = hackathon({ kind: 'event.change', change: { phase }, seen: 1 }, register(ADA))
      expect(made.registrations).toEqual([])
      expect(made.refusals[0]?.code).toBe('closed')
    },
  )

  test('who withdrew can come back; who is on the list is not put on it twice', () => {
    const withdraw: Done = {
      act: { kind: 'registration.withdraw', person: ADA, reason: undefined },
      person: ADA,
    }
    const made = hackathon(register(ADA), register(ADA), withdraw, register(ADA))
    expect(made.registrations).toHaveLength(1)
    expect(made.registrations[0]?.steps.map((one) => one.to)).toEqual(['confirmed', 'withdrawn', 'confirmed'])
    expect(made.refusals.map((one) => one.why)).toEqual(['Ada Example is on the list already: confirmed'])
  })

  test('who is confirmed and cannot be reached by mail is shown to organisers', () => {
    const byName = { ...register(ADA) } as {
      readonly act: Extract<HackathonAct, { kind: 'registration.register' }>
    }
    const act = {
      ...byName.act,
      person: 'name:ada example',
      fields: { ...byName.act.fields, address: undefined },
    }
    const made = hackathon(act, register(BEN))
    expect(listUnreachable(made.registrations).map((one) => one.person)).toEqual(['name:ada example'])
    const known = applyDecision(made, {
      ...decisions([{ kind: 'person.identify', was: 'name:ada example', is: ADA }])[0],
      sequence: 9,
    } as Parameters<typeof applyDecision>[1]).hackathon
    expect(known?.registrations.map((one) => [one.person, one.address])).toEqual([
      [ADA, ADA],
      [BEN, BEN],
    ])
    expect(listUnreachable(known?.registrations ?? [])).toEqual([])
  })

  test('two on the list are not made one', () => {
    const made = hackathon(register(ADA), register(BEN), { kind: 'person.identify', was: ADA, is: BEN })
    expect(made.registrations).toHaveLength(2)
    expect(made.refusals[0]?.code).toBe('exists')
  })
})

describe('who may confirm themselves', () => {
  const nobody = { maintains: [], roles: [], commits: 0, reviews: 0 }

  test.each([
    [{ ...nobody, maintains: ['ARM', 'DRIVERS'] }, true, ['in MAINTAINERS for ARM and 1 other section']],
    [{ ...nobody, roles: ['committer'], reviews: 1 }, true, ['committer', '1 review in the last year']],
    [{ ...nobody, commits: 12, reviews: 3 }, true, ['12 commits and 3 reviews in the last year']],
    [{ ...nobody, commits: 9, reviews: 9 }, false, ['9 commits and 9 reviews in the last year']],
    [nobody, false, []],
  ])('%j: %s', (record, isCore, evidence) => {
    expect(standingOf(record)).toEqual({ isCore, evidence })
  })
})

describe('properties', () => {
  const person = fc.constantFrom(...PEOPLE)
  const day = fc
    .integer({ min: 1, max: 28 })
    .map((d) => `2026-0${d % 2 === 0 ? 3 : 4}-${String(d).padStart(2, '0')}`)
  const instant = day.map((one) => `${one}T12:00:00Z`)
  const act: fc.Arbitrary<HackathonAct> = fc.oneof(
    fc.record({ person, isCore: fc.boolean() }).map(({ person, isCore }) => {
      const done = register(person, isCore)
      return 'act' in done ? done.act : done
    }),
    fc
      .record({ person, to: fc.constantFrom(...REGISTRATION_STATES), until: instant })
      .map(({ person, to, until }) => set(person, to, until)),
    person.map((one): HackathonAct => ({ kind: 'registration.accept', person: one })),
    person.map((one): HackathonAct => ({ kind: 'registration.withdraw', person: one, reason: undefined })),
    fc
      .integer({ min: 0, max: 4 })
      .map((capacity): HackathonAct => ({ kind: 'event.change', change: { capacity }, seen: 1_000_000 })),
    fc.record({ was: person, is: person }).map((ids): HackathonAct => ({ kind: 'person.identify', ...ids })),
  )
  const given: fc.Arbitrary<Done> = fc.record({ act, at: instant, person: fc.constantFrom(OLGA, ...PEOPLE) })

  test('capacity is never exceeded, whoever does what, and whatever their clocks say', () => {
    fc.assert(
      fc.property(fc.array(given, { maxLength: 40 }), (acts) => {
        let made: Hackathon | undefined
        for (const decision of decisions([CREATE, ...acts])) {
          made = applyDecision(made, decision).hackathon
          const confirmed = made?.registrations.filter((one) => one.state === 'confirmed').length ?? 0
          expect(confirmed).toBeLessThanOrEqual(made?.event.capacity ?? 0)
        }
      }),
    )
  })

  test('nor are seats promised twice, while clocks go forward', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        let made: Hackathon | undefined
        for (const [i, decision] of decisions([CREATE, ...acts]).entries()) {
          const at = `2026-03-01T12:${String(i).padStart(2, '0')}:00Z`
          made = applyDecision(made, { ...decision, at }).hackathon
          expect(seatsTaken(made?.registrations ?? [], at)).toBeLessThanOrEqual(made?.event.capacity ?? 0)
        }
      }),
    )
  })

  test('one registration for one person, and its last step is its state', () => {
    fc.assert(
      fc.property(fc.array(given, { maxLength: 40 }), (acts) => {
        const made = applyDecisions(decisions([CREATE, ...acts]))
        const people = made?.registrations.map((one) => one.person) ?? []
        expect(new Set(people).size).toBe(people.length)
        for (const one of made?.registrations ?? []) expect(one.steps.at(-1)?.to).toBe(one.state)
      }),
    )
  })
})
