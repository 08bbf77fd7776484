import type { DenseInstance } from './dense-instance.ts'

/**
 * Which session is in which slot, and what that is worth, kept up to date through small changes. Slot number `slots`
 * (one past the last) holds what is not placed.
 */
export interface SlotPlan {
  readonly slotOf: Int32Array
  readonly members: readonly number[][]
  /** By slot and person: the greatest weight there, and the next (the same where two are equal). */
  readonly first: Float64Array
  readonly second: Float64Array
  /** By person: what they get. */
  readonly got: Float64Array
  utility: number
  /** Pairs that are together and must not be, or in the wrong order. */
  broken: number
  /** Sessions that are not where people know them to be. */
  moved: number
}

/** A plan from slots by session; `slots` for those that are not placed. */
export function makePlan(dense: DenseInstance, slotOf: Int32Array): SlotPlan {
  const members: number[][] = Array.from({ length: dense.slots + 1 }, () => [])
  for (let d = 0; d < dense.sessions; d++) members[slotOf[d] ?? dense.slots]?.push(d)
  const plan: SlotPlan = {
    slotOf: Int32Array.from(slotOf),
    members,
    first: new Float64Array(dense.slots * dense.people),
    second: new Float64Array(dense.slots * dense.people),
    got: new Float64Array(dense.people),
    utility: 0,
    broken: 0,
    moved: 0,
  }
  for (let t = 0; t < dense.slots; t++) rescore(dense, plan, t)
  for (let d = 0; d < dense.sessions; d++) {
    plan.broken += brokenAt(dense, plan, d, plan.slotOf[d] ?? dense.slots, -1)
    plan.moved += movedAt(dense, d, plan.slotOf[d] ?? dense.slots)
  }
  // Every broken pair was seen from both of its sides.
  plan.broken /= 2
  return plan
}

/** How many rules between sessions break when `d` is in slot `t` and all others stay; `skip` is left out. */
export function brokenAt(dense: DenseInstance, plan: SlotPlan, d: number, t: number, skip: number): number {
  if (t === dense.slots) return 0
  let broken = 0
  for (const e of dense.apart[d] ?? []) if (e !== skip && plan.slotOf[e] === t) broken++
  for (const e of dense.earlier[d] ?? []) {
    const other = plan.slotOf[e] ?? dense.slots
    if (e !== skip && other !== dense.slots && other >= t) broken++
  }
  for (const e of dense.later[d] ?? []) {
    const other = plan.slotOf[e] ?? dense.slots
    if (e !== skip && other !== dense.slots && other <= t) broken++
  }
  return broken
}

/** 1 where slot `t` is not the one in which people know session `d` to be. */
export function movedAt(dense: DenseInstance, d: number, t: number): number {
  const known = dense.before[d] ?? -1
  return known >= 0 && known !== t ? 1 : 0
}

/** What slot `t` is worth more when session `leaving` goes (-1: none) and session `coming` comes (-1: none). */
export function gainIn(
  dense: DenseInstance,
  plan: SlotPlan,
  t: number,
  leaving: number,
  coming: number,
): number {
  if (t === dense.slots) return 0
  const { people, weights, presence } = dense
  const { first, second } = plan
  const at = t * people
  const out = leaving * people
  const into = coming * people
  let gain = 0
  for (let u = 0; u < people; u++) {
    const most = first[at + u] as number
    let now = most
    if (leaving >= 0 && weights[out + u] === most) now = second[at + u] as number
    if (coming >= 0 && (weights[into + u] as number) > now) now = weights[into + u] as number
    if (now !== most) gain += (now - most) * (presence[at + u] as number)
  }
  return gain
}

/** Puts session `d` into slot `t`, and `e` (-1: none) where `d` was. */
export function exchange(dense: DenseInstance, plan: SlotPlan, d: number, t: number, e: number): void {
  const a = plan.slotOf[d] ?? dense.slots
  plan.broken -= brokenAt(dense, plan, d, a, e) + (e < 0 ? 0 : brokenAt(dense, plan, e, t, -1))
  plan.moved -= movedAt(dense, d, a) + (e < 0 ? 0 : movedAt(dense, e, t))
  plan.slotOf[d] = t
  replace(plan.members[a], d, e)
  if (e >= 0) plan.slotOf[e] = a
  if (e >= 0) replace(plan.members[t], e, d)
  else plan.members[t]?.push(d)
  plan.broken += brokenAt(dense, plan, d, t, e) + (e < 0 ? 0 : brokenAt(dense, plan, e, a, -1))
  plan.moved += movedAt(dense, d, t) + (e < 0 ? 0 : movedAt(dense, e, a))
  if (a !== dense.slots) rescore(dense, plan, a)
  if (t !== dense.slots) rescore(dense, plan, t)
}

/** By how much the number of broken rules changes when `d` goes to `t`, and `e` (-1: none) to where `d` was. */
export function brokenChange(dense: DenseInstance, plan: SlotPlan, d: number, t: number, e: number): number {
  const a = plan.slotOf[d] ?? dense.slots
  const before = brokenAt(dense, plan, d, a, e) + (e < 0 ? 0 : brokenAt(dense, plan, e, t, -1))
  plan.slotOf[d] = t
  if (e >= 0) plan.slotOf[e] = a
  const after = brokenAt(dense, plan, d, t, e) + (e < 0 ? 0 : brokenAt(dense, plan, e, a, -1))
  plan.slotOf[d] = a
  if (e >= 0) plan.slotOf[e] = t
  return after - before
}

function replace(list: number[] | undefined, out: number, into: number): void {
  const index = list?.indexOf(out) ?? -1
  if (list === undefined || index < 0) return
  if (into >= 0) list[index] = into
  else {
    list[index] = list.at(-1) ?? out
    list.pop()
  }
}

/** Sums up a slot anew after its members changed. */
function rescore(dense: DenseInstance, plan: SlotPlan, t: number): void {
  const { people, weights, presence } = dense
  const { first, second, got } = plan
  const at = t * people
  const members = plan.members[t] ?? []
  let change = 0
  for (let u = 0; u < people; u++) {
    let most = 0
    let next = 0
    for (let i = 0; i < members.length; i++) {
      const weight = weights[(members[i] as number) * people + u] as number
      if (weight > most) {
        next = most
        most = weight
      } else if (weight > next) next = weight
    }
    const gain = (most - (first[at + u] as number)) * (presence[at + u] as number)
    first[at + u] = most
    second[at + u] = next
    got[u] = (got[u] as number) + gain
    change += gain
  }
  plan.utility += change
}
