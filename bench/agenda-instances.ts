import { type Chance, chanceOf } from '../src/core/hackathon/chance.ts'
import { bestPrivate } from '../src/core/hackathon/dense-instance.ts'
import type { AgendaRule, Instance } from '../src/core/hackathon/instance.ts'

/** An instance, and what it is called. */
export interface NamedInstance {
  readonly name: string
  readonly instance: Instance
}

/** How large an instance is, and of which kind. */
interface Kind {
  readonly kind: 'clusters' | 'followers'
  readonly people: number
  readonly sessions: number
  readonly slots: number
  readonly rooms: number
  /** With people who come late or leave early, and with wishes. */
  readonly hard: boolean
}

const KINDS: readonly Kind[] = [
  { kind: 'clusters', people: 42, sessions: 20, slots: 8, rooms: 3, hard: false },
  { kind: 'clusters', people: 42, sessions: 20, slots: 8, rooms: 3, hard: true },
  { kind: 'clusters', people: 43, sessions: 18, slots: 8, rooms: 3, hard: false },
  { kind: 'clusters', people: 43, sessions: 18, slots: 8, rooms: 3, hard: true },
  { kind: 'clusters', people: 30, sessions: 16, slots: 6, rooms: 3, hard: false },
  { kind: 'clusters', people: 25, sessions: 15, slots: 5, rooms: 3, hard: true },
  { kind: 'clusters', people: 20, sessions: 20, slots: 5, rooms: 4, hard: false },
  { kind: 'followers', people: 10, sessions: 12, slots: 6, rooms: 3, hard: false },
  { kind: 'followers', people: 10, sessions: 12, slots: 4, rooms: 3, hard: true },
  { kind: 'followers', people: 20, sessions: 16, slots: 6, rooms: 3, hard: false },
  { kind: 'followers', people: 15, sessions: 14, slots: 7, rooms: 2, hard: true },
  { kind: 'clusters', people: 60, sessions: 18, slots: 6, rooms: 4, hard: false },
  { kind: 'clusters', people: 60, sessions: 30, slots: 8, rooms: 5, hard: false },
  { kind: 'clusters', people: 60, sessions: 30, slots: 8, rooms: 5, hard: true },
  { kind: 'clusters', people: 80, sessions: 40, slots: 10, rooms: 5, hard: true },
  { kind: 'clusters', people: 100, sessions: 48, slots: 12, rooms: 4, hard: false },
  { kind: 'clusters', people: 100, sessions: 46, slots: 12, rooms: 4, hard: true },
  { kind: 'followers', people: 60, sessions: 36, slots: 12, rooms: 4, hard: false },
  { kind: 'followers', people: 40, sessions: 28, slots: 8, rooms: 4, hard: true },
  { kind: 'clusters', people: 200, sessions: 90, slots: 16, rooms: 6, hard: false },
]

/** Twenty instances of the kinds of section 3.3 of the hackathon dossier, made of a seed: other seeds, other instances. */
export function makeInstances(seed: number): readonly NamedInstance[] {
  return KINDS.map((kind, i) => {
    const chance = chanceOf(seed * 1000 + i)
    const weights = kind.kind === 'clusters' ? clusterWeights(kind, chance) : followerWeights(kind, chance)
    const people = Array.from({ length: kind.people }, (_, u) => `person ${u + 1}`)
    const sessions = Array.from({ length: kind.sessions }, (_, d) => `session ${d + 1}`)
    const slots = Array.from({ length: kind.slots }, (_, t) => `slot ${String(t + 1).padStart(2, '0')}`)
    const leaders = chooseLeaders(kind, weights, chance)
    const presence = people.map(() => slots.map(() => 1))
    if (kind.hard) makeAbsent(kind, presence, leaders, chance)
    const rules: AgendaRule[] = leaders.map((u, d) => ({
      kind: 'needs',
      session: sessions[d] ?? '',
      person: people[u] ?? '',
    }))
    if (kind.hard) rules.push(...makeWishes(sessions, slots, chance))
    const name = `${kind.kind}${kind.hard ? ' with rules' : ''} ${kind.people}x${kind.sessions}, ${kind.slots}x${kind.rooms}`
    const instance: Instance = {
      people,
      sessions,
      slots,
      rooms: Array.from({ length: kind.rooms }, (_, r) => ({
        id: `room ${r + 1}`,
        capacity: Math.max(Math.round(kind.people / (r + 1)), 8),
      })),
      weights,
      presence,
      closedRooms: new Map(),
      lockedSlots: [],
      rules,
      wishes: [],
      before: [],
    }
    return { name, instance }
  })
}

/** Presence does not change what anybody could have at best by more than this says. */
export function privateTotal(instance: Instance): number {
  return bestPrivate(instance).reduce((sum, one) => sum + one, 0)
}

/** People belong to a few fields; sessions are of one field and of very different fame (Zipf). */
function clusterWeights(kind: Kind, chance: Chance): number[][] {
  const fields = Math.max(Math.round(kind.sessions / 5), 2)
  const fieldOf = Array.from({ length: kind.sessions }, () => chance.below(fields))
  const fame = fieldOf.map(() => 1 / (1 + chance.below(kind.sessions)) ** 0.5)
  return Array.from({ length: kind.people }, () => {
    const [home, second] = [chance.below(fields), chance.below(fields)]
    return fieldOf.map((field, d) => {
      const near = field === home ? 0.75 : field === second ? 0.4 : 0.08
      if (chance.next() >= near * (0.45 + (fame[d] ?? 0))) return 0
      const roll = chance.next()
      return roll < 0.35 ? 100 : roll < 0.75 ? 75 : 25
    })
  })
}

/** As the community's scheduler makes its test data: some people have tastes of their own, others follow one of them. */
function followerWeights(kind: Kind, chance: Chance): number[][] {
  const rows: number[][] = []
  for (let u = 0; u < kind.people; u++) {
    const leader = u > 2 && chance.next() < 0.6 ? rows[chance.below(u)] : undefined
    rows.push(
      Array.from({ length: kind.sessions }, (_, d) => {
        if (leader !== undefined && chance.next() < 0.85) return leader[d] ?? 0
        return chance.next() < 0.5 ? 100 : chance.next() < 0.5 ? 0 : chance.below(101)
      }),
    )
  }
  return rows
}

function chooseLeaders(kind: Kind, weights: number[][], chance: Chance): readonly number[] {
  const led = new Map<number, number>()
  return Array.from({ length: kind.sessions }, (_, d) => {
    let u = chance.below(kind.people)
    for (let tries = 0; (led.get(u) ?? 0) >= 3 && tries < 50; tries++) u = chance.below(kind.people)
    led.set(u, (led.get(u) ?? 0) + 1)
    // Whoever leads a session wants to be in it by all means.
    const row = weights[u]
    if (row !== undefined) row[d] = 100
    return u
  })
}

/** One in eight comes late, one in eight leaves early; leaders among them still have room for what they lead. */
function makeAbsent(kind: Kind, presence: number[][], leaders: readonly number[], chance: Chance): void {
  for (let u = 0; u < kind.people; u++) {
    const leads = leaders.filter((one) => one === u).length
    const most = Math.max(Math.min(Math.floor(kind.slots / 2), kind.slots - leads - 2), 0)
    const away = 1 + chance.below(Math.max(most, 1))
    const roll = chance.next()
    if (roll >= 0.25 || most === 0) continue
    for (let i = 0; i < away; i++) {
      const row = presence[u]
      if (row !== undefined) row[roll < 0.125 ? i : kind.slots - 1 - i] = 0
    }
  }
}

function makeWishes(
  sessions: readonly string[],
  slots: readonly string[],
  chance: Chance,
): readonly AgendaRule[] {
  const pick = (): string => sessions[chance.below(sessions.length)] ?? ''
  const half = Math.ceil(slots.length / 2)
  const rules: AgendaRule[] = []
  for (let i = 0; i < 2; i++) {
    const [a, b, c] = [pick(), pick(), pick()]
    if (a !== b) rules.push({ kind: 'apart', session: a, other: b })
    // Later sessions come after earlier ones, so that there is no circle.
    if (sessions.indexOf(b) < sessions.indexOf(c)) rules.push({ kind: 'after', session: c, other: b })
  }
  rules.push({ kind: 'only-in', session: pick(), slots: slots.slice(half - 1), why: 'on the second day' })
  return rules
}
