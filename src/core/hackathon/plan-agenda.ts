import type { AgendaPlan } from './agenda-plan.ts'
import { anneal, insertGreedily, pricesOf, randomOrder, rankOf } from './anneal.ts'
import { assignRooms, sortPlacements } from './assign-rooms.ts'
import { expectedAttendance } from './attendance.ts'
import { findBrokenRules } from './broken-rules.ts'
import { chanceOf } from './chance.ts'
import { type DenseInstance, toDense } from './dense-instance.ts'
import { findRuleConflict } from './find-rule-conflict.ts'
import type { Instance } from './instance.ts'
import { listChains, planChains } from './plan-chains.ts'
import { MOST_EXACT, polish } from './polish.ts'
import { refine } from './refine.ts'
import type { Placement } from './session.ts'
import { brokenAt, exchange, makePlan, type SlotPlan } from './slot-plan.ts'

/** How hard to look, and what to look for. */
export interface PlanOptions {
  /** The same seed gives the same agenda. */
  readonly seed: number
  /** How many searches, a third of them from new beginnings, the others around the best so far. */
  readonly rounds?: number
  /** Steps of each search from a new beginning; by the number of sessions where absent. */
  readonly steps?: number
  /** How many known sessions may move for the sake of interest alone, when an agenda is made again. */
  readonly freeMoves?: number
  /** Share of the interest that may be given up for fairness and wishes. */
  readonly tolerance?: number
}

/**
 * Makes an agenda: simulated annealing from several greedy beginnings and around the best found, each time down to
 * where no change of three slots is better; then a search for wishes, fairness and seats among agendas of equal
 * interest; then rooms (hackathon dossier, section 3).
 *
 * Rules are always kept: a session that cannot be placed without breaking one is listed as unplaced, with the rules
 * in conflict; only what people locked themselves stays as they locked it. Where an agenda is known (`before`), as
 * little as possible is moved. Deterministic: the same instance and options give the same agenda.
 */
export function planAgenda(instance: Instance, options: PlanOptions): AgendaPlan {
  const chains = listChains(instance)
  return chains.length === 0
    ? planOnce(instance, options)
    : planChains(instance, chains, (asked, hurried) =>
        planOnce(asked, hurried ? { ...options, rounds: 1, steps: 2000 } : options),
      )
}

function planOnce(instance: Instance, options: PlanOptions): AgendaPlan {
  const dense = toDense(instance)
  const freeMoves = options.freeMoves ?? 0
  const isSmall = dense.sessions <= 24
  const steps = options.steps ?? (isSmall ? 6000 : Math.min(dense.sessions * 3000, 300_000))
  const rounds = Math.max(options.rounds ?? (isExact(dense, freeMoves) ? 4 : isSmall ? 32 : 7), 1)
  const prices = pricesOf(dense, freeMoves)
  const chance = chanceOf(options.seed)
  const settled = new Set<string>()
  let best: SlotPlan | undefined
  for (let round = 0; round < rounds; round++) {
    const known =
      best === undefined || round < rounds / 3
        ? insertGreedily(dense, knownSlots(dense), randomOrder(dense, chance))
        : undefined
    const searched =
      known === undefined
        ? anneal(
            dense,
            makePlan(dense, (best ?? makePlan(dense, knownSlots(dense))).slotOf),
            Math.ceil(steps / 3),
            prices,
            'stir',
            chance,
          )
        : anneal(dense, known, steps, prices, 'fresh', chance)
    const found = polish(dense, searched, freeMoves, settled)
    if (best === undefined || rankOf(dense, found, freeMoves) >= rankOf(dense, best, freeMoves)) best = found
  }
  const found = withoutBroken(dense, best ?? makePlan(dense, knownSlots(dense)))
  const tolerance = (options.tolerance ?? 0) * found.utility
  const plan = refine(instance, dense, found, Math.min(steps * 2, 30_000), tolerance, chance)
  const placements = sortPlacements(instance, placeInRooms(instance, dense, plan))
  const placed = new Set(placements.map((one) => one.session))
  const unplaced = instance.sessions.filter((session) => !placed.has(session))
  const broken = findBrokenRules(instance, placements)
  return {
    placements,
    unplaced,
    broken,
    conflict: unplaced.length > 0 || broken.length > 0 ? findRuleConflict(instance) : undefined,
    utility: plan.utility,
    seed: options.seed,
  }
}

/** The first polish of a small agenda is the best there is; a few rounds more are for locks that contradict rules. */
function isExact(dense: DenseInstance, freeMoves: number): boolean {
  return dense.sessions <= MOST_EXACT && freeMoves === 0
}

/** Where sessions begin: locked ones where they are locked, known ones where they are known and may be. */
function knownSlots(dense: DenseInstance): Int32Array {
  const counts = new Int32Array(dense.slots)
  const slotOf = new Int32Array(dense.sessions).fill(dense.slots)
  const enter = (d: number, t: number): void => {
    slotOf[d] = t
    counts[t] = (counts[t] ?? 0) + 1
  }
  for (let d = 0; d < dense.sessions; d++) {
    const fixed = dense.fixed[d] ?? -1
    if (fixed >= 0) enter(d, fixed)
  }
  for (let d = 0; d < dense.sessions; d++) {
    const known = dense.before[d] ?? -1
    if (known < 0 || (dense.fixed[d] ?? -1) >= 0 || dense.allowed[d * dense.slots + known] === 0) continue
    if ((counts[known] ?? 0) < (dense.roomCounts[known] ?? 0)) enter(d, known)
  }
  return slotOf
}

/** Takes out of a plan what breaks rules, the session of most trouble first; what people locked stays. */
function withoutBroken(dense: DenseInstance, plan: SlotPlan): SlotPlan {
  const trouble = (d: number): number => brokenAt(dense, plan, d, plan.slotOf[d] ?? dense.slots, -1)
  for (let left = dense.sessions; left > 0 && plan.broken > 0; left--) {
    const free = [...Array(dense.sessions).keys()].filter((d) => (dense.fixed[d] ?? -1) < 0 && trouble(d) > 0)
    const worst = free.sort((a, b) => trouble(b) - trouble(a) || a - b)[0]
    if (worst === undefined) break
    exchange(dense, plan, worst, dense.slots, -1)
  }
  return insertGreedily(dense, plan.slotOf, [...Array(dense.sessions).keys()])
}

function placeInRooms(instance: Instance, dense: DenseInstance, plan: SlotPlan): readonly Placement[] {
  return instance.slots.flatMap((slot, t) => {
    const members = [...(plan.members[t] ?? [])].sort((a, b) => a - b)
    const expected = expectedAttendance(dense, members, t)
    const seekers = members.map((d, i) => ({
      session: instance.sessions[d] ?? '',
      expected: expected[i] ?? 0,
    }))
    const rooms = assignRooms(instance, slot, seekers)
    return seekers.flatMap(({ session }, i) => {
      const room = rooms[i]
      return room === undefined ? [] : [{ session, slot, room }]
    })
  })
}
