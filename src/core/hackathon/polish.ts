import { rankOf } from './anneal.ts'
import type { DenseInstance } from './dense-instance.ts'
import { makePlan, movedAt, type SlotPlan } from './slot-plan.ts'

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

const IMPOSSIBLE = Number.NEGATIVE_INFINITY

/**
 * The best way to deal out `sessions` over `slots` (in order of time; `dense.slots` stands for "nowhere") while all
 * others stay, by dynamic programming over sets of sessions: the best for the first k slots and a set follows from
 * those of the first k-1. That a session follows another is kept by the order in which slots are filled.
 */
function dealAnew(
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
