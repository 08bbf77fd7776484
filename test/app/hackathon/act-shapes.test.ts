import { describe, expect, test } from 'vitest'
import {
  formatHackathonAct,
  HACKATHON_ACTS,
  parseHackathonAct,
} from '../../../src/app/hackathon/act-shapes.ts'
import { UserError } from '../../../src/core/errors.ts'
import { applyDecisions } from '../../../src/core/hackathon/apply.ts'
import type { HackathonAct } from '../../../src/core/hackathon/decision.ts'
import { CREATE, decisions, fieldsOf, OLGA, SESSION, TOPIC } from '../../core/hackathon/little-event.ts'

const ADA = 'ada@example.org'
const at = '2026-04-21T09:00:00Z'

/** An event in which everything is done that can be done. */
const ACTS: readonly HackathonAct[] = [
  CREATE,
  { kind: 'event.change', change: { host: undefined, capacity: 9 }, seen: 1 },
  {
    kind: 'room.add',
    id: 'hall',
    fields: { name: 'Hall', capacity: undefined, equipment: 'projector', url: undefined },
  },
  {
    kind: 'room.add',
    id: 'nook',
    fields: { name: 'Nook', capacity: 4, equipment: undefined, url: undefined },
  },
  { kind: 'room.change', id: 'hall', change: { equipment: undefined }, seen: 3 },
  { kind: 'room.remove', id: 'nook' },
  {
    kind: 'slot.add',
    id: 'tue',
    fields: {
      kind: 'session',
      title: undefined,
      startsAt: at,
      endsAt: '2026-04-21T10:00:00Z',
      locked: false,
      closedRooms: [],
    },
  },
  {
    kind: 'slot.add',
    id: 'tea',
    fields: {
      kind: 'break',
      title: 'Tea',
      startsAt: at,
      endsAt: '2026-04-21T10:00:00Z',
      locked: false,
      closedRooms: [],
    },
  },
  { kind: 'slot.change', id: 'tue', change: { title: 'Morning' }, seen: 7 },
  { kind: 'slot.remove', id: 'tea' },
  {
    kind: 'topic.add',
    id: 'live',
    fields: {
      ...TOPIC,
      insertedOn: { raw: '12/03/2026', day: undefined, candidates: ['2026-03-12', '2026-12-03'] },
      contacts: [{ name: 'Ada', person: ADA, role: undefined }],
      description: [
        { kind: 'text', text: 'a' },
        { kind: 'item', item: 1, depth: 0, text: 'b' },
      ],
    },
  },
  {
    kind: 'topic.change',
    id: 'live',
    change: { withdrawn: false, skills: 'C', insertedOn: undefined },
    seen: 11,
  },
  { kind: 'topic.comment', id: 'live', comment: { person: ADA, name: 'Ada', at: undefined, text: 'hm' } },
  { kind: 'topic.mailed', id: 'live', messageId: 'm@example.org' },
  { kind: 'interest.state', about: 'topic:live', person: ADA, grade: 'must', via: 'mail', note: '+2' },
  { kind: 'registration.register', person: ADA, fields: fieldsOf(ADA), isCore: false, evidence: [] },
  {
    kind: 'registration.change',
    person: ADA,
    change: { passName: { first: 'A', last: 'E' }, irc: undefined },
    seen: 16,
  },
  {
    kind: 'registration.travel',
    person: ADA,
    travel: { arrives: { raw: 'x', day: '2026-04-20', time: '17:08' }, leaves: undefined, lodging: 'home' },
  },
  {
    kind: 'registration.set',
    person: ADA,
    to: 'invited',
    invitedUntil: '2026-04-01T00:00:00Z',
    reason: undefined,
  },
  { kind: 'registration.accept', person: ADA },
  { kind: 'person.identify', was: ADA, is: 'ada@work.example.org' },
  {
    kind: 'session.add',
    id: 's',
    fields: { ...SESSION, topics: ['live'], wishes: [{ kind: 'on-day', day: '2026-04-21', hard: true }] },
  },
  { kind: 'session.change', id: 's', change: { attendance: 7, abstract: 'Why' }, seen: 22 },
  { kind: 'agenda.place', placement: { session: 's', slot: 'tue', room: 'hall' }, locked: false, seen: 22 },
  { kind: 'agenda.unplace', session: 's', seen: 24 },
  { kind: 'agenda.accept', placements: [{ session: 's', slot: 'tue', room: 'hall' }], seen: 25 },
  { kind: 'agenda.publish', note: undefined },
  { kind: 'note.write', session: 's', change: { text: 'said', agreements: ['yes'] }, seen: 0 },
  { kind: 'note.write', session: 's', change: { text: 'other' }, seen: 0 },
  { kind: 'conflict.settle', conflict: 29 },
  { kind: 'note.mailed', session: 's', messageId: 'n@example.org' },
  { kind: 'note.reminded', session: 's', hours: 24 },
  {
    kind: 'action.add',
    id: 'a',
    fields: { session: 's', about: 'topic:live/1', text: 'do it', assignee: ADA, state: 'todo' },
  },
  { kind: 'action.change', id: 'a', change: { state: 'done', assignee: undefined }, seen: 32 },
  {
    kind: 'outcome.judge',
    about: 'topic:live/1',
    outcome: 'commit',
    target: 'abc',
    verdict: 'confirmed',
    tier: 4,
    evidence: 'e',
  },
  { kind: 'registration.withdraw', person: 'ada@work.example.org', reason: 'ill' },
]

describe('acts as payloads', () => {
  test('every kind comes back from JSON as it was', () => {
    expect(new Set(ACTS.map((act) => act.kind))).toEqual(new Set(HACKATHON_ACTS))
    for (const act of ACTS) {
      const payload = JSON.parse(JSON.stringify(formatHackathonAct(act)))
      expect(parseHackathonAct(act.kind, payload)).toEqual(act)
    }
  })

  test('an event read back from its log is the event', () => {
    const read = ACTS.map((act) =>
      parseHackathonAct(act.kind, JSON.parse(JSON.stringify(formatHackathonAct(act)))),
    )
    const made = applyDecisions(decisions(read))
    expect(made?.refusals).toEqual([])
    expect(made?.conflicts).toHaveLength(1)
    expect(made).toEqual(applyDecisions(decisions(ACTS)))
    expect(made?.event).toMatchObject({ host: undefined, capacity: 9, changedBy: OLGA })
  })

  test.each([
    ['event.destroy', {}, 'there is no act "event.destroy"'],
    [
      'room.remove',
      { id: 'Not An Id' },
      'this room.remove cannot be recorded: id: must be lower-case letters, digits, dots and hyphens',
    ],
    ['room.remove', { id: 'a', also: 1 }, 'this room.remove cannot be recorded: : Unrecognized key: "also"'],
    [
      'interest.state',
      { about: 'weather', person: 'a', grade: 'yes', via: 'web' },
      'this interest.state cannot be recorded: about: must name a topic, session or action',
    ],
    [
      'event.change',
      { change: { name: null }, seen: 1 },
      'this event.change cannot be recorded: change.name: Invalid input: expected string, received null',
    ],
    [
      'registration.register',
      null,
      'this registration.register cannot be recorded: : Invalid input: expected object, received null',
    ],
  ])('%s %j is refused', (kind, payload, why) => {
    expect(() => parseHackathonAct(kind, payload)).toThrow(new UserError('usage', why))
  })
})
