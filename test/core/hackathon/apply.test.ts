import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyDecision, applyDecisions } from '../../../src/core/hackathon/apply.ts'
import type { HackathonAct } from '../../../src/core/hackathon/decision.ts'
import { listOpenConflicts } from '../../../src/core/hackathon/hackathon.ts'
import {
  CREATE,
  type Done,
  decisions,
  EVENT,
  hackathon,
  OLGA,
  register,
  SESSION,
  TOPIC,
} from './little-event.ts'

const ADA = 'ada@example.org'
const BEN = 'ben@example.org'

describe('an event is what its decisions make of it', () => {
  test('no decision, no event; a member makes none', () => {
    expect(applyDecisions([])).toBeUndefined()
    const step = applyDecision(undefined, { ...decisionOf(CREATE), role: 'member' })
    expect(step).toMatchObject({ hackathon: undefined, refusal: { code: 'forbidden' } })
  })

  test.each([
    [{ name: ' ' }, 'an event needs a name'],
    [{ startsOn: '2026-02-30' }, '"2026-02-30" is no day'],
    [{ endsOn: '2026-04-20' }, 'an event cannot end (2026-04-20) before it starts (2026-04-21)'],
    [{ timeZone: 'Mars/Olympus' }, '"Mars/Olympus" is no time zone that is known here'],
    [{ capacity: -1 }, '"-1" is no number of seats'],
  ])('refuses %j', (wrong, why) => {
    const step = applyDecision(
      undefined,
      decisionOf({ ...CREATE, fields: { ...EVENT, ...wrong } } as HackathonAct),
    )
    expect(step.refusal?.why).toBe(why)
    const changed = hackathon({ kind: 'event.change', change: wrong, seen: 1 })
    expect(changed.refusals.map((one) => one.why)).toEqual([why])
    expect(changed.event.name).toBe(EVENT.name)
  })

  test('the order in which decisions are given does not matter, only their numbers', () => {
    const given = decisions([
      CREATE,
      register(ADA),
      { kind: 'topic.add', id: 'live-patching', fields: TOPIC },
      { act: state(ADA, 'must'), person: ADA },
      { act: state(ADA, 'no'), person: ADA },
    ])
    const whole = applyDecisions(given)
    fc.assert(
      fc.property(fc.shuffledSubarray([...given], { minLength: given.length }), (shuffled) => {
        expect(applyDecisions(shuffled)).toEqual(whole)
      }),
    )
  })
})

describe('two people at one thing', () => {
  const two: readonly Done[] = [
    { kind: 'event.change', change: { venue: 'North House', capacity: 20 }, seen: 1 },
    { act: { kind: 'event.change', change: { venue: 'South House' }, seen: 1 }, at: '2026-03-01T12:01:00Z' },
  ]

  test('the second is told, what stands and what was offered are both kept', () => {
    const made = hackathon(...two)
    expect(made.event).toMatchObject({ venue: 'North House', capacity: 20, revision: 2 })
    expect(made.conflicts).toEqual([
      {
        sequence: 3,
        at: '2026-03-01T12:01:00Z',
        person: OLGA,
        other: OLGA,
        about: 'event example-2026',
        fields: ['venue'],
        stands: { venue: 'North House' },
        offered: { venue: 'South House' },
        settledBy: undefined,
      },
    ])
  })

  test('different fields, and the same change twice, are no conflict', () => {
    const made = hackathon(
      { kind: 'event.change', change: { venue: 'North House' }, seen: 1 },
      { kind: 'event.change', change: { capacity: 20 }, seen: 1 },
      { kind: 'event.change', change: { venue: 'North House' }, seen: 1 },
    )
    expect(made.conflicts).toEqual([])
    expect(made.event).toMatchObject({ venue: 'North House', capacity: 20, revision: 3 })
  })

  test('a conflict is settled by a decision that names it', () => {
    const made = hackathon(
      ...two,
      { kind: 'conflict.settle', conflict: 3 },
      { kind: 'conflict.settle', conflict: 2 },
    )
    expect(listOpenConflicts(made)).toEqual([])
    expect(made.conflicts[0]?.settledBy).toBe(4)
    expect(made.refusals.map((one) => one.why)).toEqual(['there is no conflict 2'])
  })

  test('an erased decision between makes no conflict of what was none', () => {
    const given = decisions([
      CREATE,
      { kind: 'event.change', change: { venue: 'North House' }, seen: 1 },
      { kind: 'event.change', change: { venue: 'South House' }, seen: 2 },
    ])
    const made = applyDecisions(given.filter((one) => one.sequence !== 2))
    expect(made?.conflicts).toEqual([])
    expect(made?.event.venue).toBe('South House')
  })

  test('notes that two begin at once are both kept', () => {
    const made = hackathon(
      register(ADA),
      register(BEN),
      { kind: 'session.add', id: 's', fields: SESSION },
      {
        act: { kind: 'note.write', session: 's', change: { text: 'Ada heard this.' }, seen: 0 },
        person: ADA,
      },
      {
        act: { kind: 'note.write', session: 's', change: { text: 'Ben heard that.' }, seen: 0 },
        person: BEN,
      },
    )
    expect(made.notes[0]?.text).toBe('Ada heard this.')
    expect(made.conflicts).toMatchObject([
      { person: BEN, other: ADA, about: 'notes of session s', offered: { text: 'Ben heard that.' } },
    ])
  })

  test('whatever people write about one field, every text stands, stood, or is kept in a conflict', () => {
    const edit = fc.record({ text: fc.stringMatching(/^[a-z]{1,8}$/), lag: fc.nat(4) })
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
        let made = hackathon(register(ADA), { kind: 'session.add', id: 's', fields: SESSION })
        const revisions = [0]
        const stood = new Set<string>()
        for (const [i, { text, lag }] of edits.entries()) {
          const seen = revisions.at(-1 - Math.min(lag, revisions.length - 1)) ?? 0
          const act: HackathonAct = { kind: 'note.write', session: 's', change: { text }, seen }
          const sequence = 10 + i
          made =
            applyDecision(made, { ...decisionOf(act), sequence, person: ADA, role: 'member' }).hackathon ??
            made
          const note = made.notes[0]
          if (note?.revision !== revisions.at(-1)) revisions.push(note?.revision ?? 0)
          stood.add(note?.text ?? '')
        }
        const kept = new Set(made.conflicts.map((one) => one.offered['text']))
        for (const { text } of edits) expect(stood.has(text) || kept.has(text)).toBe(true)
      }),
    )
  })
})

describe('who may do what', () => {
  const started: readonly Done[] = [
    register(ADA),
    { act: { kind: 'topic.add', id: 't', fields: TOPIC }, person: BEN },
    { kind: 'session.add', id: 's', fields: { ...SESSION, leaders: [ADA] } },
    { kind: 'slot.add', id: 'tue', fields: slot('2026-04-21T09:00:00Z', '2026-04-21T10:00:00Z') },
    { kind: 'room.add', id: 'kitchen', fields: room('Kitchen') },
  ]

  test.each<[string, HackathonAct, boolean]>([
    [BEN, { kind: 'event.change', change: { phase: 'closed' }, seen: 1 }, false],
    [BEN, { kind: 'topic.change', id: 't', change: { title: 'Other' }, seen: 3 }, true],
    [ADA, { kind: 'topic.change', id: 't', change: { title: 'Other' }, seen: 3 }, false],
    [
      ADA,
      { kind: 'interest.state', about: 'topic:t', person: BEN, grade: 'no', via: 'web', note: undefined },
      false,
    ],
    [
      BEN,
      { kind: 'interest.state', about: 'topic:t', person: BEN, grade: 'yes', via: 'web', note: undefined },
      true,
    ],
    [BEN, { kind: 'note.write', session: 's', change: { text: 'x' }, seen: 0 }, false],
    [ADA, { kind: 'note.write', session: 's', change: { text: 'x' }, seen: 0 }, true],
    [
      ADA,
      {
        kind: 'agenda.place',
        placement: { session: 's', slot: 'tue', room: 'kitchen' },
        locked: false,
        seen: 4,
      },
      true,
    ],
    [
      ADA,
      {
        kind: 'agenda.place',
        placement: { session: 's', slot: 'tue', room: 'kitchen' },
        locked: true,
        seen: 4,
      },
      false,
    ],
    [
      BEN,
      {
        kind: 'agenda.place',
        placement: { session: 's', slot: 'tue', room: 'kitchen' },
        locked: false,
        seen: 4,
      },
      false,
    ],
    [
      ADA,
      { kind: 'registration.set', person: ADA, to: 'declined', invitedUntil: undefined, reason: undefined },
      false,
    ],
    [BEN, { kind: 'agenda.publish', note: undefined }, false],
  ])('%s, %j: %s', (person, act, may) => {
    const before = hackathon(...started)
    const step = applyDecision(before, { ...decisionOf(act), sequence: 20, person, role: 'member' })
    expect(step.refusal === undefined).toBe(may)
    if (!may)
      expect(step).toMatchObject({ refusal: { code: 'forbidden' }, hackathon: { ...before, refusals: [{}] } })
  })
})

function decisionOf(act: HackathonAct) {
  return { sequence: 1, at: '2026-03-01T12:00:00Z', person: OLGA, role: 'organiser', act } as const
}

function state(person: string, grade: 'must' | 'no'): HackathonAct {
  return { kind: 'interest.state', about: 'topic:live-patching', person, grade, via: 'web', note: undefined }
}

function slot(startsAt: string, endsAt: string) {
  return { kind: 'session', title: undefined, startsAt, endsAt, locked: false, closedRooms: [] } as const
}

function room(name: string) {
  return { name, capacity: undefined, equipment: undefined, url: undefined }
}
