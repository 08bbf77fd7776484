import { rankOf } from './anneal.ts'
import { dealAnew } from './deal-anew.ts'
import type { DenseInstance } from './dense-instance.ts'
import type { SlotPlan } from './slot-plan.ts'

/** Up to so many sessions are dealt out over all slots at once, which gives the best of all agendas. */
export const MOST_EXACT = 12
/** How many sessions three slots, or two, may have so that all ways of dealing them out are looked at. */
const MOST_OF_THREE = 9
const MOST_OF_TWO = 10

/**
 * Deals out the sessions of three slots anew, in the best of all ways, three by three until nothing gets better: what
 * remains cannot be bettered by any change that touches three slots only. Where three slots have too many sessions to
 * try all ways, only two at a time are taken. Small agendas are dealt out whole, in the best of all ways.
 *
 * Annealing finds the region, this its bottom. `settled` is a memory for one instance, over many calls: what is known
 * not to get better is not tried again.
 */
export function polish(
  dense: DenseInstance,
  start: SlotPlan,
  freeMoves: number,
  settled: Set<string> = new Set(),
): SlotPlan {
  if (dense.sessions <= MOST_EXACT) return dealWhole(dense, start, freeMoves)
  let plan = start
  const groups = listGroups(dense)
  // Large agendas get better faster by another search than by the last few rounds of this.
  const rounds = dense.sessions <= 24 ? 20 : 2
  for (let round = 0, better = true; better && round < rounds; round++) {
    better = false
    for (const slots of groups) {
      const sessions = slots.flatMap((t) => plan.members[t] ?? []).sort((a, b) => a - b)
      if (sessions.length < 2 || sessions.length > (slots.length === 2 ? MOST_OF_TWO : MOST_OF_THREE))
        continue
      const key = keyOf(dense, plan, slots, sessions, freeMoves)
      if (key !== undefined && settled.has(key)) continue
      const dealt = dealAnew(dense, plan, slots, sessions, freeMoves)
      if (rankOf(dense, dealt, freeMoves) <= rankOf(dense, plan, freeMoves) + 1e-6) {
        if (key !== undefined && settled.size < MOST_SETTLED) settled.add(key)
        continue
      }
      plan = dealt
      better = true
    }
  }
  return plan
}

const MOST_SETTLED = 200_000

/** What the best way to deal out depends on; `undefined` where it also depends on where other sessions are. */
function keyOf(
  dense: DenseInstance,
  plan: SlotPlan,
  slots: readonly number[],
  sessions: readonly number[],
  freeMoves: number,
): string | undefined {
  if (freeMoves > 0) return undefined
  if (sessions.some((d) => (dense.earlier[d] ?? []).length + (dense.later[d] ?? []).length > 0))
    return undefined
  return `${slots.join(' ')}:${sessions.map((d) => `${d} ${plan.slotOf[d]}`).join(',')}`
}

function dealWhole(dense: DenseInstance, plan: SlotPlan, freeMoves: number): SlotPlan {
  const slots = [...Array(dense.slots + 1).keys()]
  const dealt = dealAnew(dense, plan, slots, [...Array(dense.sessions).keys()], freeMoves)
  return rankOf(dense, dealt, freeMoves) > rankOf(dense, plan, freeMoves) + 1e-6 ? dealt : plan
}

function listGroups(dense: DenseInstance): readonly (readonly number[])[] {
  const groups: number[][] = []
  // Beyond this the time goes into annealing instead.
  if (dense.slots > 24) return groups
  for (let a = 0; a < dense.slots; a++)
    for (let b = a + 1; b < dense.slots; b++) {
      groups.push([a, b])
      for (let c = b + 1; c < dense.slots && dense.slots <= 12; c++) groups.push([a, b, c])
    }
  return groups
}
