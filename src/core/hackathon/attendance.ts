import type { DenseInstance } from './dense-instance.ts'
import { LIKELY_WEIGHT } from './interest.ts'

/**
 * How many would come to each of the sessions that run at once, by those who said yes or must: everybody goes to what
 * they like best, is counted once, and in equal parts where they like several the same.
 */
export function expectedAttendance(
  dense: DenseInstance,
  members: readonly number[],
  t: number,
): readonly number[] {
  const counts = members.map(() => 0)
  for (let u = 0; u < dense.people; u++) {
    let most = LIKELY_WEIGHT
    let ties = 0
    for (const d of members) {
      const weight = dense.weights[d * dense.people + u] ?? 0
      if (weight > most || (weight === most && ties === 0)) {
        most = weight
        ties = 1
      } else if (weight === most) ties++
    }
    if (ties === 0) continue
    const share = (dense.presence[t * dense.people + u] ?? 0) / ties
    for (const [i, d] of members.entries())
      if (dense.weights[d * dense.people + u] === most) counts[i] = (counts[i] ?? 0) + share
  }
  return counts
}

/** Of those who said that they are interested, this share turns up. */
const TURNOUT = 0.69

/**
 * From how many to how many people to expect where `interested` said that they come: the range that four of five
 * sessions kept to. Source: what came of the votes at SchellingBoard 2025 (259 people, 13 sessions), hackathon
 * dossier, section 3.1; one event, so a rough guide.
 */
export function attendanceRange(interested: number): { readonly low: number; readonly high: number } {
  if (interested <= 0) return { low: 0, high: 0 }
  const sigma = Math.sqrt(0.31 + (1 - TURNOUT) / (TURNOUT * interested))
  const middle = TURNOUT * interested
  return {
    low: Math.round(middle * Math.exp(-1.28 * sigma)),
    high: Math.round(middle * Math.exp(1.28 * sigma)),
  }
}
