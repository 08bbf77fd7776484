import type { PatchCard, SeriesCard } from './lineage-card.ts'
import type { LineWeight } from './lineage-pair.ts'

/** Lines that stand in more patches than this tell nothing, and are not followed. */
const MOST_POSTINGS = 64
/** So many of a patch's rarest lines are followed. */
const RAREST_LINES = 64
const BY_LINES = 30
const BY_TITLE = 12
const BY_PATH = 30
const MOST_PATHS = 4

/** What one sender has posted so far, in order of time: where older versions are looked for. */
export interface SenderIndex {
  /** Patches that may be older versions of this one. */
  readonly findCandidates: (patch: PatchCard) => ReadonlySet<PatchCard>
  /** Series with this title of the whole, oldest first. */
  readonly withRoot: (key: string) => readonly SeriesCard[]
  readonly withChangeId: (id: string) => readonly SeriesCard[]
  readonly weigh: LineWeight
  /** Did several pieces of work bear this title? */
  readonly isRecurring: (key: string) => boolean
  /** `older`: the patch of which it is the next version; its lines are no new ones. */
  readonly add: (series: SeriesCard, olderOf: (patch: PatchCard) => PatchCard | undefined) => void
}

/** An empty index. */
export function senderIndex(): SenderIndex {
  const byTitle = new Map<string, PatchCard[]>()
  const byContent = new Map<string, PatchCard[]>()
  const byPath = new Map<string, PatchCard[]>()
  const byLine = new Map<number, PatchCard[]>()
  const byRoot = new Map<string, SeriesCard[]>()
  const byChangeId = new Map<string, SeriesCard[]>()
  /** In how many pieces of work a line, and a title, stands. */
  const works = new Map<number, number>()
  const titles = new Map<string, number>()

  const findCandidates = (patch: PatchCard): ReadonlySet<PatchCard> => {
    const found = new Set<PatchCard>()
    const addLast = (list: readonly PatchCard[] | undefined, most: number): void => {
      if (list)
        for (let at = Math.max(0, list.length - most); at < list.length; at++)
          found.add(list[at] as PatchCard)
    }
    addLast(byTitle.get(patch.key), BY_TITLE)
    for (const id of contentIds(patch)) addLast(byContent.get(id), BY_TITLE)
    const paths = patch.paths.map((path) => byPath.get(path)).filter((list) => list !== undefined)
    paths.sort((a, b) => a.length - b.length)
    for (const list of paths.slice(0, MOST_PATHS)) addLast(list, BY_PATH)
    for (const one of byRareLines(patch)) found.add(one)
    return found
  }

  const byRareLines = (patch: PatchCard): readonly PatchCard[] => {
    const lists: PatchCard[][] = []
    let last = -1
    for (const hash of patch.lines) {
      if (hash === last) continue
      last = hash
      const list = byLine.get(hash)
      if (list !== undefined && list.length <= MOST_POSTINGS) lists.push(list)
    }
    lists.sort((a, b) => a.length - b.length)
    const votes = new Map<PatchCard, number>()
    for (const list of lists.slice(0, RAREST_LINES))
      for (const one of list) votes.set(one, (votes.get(one) ?? 0) + 1 / list.length)
    if (votes.size <= BY_LINES) return [...votes.keys()]
    return [...votes]
      .sort((a, b) => b[1] - a[1] || b[0].at - a[0].at || (a[0].id < b[0].id ? -1 : 1))
      .slice(0, BY_LINES)
      .map(([one]) => one)
  }

  return {
    findCandidates,
    withRoot: (key) => byRoot.get(key) ?? [],
    withChangeId: (id) => byChangeId.get(id) ?? [],
    weigh: (hash) => {
      const count = works.get(hash)
      return count === undefined || count < 2 ? 1 : 1 / (1 + Math.log(count))
    },
    isRecurring: (key) => (titles.get(key) ?? 0) > 1,
    add: (series, olderOf) => {
      if (series.rootKey !== '') push(byRoot, series.rootKey, series)
      const changeIds = new Set([series.changeId, ...series.patches.map((patch) => patch.changeId)])
      for (const id of changeIds) if (id !== undefined) push(byChangeId, id, series)
      for (const patch of series.patches) {
        const older = olderOf(patch)
        push(byTitle, patch.key, patch)
        if (older?.key !== patch.key) titles.set(patch.key, (titles.get(patch.key) ?? 0) + 1)
        for (const id of contentIds(patch)) push(byContent, id, patch)
        for (const path of patch.paths) push(byPath, path, patch)
        let last = -1
        for (const hash of patch.lines) {
          if (hash === last) continue
          last = hash
          const list = byLine.get(hash)
          if (list === undefined) byLine.set(hash, [patch])
          else if (list.length <= MOST_POSTINGS) list.push(patch)
          if (older === undefined || !holds(older.lines, hash)) works.set(hash, (works.get(hash) ?? 0) + 1)
        }
      }
    },
  }
}

function contentIds(patch: PatchCard): readonly string[] {
  return [patch.patchId, patch.changedLinesId].filter((id) => id !== undefined)
}

function push<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** Is it in a sorted list? */
function holds(lines: Uint32Array, hash: number): boolean {
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle] ?? 0) < hash) low = middle + 1
    else high = middle
  }
  return lines[low] === hash
}
