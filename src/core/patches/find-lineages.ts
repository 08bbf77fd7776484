import { groupBy } from '../group-by.ts'
import type { Address } from '../mail/message.ts'
import { findEffective } from './effective.ts'
import type { MessageFacts } from './facts.ts'
import type { Lineage, PatchLink, SeriesLink } from './lineage.ts'
import { type SeriesCard, seriesCard } from './lineage-card.ts'
import { findHints, type Hints } from './lineage-hints.ts'
import { type SenderNumber, senderBook } from './lineage-people.ts'
import { countKept, type KnownLinks, type LinkMemo, type LinksOfSeries, printCard } from './link-memo.ts'
import { seriesLinker } from './link-series.ts'
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
  /** What was found last time, to be kept where nothing has changed that it follows from; the result is the same. */
  readonly memo?: LinkMemo
}

/** The lineages of some series, and why. */
export interface LineageSet {
  /** By the `at` of their earliest series, then its id; every series is in one. */
  readonly lineages: readonly Lineage[]
  /** In order of the newer series; to the one before it first, then to others that gave it single patches. */
  readonly seriesLinks: readonly SeriesLink[]
  /** At most one for each newer patch. A patch that moved from other work has one that leads into that lineage. */
  readonly patchLinks: readonly PatchLink[]
  /** The same by series, to be known next time, in order of `at`, then id; empty without a memo. */
  readonly known: readonly KnownLinks[]
  /** Senders and authors, to be known next time. */
  readonly people: readonly SenderNumber[]
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
  const people = senderBook(sources.personKey, sources.memo?.since?.people)
  const cards = [...series]
    .sort((a, b) => compare(a.at, b.at) || compare(a.id, b.id))
    .map((one) => seriesCard(one, sources.factsOf, people))
  const hints = findHints(cards, sources.threads.parentOf)
  const decided = readCorrections(sources.links, hints)
  const links = linkAll(cards, hints, decided, sources)
  const patchLinksOf = groupBy(links.patchLinks, (link) => link.newer)
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
  return { lineages, ...links, people: people.list() }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

type Links = Omit<LineageSet, 'lineages' | 'people'>
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

/** Links every series to the earlier ones that it continues; what is known of last time is kept. `cards` are in order of time. */
function linkAll(
  cards: readonly SeriesCard[],
  hints: Hints,
  decided: Decided,
  { memo, factsOf, personKey }: LineageSources,
): Links {
  const { since } = memo ?? {}
  const linker = seriesLinker(cards, { hints, decided, ...(since && { continued: since.continued }) })
  if (memo === undefined) return { ...joinLinks(cards.map(linker.link)), known: [] }
  const authorOf = (id: string): string => {
    const facts = factsOf(id)
    return facts === undefined ? '' : personKey(facts.author)
  }
  const inputs = {
    printOf: memo.printOf,
    peopleOf: ({ series, patches }: SeriesCard) => [
      personKey(series.sender),
      ...patches.map((patch) => authorOf(patch.id)),
    ],
    hintsOf: hints.of,
    decidedOf: (card: SeriesCard) => decided.get(card.series.id),
  }
  const before = new Map(memo.known.map((one) => [one.series, one]))
  const printOf = (card: SeriesCard): string =>
    (since !== undefined && card.series.at < since.at && before.get(card.series.id)?.print) ||
    printCard(card, inputs)
  const prints = cards.map(printOf)
  const ids = cards.map((card) => card.series.id)
  const kept =
    since === undefined
      ? countKept(prints, ids, memo.known)
      : cards.filter((card) => card.series.at < since.at).length
  const known = cards.map((card, n): KnownLinks => {
    const { id } = card.series
    const links = n < kept ? before.get(id)?.links : linker.link(card)
    if (n < kept) linker.follow(card, links)
    return { series: id, print: prints[n] ?? '', links: links && hasLinks(links) ? links : undefined }
  })
  return { ...joinLinks(known.flatMap((one) => one.links ?? [])), known }
}

function hasLinks({ seriesLinks, patchLinks }: LinksOfSeries): boolean {
  return seriesLinks.length + patchLinks.length > 0
}

function joinLinks(all: readonly LinksOfSeries[]): Pick<Links, 'seriesLinks' | 'patchLinks'> {
  return {
    seriesLinks: all.flatMap((one) => one.seriesLinks),
    patchLinks: all.flatMap((one) => one.patchLinks),
  }
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
