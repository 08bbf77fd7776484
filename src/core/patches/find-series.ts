import type { Address } from '../mail/message.ts'
import type { MessageFacts } from './facts.ts'
import { groupMails } from './grouping.ts'
import { postedMail } from './grouping-mail.ts'
import type { Series } from './series.ts'
import { buildSeries, type GroupedMails } from './series-build.ts'
import { type Place, placeMails } from './series-places.ts'

/** What a person knows better: that a mail belongs to the series of another one, or to none but its own. */
export interface GroupCorrection {
  readonly message: string
  /** Message-ID of any mail of that series, or `own`. */
  readonly series: string
}

/** The series that some mails make, and where each mail stands. */
export interface SeriesSet {
  /** By `at`, then id. */
  readonly series: readonly Series[]
  /** Where a mail itself stands in a series; `undefined` for one that is in none. */
  readonly placeOf: (messageId: string) => Place | undefined
  /**
   * What a mail answers, directly or through replies: the nearest mail above it that is in a series. A patch: that
   * patch; a cover letter or pull request: the whole series (`patch` undefined).
   */
  readonly findTarget: (messageId: string) => Place | undefined
}

/**
 * The series in a set of mails: one per version, each with its cover letter and its patches by slot.
 *
 * A diff inside a reply is a proposal, not a series. The result does not depend on the order of `messages`; a
 * second entry for a Message-ID is left out. Corrections are applied last, in their order; those about mails that
 * are not given do nothing.
 *
 * No series ever holds mails of two persons (but by a correction), and only a sender's own mails decide on it: a
 * caller may give all mails of some senders alone, and gets the same series for these. Only `findTarget` needs the
 * series of everybody in the thread.
 *
 *     [PATCH 0/2] cover
 *       [PATCH 1/2]            -> v1, 2 patches
 *       [PATCH 2/2]
 *       [PATCH v2 0/2] cover   -> v2, 1 of 2 patches
 *         [PATCH v2 2/2]
 *
 * Source: patch-trackers dossier, sections 2.4, 2.5 and 2.9; the ways in which Patchwork and b4 depend on the
 * order of arrival (section 2.1) are what it avoids.
 */
export function findSeries(
  messages: readonly MessageFacts[],
  threads: { readonly parentOf: (messageId: string) => string | undefined },
  personKey: (address: Address) => string,
  corrections: readonly GroupCorrection[] = [],
): SeriesSet {
  const unique = new Map<string, MessageFacts>()
  for (const facts of messages) if (!unique.has(facts.messageId)) unique.set(facts.messageId, facts)
  const bySender = new Map<string, MessageFacts[]>()
  for (const facts of unique.values()) {
    if (facts.kind === 'reply' || facts.kind === 'bot') continue
    const key = personKey(facts.sender)
    const mails = bySender.get(key)
    if (mails) mails.push(facts)
    else bySender.set(key, [facts])
  }
  const groups: GroupedMails[] = [...bySender.values()].flatMap(groupMails)
  const series = correct(groups, corrections, unique).map(buildSeries).sort(byTime)
  const isCover = (id: string): boolean => unique.get(id)?.subject.index === 0
  return { series, ...placeMails(series, threads.parentOf, isCover) }
}

function byTime(a: Series, b: Series): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

function correct(
  groups: readonly GroupedMails[],
  corrections: readonly GroupCorrection[],
  messages: ReadonlyMap<string, MessageFacts>,
): readonly GroupedMails[] {
  if (corrections.length === 0) return groups
  const groupOf = new Map<string, GroupedMails>()
  const place = (group: GroupedMails): void => {
    for (const mail of group.mails) groupOf.set(mail.id, group)
  }
  groups.forEach(place)
  for (const { message, series } of corrections) {
    const from = groupOf.get(message)
    const to = series === 'own' ? undefined : groupOf.get(series)
    const facts = messages.get(message)
    const mail = from?.mails.find((one) => one.id === message) ?? (facts && postedMail(facts))
    if (mail === undefined || (series !== 'own' && to === undefined) || (from !== undefined && from === to))
      continue
    if (from !== undefined) {
      const left = from.mails.filter((one) => one !== mail)
      if (left.length === 0 && to === undefined) continue
      place({ ...from, mails: left })
    }
    const evidence = new Set([...(to?.evidence ?? []), 'person' as const])
    place({ mails: [...(to?.mails ?? []), mail], evidence, program: to?.program })
  }
  return [...new Set(groupOf.values())]
}
