import { type DenseInstance, toDense } from './dense-instance.ts'
import type { AgendaRule, Instance } from './instance.ts'

/** Whether some agenda places every session and keeps some rules; `unknown` where that would take too long to find. */
export type Feasibility = 'yes' | 'no' | 'unknown'

/**
 * Whether every session can be placed so that all of `rules` are kept. First by counting (sessions that one person
 * or room allows only one after another, and all sessions, need as many places as they are), then by trying, the
 * session with the fewest places left first; after `budget` tries the answer is `unknown`.
 */
export function findFeasibility(
  instance: Instance,
  rules: readonly AgendaRule[],
  budget = 4000,
): Feasibility {
  const dense = toDense(instance, rules)
  if (!fits(dense, [...Array(dense.sessions).keys()], dense.roomCounts)) return 'no'
  const ones = new Int32Array(dense.slots).fill(1)
  for (const group of listGroups(instance, rules)) if (!fits(dense, group, ones)) return 'no'
  return search(dense, budget)
}

/** Sessions that have to follow one another, because they need one person or one room. */
function listGroups(instance: Instance, rules: readonly AgendaRule[]): readonly (readonly number[])[] {
  const at = new Map(instance.sessions.map((session, i) => [session, i]))
  const groups = new Map<string, Set<number>>()
  for (const rule of rules) {
    const key =
      rule.kind === 'needs'
        ? `person ${rule.person}`
        : rule.kind === 'in-room' || rule.kind === 'locked'
          ? `room ${rule.room}`
          : undefined
    const d = key === undefined || !('session' in rule) ? undefined : at.get(rule.session)
    if (key !== undefined && d !== undefined) groups.set(key, (groups.get(key) ?? new Set()).add(d))
  }
  return [...groups.values()].flatMap((group) => (group.size > 1 ? [[...group]] : []))
}

/** Whether slots can be found for sessions when only the slots' sizes count: a matching, by augmenting paths. */
function fits(dense: DenseInstance, sessions: readonly number[], sizes: Int32Array): boolean {
  const holders: number[][] = Array.from({ length: dense.slots }, () => [])
  const seat = (d: number, seen: Set<number>): boolean => {
    for (let t = 0; t < dense.slots; t++) {
      if (dense.allowed[d * dense.slots + t] === 0 || seen.has(t)) continue
      seen.add(t)
      const there = holders[t] ?? []
      if (there.length < (sizes[t] ?? 0)) {
        there.push(d)
        return true
      }
      for (const [i, other] of there.entries())
        if (seat(other, seen)) {
          there[i] = d
          return true
        }
    }
    return false
  }
  return sessions.every((d) => seat(d, new Set()))
}

function search(dense: DenseInstance, budget: number): Feasibility {
  const slotOf = new Int32Array(dense.sessions).fill(-1)
  const counts = new Int32Array(dense.slots)
  let left = budget
  const may = (d: number, t: number): boolean => {
    if (dense.allowed[d * dense.slots + t] === 0 || (counts[t] ?? 0) >= (dense.roomCounts[t] ?? 0))
      return false
    for (const e of dense.apart[d] ?? []) if (slotOf[e] === t) return false
    for (const e of dense.earlier[d] ?? []) if ((slotOf[e] ?? -1) >= 0 && (slotOf[e] ?? 0) >= t) return false
    for (const e of dense.later[d] ?? []) if ((slotOf[e] ?? -1) >= 0 && (slotOf[e] ?? 0) <= t) return false
    // With one before it that is not placed yet, the first slot is too early; and the other way round.
    if (t === 0 && (dense.earlier[d] ?? []).some((e) => slotOf[e] === -1)) return false
    return t < dense.slots - 1 || !(dense.later[d] ?? []).some((e) => slotOf[e] === -1)
  }
  const next = (): { readonly d: number; readonly slots: readonly number[] } | undefined => {
    let found: { readonly d: number; readonly slots: readonly number[] } | undefined
    for (let d = 0; d < dense.sessions; d++) {
      if ((slotOf[d] ?? -1) >= 0) continue
      const slots: number[] = []
      for (let t = 0; t < dense.slots; t++) if (may(d, t)) slots.push(t)
      if (found === undefined || slots.length < found.slots.length) found = { d, slots }
      if (slots.length === 0) break
    }
    return found
  }
  const place = (): Feasibility => {
    const chosen = next()
    if (chosen === undefined) return 'yes'
    if (left-- <= 0) return 'unknown'
    const { d, slots } = chosen
    const byFill = [...slots].sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0))
    for (const t of byFill) {
      slotOf[d] = t
      counts[t] = (counts[t] ?? 0) + 1
      const answer = place()
      counts[t] = (counts[t] ?? 0) - 1
      slotOf[d] = -1
      if (answer !== 'no') return answer
    }
    return 'no'
  }
  return place()
}
