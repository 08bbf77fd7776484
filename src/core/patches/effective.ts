import type { PatchLink, Superseded } from './lineage.ts'
import { isNumberedAlike } from './newest.ts'
import type { Series } from './series.ts'

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
  /** The version that it was posted as: an older one never takes its place. */
  readonly own: Series
  /** The series whose place it has, and the place: a replacement stands where the replaced patch stood. */
  readonly base: Series
  readonly slot: number
}

/** What a posting changes: the patches that are live from then on, and what became of those that were. */
interface Change {
  readonly live: readonly Live[]
  readonly superseded: ReadonlyMap<string, Superseded>
}

/**
 * The effective series of a lineage: its newest full posting, with every later partial one laid over it.
 *
 * `series` are versions of one lineage, oldest first; any part of them (those until a day) has an effective series
 * too. A posting is partial when it leaves slots open; it replaces the patches that its own are versions of, else
 * those with the same number of the same total. So does a single patch. One that holds most of its patches is the base
 * from then on, with older patches where it leaves slots open. A full one replaces every series that it
 * continues at least by half, or that has the same title, and what it has no version of is dropped. A "v2" without a
 * number stands for one patch, unless it has the title of the cover letter: then it is the whole in one. Series that
 * went apart stay side by side.
 *
 *     v1 1/3 2/3 3/3,  v2 2/3 alone,  then v3 0/2 1/2 2/2, made of v1 1/3 and v2 2/3
 *     after v2: v1 1/3, v2 2/3, v1 3/3;  after v3: its own two, and v1 3/3 is dropped
 *
 * Source: patch-trackers dossier, section 2.7.
 */
export function findEffective(series: readonly Series[], patchLinks: readonly PatchLink[]): Effective {
  const neighbours = linkedPatches(series, patchLinks)
  const superseded = new Map<string, Superseded>()
  let live: readonly Live[] = []
  for (const one of series) {
    for (const id of one.duplicates) superseded.set(id, { by: undefined, in: one.id })
    const posted = one.patches.flatMap((id, at): Live[] =>
      id === undefined ? [] : [{ id, own: one, base: one, slot: at + 1 }],
    )
    if (posted.length === 0) continue
    const change = layOver(one, posted, live, neighbours)
    live = change.live
    for (const [id, what] of change.superseded) superseded.set(id, what)
  }
  const order = new Map(series.map((one, at) => [one.id, at]))
  const placeOf = (one: Live): number => order.get(one.base.id) ?? 0
  const sorted = [...live].sort(
    (a, b) => placeOf(a) - placeOf(b) || a.slot - b.slot || (a.id < b.id ? -1 : 1),
  )
  return { patches: sorted.map((one) => one.id), superseded }
}

type Neighbours = ReadonlyMap<string, readonly string[]>

/** Which patches of these series are linked as versions of one another, in both directions. */
function linkedPatches(series: readonly Series[], patchLinks: readonly PatchLink[]): Neighbours {
  const neighbours = new Map<string, string[]>()
  for (const one of series) for (const id of one.patches) if (id !== undefined) neighbours.set(id, [])
  for (const { newer, older } of patchLinks) {
    const [a, b] = [neighbours.get(newer), neighbours.get(older)]
    a?.push(older)
    b?.push(newer)
  }
  return neighbours
}

function layOver(
  series: Series,
  posted: readonly Live[],
  live: readonly Live[],
  neighbours: Neighbours,
): Change {
  const olderOf = pairUp(posted, live, neighbours)
  const isPartial = leavesOpen(series, posted, live)
  if (isPartial) pairBySlot(series, posted, live, olderOf)
  const taken = new Set(olderOf.values())
  const replaced = new Set(isPartial ? [] : listReplaced(series, posted, live, taken))
  // Most of a series counts as all of it: what is missing is what nobody has seen yet.
  const renewed =
    isPartial && posted.length * 2 > series.patches.length ? basesOf(taken, series) : new Set<Series>()
  const staysInPlace = (isPartial && renewed.size === 0) || posted.length === 1

  const superseded = new Map<string, Superseded>()
  const gone = new Set<Live>()
  const added: Live[] = []
  const overtaken = [...taken].find((old) => isLater(old.own, series))
  for (const patch of posted) {
    const older = olderOf.get(patch)
    if (older === undefined) {
      if (overtaken === undefined) added.push(isPartial && renewed.size === 0 ? inBase(patch, live) : patch)
      else superseded.set(patch.id, { by: undefined, in: overtaken.own.id })
    } else if (isLater(older.own, series)) superseded.set(patch.id, { by: older.id, in: older.own.id })
    else {
      gone.add(older)
      superseded.set(older.id, { by: patch.id, in: series.id })
      added.push(
        staysInPlace && !replaced.has(older.base) ? { ...patch, base: older.base, slot: older.slot } : patch,
      )
    }
  }
  const kept: Live[] = []
  for (const old of live) {
    if (gone.has(old)) continue
    const isOpen = series.patches[old.slot - 1] === undefined
    if (isLater(old.own, series)) kept.push(old)
    else if (replaced.has(old.base) || (renewed.has(old.base) && !isOpen))
      superseded.set(old.id, { by: undefined, in: series.id })
    else kept.push(renewed.has(old.base) ? { ...old, base: series } : old)
  }
  return { live: [...kept, ...added], superseded }
}

/** The series of the same length that these stand in. */
function basesOf(patches: Iterable<Live>, series: Series): ReadonlySet<Series> {
  const bases = new Set<Series>()
  for (const { base } of patches) if (base.patches.length === series.patches.length) bases.add(base)
  return bases
}

/** A series that came later by its number, whatever the dates say. */
function isLater(a: Series, b: Series): boolean {
  return isNumberedAlike(a, b) && a.version > b.version
}

/** Links are followed to so many versions of one patch. */
const MOST_VERSIONS = 1000

/** For each posted patch the live one that it is a version of, the nearest by links; each for one only. */
function pairUp(posted: readonly Live[], live: readonly Live[], neighbours: Neighbours): Map<Live, Live> {
  const free = new Map(live.map((one) => [one.id, one]))
  const pairs = new Map<Live, Live>()
  // Those that are linked themselves go first, so that no patch takes the place of another one's older version.
  for (const reach of ['linked', 'any'] as const)
    for (const patch of posted) {
      if (pairs.has(patch)) continue
      const seen = new Set([patch.id])
      for (const id of seen) {
        if (seen.size > MOST_VERSIONS) break
        const found = free.get(id)
        if (found !== undefined) {
          pairs.set(patch, found)
          free.delete(id)
          break
        }
        if (reach === 'any' || id === patch.id) for (const next of neighbours.get(id) ?? []) seen.add(next)
      }
    }
  return pairs
}

/**
 * Does it hold only some of its patches, because only these changed? One that was counted anew, of which mails are
 * missing, is a whole one.
 */
function leavesOpen(series: Series, posted: readonly Live[], live: readonly Live[]): boolean {
  const length = series.patches.length
  if (posted.length === length) return false
  return posted.length * 2 <= length || live.some((old) => old.base.patches.length === length)
}

/** What is left of a partial posting takes the place with the same number, in the latest series of the same length. */
function pairBySlot(
  series: Series,
  posted: readonly Live[],
  live: readonly Live[],
  olderOf: Map<Live, Live>,
): void {
  const taken = new Set(olderOf.values())
  for (const patch of posted) {
    if (olderOf.has(patch)) continue
    const older = live.findLast(
      (old) =>
        old.slot === patch.slot && old.base.patches.length === series.patches.length && !taken.has(old),
    )
    if (older === undefined) continue
    olderOf.set(patch, older)
    taken.add(older)
  }
}

/** A patch that was missing so far stands in the latest series of the same length. */
function inBase(patch: Live, live: readonly Live[]): Live {
  const base = live.findLast((old) => old.base.patches.length === patch.base.patches.length)?.base
  return base === undefined ? patch : { ...patch, base }
}

/** The series that a full posting replaces as a whole. */
function listReplaced(
  series: Series,
  posted: readonly Live[],
  live: readonly Live[],
  taken: ReadonlySet<Live>,
): readonly Series[] {
  const bases = [...new Set(live.map((old) => old.base))]
  return bases.filter((base) => {
    const all = live.filter((old) => old.base === base)
    const continued = all.filter((old) => taken.has(old)).length
    if (hasTitleOf(series, base) || isWholeInOne(series, base)) return true
    // One patch in place of two: the other one is still there.
    return posted.length > 1 || all.length === 1 ? continued * 2 >= all.length : continued * 2 > all.length
  })
}

/** A series that came again as one patch: with a higher version, under the title of the cover letter. */
function isWholeInOne(a: Series, base: Series): boolean {
  if (a.cover !== undefined || a.patches.length !== 1) return false
  if (base.cover === undefined || base.patches.length === 1) return false
  return a.versionWritten && a.version > base.version && a.title.toLowerCase() === base.title.toLowerCase()
}

/** Two cover letters with one title stand for one whole. */
function hasTitleOf(a: Series, b: Series): boolean {
  return a.cover !== undefined && b.cover !== undefined && a.title.toLowerCase() === b.title.toLowerCase()
}
