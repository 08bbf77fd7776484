import { listSome } from '../list-some.ts'
import { plural } from '../plural.ts'
import { findBrokenRules } from './broken-rules.ts'
import { toDense } from './dense-instance.ts'
import type { AgendaNames } from './describe-rule.ts'
import { describeRule } from './describe-rule.ts'
import { type AgendaRule, type Instance, openRooms } from './instance.ts'
import type { Placement } from './session.ts'
import { makePlan } from './slot-plan.ts'

/** What moving a session would mean, person by person. */
export interface MoveEffect {
  readonly session: string
  readonly slot: string
  /** The session that would change places with it; `undefined` where a room is free. */
  readonly swappedWith: string | undefined
  /** Who gets more of what they want, most first, and by how much. */
  readonly gains: readonly { readonly person: string; readonly by: number }[]
  /** Who gets less. */
  readonly loses: readonly { readonly person: string; readonly by: number }[]
  /** Interest gathered more (or less) altogether. */
  readonly change: number
  /** Rules that it would break and that are kept now. */
  readonly breaks: readonly AgendaRule[]
}

/**
 * What it would mean to move a session into another slot, or to let it change places with `swappedWith`. Where the
 * slot has no free room and no partner is named, the one whose exchange gathers most is taken. `undefined` where the
 * session or slot is not there, or it is in that slot already.
 */
export function explainMove(
  instance: Instance,
  placements: readonly Placement[],
  session: string,
  slot: string,
  swappedWith?: string,
): MoveEffect | undefined {
  const here = placements.find((one) => one.session === session)
  if (!instance.sessions.includes(session) || !instance.slots.includes(slot) || here?.slot === slot)
    return undefined
  const there = placements.filter((one) => one.slot === slot)
  const rooms = openRooms(instance, slot).filter((room) => !there.some((one) => one.room === room.id))
  const room = rooms.find((one) => one.id === here?.room) ?? rooms[0]
  const partners = swappedWith === undefined ? there : there.filter((one) => one.session === swappedWith)
  const options = [
    ...(room === undefined || swappedWith !== undefined
      ? []
      : [{ partner: undefined, to: { session, slot, room: room.id } }]),
    ...(room !== undefined && swappedWith === undefined
      ? []
      : partners.map((partner) => ({ partner, to: { session, slot, room: partner.room } }))),
  ]
  const effects = options.map(({ partner, to }) => {
    const rest = placements.filter((one) => one.session !== session && one.session !== partner?.session)
    const back = partner === undefined || here === undefined ? [] : [{ ...here, session: partner.session }]
    return effectOf(instance, placements, [...rest, to, ...back], to, partner?.session)
  })
  return effects.sort((a, b) => a.breaks.length - b.breaks.length || b.change - a.change)[0]
}

function effectOf(
  instance: Instance,
  before: readonly Placement[],
  after: readonly Placement[],
  to: Placement,
  swappedWith: string | undefined,
): MoveEffect {
  const [had, has] = [gotOf(instance, before), gotOf(instance, after)]
  const changes = instance.people.map((person, u) => ({ person, by: (has[u] ?? 0) - (had[u] ?? 0) }))
  const byMost = (a: { person: string; by: number }, b: { person: string; by: number }): number =>
    b.by - a.by || (a.person < b.person ? -1 : 1)
  const broken = new Set(findBrokenRules(instance, before).map((rule) => JSON.stringify(rule)))
  return {
    session: to.session,
    slot: to.slot,
    swappedWith,
    gains: changes.filter((one) => one.by > 0).sort(byMost),
    loses: changes
      .filter((one) => one.by < 0)
      .map((one) => ({ person: one.person, by: -one.by }))
      .sort(byMost),
    change: changes.reduce((sum, one) => sum + one.by, 0),
    breaks: findBrokenRules(instance, after).filter((rule) => !broken.has(JSON.stringify(rule))),
  }
}

/** What each person gets of an agenda. */
function gotOf(instance: Instance, placements: readonly Placement[]): Float64Array {
  const dense = toDense(instance)
  const slotOf = new Map(placements.map((one) => [one.session, instance.slots.indexOf(one.slot)]))
  return makePlan(
    dense,
    Int32Array.from(instance.sessions, (session) => {
      const t = slotOf.get(session) ?? -1
      return t < 0 ? dense.slots : t
    }),
  ).got
}

/** A move's effect in words: "Moving "xSplice" to Tue 11:30 gains 2 people (…) and loses 3 (…)." */
export function describeMove(effect: MoveEffect, names: AgendaNames): string {
  const swap =
    effect.swappedWith === undefined ? '' : `, with "${names.session(effect.swappedWith)}" in its place,`
  const people = (list: MoveEffect['gains']): string => {
    const some = listSome(
      list.map((one) => names.person(one.person)),
      8,
    )
    return `${plural(list.length, 'person', 'people')}${list.length === 0 ? '' : ` (${some})`}`
  }
  const move = `Moving "${names.session(effect.session)}" to ${names.slot(effect.slot)}${swap}`
  const what =
    effect.gains.length + effect.loses.length === 0
      ? 'changes nothing for anybody'
      : `gains ${people(effect.gains)} and loses ${people(effect.loses)}`
  const breaks = effect.breaks.map((rule) => describeRule(rule, names))
  return `${move} ${what}${breaks.length === 0 ? '.' : `; it cannot be: ${breaks.join('; ')}.`}`
}
