import fc from 'fast-check'
import type { AgendaRule, Instance } from '../../../src/core/hackathon/instance.ts'
import type { Placement } from '../../../src/core/hackathon/session.ts'

/** An instance for tests: only what matters is given. `weights` by person and session. */
export function instance(given: Partial<Instance> & Pick<Instance, 'weights'>): Instance {
  const people = given.people ?? given.weights.map((_, u) => `p${u}`)
  const sessions = given.sessions ?? (given.weights[0] ?? []).map((_, d) => `s${d}`)
  const slots = given.slots ?? ['t0', 't1']
  return {
    rooms: [
      { id: 'r0', capacity: undefined },
      { id: 'r1', capacity: undefined },
    ],
    presence: people.map(() => slots.map(() => 1)),
    closedRooms: new Map(),
    lockedSlots: [],
    rules: [],
    wishes: [],
    before: [],
    ...given,
    people,
    sessions,
    slots,
  }
}

/** Instances of all sorts, solvable or not. */
export const anyInstance: fc.Arbitrary<Instance> = fc
  .record({
    people: fc.integer({ min: 1, max: 6 }),
    sessions: fc.integer({ min: 1, max: 7 }),
    slots: fc.integer({ min: 1, max: 4 }),
    rooms: fc.integer({ min: 1, max: 3 }),
    seed: fc.array(fc.nat(1000), { minLength: 80, maxLength: 80 }),
  })
  .map(({ people, sessions, slots, rooms, seed }) => {
    let at = 0
    const draw = (below: number): number => (seed[at++ % seed.length] ?? 0) % below
    const [personIds, sessionIds, slotIds] = [ids('p', people), ids('s', sessions), ids('t', slots)]
    const pick = (list: readonly string[]): string => list[draw(list.length)] ?? ''
    const rules: AgendaRule[] = sessionIds.flatMap((session) =>
      draw(3) === 0 ? [] : [{ kind: 'needs', session, person: pick(personIds) } satisfies AgendaRule],
    )
    if (draw(2) === 0) rules.push({ kind: 'after', session: pick(sessionIds), other: pick(sessionIds) })
    if (draw(2) === 0) rules.push({ kind: 'apart', session: pick(sessionIds), other: pick(sessionIds) })
    if (draw(3) === 0)
      rules.push({ kind: 'only-in', session: pick(sessionIds), slots: [pick(slotIds)], why: 'as wished' })
    if (draw(3) === 0) rules.push({ kind: 'in-room', session: pick(sessionIds), room: 'r0' })
    const hasLock = draw(3) === 0
    if (hasLock) rules.push({ kind: 'locked', session: pick(sessionIds), slot: pick(slotIds), room: 'r0' })
    return instance({
      people: personIds,
      sessions: sessionIds,
      slots: slotIds,
      rooms: ids('r', rooms).map((id) => ({ id, capacity: draw(2) === 0 ? undefined : 1 + draw(4) })),
      weights: personIds.map(() => sessionIds.map(() => [0, 25, 75, 100][draw(4)] ?? 0)),
      presence: personIds.map(() => slotIds.map(() => [1, 1, 1, 0.5, 0][draw(5)] ?? 1)),
      closedRooms: new Map(!hasLock && draw(4) === 0 ? [[pick(slotIds), ['r0']]] : []),
      lockedSlots: draw(5) === 0 ? [pick(slotIds)] : [],
      rules,
    })
  })

/** Every agenda that places all sessions in some slot with a room, for small instances. */
export function* everyAgenda(given: Instance): Generator<readonly Placement[]> {
  const rooms = (slot: string): string[] => {
    const closed = given.closedRooms.get(slot) ?? []
    return given.rooms.flatMap((room) => (closed.includes(room.id) ? [] : [room.id]))
  }
  function* rest(i: number, placed: readonly Placement[]): Generator<readonly Placement[]> {
    const session = given.sessions[i]
    if (session === undefined) {
      yield placed
      return
    }
    for (const slot of given.slots)
      for (const room of rooms(slot))
        if (!placed.some((one) => one.slot === slot && one.room === room))
          yield* rest(i + 1, [...placed, { session, slot, room }])
  }
  yield* rest(0, [])
}

function ids(letter: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${letter}${i}`)
}
