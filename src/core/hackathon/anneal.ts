import type { Chance } from './chance.ts'
import { shuffle } from './chance.ts'
import type { DenseInstance } from './dense-instance.ts'
import { brokenAt, brokenChange, exchange, gainIn, makePlan, movedAt, type SlotPlan } from './slot-plan.ts'

/** What the search pays for, beside the interest that it gathers. */
export interface Prices {
  /** For a pair of sessions that break a rule. */
  readonly broken: number
  /** For a session that is not placed. */
  readonly unplaced: number
  /** For a session that is not where people know it to be, beyond `freeMoves`. */
  readonly moved: number
  readonly freeMoves: number
}

/**
 * Prices that bring the search where it should go: no session is worth as much as a rule, nor left out for the sake
 * of others, nor moved without need. They are not so high that it never dares to pay one for a while.
 */
export function pricesOf(dense: DenseInstance, freeMoves: number): Prices {
  let most = 1
  for (let d = 0; d < dense.sessions; d++) {
    let sum = 0
    for (let u = 0; u < dense.people; u++) sum += dense.weights[d * dense.people + u] as number
    most = Math.max(most, sum)
  }
  return { broken: most * 3, unplaced: most * 2, moved: most * 1.2, freeMoves }
}

/** How good a plan is: rules first, then everybody placed, then as few moves as asked for, then interest. */
export function rankOf(dense: DenseInstance, plan: SlotPlan, freeMoves: number): number {
  const unplaced = plan.members[dense.slots]?.length ?? 0
  const moved = Math.max(plan.moved - freeMoves, 0)
  return plan.utility - 1e8 * moved - 1e11 * unplaced - 1e14 * plan.broken
}

/** A first plan: sessions in the given order, each into the slot in which it gains most and breaks nothing. */
export function insertGreedily(dense: DenseInstance, start: Int32Array, order: readonly number[]): SlotPlan {
  const plan = makePlan(dense, start)
  for (const d of order) {
    if (plan.slotOf[d] !== dense.slots) continue
    let best = -1
    let most = Number.NEGATIVE_INFINITY
    for (let t = 0; t < dense.slots; t++) {
      if (!mayEnter(dense, plan, d, t) || brokenAt(dense, plan, d, t, -1) > 0) continue
      const gain =
        gainIn(dense, plan, t, -1, d) + ((dense.roomCounts[t] ?? 0) - (plan.members[t]?.length ?? 0)) / 1000
      if (gain > most) {
        most = gain
        best = t
      }
    }
    if (best >= 0) exchange(dense, plan, d, best, -1)
  }
  return plan
}

/** An order of chance in which to insert. */
export function randomOrder(dense: DenseInstance, chance: Chance): readonly number[] {
  return shuffle([...Array(dense.sessions).keys()], chance)
}

/** How warm a search begins: `fresh` enough to forget where it began, `stir` to look around there. */
export type Warmth = 'fresh' | 'stir'

/**
 * Simulated annealing on the slots of sessions (Kirkpatrick et al. 1983): one session moves, or two change places;
 * what it is worth is known exactly by looking at the two slots again. A fresh search gives the best plan that it came
 * by; a stirred one the plan that it ended in, which is another than it began with.
 */
export function anneal(
  dense: DenseInstance,
  start: SlotPlan,
  steps: number,
  prices: Prices,
  warmth: Warmth,
  chance: Chance,
): SlotPlan {
  const free = [...Array(dense.sessions).keys()].filter((d) => (dense.fixed[d] ?? -1) < 0)
  const plan = start
  if (free.length === 0) return plan
  let best = Int32Array.from(plan.slotOf)
  let bestRank = rankOf(dense, plan, prices.freeMoves)
  // Places outside the agenda are offered only where some session may have to stay there.
  const hasOutside = plan.broken > 0 || (plan.members[dense.slots]?.length ?? 0) > 0
  const targets = dense.slots + (hasOutside ? 1 : 0)
  const typical = dense.weights.reduce((sum, one) => sum + one, 0) / Math.max(dense.sessions, 1)
  const cold = Math.max(typical / 75, 1)
  const hasBefore = dense.before.some((slot) => slot >= 0)
  // Where sessions have known places, it must be able to pay for a move now and then.
  const fresh = Math.max(typical * 0.4, hasBefore ? prices.moved * 0.3 : 0, cold * 2)
  const hot = warmth === 'fresh' ? fresh : Math.max(typical * 0.08, cold * 1.5)
  const cooling = (cold / hot) ** (1 / Math.max(steps, 1))
  let temperature = hot
  for (let step = 0; step < steps; step++, temperature *= cooling) {
    const d = free[chance.below(free.length)] as number
    const t = chance.below(targets)
    const a = plan.slotOf[d] as number
    if (t === a || (t < dense.slots && dense.allowed[d * dense.slots + t] === 0)) continue
    const there = plan.members[t] as number[]
    const isFull = t < dense.slots && there.length >= (dense.roomCounts[t] as number)
    let e = -1
    if (there.length > 0 && (isFull || chance.next() < 0.5)) {
      e = there[chance.below(there.length)] as number
      if ((dense.fixed[e] as number) >= 0) continue
      if (a < dense.slots && dense.allowed[e * dense.slots + a] === 0) continue
    } else if (isFull) continue
    let change = gainIn(dense, plan, a, d, e) + gainIn(dense, plan, t, e, d)
    change -= prices.broken * brokenChange(dense, plan, d, t, e)
    if (e < 0) change -= prices.unplaced * ((t === dense.slots ? 1 : 0) - (a === dense.slots ? 1 : 0))
    const moved = plan.moved + movedAt(dense, d, t) - movedAt(dense, d, a)
    const movedThen = e < 0 ? moved : moved + movedAt(dense, e, a) - movedAt(dense, e, t)
    change -=
      prices.moved * (Math.max(movedThen - prices.freeMoves, 0) - Math.max(plan.moved - prices.freeMoves, 0))
    if (change < 0 && chance.next() >= Math.exp(change / temperature)) continue
    exchange(dense, plan, d, t, e)
    if (change <= 0) continue
    const rank = rankOf(dense, plan, prices.freeMoves)
    if (rank > bestRank) {
      bestRank = rank
      best = Int32Array.from(plan.slotOf)
    }
  }
  return warmth === 'stir' ? plan : makePlan(dense, best)
}

/** Whether a session may go into a slot as far as itself and the rooms are asked. */
export function mayEnter(dense: DenseInstance, plan: SlotPlan, d: number, t: number): boolean {
  return (
    dense.allowed[d * dense.slots + t] === 1 && (plan.members[t]?.length ?? 0) < (dense.roomCounts[t] ?? 0)
  )
}
