import type { BranchChangeKind } from '../core/matching/branch-change.ts'
import type { Branch } from './branches.ts'

/** A branch whose history is not what it was and more. */
export interface FoundChange {
  readonly branch: string
  readonly kind: BranchChangeKind
  readonly before: string
  /** `undefined`: there is no such branch any more. */
  readonly after: string | undefined
  /** Commits that were on it and are not any more. */
  readonly gone: readonly string[]
}

/** On which branches each commit is, by its hash. */
type Membership = ReadonlyMap<string, readonly string[]>

/** A repository before and after it was read anew. */
export interface TwoReadings {
  readonly before: readonly Branch[]
  readonly now: readonly Branch[]
  /** Branches that are there, followed or not: one that is not followed any more was not deleted. */
  readonly there: ReadonlySet<string>
  readonly was: Membership
  readonly is: Membership
  /** The clone does not reach back to the beginning. */
  readonly isShallow: boolean
}

/** Whether each followed branch still holds the commit on which it stood. */
export function onlyGrew(before: readonly Branch[], now: readonly Branch[], is: Membership): boolean {
  return before.every(
    (branch) =>
      // Never read: the tables were made anew since.
      branch.tip === '' ||
      (now.some((one) => one.name === branch.name) && is.get(branch.tip)?.includes(branch.name) === true),
  )
}

/** The branches that were rewritten, replaced, deleted or cut, in the order in which they were known. */
export function findBranchChanges(readings: TwoReadings): readonly FoundChange[] {
  return readings.before.flatMap((branch): FoundChange[] => {
    const { name, tip } = branch
    if (tip === '' || readings.is.get(tip)?.includes(name) === true) return []
    const now = readings.now.find((one) => one.name === name)
    if (now === undefined && readings.there.has(name)) return []
    const own = [...readings.was].filter(([, branches]) => branches.includes(name))
    const gone = own.flatMap(([sha]) => (readings.is.get(sha)?.includes(name) === true ? [] : [sha]))
    const stays = own.length - gone.length
    if (now === undefined) return [{ branch: name, kind: 'deleted', before: tip, after: undefined, gone }]
    if (stays > 0) return [{ branch: name, kind: 'rewritten', before: tip, after: now.tip, gone }]
    // Without a common commit a shallow clone shows nothing: the two may well be one history.
    if (readings.isShallow) return [{ branch: name, kind: 'cut', before: tip, after: now.tip, gone: [] }]
    return [{ branch: name, kind: 'replaced', before: tip, after: now.tip, gone }]
  })
}

/**
 * Where commits are that a shallow clone does not show any more: what was on a branch that has only grown, or of which it
 * cannot be told, is on it still.
 */
export function keepUnseen(readings: TwoReadings, changes: readonly FoundChange[]): Membership {
  const lost = new Set(changes.flatMap((one) => (one.kind === 'cut' ? [] : [one.branch])))
  const kept = new Set(readings.now.map((one) => one.name).filter((name) => !lost.has(name)))
  const all = new Map(readings.is)
  for (const [sha, branches] of readings.was) {
    if (all.has(sha)) continue
    const still = branches.filter((name) => kept.has(name))
    if (still.length > 0) all.set(sha, still)
  }
  return all
}
