import { mayEnter } from './anneal.ts'
import { type Chance, shuffle } from './chance.ts'
import type { DenseInstance } from './dense-instance.ts'
import { exchange, gainIn, makePlan, type SlotPlan } from './slot-plan.ts'

/**
 * The heuristic that the Xen community's scheduler uses (gwd/session-scheduler, as the dossier describes it, section
 * 2.1), to measure ours against: sessions by total interest, each into the allowed slot that is not full and gains
 * most, free rooms breaking ties. It knows no leaders, no presence and no wishes, and nothing is moved later.
 * Sessions of equal interest come in an order of chance, as there.
 */
export function planGreedily(dense: DenseInstance, chance: Chance): SlotPlan {
  const totals = Array.from({ length: dense.sessions }, (_, d) => {
    let sum = 0
    for (let u = 0; u < dense.people; u++) sum += dense.weights[d * dense.people + u] as number
    return sum
  })
  const order = [...shuffle([...totals.keys()], chance)].sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0))
  const plan = makePlan(dense, new Int32Array(dense.sessions).fill(dense.slots))
  for (const d of order) {
    let best = -1
    let most = Number.NEGATIVE_INFINITY
    for (let t = 0; t < dense.slots; t++) {
      if (!mayEnter(dense, plan, d, t)) continue
      const gain =
        gainIn(dense, plan, t, -1, d) + ((dense.roomCounts[t] ?? 0) - (plan.members[t]?.length ?? 0))
      if (gain > most) {
        most = gain
        best = t
      }
    }
    if (best >= 0) exchange(dense, plan, d, best, -1)
  }
  return plan
}

/** A plan by chance alone, into allowed slots that are not full: what an agenda is worth that nobody thought about. */
export function planAtRandom(dense: DenseInstance, chance: Chance): SlotPlan {
  const plan = makePlan(dense, new Int32Array(dense.sessions).fill(dense.slots))
  const order = shuffle([...Array(dense.sessions).keys()], chance)
  // Those that are locked keep their place in a random agenda too.
  for (const d of order.filter((one) => (dense.fixed[one] ?? -1) >= 0))
    exchange(dense, plan, d, dense.fixed[d] ?? 0, -1)
  for (const d of order) {
    if ((dense.fixed[d] ?? -1) >= 0) continue
    const slots = [...Array(dense.slots).keys()].filter((t) => mayEnter(dense, plan, d, t))
    const t = slots[chance.below(slots.length)]
    if (t !== undefined) exchange(dense, plan, d, t, -1)
  }
  return plan
}
