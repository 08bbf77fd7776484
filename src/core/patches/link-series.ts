import type { PatchLink, SeriesLink } from './lineage.ts'
import type { PatchCard, SeriesCard } from './lineage-card.ts'
import type { Hints } from './lineage-hints.ts'
import { joinIndexes, type SenderIndex, senderIndex, titleIndex } from './lineage-index.ts'
import { patchLink, seriesLink } from './lineage-links.ts'
import { findPredecessors } from './lineage-predecessors.ts'
import type { LinksOfSeries } from './link-memo.ts'

/** What links are found from, beside the series. */
export interface LinkSources {
  readonly hints: Hints
  /** Newer series -> older series -> what a person said of the two. */
  readonly decided: ReadonlyMap<string, ReadonlyMap<string, boolean>>
  /** Ids of series that others continue which are not given. */
  readonly continued?: readonly string[]
}

/** Links series one after another, in order of time. */
export interface SeriesLinker {
  /** Finds what a series continues. */
  readonly link: (card: SeriesCard) => LinksOfSeries
  /** Goes on as if it had found what is known of a series; `undefined`: that it continues none. */
  readonly follow: (card: SeriesCard, links: LinksOfSeries | undefined) => void
}

/** Links every series to the earlier ones that it continues. `cards` are all of them. */
export function seriesLinker(cards: readonly SeriesCard[], sources: LinkSources): SeriesLinker {
  const { hints, decided } = sources
  const byId = new Map(cards.map((card) => [card.series.id, card]))
  const patches = new Map(cards.flatMap((card) => card.patches.map((patch) => [patch.id, patch] as const)))
  const all = titleIndex()
  const indexes = new Map<number, SenderIndex>()
  /** Series that were followed: put into the index of their sender when somebody asks for it. */
  const waiting = new Map<number, SeriesCard[]>()
  const continued = new Set<string>(sources.continued)
  const olderOf = new Map<PatchCard, PatchCard>()
  const nextOf = new Map<PatchCard, PatchCard>()
  const indexOf = (sender: number): SenderIndex => {
    const known = indexes.get(sender)
    if (known) return known
    const index = senderIndex()
    indexes.set(sender, index)
    for (const card of waiting.get(sender) ?? []) index.add(card, (patch) => olderOf.get(patch))
    waiting.delete(sender)
    return index
  }
  const pair = (links: readonly PatchLink[]): void => {
    const pairs = new Map(links.map((link) => [link.newer, link.older]))
    for (const [newerId, olderId] of pairs) {
      const [newer, older] = [patches.get(newerId), patches.get(olderId)]
      if (newer === undefined || older === undefined) continue
      olderOf.set(newer, older)
      nextOf.set(older, newer)
    }
  }

  const link = (card: SeriesCard): LinksOfSeries => {
    const own = joinIndexes(card.sender.map(indexOf))
    const verdicts = decided.get(card.series.id)
    const predecessors = findPredecessors(card, {
      own,
      all,
      hints: hints.of(card),
      cardOf: (id) => byId.get(id),
      nextOf: (patch) => nextOf.get(patch),
      isContinued: (id) => continued.has(id),
      allows: (id) => verdicts?.get(id) !== false,
    })
    const seriesLinks: SeriesLink[] = []
    let continues: string | undefined
    for (const one of predecessors) {
      if (!one.isContinued) continue
      const found = seriesLink(card, one)
      // What came between a series and its predecessor can be that predecessor again: two series have one link.
      if (seriesLinks.some((other) => other.older === found.older)) continue
      seriesLinks.push(verdicts?.get(found.older) ? certain(found) : found)
      if (one.isMain) continues = found.older
    }
    for (const [older, linked] of verdicts ?? []) {
      if (!linked || predecessors.some((one) => one.older.series.id === older)) continue
      seriesLinks.push(certain({ newer: card.series.id, older, score: 0, confidence: 1, evidence: [] }))
    }
    const patchLinks = predecessors.flatMap((one) => one.pairs.map(patchLink))
    if (continues !== undefined) continued.add(continues)
    pair(patchLinks)
    own.add(card, (patch) => olderOf.get(patch))
    all.add(card)
    return { series: card.series.id, continues, seriesLinks, patchLinks }
  }

  const follow = (card: SeriesCard, links: LinksOfSeries | undefined): void => {
    if (links?.continues !== undefined) continued.add(links.continues)
    pair(links?.patchLinks ?? [])
    for (const sender of card.sender) {
      const index = indexes.get(sender)
      const others = waiting.get(sender)
      if (index) index.add(card, (patch) => olderOf.get(patch))
      else if (others) others.push(card)
      else waiting.set(sender, [card])
    }
    all.add(card)
  }
  return { link, follow }
}

function certain(link: SeriesLink): SeriesLink {
  return {
    ...link,
    score: Math.max(link.score, 100),
    confidence: 1,
    evidence: ['decided by a person', ...link.evidence],
  }
}
