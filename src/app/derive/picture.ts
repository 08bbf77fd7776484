import { groupBy } from '../../core/group-by.ts'
import type { Address } from '../../core/mail/message.ts'
import { buildThreads, type Threads } from '../../core/mail/thread.ts'
import { findEffective } from '../../core/patches/effective.ts'
import type { MessageFacts } from '../../core/patches/facts.ts'
import { findLineages, type LineageSet } from '../../core/patches/find-lineages.ts'
import { findSeries, type SeriesSet } from '../../core/patches/find-series.ts'
import type { SeriesReply } from '../../core/patches/given-trailers.ts'
import type { Lineage, PatchLink, SeriesLink } from '../../core/patches/lineage.ts'
import type { SenderNumber } from '../../core/patches/lineage-people.ts'
import type { KnownLinks } from '../../core/patches/link-memo.ts'
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
  /** What is remembered of the links of each series, by its `at`, then id; empty where none were given. */
  readonly known: readonly KnownLinks[]
  /** Senders and authors as links know them. */
  readonly people: readonly SenderNumber[]
}

/**
 * Threads, series, lineages and replies of a set of mails, whose records are in order of `at`, then Message-ID.
 * `known`: the links that were found last; the result is the same with any and without.
 */
export function findWorks(
  records: readonly FactRecord[],
  corrections: Corrections,
  personKey: (address: Address) => string,
  known?: readonly KnownLinks[],
): Works {
  const mails = mailsByName(records)
  const threads = buildThreads(mails.facts)
  const set = findSeries(mails.facts, threads, personKey, corrections.groups)
  const found = findLineages(set.series, {
    factsOf: mails.factsOf,
    threads,
    personKey,
    links: corrections.links,
    ...(known && { memo: { known, printOf: mails.printOf } }),
  })
  return assembleWorks({ mails, threads, set, found })
}

/** Mails, found by their names. */
export interface MailsByName extends Pick<Works, 'factsOf' | 'printOf'> {
  /** In order of `at`, then Message-ID. */
  readonly facts: readonly MessageFacts[]
}

/** The mails of some records, by name. */
export function mailsByName(records: readonly FactRecord[]): MailsByName {
  const byId = new Map(records.map((record) => [record.facts.messageId, record]))
  return {
    facts: records.map((record) => record.facts),
    factsOf: (id) => byId.get(id)?.facts,
    printOf(id) {
      const record = byId.get(id)
      return record === undefined ? id : `${id} ${record.digest} ${record.facts.at}`
    },
  }
}

/** Puts together what was found of some mails. */
export function assembleWorks({
  mails: { facts, factsOf, printOf },
  threads,
  set,
  found,
}: {
  readonly mails: MailsByName
  readonly threads: Threads
  readonly set: SeriesSet
  readonly found: LineageSet
}): Works {
  const replies = findReplies(facts, set)
  const seriesById = new Map(set.series.map((one) => [one.id, one]))
  const linksOf = groupBy(found.seriesLinks, (link) => link.newer)
  const patchLinksOf = groupBy(found.patchLinks, (link) => link.newer)
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
    known: found.known,
    people: found.people,
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
