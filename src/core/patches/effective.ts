import type { PatchLink } from './lineage.ts'
import type { Series } from './series.ts'

/** What became of a patch that is not live any more. */
export interface Superseded {
  /** Message-ID of the patch that took its place; `undefined`: it was dropped. */
  readonly by: string | undefined
  /** Id of the series in which that happened. */
  readonly in: string
}

/** What is live of a lineage. */
export interface Effective {
  /** Message-IDs in slot order; series that stand side by side one after the other. */
  readonly patches: readonly string[]
  /** Why each other patch of its series is not live. */
  readonly superseded: ReadonlyMap<string, Superseded>
}

/** A live patch: where it stands, which may be the place of an older one that it replaced. */
interface Live {
  readonly id: string
  /** The series whose place it has, and the place: a replacement stands where the replaced patch stood. */
  readonly base: Series
  readonly slot: number
  /** Pairs of versions lead to the same number. */
  readonly chain: string
}

/**
 * The effective series of a lineage: its newest full posting, with every later partial one laid over it.
 *
 * `series` are versions of one lineage, oldest first; any part of them (those until a day) has an effective series
 * too. A posting is partial when it leaves slots open, or is a version like "v2.1"; it replaces the patches that its
 * own are versions of, else those with the same number of the same total. A full one replaces every series of which
 * it continues at least half, and what it has no version of is dropped. Series that went apart stay side by side.
 * Source: patch-trackers dossier, section 2.7.
 */
export function findEffective(series: readonly Series[], patchLinks: readonly PatchLink[]): Effective {
  const chains = joinChains(patchLinks)
  const chainOf = (id: string): string => rootOf(chains, id)
  const superseded = new Map<string, Superseded>()
  let live: Live[] = []
  for (const one of series) {
    const posted = one.patches.flatMap((id, at) => (id === undefined ? [] : [{ id, slot: at + 1 }]))
    for (const id of one.duplicates) superseded.set(id, { by: undefined, in: one.id })
    if (posted.length === 0) continue
    const replaced = isPartial(one, live)
      ? layOver(one, posted, live, chainOf)
      : replaceWhole(one, posted, live, chainOf)
    for (const old of live) {
      const by = replaced.get(old)
      if (by !== undefined) superseded.set(old.id, { by: by.id, in: one.id })
    }
    live = [...live.filter((old) => !replaced.has(old)), ...new Set([...replaced.values()].filter(isLive)), ...added(one, posted, replaced, chainOf)]
  }
  const order = new Map(series.map((one, at) => [one.id, at]))
  const placeOf = (one: Live): number => order.get(one.base.id) ?? 0
  live.sort((a, b) => placeOf(a) - placeOf(b) || a.slot - b.slot || (a.id < b.id ? -1 : 1))
  return { patches: live.map((one) => one.id), superseded }
}
