import { countStanding } from './assign-rooms.ts'
import { expectedAttendance } from './attendance.ts'
import type { Chance } from './chance.ts'
import type { DenseInstance } from './dense-instance.ts'
import { type AgendaRule, type Instance, openRooms } from './instance.ts'
import { brokenChange, exchange, gainIn, makePlan, type SlotPlan } from './slot-plan.ts'

/**
 * Looks among plans that gather as much interest (less `tolerance`) for one that keeps more wishes, is fairer to the
 * worst off, and has seats for those who come. No rule is broken for it, nobody left out, nothing moved that was not.
 */
export function refine(
  instance: Instance,
  dense: DenseInstance,
  start: SlotPlan,
  steps: number,
  tolerance: number,
  chance: Chance,
): SlotPlan {
  const charm = charmOf(instance, dense)
  const floor = start.utility - tolerance
  const free = [...Array(dense.sessions).keys()].filter((d) => (dense.fixed[d] ?? -1) < 0)
  const most = { broken: start.broken, moved: start.moved }
  if (free.length === 0) return start
  const plan = makePlan(dense, start.slotOf)
  let now = charm(plan)
  let best = Int32Array.from(plan.slotOf)
  let bestCharm = now
  const hot = 30
  const cooling = (0.5 / hot) ** (1 / Math.max(steps, 1))
  let temperature = hot
  for (let step = 0; step < steps; step++, temperature *= cooling) {
    const d = free[chance.below(free.length)] as number
    const t = chance.below(dense.slots)
    const a = plan.slotOf[d] as number
    if (t === a || a === dense.slots || dense.allowed[d * dense.slots + t] === 0) continue
    const there = plan.members[t] as number[]
    const isFull = there.length >= (dense.roomCounts[t] as number)
    let e = -1
    if (there.length > 0 && (isFull || chance.next() < 0.5)) {
      e = there[chance.below(there.length)] as number
      if ((dense.fixed[e] as number) >= 0 || dense.allowed[e * dense.slots + a] === 0) continue
    } else if (isFull) continue
    if (plan.broken + brokenChange(dense, plan, d, t, e) > most.broken) continue
    const utility = plan.utility + gainIn(dense, plan, a, d, e) + gainIn(dense, plan, t, e, d)
    // It may pass through plans that gather a little less, to reach others that do not.
    const short = Math.max(floor - utility, 0) - Math.max(floor - plan.utility, 0)
    if (short > 0 && chance.next() >= Math.exp(-short / (temperature * 2))) continue
    exchange(dense, plan, d, t, e)
    const then = charm(plan)
    if (plan.moved > most.moved || (then < now && chance.next() >= Math.exp((then - now) / temperature))) {
      exchange(dense, plan, d, a, e)
      continue
    }
    now = then
    if (now > bestCharm + 1e-9 && plan.utility >= floor - 1e-9) {
      bestCharm = now
      best = Int32Array.from(plan.slotOf)
    }
  }
  return makePlan(dense, best)
}

/** What makes one of two plans of equal interest the better one: wishes first, then fairness, then seats. */
function charmOf(instance: Instance, dense: DenseInstance): (plan: SlotPlan) => number {
  const seats = instance.slots.map((slot) =>
    openRooms(instance, slot).map((room) => room.capacity ?? dense.people + 1),
  )
  const roomy = seats.every((rooms) => rooms.every((room) => room > dense.people))
  const wishes = wishChecks(instance)
  return (plan) => {
    let charm = 0
    for (const isKept of wishes) if (isKept(plan.slotOf)) charm += 200
    for (let u = 0; u < dense.people; u++) {
      const best = dense.best[u] as number
      if (best === 0) continue
      const missed = 1 - (plan.got[u] as number) / best
      charm -= 400 * missed * missed * missed * missed
    }
    if (!roomy)
      for (let t = 0; t < dense.slots; t++)
        charm -= countStanding(seats[t] ?? [], expectedAttendance(dense, plan.members[t] ?? [], t))
    return charm
  }
}

/** For each wish about time, whether a plan keeps it. Wishes for rooms are looked at when rooms are given out. */
function wishChecks(instance: Instance): readonly ((slotOf: Int32Array) => boolean)[] {
  const at = new Map(instance.sessions.map((session, i) => [session, i]))
  return instance.wishes.flatMap((wish) => {
    const check = checkOf(instance, wish, at)
    return check === undefined ? [] : [check]
  })
}

function checkOf(
  instance: Instance,
  wish: AgendaRule,
  at: ReadonlyMap<string, number>,
): ((slotOf: Int32Array) => boolean) | undefined {
  if (wish.kind !== 'only-in' && wish.kind !== 'after' && wish.kind !== 'apart') return undefined
  const d = at.get(wish.session) ?? -1
  if (wish.kind === 'only-in') {
    const may = new Set(wish.slots.map((slot) => instance.slots.indexOf(slot)))
    return (slotOf) => may.has(slotOf[d] ?? -1)
  }
  const e = at.get(wish.other) ?? -1
  if (wish.kind === 'apart') return (slotOf) => slotOf[d] !== slotOf[e]
  return (slotOf) => (slotOf[d] ?? -1) > (slotOf[e] ?? -1)
}
