import type { Instant } from '../time.ts'

/**
 * What everything that people edit has: an id, and by which decisions it came to be as it is.
 *
 * A revision is the sequence number of a decision, not a count of changes: the words of a decision can be erased
 * later, and what others saw and changed must not become a conflict by that.
 */
export interface Stamped {
  readonly id: string
  /** Sequence number of the newest decision that changed it. */
  readonly revision: number
  /** The same by field; a field that is absent was never changed since it was made. */
  readonly fieldRevisions: ReadonlyMap<string, number>
  readonly createdBy: string
  readonly createdAt: Instant
  readonly changedBy: string
  readonly changedAt: Instant
}

/** Who changes something, when, and as which decision. */
export interface Stamp {
  readonly sequence: number
  readonly at: Instant
  readonly person: string
}

/** A change that was made, or the fields in which somebody else was first. */
export type Amended<T> =
  | { readonly kind: 'amended'; readonly value: T }
  | { readonly kind: 'conflict'; readonly fields: readonly string[] }

/** The stamps of something new. */
export function stampNew(id: string, stamp: Stamp): Stamped {
  return {
    id,
    revision: stamp.sequence,
    fieldRevisions: new Map(),
    createdBy: stamp.person,
    createdAt: stamp.at,
    changedBy: stamp.person,
    changedAt: stamp.at,
  }
}

/**
 * Changes fields of something whose revision `seen` the person had before them.
 *
 * It is a conflict when a field was changed by a decision after `seen` to something other than what this change
 * makes of it. Two people who change different fields, or make the same change, do not disturb each other. Fields
 * of the change that are as they were are left alone.
 */
export function amend<T extends Stamped>(
  current: T,
  change: { readonly [K in keyof T]?: T[K] },
  seen: number,
  stamp: Stamp,
): Amended<T> {
  const changed = Object.entries(change).filter(([field, value]) => !isSame(fieldOf(current, field), value))
  const fields = changed.flatMap(([field]) =>
    (current.fieldRevisions.get(field) ?? 0) > seen ? [field] : [],
  )
  if (fields.length > 0) return { kind: 'conflict', fields }
  if (changed.length === 0) return { kind: 'amended', value: current }
  const fieldRevisions = new Map(current.fieldRevisions)
  for (const [field] of changed) fieldRevisions.set(field, stamp.sequence)
  return {
    kind: 'amended',
    value: {
      ...current,
      ...Object.fromEntries(changed),
      revision: stamp.sequence,
      fieldRevisions,
      changedBy: stamp.person,
      changedAt: stamp.at,
    },
  }
}

/** Something as an organiser's or a rule's change leaves it, whatever anybody saw. */
export function restamp<T extends Stamped>(
  current: T,
  change: { readonly [K in keyof T]?: T[K] },
  stamp: Stamp,
): T {
  const amended = amend(current, change, Number.MAX_SAFE_INTEGER, stamp)
  return amended.kind === 'amended' ? amended.value : current
}

/** The field of that name; fields are plain data. */
export function fieldOf(value: object, field: string): unknown {
  return Object.hasOwn(value, field) ? (value as Readonly<Record<string, unknown>>)[field] : undefined
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
