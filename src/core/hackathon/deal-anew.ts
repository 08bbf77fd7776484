import type { DenseInstance } from './dense-instance.ts'
import { makePlan, movedAt, type SlotPlan } from './slot-plan.ts'

const IMPOSSIBLE = Number.NEGATIVE_INFINITY

/**
 * The best way to deal out `sessions` over `slots` (in order of time; `dense.slots` stands for "nowhere") while all
 * others stay, by dynamic programming over sets of sessions: the best for the first k slots and a set follows from
 * those of the first k-1. That a session follows another is kept by the order in which slots are filled.
 */
export function dealAnew(
  dense: DenseInstance,
  plan: SlotPlan,
  slots: readonly number[],
  sessions: readonly number[],
  freeMoves: number,
): SlotPlan {
  const count = 1 << sessions.length
  const needed = neededBefore(dense, sessions)
  let best = new Float64Array(count).fill(IMPOSSIBLE)
  best[0] = 0
  const choices: Int32Array[] = []
  const sets = maximaOf(dense, sessions, Math.max(...slots.map((t) => roomIn(dense, t))))
  for (const t of slots) {
    const values = valuesIn(dense, plan, sessions, t, sets, freeMoves)
    const next = new Float64Array(count).fill(IMPOSSIBLE)
    const choice = new Int32Array(count)
    for (let mask = 0; mask < count; mask++) {
      let most = IMPOSSIBLE
      let chosen = 0
      for (let here = mask; ; here = (here - 1) & mask) {
        const value = (values[here] as number) + (best[mask ^ here] as number)
        if (value > most && (t === dense.slots || ((needed[here] as number) & ~(mask ^ here)) === 0)) {
          most = value
          chosen = here
        }
        if (here === 0) break
      }
      next[mask] = most
      choice[mask] = chosen
    }
    best = next
    choices.push(choice)
  }
  if (best[count - 1] === IMPOSSIBLE) return plan
  const slotOf = Int32Array.from(plan.slotOf)
  let left = count - 1
  for (let k = slots.length - 1; k >= 0; k--) {
    const here = choices[k]?.[left] ?? 0
    for (const [i, d] of sessions.entries()) if ((here & (1 << i)) !== 0) slotOf[d] = slots[k] ?? dense.slots
    left ^= here
  }
  return makePlan(dense, slotOf)
}

/** By set: the sessions that have to be placed before all of it is, as far as they are among these. */
function neededBefore(dense: DenseInstance, sessions: readonly number[]): Int32Array {
  const needed = new Int32Array(1 << sessions.length)
  const own = sessions.map((d) => {
    let mask = 0
    for (const e of dense.earlier[d] ?? []) if (sessions.includes(e)) mask |= 1 << sessions.indexOf(e)
    return mask
  })
  for (let mask = 1; mask < needed.length; mask++)
    needed[mask] = (needed[mask & (mask - 1)] ?? 0) | (own[lowest(mask)] ?? 0)
  return needed
}

/** By set that can be at one time: for each person, their best of it. Sets with sessions that clash are not there. */
function maximaOf(
  dense: DenseInstance,
  sessions: readonly number[],
  most: number,
): ReadonlyMap<number, Float64Array> {
  const { people, weights } = dense
  const sets = new Map<number, Float64Array>([[0, new Float64Array(people)]])
  for (let mask = 1; mask < 1 << sessions.length; mask++) {
    const without = sets.get(mask & (mask - 1))
    const d = sessions[lowest(mask)] as number
    if (without === undefined || sizeOf(mask) > most) continue
    if ((dense.apart[d] ?? []).some((e) => isIn(sessions, mask, e))) continue
    const best = new Float64Array(people)
    for (let u = 0; u < people; u++)
      best[u] = Math.max(without[u] as number, weights[d * people + u] as number)
    sets.set(mask, best)
  }
  return sets
}

/** By set, what it is worth in a slot; impossible where it is too large for it or a rule is against it. */
function valuesIn(
  dense: DenseInstance,
  plan: SlotPlan,
  sessions: readonly number[],
  t: number,
  sets: ReadonlyMap<number, Float64Array>,
  freeMoves: number,
): Float64Array {
  const values = new Float64Array(1 << sessions.length).fill(IMPOSSIBLE)
  if (t === dense.slots) {
    // Nowhere is only for what fits nowhere else; what people locked is somewhere.
    const locked = sessions.reduce((mask, d, i) => ((dense.fixed[d] ?? -1) >= 0 ? mask | (1 << i) : mask), 0)
    for (let mask = 0; mask < values.length; mask++)
      if ((mask & locked) === 0) values[mask] = -1e7 * sizeOf(mask)
    return values
  }
  const { people, presence } = dense
  let barred = 0
  for (const [i, d] of sessions.entries()) if (!mayBeIn(dense, plan, sessions, d, t)) barred |= 1 << i
  const room = roomIn(dense, t)
  for (const [mask, best] of sets) {
    if ((mask & barred) !== 0 || sizeOf(mask) > room) continue
    let value = 0
    for (let u = 0; u < people; u++) value += (best[u] as number) * (presence[t * people + u] as number)
    if (freeMoves === 0)
      for (const [i, d] of sessions.entries())
        if ((mask & (1 << i)) !== 0) value -= 1e6 * movedAt(dense, d, t)
    values[mask] = value
  }
  return values
}

/** Whether a session may be in a slot, beside and in order with those that are not dealt out. */
function mayBeIn(
  dense: DenseInstance,
  plan: SlotPlan,
  dealt: readonly number[],
  d: number,
  t: number,
): boolean {
  if (dense.fixed[d] === t) return true
  if (dense.allowed[d * dense.slots + t] === 0) return false
  const other = (e: number): number => (dealt.includes(e) ? -1 : (plan.slotOf[e] ?? dense.slots))
  if ((dense.earlier[d] ?? []).some((e) => other(e) >= t && other(e) < dense.slots)) return false
  return !(dense.later[d] ?? []).some((e) => other(e) >= 0 && other(e) <= t)
}

function roomIn(dense: DenseInstance, t: number): number {
  return t === dense.slots ? 0 : (dense.roomCounts[t] ?? 0)
}

function isIn(sessions: readonly number[], mask: number, d: number): boolean {
  const i = sessions.indexOf(d)
  return i >= 0 && (mask & (1 << i)) !== 0
}

function lowest(mask: number): number {
  return 31 - Math.clz32(mask & -mask)
}

function sizeOf(mask: number): number {
  let size = 0
  for (let left = mask; left !== 0; left &= left - 1) size++
  return size
}
