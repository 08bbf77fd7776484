import { compareAgendas } from './agenda-changes.ts'
import { expectedAttendance } from './attendance.ts'
import { findLeaderClashes, type LeaderClash } from './broken-rules.ts'
import { chanceOf } from './chance.ts'
import { type DenseInstance, toDense } from './dense-instance.ts'
import { planAtRandom } from './greedy-agenda.ts'
import type { Instance } from './instance.ts'
import { LIKELY_WEIGHT } from './interest.ts'
import type { AgendaChange, Placement } from './session.ts'
import { makePlan, type SlotPlan } from './slot-plan.ts'

/** Two or more sessions at once that one person wants to be in. */
export interface InterestClash {
  readonly person: string
  readonly slot: string
  readonly sessions: readonly string[]
}

/** A session for which more people are expected than its room has seats. */
export interface FullRoom {
  readonly session: string
  readonly slot: string
  readonly room: string
  readonly expected: number
  readonly capacity: number
}

/** How much of what they could have one person gets: 0 to 1. */
export interface Satisfaction {
  readonly person: string
  readonly share: number
}

/** What an agenda is worth, in the numbers that are shown; `MEASURE_DEFINITIONS` says what each of them means. */
export interface AgendaMeasures {
  readonly utility: number
  /** No agenda gathers more. */
  readonly bound: number
  readonly random: number
  readonly quality: number | undefined
  readonly missed: number | undefined
  readonly satisfaction: {
    readonly mean: number
    readonly tenth: number
    readonly worst: number
    /** Least satisfied first; who cares for nothing is left out. */
    readonly people: readonly Satisfaction[]
  }
  readonly clashes: readonly InterestClash[]
  readonly leaderClashes: readonly LeaderClash[]
  readonly unplaced: readonly string[]
  readonly fullRooms: readonly FullRoom[]
  readonly changes: readonly AgendaChange[]
}

/** What the numbers mean, in the words that stand beside them. */
export const MEASURE_DEFINITIONS: Readonly<Record<keyof AgendaMeasures, string>> = {
  utility:
    'For each person and slot, their interest (0 to 100) in the session there that they like best; all of it together.',
  bound: 'What it would be if everybody had an agenda of their own: no agenda for all gathers more.',
  random: 'The mean of a hundred agendas made by chance.',
  quality: 'How far the agenda is from chance (0 %) to an agenda for each person alone (100 %).',
  missed:
    'Of all interest that people stated, the share in sessions that they cannot go to because they are elsewhere, away, or not placed.',
  satisfaction:
    'For each person, what they get of what an agenda made for them alone would give; mean, the tenth of a hundred, and the least.',
  clashes: 'One person and one slot in which two or more sessions are that they answered yes or must to.',
  leaderClashes:
    'Leaders who would have to be in two sessions at once, or lead one while they are away: there must be none.',
  unplaced: 'Sessions that have no time and room.',
  fullRooms:
    'Sessions with more people expected (yes and must, everybody counted once) than seats in the room.',
  changes: 'Sessions that are elsewhere than in the agenda that was published last.',
}

/** Measures an agenda of an instance. Pure: the random agendas are always the same hundred. */
export function measureAgenda(instance: Instance, placements: readonly Placement[]): AgendaMeasures {
  const dense = toDense(instance)
  const slotAt = new Map(instance.slots.map((slot, i) => [slot, i]))
  const placed = new Map(placements.map((one) => [one.session, one]))
  const slotOf = Int32Array.from(
    instance.sessions,
    (session) => slotAt.get(placed.get(session)?.slot ?? '') ?? dense.slots,
  )
  const plan = makePlan(dense, slotOf)
  const bound = dense.best.reduce((sum, one) => sum + one, 0)
  const total = dense.weights.reduce((sum, one) => sum + one, 0)
  const random = measureChance(dense)
  const people = instance.people
    .flatMap((person, u) => {
      const best = dense.best[u] ?? 0
      return best === 0 ? [] : [{ person, share: (plan.got[u] ?? 0) / best }]
    })
    .sort((a, b) => a.share - b.share || (a.person < b.person ? -1 : 1))
  const mean = people.reduce((sum, one) => sum + one.share, 0) / Math.max(people.length, 1)
  return {
    utility: plan.utility,
    bound,
    random,
    quality: bound > random ? (plan.utility - random) / (bound - random) : undefined,
    missed: total === 0 ? undefined : 1 - plan.utility / total,
    satisfaction: {
      mean: people.length === 0 ? 1 : mean,
      tenth: people[Math.floor(people.length / 10)]?.share ?? 1,
      worst: people[0]?.share ?? 1,
      people,
    },
    clashes: findInterestClashes(instance, dense, plan),
    leaderClashes: findLeaderClashes(instance, placements),
    unplaced: instance.sessions.filter((session) => !placed.has(session)),
    fullRooms: findFullRooms(instance, dense, plan, placed),
    changes: compareAgendas(instance.before, placements).filter((one) => one.kind !== 'added'),
  }
}

function measureChance(dense: DenseInstance): number {
  let sum = 0
  for (let seed = 1; seed <= 100; seed++) sum += planAtRandom(dense, chanceOf(seed)).utility
  return sum / 100
}

function findInterestClashes(
  instance: Instance,
  dense: DenseInstance,
  plan: SlotPlan,
): readonly InterestClash[] {
  return instance.slots.flatMap((slot, t) =>
    instance.people.flatMap((person, u) => {
      if ((dense.presence[t * dense.people + u] ?? 0) === 0) return []
      const liked = (plan.members[t] ?? []).filter(
        (d) => (dense.weights[d * dense.people + u] ?? 0) >= LIKELY_WEIGHT,
      )
      if (liked.length < 2) return []
      return [{ person, slot, sessions: liked.map((d) => instance.sessions[d] ?? '').sort() }]
    }),
  )
}

function findFullRooms(
  instance: Instance,
  dense: DenseInstance,
  plan: SlotPlan,
  placed: ReadonlyMap<string, Placement>,
): readonly FullRoom[] {
  const seats = new Map(instance.rooms.map((room) => [room.id, room.capacity]))
  return instance.slots.flatMap((slot, t) => {
    const members = plan.members[t] ?? []
    const expected = expectedAttendance(dense, members, t)
    return members.flatMap((d, i) => {
      const session = instance.sessions[d] ?? ''
      const room = placed.get(session)?.room ?? ''
      const capacity = seats.get(room)
      const people = expected[i] ?? 0
      return capacity === undefined || people <= capacity
        ? []
        : [{ session, slot, room, expected: people, capacity }]
    })
  })
}
