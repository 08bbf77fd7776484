import { type AgendaRule, type Instance, listRules, openRooms, SURE } from './instance.ts'

/**
 * An instance as numbers, for the search: sessions, people and slots by their position. Which rooms sessions get is
 * decided afterwards; here a slot is a number of rooms, and what rules say of rooms is said of slots.
 */
export interface DenseInstance {
  readonly people: number
  readonly sessions: number
  readonly slots: number
  /** Weights, all people of a session side by side. */
  readonly weights: Float64Array
  /** Presence, all people of a slot side by side. */
  readonly presence: Float64Array
  /** 1 where a session may be in a slot; all slots of a session side by side. */
  readonly allowed: Uint8Array
  readonly roomCounts: Int32Array
  /** By session: those that must not be at the same time. */
  readonly apart: readonly (readonly number[])[]
  /** By session: those that must be before it, and after it. */
  readonly earlier: readonly (readonly number[])[]
  readonly later: readonly (readonly number[])[]
  /** By session: the slot that it is locked in, or -1. */
  readonly fixed: Int32Array
  /** By session: its slot in the agenda that people know, or -1. */
  readonly before: Int32Array
  /** By person: what they would have if everything were planned for them alone. */
  readonly best: Float64Array
}

/** Makes an instance numbers. Only rules in `rules` are kept: all of them, or those that somebody wants to try. */
export function toDense(
  instance: Instance,
  rules: readonly AgendaRule[] = listRules(instance),
): DenseInstance {
  const { people, sessions, slots } = instance
  const [personAt, sessionAt, slotAt] = [positions(people), positions(sessions), positions(slots)]
  const weights = new Float64Array(sessions.length * people.length)
  const presence = new Float64Array(slots.length * people.length)
  for (let u = 0; u < people.length; u++) {
    for (let d = 0; d < sessions.length; d++) weights[d * people.length + u] = instance.weights[u]?.[d] ?? 0
    for (let t = 0; t < slots.length; t++) presence[t * people.length + u] = instance.presence[u]?.[t] ?? 1
  }
  const allowed = new Uint8Array(sessions.length * slots.length).fill(1)
  const fixed = new Int32Array(sessions.length).fill(-1)
  const apart = sessions.map(() => new Set<number>())
  const earlier = sessions.map(() => new Set<number>())
  const later = sessions.map(() => new Set<number>())
  const roomCounts = new Int32Array(slots.length).fill(sessions.length)
  const only = (d: number, may: (t: number) => boolean): void => {
    for (let t = 0; t < slots.length; t++) if (!may(t)) allowed[d * slots.length + t] = 0
  }
  const separate = (d: number, e: number): void => {
    if (d === e) return
    apart[d]?.add(e)
    apart[e]?.add(d)
  }
  const needing = new Map<string, number[]>()
  const inRoom = new Map<string, number[]>()
  const lockedIn = new Map<number, Set<number>>()
  for (const rule of rules) {
    if (rule.kind === 'rooms' || rule.kind === 'slot-locked') {
      const t = slotAt.get(rule.slot)
      if (rule.kind === 'rooms' && t !== undefined) roomCounts[t] = openRooms(instance, rule.slot).length
      continue
    }
    const d = sessionAt.get(rule.session)
    if (d === undefined) continue
    switch (rule.kind) {
      case 'needs': {
        const u = personAt.get(rule.person)
        if (u !== undefined) only(d, (t) => (presence[t * people.length + u] ?? 0) >= SURE)
        needing.set(rule.person, [...(needing.get(rule.person) ?? []), d])
        break
      }
      case 'only-in': {
        const may = new Set(rule.slots.map((slot) => slotAt.get(slot)))
        only(d, (t) => may.has(t))
        break
      }
      case 'after':
      case 'apart': {
        const e = sessionAt.get(rule.other)
        // A session beside or behind itself says nothing.
        if (e === undefined || e === d) break
        if (rule.kind === 'apart') separate(d, e)
        else {
          earlier[d]?.add(e)
          later[e]?.add(d)
        }
        break
      }
      case 'in-room':
        only(d, (t) => openRooms(instance, slots[t] ?? '').some((room) => room.id === rule.room))
        inRoom.set(rule.room, [...(inRoom.get(rule.room) ?? []), d])
        break
      case 'locked': {
        const t = slotAt.get(rule.slot)
        if (t === undefined) break
        only(d, (one) => one === t)
        fixed[d] = t
        lockedIn.set(t, (lockedIn.get(t) ?? new Set()).add(d))
        inRoom.set(rule.room, [...(inRoom.get(rule.room) ?? []), d])
        break
      }
    }
  }
  for (const group of [...needing.values(), ...inRoom.values()])
    for (const d of group) for (const e of group) separate(d, e)
  for (const rule of rules)
    if (rule.kind === 'slot-locked') {
      const t = slotAt.get(rule.slot) ?? -1
      for (let d = 0; d < sessions.length; d++)
        if (t >= 0 && lockedIn.get(t)?.has(d) !== true) allowed[d * slots.length + t] = 0
    }
  const before = new Int32Array(sessions.length).fill(-1)
  for (const placement of instance.before) {
    const d = sessionAt.get(placement.session)
    if (d !== undefined) before[d] = slotAt.get(placement.slot) ?? -1
  }
  return {
    people: people.length,
    sessions: sessions.length,
    slots: slots.length,
    weights,
    presence,
    allowed,
    roomCounts,
    apart: apart.map((set) => [...set]),
    earlier: earlier.map((set) => [...set]),
    later: later.map((set) => [...set]),
    fixed,
    before,
    best: bestPrivate(instance),
  }
}

/**
 * What each person would have if everything were planned for them alone: their best sessions, as many as there are
 * slots, the surest slots first. No agenda gives anybody more.
 */
export function bestPrivate(instance: Instance): Float64Array {
  return Float64Array.from(instance.people, (_, u) => {
    const liked = [...(instance.weights[u] ?? [])].sort((a, b) => b - a)
    const there = instance.slots.map((_, t) => instance.presence[u]?.[t] ?? 1).sort((a, b) => b - a)
    return there.reduce((sum, presence, i) => sum + presence * (liked[i] ?? 0), 0)
  })
}

function positions(ids: readonly string[]): ReadonlyMap<string, number> {
  return new Map(ids.map((id, i) => [id, i]))
}
