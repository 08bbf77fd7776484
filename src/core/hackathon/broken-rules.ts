import { type AgendaRule, followingSlot, type Instance, listRules, openRooms, SURE } from './instance.ts'
import type { Placement } from './session.ts'

/** Somebody who has to be in two sessions at once, or in one while they are away. */
export interface LeaderClash {
  readonly person: string
  readonly slot: string
  /** Two or more where they clash, one where the person is away. */
  readonly sessions: readonly string[]
}

/** The rules that an agenda breaks; sessions that are not placed break none. */
export function findBrokenRules(instance: Instance, placements: readonly Placement[]): readonly AgendaRule[] {
  const at = new Map(placements.map((one) => [one.session, one]))
  const order = new Map(instance.slots.map((slot, i) => [slot, i]))
  const clashing = new Set(
    findLeaderClashes(instance, placements).flatMap((clash) =>
      clash.sessions.map((session) => JSON.stringify([clash.person, session])),
    ),
  )
  return listRules(instance).filter((rule) => {
    if (rule.kind === 'rooms' || rule.kind === 'slot-locked') {
      const here = placements.filter((one) => one.slot === rule.slot)
      if (rule.kind === 'rooms') return here.length > openRooms(instance, rule.slot).length
      return here.some((one) => !isLockedIn(instance, one.session, rule.slot))
    }
    const place = at.get(rule.session)
    if (place === undefined) return false
    switch (rule.kind) {
      case 'needs':
        return clashing.has(JSON.stringify([rule.person, rule.session]))
      case 'only-in':
        return !rule.slots.includes(place.slot)
      case 'in-room':
        return place.room !== rule.room
      case 'locked':
        return place.slot !== rule.slot || place.room !== rule.room
      case 'apart':
        return rule.other !== rule.session && at.get(rule.other)?.slot === place.slot
      case 'after': {
        const other = rule.other === rule.session ? undefined : at.get(rule.other)
        if (other === undefined) return false
        if (rule.directly === true)
          return followingSlot(instance, other.slot) !== place.slot || other.room !== place.room
        return (order.get(other.slot) ?? 0) >= (order.get(place.slot) ?? 0)
      }
      default:
        return false
    }
  })
}

/** Where people whom sessions need would have to be in two places, or are away. */
export function findLeaderClashes(
  instance: Instance,
  placements: readonly Placement[],
): readonly LeaderClash[] {
  const slotOf = new Map(placements.map((one) => [one.session, one.slot]))
  const needed = new Map<string, string[]>()
  for (const rule of instance.rules) {
    const slot = rule.kind === 'needs' ? slotOf.get(rule.session) : undefined
    if (rule.kind !== 'needs' || slot === undefined) continue
    const key = JSON.stringify([rule.person, slot])
    const sessions = needed.get(key) ?? []
    if (!sessions.includes(rule.session)) needed.set(key, [...sessions, rule.session])
  }
  return [...needed].flatMap(([key, sessions]) => {
    const [person = '', slot = ''] = JSON.parse(key) as readonly string[]
    const u = instance.people.indexOf(person)
    const isAway = (instance.presence[u]?.[instance.slots.indexOf(slot)] ?? 1) < SURE
    return sessions.length > 1 || isAway ? [{ person, slot, sessions }] : []
  })
}

function isLockedIn(instance: Instance, session: string, slot: string): boolean {
  return instance.rules.some(
    (rule) => rule.kind === 'locked' && rule.session === session && rule.slot === slot,
  )
}
