import { describe, expect, test } from 'vitest'
import { compareAgendas, describeChange } from '../../../src/core/hackathon/agenda-changes.ts'
import { attendanceRange } from '../../../src/core/hackathon/attendance.ts'
import { buildInstance } from '../../../src/core/hackathon/build-instance.ts'
import type { HackathonAct } from '../../../src/core/hackathon/decision.ts'
import { findNowNext, findWhereabouts } from '../../../src/core/hackathon/now-next.ts'
import { parseWish } from '../../../src/core/hackathon/parse-wish.ts'
import { planAgenda } from '../../../src/core/hackathon/plan-agenda.ts'
import type { Placement, SessionFields } from '../../../src/core/hackathon/session.ts'
import { type Done, hackathon, register, SESSION, TOPIC } from './little-event.ts'

const ADA = 'ada@example.org'
const BEN = 'ben@example.org'

const slot = (id: string, startsAt: string, endsAt: string, kind: 'session' | 'break' = 'session'): Done => ({
  kind: 'slot.add',
  id,
  fields: {
    kind,
    title: kind === 'break' ? 'Lunch' : undefined,
    startsAt,
    endsAt,
    locked: false,
    closedRooms: [],
  },
})
const room = (id: string, capacity?: number): Done => ({
  kind: 'room.add',
  id,
  fields: { name: id.toUpperCase(), capacity, equipment: undefined, url: undefined },
})
const session = (id: string, fields: Partial<SessionFields> = {}): Done => ({
  kind: 'session.add',
  id,
  fields: { ...SESSION, title: id, ...fields },
})
const place = (placement: Placement, seen = 99, locked = false): HackathonAct => ({
  kind: 'agenda.place',
  placement,
  locked,
  seen,
})

const GRID: readonly Done[] = [
  slot('tue-1', '2026-04-21T08:00:00Z', '2026-04-21T09:00:00Z'),
  slot('tue-lunch', '2026-04-21T11:00:00Z', '2026-04-21T12:00:00Z', 'break'),
  slot('tue-2', '2026-04-21T13:00:00Z', '2026-04-21T14:00:00Z'),
  slot('wed-1', '2026-04-22T08:00:00Z', '2026-04-22T09:00:00Z'),
  room('hall', 40),
  room('kitchen', 6),
]

describe('placing sessions', () => {
  test('a cell holds one session; a break, a locked slot and a closed room none', () => {
    const made = hackathon(
      ...GRID,
      session('a'),
      session('b'),
      place({ session: 'a', slot: 'tue-1', room: 'hall' }),
      place({ session: 'b', slot: 'tue-1', room: 'hall' }),
      place({ session: 'b', slot: 'tue-lunch', room: 'hall' }),
      { kind: 'slot.change', id: 'wed-1', change: { locked: true }, seen: 99 },
      place({ session: 'b', slot: 'wed-1', room: 'hall' }),
      { kind: 'slot.change', id: 'tue-2', change: { closedRooms: ['kitchen'] }, seen: 99 },
      place({ session: 'b', slot: 'tue-2', room: 'kitchen' }),
      place({ session: 'b', slot: 'tue-2', room: 'nowhere' }),
    )
    expect(made.sessions.map((one) => one.placement)).toEqual([{ slot: 'tue-1', room: 'hall' }, undefined])
    expect(made.refusals.map((one) => one.why)).toEqual([
      '"a" is in room hall in slot tue-1',
      'slot tue-lunch is for Lunch',
      'slot wed-1 is locked',
      'room kitchen is closed in slot tue-2',
      'there is no room nowhere',
    ])
  })

  test('slots for sessions do not overlap', () => {
    const made = hackathon(...GRID, slot('late', '2026-04-21T08:30:00Z', '2026-04-21T09:30:00Z'))
    expect(made.refusals[0]?.why).toMatch(/^slot tue-1 is at the same time/)
    const breaks = hackathon(...GRID, slot('tea', '2026-04-21T08:30:00Z', '2026-04-21T09:30:00Z', 'break'))
    expect(breaks.refusals).toEqual([])
  })

  test('rooms and slots that hold a session are not taken away', () => {
    const made = hackathon(
      ...GRID,
      session('a'),
      place({ session: 'a', slot: 'tue-1', room: 'hall' }),
      { kind: 'room.remove', id: 'hall' },
      { kind: 'slot.remove', id: 'tue-1' },
      { kind: 'slot.change', id: 'tue-1', change: { kind: 'break' }, seen: 99 },
      { kind: 'session.change', id: 'a', change: { cancelled: true }, seen: 99 },
      { kind: 'room.remove', id: 'hall' },
    )
    expect(made.refusals.map((one) => one.code)).toEqual(['taken', 'taken', 'taken'])
    expect(made.rooms.map((one) => one.id)).toEqual(['kitchen'])
  })

  test('two who move one session: the second is told', () => {
    const made = hackathon(
      ...GRID,
      session('a'),
      place({ session: 'a', slot: 'tue-1', room: 'hall' }, 8),
      place({ session: 'a', slot: 'tue-2', room: 'hall' }, 8),
    )
    expect(made.sessions[0]?.placement).toEqual({ slot: 'tue-1', room: 'hall' })
    expect(made.conflicts).toMatchObject([{ about: 'session a', fields: ['placement'] }])
  })

  test("a scheduler's agenda is taken over whole, unless somebody placed a session meanwhile", () => {
    const wanted = [
      { session: 'a', slot: 'tue-2', room: 'hall' },
      { session: 'b', slot: 'tue-1', room: 'hall' },
    ]
    const base = [...GRID, session('a'), session('b'), place({ session: 'a', slot: 'tue-1', room: 'hall' })]
    const swapped = hackathon(...base, { kind: 'agenda.accept', placements: wanted, seen: 10 })
    expect(swapped.sessions.map((one) => one.placement?.slot)).toEqual(['tue-2', 'tue-1'])
    const late = hackathon(...base, { kind: 'agenda.accept', placements: wanted, seen: 8 })
    expect(late.sessions.map((one) => one.placement?.slot)).toEqual(['tue-1', undefined])
    expect(late.conflicts).toMatchObject([{ about: 'session a' }])
    const twice = hackathon(...base, {
      kind: 'agenda.accept',
      placements: wanted.map((one) => ({ ...one, slot: 'tue-2' })),
      seen: 10,
    })
    expect(twice.refusals.map((one) => one.why)).toEqual(['two sessions are in room hall in slot tue-2'])
  })

  test('what is locked is not moved by an agenda', () => {
    const made = hackathon(
      ...GRID,
      session('a'),
      session('b'),
      place({ session: 'a', slot: 'tue-1', room: 'hall' }, 99, true),
      { kind: 'agenda.accept', placements: [{ session: 'a', slot: 'tue-2', room: 'hall' }], seen: 99 },
      { kind: 'agenda.accept', placements: [{ session: 'b', slot: 'tue-1', room: 'hall' }], seen: 99 },
    )
    expect(made.sessions[0]?.placement?.slot).toBe('tue-1')
    expect(made.sessions[1]?.placement).toBeUndefined()
    expect(made.refusals.map((one) => one.code)).toEqual(['taken', 'taken'])
  })

  test('what is published has a changelog in words', () => {
    const made = hackathon(
      ...GRID,
      session('a'),
      session('b'),
      place({ session: 'a', slot: 'tue-1', room: 'hall' }),
      place({ session: 'b', slot: 'tue-2', room: 'hall' }),
      { kind: 'agenda.publish', note: 'first' },
      place({ session: 'a', slot: 'wed-1', room: 'hall' }),
      place({ session: 'b', slot: 'tue-2', room: 'kitchen' }),
      { kind: 'agenda.publish', note: undefined },
    )
    const names = { session: (id: string) => id, slot: (id: string) => id, room: (id: string) => id }
    expect(made.agendas.map((one) => one.version)).toEqual([1, 2])
    expect(made.agendas[1]?.changes.map((one) => describeChange(one, names))).toEqual([
      'a moved from tue-1, hall to wed-1, hall',
      'b is in kitchen, not hall (tue-2)',
    ])
    const [first] = made.agendas
    expect(compareAgendas(first?.placements ?? [], []).map((one) => describeChange(one, names))).toEqual([
      'a is no longer in the agenda',
      'b is no longer in the agenda',
    ])
    expect(first?.changes.map((one) => describeChange(one, names))[0]).toBe('a is new: tue-1, hall')
  })
})

describe('an event as a question to the scheduler', () => {
  const made = hackathon(
    ...GRID,
    register(ADA),
    register(BEN),
    { kind: 'topic.add', id: 'topic', fields: TOPIC },
    session('a', {
      topics: ['topic'],
      leaders: [BEN],
      wishes: [{ kind: 'on-day', day: '2026-04-22', hard: true }],
    }),
    session('b', { wishes: [{ kind: 'apart', session: 'a', hard: false }] }),
    {
      act: {
        kind: 'interest.state',
        about: 'topic:topic',
        person: ADA,
        grade: 'yes',
        via: 'web',
        note: undefined,
      },
      person: ADA,
    },
    {
      kind: 'registration.travel',
      person: ADA,
      travel: {
        arrives: { raw: 'April 22', day: '2026-04-22', time: undefined },
        leaves: undefined,
        lodging: undefined,
      },
    },
  )

  test('interest in a topic is interest in its session, leaders want to be there, travel is presence', () => {
    const asked = buildInstance(made)
    expect(asked.people).toEqual([ADA, BEN])
    expect(asked.weights).toEqual([
      [75, 0],
      [100, 0],
    ])
    expect(asked.slots).toEqual(['tue-1', 'tue-2', 'wed-1'])
    expect(asked.presence[0]).toEqual([0, 0, 1])
    expect(asked.rules).toEqual([
      { kind: 'needs', session: 'a', person: BEN },
      { kind: 'only-in', session: 'a', slots: ['wed-1'], why: 'wished on 2026-04-22' },
    ])
    expect(asked.wishes).toEqual([{ kind: 'apart', session: 'b', other: 'a' }])
    const plan = planAgenda(asked, { seed: 1, rounds: 2 })
    expect(plan.placements.find((one) => one.session === 'a')).toEqual({
      session: 'a',
      slot: 'wed-1',
      room: 'hall',
    })
    expect(plan.placements.find((one) => one.session === 'b')?.slot).not.toBe('wed-1')
  })

  test('a suggestion weighs less than an answer, and nothing beside one', () => {
    const suggestion = (person: string) =>
      ({ person, about: 'topic:topic', grade: 'must', via: 'suggestion', note: undefined, at: '' }) as const
    const suggested = new Map([['topic:topic' as const, [suggestion(ADA), suggestion(BEN)]]])
    expect(buildInstance(made, { suggested }).weights[0]).toEqual([75, 0])
    const third = hackathon(
      ...GRID,
      { kind: 'topic.add', id: 'topic', fields: TOPIC },
      register(ADA),
      session('a', { topics: ['topic'] }),
    )
    expect(buildInstance(third, { suggested }).weights).toEqual([[60]])
  })

  test('before anybody is confirmed, those who answered', () => {
    const early = hackathon(
      { kind: 'topic.add', id: 'topic', fields: TOPIC },
      {
        act: {
          kind: 'interest.state',
          about: 'topic:topic',
          person: BEN,
          grade: 'yes',
          via: 'web',
          note: undefined,
        },
        person: BEN,
      },
      session('a', { leaders: [ADA] }),
    )
    expect(buildInstance(early).people).toEqual([ADA, BEN])
  })
})

describe('wishes in words', () => {
  const made = hackathon(
    ...GRID,
    session('security', { title: 'Security' }),
    session('toolstack', { title: 'Toolstack session' }),
    session('pvh', { title: 'PVH roadmap' }),
  )
  const read = (text: string) =>
    parseWish(text, {
      event: made.event,
      slots: made.slots,
      rooms: made.rooms,
      sessions: made.sessions,
      self: 'pvh',
    })

  test.each([
    ['on Wednesday', { kind: 'on-day', day: '2026-04-22', hard: false }],
    ['must be on Wednesday', { kind: 'on-day', day: '2026-04-22', hard: true }],
    [
      '[Note to Admin: please schedule this session on Wednesday April 22nd]',
      { kind: 'on-day', day: '2026-04-22', hard: false },
    ],
    ['on April 21', { kind: 'on-day', day: '2026-04-21', hard: false }],
    ['Day 2', { kind: 'on-day', day: '2026-04-22', hard: false }],
    ['on the first day', { kind: 'on-day', day: '2026-04-21', hard: false }],
    ['in the morning', { kind: 'in-slots', slots: ['tue-1', 'wed-1'], hard: false }],
    ['Tuesday afternoon', { kind: 'in-slots', slots: ['tue-2'], hard: false }],
    ['only after lunch', { kind: 'in-slots', slots: ['tue-2'], hard: true }],
    ['not on Tuesday', { kind: 'not-in-slots', slots: ['tue-1', 'tue-2'], hard: false }],
    ['after session 2', { kind: 'after', session: 'toolstack', hard: false }],
    ['after Security', { kind: 'after', session: 'security', hard: false }],
    ['follow on session to the Toolstack session', { kind: 'after', session: 'toolstack', hard: false }],
    ['before security', { kind: 'before', session: 'security', hard: false }],
    ['not beside Toolstack', { kind: 'apart', session: 'toolstack', hard: false }],
    ['Must not be at the same time as "Security"', { kind: 'apart', session: 'security', hard: true }],
    ['in the Kitchen', { kind: 'in-room', room: 'kitchen', hard: false }],
  ])('%s', (text, wish) => {
    expect(read(text)).toEqual(wish)
  })

  test.each([
    '',
    'on Friday',
    'after session 3',
    'after s',
    'whenever it suits',
    'not beside anything',
    'on May 3',
  ])('"%s" is left to an organiser', (text) => {
    expect(read(text)).toBeUndefined()
  })
})

describe('on the day', () => {
  const made = hackathon(
    ...GRID,
    session('a', { leaders: [ADA] }),
    session('b'),
    place({ session: 'a', slot: 'tue-1', room: 'kitchen' }),
    place({ session: 'b', slot: 'tue-1', room: 'hall' }),
  )

  test('what is on, and what comes next', () => {
    const during = findNowNext(made, '2026-04-21T08:30:00Z')
    expect(during.now?.sessions.map((one) => [one.session.id, one.room])).toEqual([
      ['b', 'hall'],
      ['a', 'kitchen'],
    ])
    expect(during.next?.slot.id).toBe('tue-lunch')
    expect(findNowNext(made, '2026-04-21T09:00:00Z').now).toBeUndefined()
    expect(findNowNext(made, '2026-04-23T09:00:00Z')).toEqual({ now: undefined, next: undefined })
  })

  test('where somebody is', () => {
    const weightOf = (person: string) => (person === BEN ? 75 : 0)
    const at = '2026-04-21T08:30:00Z'
    expect(findWhereabouts(made, ADA, at, weightOf)?.room).toBe('kitchen')
    expect(findWhereabouts(made, BEN, at, weightOf)?.room).toBe('hall')
    expect(findWhereabouts(made, 'eve@example.org', at, weightOf)).toBeUndefined()
  })

  test('how many to expect', () => {
    expect(attendanceRange(0)).toEqual({ low: 0, high: 0 })
    const { low, high } = attendanceRange(20)
    expect(low).toBeLessThan(14)
    expect(high).toBeGreaterThan(14)
  })
})
