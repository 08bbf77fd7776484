import type { AgendaPlan } from './agenda-plan.ts'
import { type AgendaRule, followingSlot, type Instance, openRooms } from './instance.ts'

/** The parts of a long session, in order: each in the slot after the one before it, all in one room. */
export type Chain = readonly string[]

type DirectRule = Extract<AgendaRule, { readonly kind: 'after' }>

/** The long sessions of an instance, longest first: two or more parts that follow each other at once. */
export function listChains(instance: Instance): readonly Chain[] {
  const next = new Map<string, string>()
  const known = new Set(instance.sessions)
  const behind = new Set<string>()
  for (const rule of instance.rules) {
    if (!isDirect(rule) || !known.has(rule.session) || !known.has(rule.other)) continue
    // One part has one continuation, and is that of one: more would need two rooms at once.
    if (next.has(rule.other) || behind.has(rule.session)) continue
    next.set(rule.other, rule.session)
    behind.add(rule.session)
  }
  const chains = [...next.keys()]
    .filter((session) => !behind.has(session))
    .map((first) => {
      const chain = [first]
      for (let at = next.get(first); at !== undefined && !chain.includes(at); at = next.get(at))
        chain.push(at)
      return chain
    })
  return chains.sort((a, b) => b.length - a.length || ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
}

/**
 * Plans an instance with long sessions. Each of them in turn is tried at every slot in which it can begin, by a hurried
 * search, and put where the whole gets best; the last search has them all where they are. Then each gets one room.
 */
export function planChains(
  instance: Instance,
  chains: readonly Chain[],
  plan: (asked: Instance, hurried: boolean) => AgendaPlan,
): AgendaPlan {
  let asked = instance
  for (const chain of chains) {
    const tried = listStarts(instance, chain).map((slots) => {
      const pinned = pin(asked, chain, slots)
      return { pinned, rank: rankOf(instance, plan(pinned, true)) }
    })
    const best = tried.sort((a, b) => compare(a.rank, b.rank))[0]
    if (best !== undefined) asked = best.pinned
  }
  let found = plan(asked, false)
  for (const chain of chains) {
    const rooms = roomsOf(instance, chain, found)
    for (const room of rooms) {
      const roomed = { ...asked, rules: [...asked.rules, ...chain.map((session) => inRoom(session, room))] }
      const next = plan(roomed, false)
      if (compare(rankOf(instance, next), rankOf(instance, found)) > 0 && !isSplit(chain, found)) continue
      if (next.unplaced.length > found.unplaced.length) continue
      asked = roomed
      found = next
      break
    }
  }
  return explain(instance, chains, found)
}

/** The slots of a long session, for every slot in which it can begin. */
function listStarts(instance: Instance, chain: Chain): readonly (readonly string[])[] {
  return instance.slots.flatMap((first) => {
    const slots = [first]
    for (let n = 1; n < chain.length; n++) {
      const next = followingSlot(instance, slots[n - 1] ?? '')
      if (next === undefined) return []
      slots.push(next)
    }
    return [slots]
  })
}

function pin(instance: Instance, chain: Chain, slots: readonly string[]): Instance {
  const pins = chain.map(
    (session, n): AgendaRule => ({
      kind: 'only-in',
      session,
      slots: slots.slice(n, n + 1),
      why: 'part of a long session',
    }),
  )
  return { ...instance, rules: [...instance.rules, ...pins] }
}

function inRoom(session: string, room: string): AgendaRule {
  return { kind: 'in-room', session, room }
}

/** The rooms that are open all through a long session as it stands, the one it begins in first. */
function roomsOf(instance: Instance, chain: Chain, plan: AgendaPlan): readonly string[] {
  const places = chain.map((session) => plan.placements.find((one) => one.session === session))
  const open = places.map((place) =>
    place === undefined ? new Set<string>() : new Set(openRooms(instance, place.slot).map((room) => room.id)),
  )
  const first = places[0]?.room
  return instance.rooms
    .map((room) => room.id)
    .filter((room) => open.every((one) => one.has(room)))
    .sort((a, b) => Number(b === first) - Number(a === first))
}

function isSplit(chain: Chain, plan: AgendaPlan): boolean {
  const rooms = plan.placements.filter((one) => chain.includes(one.session)).map((one) => one.room)
  return new Set(rooms).size > 1
}

type Rank = readonly [unplaced: number, broken: number, moved: number, utility: number]

/** Everybody placed, rules kept, little moved, much gathered: in this order, less is better. */
function rankOf(instance: Instance, plan: AgendaPlan): Rank {
  const slotOf = new Map(plan.placements.map((one) => [one.session, one.slot]))
  const moved = instance.before.filter(
    (one) => slotOf.has(one.session) && slotOf.get(one.session) !== one.slot,
  )
  return [plan.unplaced.length, plan.broken.length, moved.length, -plan.utility]
}

function compare(a: Rank, b: Rank): number {
  for (const [n, value] of a.entries()) if (value !== b[n]) return value - (b[n] ?? 0)
  return 0
}

/** The rules in which a long session had a part are named by what people said, not by how it was searched for. */
function explain(instance: Instance, chains: readonly Chain[], plan: AgendaPlan): AgendaPlan {
  const own = new Set<AgendaRule>(instance.rules)
  const broken = plan.broken.filter(
    (rule) => own.has(rule) || rule.kind === 'rooms' || rule.kind === 'slot-locked',
  )
  if (plan.unplaced.length === 0 && broken.length === 0) return { ...plan, broken, conflict: undefined }
  const parts = new Set(chains.flat())
  const isOfPart = (rule: AgendaRule): boolean => 'session' in rule && parts.has(rule.session)
  const said = (plan.conflict?.rules ?? []).filter((rule) => own.has(rule) || !('session' in rule))
  const rules = [...new Set([...instance.rules.filter(isOfPart), ...said])]
  return { ...plan, broken, conflict: { rules, proved: false } }
}

function isDirect(rule: AgendaRule): rule is DirectRule {
  return rule.kind === 'after' && rule.directly === true
}
