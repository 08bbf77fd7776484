import type { Address } from '../mail/message.ts'
import { findEffective } from './effective.ts'
import type { MessageFacts } from './facts.ts'
import type { Lineage, PatchLink, SeriesLink } from './lineage.ts'
import { type PatchCard, type SeriesCard, seriesCard } from './lineage-card.ts'
import { findHints, type Hints } from './lineage-hints.ts'
import { joinIndexes, type SenderIndex, senderIndex, titleIndex } from './lineage-index.ts'
import { patchLink, seriesLink } from './lineage-links.ts'
import { senderBook } from './lineage-people.ts'
import { findPredecessors } from './lineage-predecessors.ts'
import { newestOf } from './newest.ts'
import type { Series } from './series.ts'

/** What a person knows better: that the series of one mail continues that of another, or does not. */
export interface LinkCorrection {
  /** Message-IDs of any mails of the two series. */
  readonly newer: string
  readonly older: string
  readonly linked: boolean
}

/** What lineages are found from, beside the series. */
export interface LineageSources {
  readonly factsOf: (messageId: string) => MessageFacts | undefined
  readonly threads: { readonly parentOf: (messageId: string) => string | undefined }
  readonly personKey: (address: Address) => string
  /** Of two that contradict each other, the later one holds. */
  readonly links: readonly LinkCorrection[]
}

/** The lineages of some series, and why. */
export interface LineageSet {
  /** By the `at` of their earliest series, then its id; every series is in one. */
  readonly lineages: readonly Lineage[]
  /** In order of the newer series; to the one before it first, then to others that gave it single patches. */
  readonly seriesLinks: readonly SeriesLink[]
  /** At most one for each newer patch. A patch that moved from other work has one that leads into that lineage. */
  readonly patchLinks: readonly PatchLink[]
}

/**
 * The lineages of a set of series.
 *
 * Each series, from the earliest to the latest, is compared with the earlier ones of its sender, and with those of
 * others that it answers or names, or that bear its title. What it is linked to depends on earlier series only: a later one never changes
 * that, and the result does not depend on the order of `series`. A lineage is what hangs together by links: a
 * series may go on as two, and two may become one. Corrections are applied last.
 *
 * Source: patch-trackers dossier, section 2.6; matching dossier, section 7, step 6.
 */
export function findLineages(series: readonly Series[], sources: LineageSources): LineageSet {
  const people = senderBook(sources.personKey)
  const cards = [...series]
    .sort((a, b) => compare(a.at, b.at) || compare(a.id, b.id))
    .map((one) => seriesCard(one, sources.factsOf, people))
  const hints = findHints(cards, sources.threads.parentOf)
  const decided = readCorrections(sources.links, hints)
  const links = linkAll(cards, hints, decided)
  const patchLinksOf = groupByNewer(links.patchLinks)
  const lineages = joinLinked(cards, links.seriesLinks).map((members): Lineage => {
    const patches = members.flatMap((one) => one.patches)
    const own = patches.flatMap((id) => (id === undefined ? [] : (patchLinksOf.get(id) ?? [])))
    const [first] = members
    const { patches: effective, superseded } = findEffective(members, own)
    return {
      id: first.id,
      series: members.map((one) => one.id),
      newest: (newestOf(members) ?? first).id,
      effective,
      superseded,
    }
  })
  return { lineages, ...links }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

type Links = Omit<LineageSet, 'lineages'>
/** Newer series -> older series -> what a person said of the two. */
type Decided = ReadonlyMap<string, ReadonlyMap<string, boolean>>

function readCorrections(links: readonly LinkCorrection[], hints: Hints): Decided {
  const decided = new Map<string, Map<string, boolean>>()
  for (const { newer, older, linked } of links) {
    const [from, to] = [hints.seriesOf(newer), hints.seriesOf(older)]
    if (from === undefined || to === undefined || from === to) continue
    const known = decided.get(from.series.id) ?? new Map<string, boolean>()
    known.delete(to.series.id)
    decided.set(from.series.id, known.set(to.series.id, linked))
  }
  return decided
}

/** Links every series to the earlier ones that it continues. `cards` are in order of time. */
function linkAll(cards: readonly SeriesCard[], hints: Hints, decided: Decided): Links {
  const byId = new Map(cards.map((card) => [card.series.id, card]))
  const all = titleIndex()
  const indexes = new Map<number, SenderIndex>()
  const indexOf = (sender: number): SenderIndex => {
    const index = indexes.get(sender) ?? senderIndex()
    indexes.set(sender, index)
    return index
  }
  const continued = new Set<string>()
  const nextOf = new Map<PatchCard, PatchCard>()
  const seriesLinks: SeriesLink[] = []
  const patchLinks: PatchLink[] = []
  for (const card of cards) {
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
    const olderOf = new Map(predecessors.flatMap((one) => one.pairs.map((pair) => [pair.newer, pair.older])))
    for (const [newer, older] of olderOf) nextOf.set(older, newer)
    const linked = new Set<string>()
    for (const one of predecessors) {
      patchLinks.push(...one.pairs.map(patchLink))
      if (!one.isContinued) continue
      const link = seriesLink(card, one)
      // What came between a series and its predecessor can be that predecessor again: two series have one link.
      if (linked.has(link.older)) continue
      linked.add(link.older)
      seriesLinks.push(verdicts?.get(link.older) ? certain(link) : link)
      if (one.isMain) continued.add(link.older)
    }
    for (const [older, linked] of verdicts ?? []) {
      if (!linked || predecessors.some((one) => one.older.series.id === older)) continue
      seriesLinks.push(certain({ newer: card.series.id, older, score: 0, confidence: 1, evidence: [] }))
    }
    own.add(card, (patch) => olderOf.get(patch))
    all.add(card)
  }
  return { seriesLinks, patchLinks }
}

function certain(link: SeriesLink): SeriesLink {
  return {
    ...link,
    score: Math.max(link.score, 100),
    confidence: 1,
    evidence: ['decided by a person', ...link.evidence],
  }
}

function groupByNewer(links: readonly PatchLink[]): ReadonlyMap<string, readonly PatchLink[]> {
  const groups = new Map<string, PatchLink[]>()
  for (const link of links) {
    const group = groups.get(link.newer)
    if (group) group.push(link)
    else groups.set(link.newer, [link])
  }
  return groups
}

/** What hangs together, each in order of time, by the earliest. */
function joinLinked(
  cards: readonly SeriesCard[],
  links: readonly SeriesLink[],
): readonly (readonly [Series, ...Series[]])[] {
  const parents = new Map<string, string>()
  const find = (id: string): string => {
    let root = id
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) {
      const above = parents.get(next)
      if (above !== undefined) parents.set(root, above)
      root = next
    }
    return root
  }
  for (const { newer, older } of links) {
    const [a, b] = [find(newer), find(older)]
    if (a !== b) parents.set(a, b)
  }
  const groups = new Map<string, [Series, ...Series[]]>()
  for (const { series } of cards) {
    const root = find(series.id)
    const group = groups.get(root)
    if (group) group.push(series)
    else groups.set(root, [series])
  }
  return [...groups.values()]
}
