import type { Address } from '../../core/mail/message.ts'
import { buildThreads } from '../../core/mail/thread.ts'
import { findEffective } from '../../core/patches/effective.ts'
import type { MessageFacts } from '../../core/patches/facts.ts'
import { findLineages } from '../../core/patches/find-lineages.ts'
import { findSeries } from '../../core/patches/find-series.ts'
import type { SeriesReply } from '../../core/patches/given-trailers.ts'
import type { Lineage, PatchLink, SeriesLink } from '../../core/patches/lineage.ts'
import type { LinkMonth } from '../../core/patches/link-months.ts'
import type { Series } from '../../core/patches/series.ts'
import type { FactRecord } from '../../store/derived/facts.ts'
import type { Corrections } from './corrections.ts'
import { findReplies } from './find-replies.ts'

/** One lineage with its versions and what links them. */
export interface Work {
  readonly lineage: Lineage
  /** Oldest first. */
  readonly series: readonly Series[]
  readonly seriesLinks: readonly SeriesLink[]
  readonly patchLinks: readonly PatchLink[]
  /** The live patches, in slot order, when only these versions (oldest first) exist. */
  readonly effectiveOf: (series: readonly Series[]) => readonly string[]
}

/** What a set of mails amounts to, before any commit is looked at. */
export interface Works {
  /** By the `at` of their earliest mail, then its Message-ID. */
  readonly lineages: readonly Work[]
  readonly factsOf: (messageId: string) => MessageFacts | undefined
  /** A print of a mail: different octets, different print. */
  readonly printOf: (messageId: string) => string
  /** Of the mail above, if it is here. */
  readonly parentOf: (messageId: string) => string | undefined
  /** Names a thread: the same for all of its mails. */
  readonly rootOf: (messageId: string) => string
  /** In order of `at`, then Message-ID; bots' included. */
  readonly repliesTo: (series: string) => readonly SeriesReply[]
  /** Mails with a diff that are in no series and answer none: proposals in the answer to a question, and the like. */
  readonly otherDiffs: readonly MessageFacts[]
  /** The links between series by month, to be known next time; empty where none were given. */
  readonly linkMonths: readonly LinkMonth[]
}

/**
 * Threads, series, lineages and replies of a set of mails, whose records are in order of `at`, then Message-ID.
 * `linkMonths`: the links that were found last; the result is the same with any and without.
 */
export function findWorks(
  records: readonly FactRecord[],
  corrections: Corrections,
  personKey: (address: Address) => string,
  linkMonths?: readonly LinkMonth[],
): Works {
  const facts = records.map((record) => record.facts)
  const byId = new Map(records.map((record) => [record.facts.messageId, record]))
  const factsOf = (id: string): MessageFacts | undefined => byId.get(id)?.facts
  const threads = buildThreads(facts)
  const set = findSeries(facts, threads, personKey, corrections.groups)
  const { series } = set
  const printOf = (id: string): string => {
    const record = byId.get(id)
    return record === undefined ? id : `${id} ${record.digest} ${record.facts.at}`
  }
  const found = findLineages(series, {
    factsOf,
    threads,
    personKey,
    links: corrections.links,
    ...(linkMonths && { memo: { known: linkMonths, printOf } }),
  })
  const replies = findReplies(facts, set)
  const seriesById = new Map(series.map((one) => [one.id, one]))
  const linksOf = groupLinks(found.seriesLinks)
  const patchLinksOf = groupLinks(found.patchLinks)
  return {
    lineages: found.lineages.map((lineage) => {
      const members = lineage.series.flatMap((id) => seriesById.get(id) ?? [])
      const patchLinks = members
        .flatMap((one) => one.patches)
        .flatMap((id) => (id === undefined ? [] : (patchLinksOf.get(id) ?? [])))
      return {
        lineage,
        series: members,
        seriesLinks: members.flatMap((one) => linksOf.get(one.id) ?? []),
        patchLinks,
        effectiveOf: effectiveSeries(patchLinks),
      }
    }),
    factsOf,
    printOf,
    parentOf: threads.parentOf,
    rootOf: threads.rootOf,
    repliesTo: (id) => replies.get(id) ?? [],
    otherDiffs: facts.filter(
      (one) =>
        one.patch !== undefined &&
        set.placeOf(one.messageId) === undefined &&
        set.findTarget(one.messageId) === undefined,
    ),
    linkMonths: found.months,
  }
}

/** Lineages with more versions are no work of people, and too many to remember. */
const MOST_REMEMBERED = 200

/** The live patches of some versions, found once: a standing is asked for at every instant at which it can change. */
function effectiveSeries(patchLinks: readonly PatchLink[]): Work['effectiveOf'] {
  const known = new Map<string, readonly string[]>()
  return (some) => {
    if (some.length > MOST_REMEMBERED) return findEffective(some, patchLinks).patches
    const key = some.map((one) => one.id).join(' ')
    const found = known.get(key) ?? findEffective(some, patchLinks).patches
    known.set(key, found)
    return found
  }
}

function groupLinks<T extends { readonly newer: string }>(
  links: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const link of links) {
    const group = groups.get(link.newer)
    if (group) group.push(link)
    else groups.set(link.newer, [link])
  }
  return groups
}
