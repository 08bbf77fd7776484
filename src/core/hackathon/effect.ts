import { type Amended, amend, fieldOf, type Stamp, type Stamped } from './amend.ts'
import type { Hackathon, RefusalCode } from './hackathon.ts'

/** What a decision does to a hackathon, before it is written down. */
export type Effect =
  | { readonly kind: 'done'; readonly hackathon: Hackathon }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly why: string }
  | {
      readonly kind: 'conflict'
      readonly about: string
      readonly other: string
      readonly fields: readonly string[]
      readonly stands: Readonly<Record<string, unknown>>
      readonly offered: Readonly<Record<string, unknown>>
    }

/** A hackathon with something changed. */
export function done(
  hackathon: Hackathon,
  change: { readonly [K in keyof Hackathon]?: Hackathon[K] },
): Effect {
  return { kind: 'done', hackathon: { ...hackathon, ...change } }
}

/** A decision that cannot be carried out. */
export function refuse(code: RefusalCode, why: string): Effect {
  return { kind: 'refused', code, why }
}

/**
 * Changes one of a list as `amend` does; `make` says what becomes of the hackathon. `about` names the thing in a
 * conflict: "session pvh".
 */
export function amendIn<T extends Stamped>(
  list: readonly T[],
  id: string,
  change: { readonly [K in keyof T]?: T[K] },
  seen: number,
  stamp: Stamp,
  about: string,
  make: (list: readonly T[]) => Effect,
): Effect {
  const current = list.find((one) => one.id === id)
  if (current === undefined) return refuse('not-found', `there is no ${about}`)
  const amended = amend(current, change, seen, stamp)
  if (amended.kind === 'conflict') return conflict(current, change, amended, about)
  return make(replaceIn(list, amended.value))
}

/** A conflict between what stands and what somebody wanted to make of it. */
export function conflict(
  current: Stamped,
  change: object,
  amended: Extract<Amended<unknown>, { readonly kind: 'conflict' }>,
  about: string,
): Effect {
  return {
    kind: 'conflict',
    about,
    other: current.changedBy,
    fields: amended.fields,
    stands: Object.fromEntries(amended.fields.map((field) => [field, fieldOf(current, field)])),
    // All of it is kept, also the fields that nobody else touched: nothing of the change was made.
    offered: Object.fromEntries(Object.entries(change)),
  }
}

/** A list with the one of that id put in its place, or at the end. */
export function replaceIn<T extends { readonly id: string }>(list: readonly T[], value: T): readonly T[] {
  return list.some((one) => one.id === value.id)
    ? list.map((one) => (one.id === value.id ? value : one))
    : [...list, value]
}
