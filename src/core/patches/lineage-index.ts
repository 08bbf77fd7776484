import type { PatchCard, SeriesCard } from './lineage-card.ts'
import type { LineWeight } from './lineage-pair.ts'

/** Lines that stand in more patches than this tell nothing, and are not followed. */
const MOST_POSTINGS = 64
/** So many of a patch's rarest lines are followed. */
const RAREST_LINES = 64
/** So many of its lines are known of a patch. */
const MOST_LINES = 256
const BY_LINES = 30
/** So many patches with one title, or one content, are looked at: the latest. */
const BY_TITLE = 12
/** So many series with one title of the whole. */
const MOST_ROOTS = 6
const BY_PATH = 30
const MOST_PATHS = 4

/** What one sender has posted so far, in order of time: where older versions are looked for. */
export interface SenderIndex {
  /** Patches that may be older versions of this one. */
  readonly findCandidates: (patch: PatchCard) => ReadonlySet<PatchCard>
  /** The latest series with this title of the whole, oldest first. */
  readonly withRoot: (key: string) => readonly SeriesCard[]
  /** The latest series in which something has this change-id. */
  readonly withChangeId: (id: string) => readonly SeriesCard[]
  readonly weigh: LineWeight
  /** Did several pieces of work bear this title? */
  readonly isRecurring: (key: string) => boolean
  /** `olderOf`: the patch of which it is the next version; its lines are no new ones. */
  readonly add: (series: SeriesCard, olderOf: (patch: PatchCard) => PatchCard | undefined) => void
}

/** In which patches a line stands, and in how many pieces of work. Most lines stand in one. */
interface Posting {
  /** `undefined`: in too many. */
  patches: PatchCard[] | undefined
  works: number
}

/** An empty index. */
export function senderIndex(): SenderIndex {
  const titles = titleIndex()
  const byContent = new Map<string, PatchCard[]>()
  const byPath = new Map<string, PatchCard[]>()
  const byLine = new Map<number, PatchCard | Posting>()
  /** What a line tells that stands in several pieces of work. It is asked for so often that it is kept. */
  const weights = new Map<number, number>()
  const byChangeId = new Map<string, SeriesCard[]>()
  /** In how many pieces of work a title stands. */
  const works = new Map<string, number>()

  const findCandidates = (patch: PatchCard): ReadonlySet<PatchCard> => {
    const found = new Set<PatchCard>(titles.withTitle(patch.key))
    const addLast = (list: readonly PatchCard[] | undefined, most: number): void => {
      if (list)
        for (let at = Math.max(0, list.length - most); at < list.length; at++)
          found.add(list[at] as PatchCard)
    }
    for (const id of contentIds(patch)) addLast(byContent.get(id), BY_TITLE)
    const paths = patch.paths.map((path) => byPath.get(path)).filter((list) => list !== undefined)
    paths.sort((a, b) => a.length - b.length)
    for (const list of paths.slice(0, MOST_PATHS)) addLast(list, BY_PATH)
    for (const one of byRareLines(patch)) found.add(one)
    return found
  }

  const byRareLines = (patch: PatchCard): readonly PatchCard[] => {
    const lists: (readonly PatchCard[])[] = []
    eachLine(patch, (hash) => {
      const posting = byLine.get(keyOf(hash))
      if (posting === undefined) return
      if ('works' in posting) {
        if (posting.patches !== undefined) lists.push(posting.patches)
      } else lists.push([posting])
    })
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

  const addLine = (hash: number, patch: PatchCard, isNew: boolean): void => {
    const key = keyOf(hash)
    const posting = byLine.get(key)
    if (posting === undefined) byLine.set(key, patch)
    else if (!('works' in posting)) {
      byLine.set(key, { patches: [posting, patch], works: isNew ? 2 : 1 })
      if (isNew) weights.set(key, weightOf(2))
    } else {
      if (isNew) weights.set(key, weightOf(++posting.works))
      if (posting.patches === undefined) return
      if (posting.patches.length < MOST_POSTINGS) posting.patches.push(patch)
      else posting.patches = undefined
    }
  }

  return {
    findCandidates,
    withRoot: titles.withRoot,
    withChangeId: (id) => byChangeId.get(id)?.slice(-BY_TITLE) ?? [],
    weigh: (hash) => weights.get(keyOf(hash)) ?? 1,
    isRecurring: (key) => (works.get(key) ?? 0) > 1,
    add: (series, olderOf) => {
      titles.add(series)
      const changeIds = new Set([series.changeId, ...series.patches.map((patch) => patch.changeId)])
      for (const id of changeIds) if (id !== undefined) push(byChangeId, id, series)
      for (const patch of series.patches) {
        const older = olderOf(patch)
        if (older?.key !== patch.key) works.set(patch.key, (works.get(patch.key) ?? 0) + 1)
        for (const id of contentIds(patch)) push(byContent, id, patch)
        for (const path of patch.paths) push(byPath, path, patch)
        eachLine(patch, (hash) => addLine(hash, patch, older === undefined || !holds(older.lines, hash)))
      }
    },
  }
}

/** How much a line tells that stands in so many pieces of work. */
function weightOf(works: number): number {
  return 1 / (1 + Math.log(works))
}

/** What has been posted so far under which title, in order of time. */
export interface TitleIndex {
  /** The latest patches with this title. */
  readonly withTitle: (key: string) => readonly PatchCard[]
  /** The latest series with this title of the whole, oldest first. */
  readonly withRoot: (key: string) => readonly SeriesCard[]
  readonly add: (series: SeriesCard) => void
}

/** An empty index. */
export function titleIndex(): TitleIndex {
  const byTitle = new Map<string, PatchCard[]>()
  const byRoot = new Map<string, SeriesCard[]>()
  return {
    withTitle: (key) => byTitle.get(key)?.slice(-BY_TITLE) ?? [],
    withRoot: (key) => byRoot.get(key)?.slice(-MOST_ROOTS) ?? [],
    add: (series) => {
      if (series.rootKey !== '') push(byRoot, series.rootKey, series)
      for (const patch of series.patches) if (patch.key !== '') push(byTitle, patch.key, patch)
    },
  }
}

/** What one sender has posted under several numbers of the sender book, as one. */
export function joinIndexes(indexes: readonly SenderIndex[]): SenderIndex {
  const [only] = indexes
  if (only !== undefined && indexes.length === 1) return only
  return {
    findCandidates: (patch) => new Set(indexes.flatMap((one) => [...one.findCandidates(patch)])),
    withRoot: (key) => indexes.flatMap((one) => one.withRoot(key)),
    withChangeId: (id) => indexes.flatMap((one) => one.withChangeId(id)),
    weigh: (hash) => Math.min(1, ...indexes.map((one) => one.weigh(hash))),
    isRecurring: (key) => indexes.some((one) => one.isRecurring(key)),
    add: (series, olderOf) => {
      for (const one of indexes) one.add(series, olderOf)
    },
  }
}

/** A hash as a map finds it fastest: signed, so that it needs no allocation. */
function keyOf(hash: number): number {
  return hash | 0
}

/** Once for each different line: of a large patch for those with the smallest hashes, which its versions share. */
function eachLine({ lines }: PatchCard, visit: (hash: number) => void): void {
  let last = -1
  let left = MOST_LINES
  for (const hash of lines) {
    if (hash === last) continue
    if (left-- === 0) return
    visit(hash)
    last = hash
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
