import type { DecisionKind, Effective, KindChange, KindId } from './decision-kind.ts'

/** A kind as a pack states it: pack, version, dates and sources are the pack's, unless it gives its own sources. */
export type PackKind = Omit<DecisionKind, 'pack' | 'version' | 'effective' | 'source'> & {
  readonly source?: readonly string[]
}

/** A project's written rules as data: its kinds of decisions, by itself or as deviations from another pack. */
export interface RulePack {
  readonly id: string
  readonly title: string
  readonly version: string
  readonly effective: Effective
  readonly source: readonly string[]
  /** The pack that this one deviates from. */
  readonly extends?: string
  /** Kinds that packs which extend this one may not change. */
  readonly locked: readonly KindId[]
  readonly kinds: readonly PackKind[]
  /** Deviations from the kinds of `extends`: fields are replaced whole. */
  readonly override?: Readonly<Record<KindId, KindChange>>
}

/** Something that is wrong with a pack: where, as keys from the top, and what, in one sentence. */
export interface PackProblem {
  /** `['override', 'lt', 'pass']`: leads to the line of the file. */
  readonly path: readonly (string | number)[]
  readonly what: string
}

/** A pack with everything that it takes over, ready to decide by. */
export interface ResolvedPack {
  readonly id: string
  readonly title: string
  readonly version: string
  readonly effective: Effective
  readonly kinds: readonly DecisionKind[]
  readonly locked: readonly KindId[]
  /** Kinds that differ from those of the pack that it extends. */
  readonly changed: readonly KindId[]
  readonly problems: readonly PackProblem[]
}

const DEEPEST = 10

/**
 * Brings a pack together with those that it extends. A deviation from a locked kind is a problem, and not applied; so
 * is one from a kind that does not exist, and a pack that extends itself.
 */
export function resolvePack(pack: RulePack, all: readonly RulePack[]): ResolvedPack {
  return resolve(pack, all, DEEPEST)
}

function resolve(pack: RulePack, all: readonly RulePack[], depth: number): ResolvedPack {
  const problems: PackProblem[] = []
  const parent = pack.extends === undefined ? undefined : all.find((one) => one.id === pack.extends)
  if (pack.extends !== undefined && parent === undefined)
    problems.push({ path: ['extends'], what: `there is no pack "${pack.extends}"` })
  if (parent !== undefined && depth === 0)
    problems.push({ path: ['extends'], what: `"${pack.id}" extends itself by way of others` })
  const base = parent === undefined || depth === 0 ? undefined : resolve(parent, all, depth - 1)
  const locked = new Set(base?.locked ?? [])
  const kinds = new Map((base?.kinds ?? []).map((kind) => [kind.id, kind]))
  const changed: KindId[] = []
  const stamp = { pack: pack.id, version: pack.version, effective: pack.effective }
  for (const [index, kind] of pack.kinds.entries()) {
    if (locked.has(kind.id))
      problems.push({ path: ['kinds', index, 'id'], what: isLocked(kind.id, pack.extends) })
    else if (pack.kinds.findIndex((one) => one.id === kind.id) < index)
      problems.push({ path: ['kinds', index, 'id'], what: `"${kind.id}" is here twice` })
    else {
      if (kinds.has(kind.id)) changed.push(kind.id)
      kinds.set(kind.id, { ...kind, ...stamp, source: kind.source ?? pack.source })
    }
  }
  for (const [id, change] of Object.entries(pack.override ?? {})) {
    const kind = kinds.get(id)
    if (kind === undefined)
      problems.push({ path: ['override', id], what: `"${pack.extends ?? pack.id}" has no kind "${id}"` })
    else if (locked.has(id)) problems.push({ path: ['override', id], what: isLocked(id, pack.extends) })
    else {
      changed.push(id)
      kinds.set(id, { ...kind, ...change, ...stamp, source: [...kind.source, ...pack.source] })
    }
  }
  return {
    id: pack.id,
    title: pack.title,
    version: pack.version,
    effective: pack.effective,
    kinds: [...kinds.values()],
    locked: [...new Set([...locked, ...pack.locked])],
    changed,
    problems: [...(base?.problems ?? []), ...problems],
  }
}

function isLocked(id: KindId, by: string | undefined): string {
  return `"${id}" is locked by "${by}": no sub-project may change it`
}

/** A kind of a resolved pack; `undefined` where it has none of that name. */
export function findKind(pack: ResolvedPack, id: KindId): DecisionKind | undefined {
  return pack.kinds.find((kind) => kind.id === id)
}
