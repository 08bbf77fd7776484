import type { Address } from '../mail/message.ts'
import type { Instant } from '../time.ts'
import type { MessageFacts } from './facts.ts'
import type { PatchLink } from './lineage.ts'
import type { Series } from './series.ts'
import type { TagCondition } from './tag-condition.ts'
import { findTagTarget } from './tag-target.ts'
import { REVIEW_KEYS } from './trailer-keys.ts'
import type { Trailer } from './trailers.ts'

/** A reply to a series: to one patch of it, or (`patch` undefined) to its cover letter, so to the whole. */
export interface SeriesReply {
  readonly facts: MessageFacts
  /** Id of the series. */
  readonly series: string
  /** Message-ID of the patch that it answers, directly or through other replies. */
  readonly patch: string | undefined
}

/**
 * A trailer and where it came from.
 *
 * `reply`: given in a reply. `own`: stands in the posted patch. `carried`: stands in the posted patch and the
 * same person had given it to an older version on the list (`givenIn` names that mail).
 */
export interface GivenTrailer {
  /** The mail that it stands in. */
  readonly messageId: string
  /** Its place among that mail's trailers, from 0. */
  readonly position: number
  readonly series: string
  /** The patch that it is for; `undefined`: every patch of the series, or `patches`. */
  readonly patch: string | undefined
  /** Set where its words narrow it to several patches of the series ("for patches 1-3"). */
  readonly patches: readonly string[] | undefined
  /** The part of the files that it is for, as written ("x86"); `undefined`: all of them. */
  readonly area: string | undefined
  /** The words that narrow it; `undefined` where none do. */
  readonly scope: string | undefined
  readonly condition: TagCondition | undefined
  readonly at: Instant
  readonly trailer: Trailer
  /** Key of the person whom it names; `undefined` for trailers that name nobody. */
  readonly person: string | undefined
  readonly origin: 'reply' | 'own' | 'carried'
  readonly givenIn: string | undefined
  /** The mail's sender is the person named; a tag that somebody passes on for another is shown, not counted. */
  readonly byGiver: boolean
}

/** What `findGivenTrailers` reads: one lineage. */
export interface TrailerSources {
  /** The versions of the lineage, oldest first. */
  readonly series: readonly Series[]
  readonly factsOf: (messageId: string) => MessageFacts | undefined
  readonly replies: readonly SeriesReply[]
  readonly patchLinks: readonly PatchLink[]
  readonly personKey: (address: Address) => string
}

/** The patches of the versions given that a trailer is for. */
export function patchesOf(given: GivenTrailer, series: Series | undefined): readonly string[] {
  if (given.patch !== undefined) return [given.patch]
  return given.patches ?? series?.patches.filter((id) => id !== undefined) ?? []
}

/**
 * Every trailer of a lineage, with who gave it and whether it was carried: replies first, then the posted
 * mails, each in order of `at`, Message-ID and position.
 *
 * A trailer in a reply is for the patches that its words name, else for the patch that the reply answers, or for the
 * whole series when it answers the cover letter (section 5.3 of the patch-trackers dossier).
 * A carried tag is thus counted once, where it was given: counting it anew at every re-roll is the defect
 * for which the dashboard of 2016 was known.
 */
export function findGivenTrailers(sources: TrailerSources): readonly GivenTrailer[] {
  const seriesById = new Map(sources.series.map((series) => [series.id, series]))
  const titleOf = (id: string): string | undefined => sources.factsOf(id)?.subject.title
  const replies = sources.replies.flatMap((reply) =>
    replyTrailers(reply, seriesById.get(reply.series), titleOf, sources.personKey),
  )
  return [...replies, ...postedTrailers(sources, replies)]
}

function replyTrailers(
  reply: SeriesReply,
  series: Series | undefined,
  titleOf: (messageId: string) => string | undefined,
  personKey: (a: Address) => string,
): GivenTrailer[] {
  const { sender, tagNotes: notes } = reply.facts
  return reply.facts.trailers.flatMap((trailer, position) => {
    // A diff inside a reply brings its own Signed-off-by: that one speaks of the proposal, not of the patch.
    if (reply.facts.patch && !REVIEW_KEYS.has(trailer.key)) return []
    const person = personOf(trailer, sender, personKey)
    const note = notes.find((one) => one.position === position)
    const target =
      series === undefined
        ? { patch: reply.patch }
        : findTagTarget(note?.scope, { series, patch: reply.patch, notes, titleOf })
    const isAnswered = target.patches === undefined && target.patch === reply.patch
    return [
      {
        messageId: reply.facts.messageId,
        position,
        series: reply.series,
        patch: target.patch,
        patches: target.patches,
        area: note?.scope?.kind === 'area' ? note.scope.area : undefined,
        // Quoted lines that turned out to be no titles narrow nothing.
        scope: note?.scope?.kind === 'titles' && isAnswered ? undefined : note?.scope?.text,
        condition: note?.condition,
        at: reply.facts.at,
        trailer,
        person,
        origin: 'reply' as const,
        givenIn: undefined,
        byGiver: person === undefined || isGiver(trailer, person, sender, personKey),
      },
    ]
  })
}

function postedTrailers(sources: TrailerSources, given: readonly GivenTrailer[]): GivenTrailer[] {
  const chain = olderPatches(sources.patchLinks)
  const byTarget = groupGiven(given, sources.series)
  return sources.series.flatMap((series) =>
    postedMails(series).flatMap((messageId) => {
      const facts = sources.factsOf(messageId)
      if (facts === undefined) return []
      const older = chain(messageId)
      return facts.trailers.map((trailer, position) => {
        const person = personOf(trailer, facts.sender, sources.personKey)
        const origin =
          person === undefined ? undefined : findGiven(byTarget, older, trailer.key, person, facts.at)
        return {
          messageId,
          position,
          series: series.id,
          patch: messageId === series.cover ? undefined : messageId,
          patches: undefined,
          area: trailer.note?.toLowerCase(),
          scope: trailer.note,
          condition: undefined,
          at: facts.at,
          trailer,
          person,
          origin: origin ? ('carried' as const) : ('own' as const),
          givenIn: origin?.messageId,
          byGiver: person === sources.personKey(facts.sender),
        }
      })
    }),
  )
}

function postedMails(series: Series): string[] {
  const patches = series.patches.filter((id) => id !== undefined)
  return series.cover === undefined ? patches : [series.cover, ...patches]
}

/** Patch -> all patches before it in its chain of versions. Loop-proof: a chain is walked once. */
function olderPatches(links: readonly PatchLink[]): (messageId: string) => ReadonlySet<string> {
  const direct = new Map<string, string[]>()
  for (const link of links) {
    const list = direct.get(link.newer)
    if (list) list.push(link.older)
    else direct.set(link.newer, [link.older])
  }
  return (messageId) => {
    const seen = new Set<string>([messageId])
    const open = [messageId]
    for (let id = open.pop(); id !== undefined; id = open.pop())
      for (const older of direct.get(id) ?? [])
        if (!seen.has(older)) {
          seen.add(older)
          open.push(older)
        }
    return seen
  }
}

/** Given tags by the patch that they reach: a tag for the whole series reaches each of its patches. */
function groupGiven(given: readonly GivenTrailer[], all: readonly Series[]): Map<string, GivenTrailer[]> {
  const seriesById = new Map(all.map((series) => [series.id, series]))
  const byPatch = new Map<string, GivenTrailer[]>()
  for (const tag of given) {
    if (tag.person === undefined) continue
    for (const target of patchesOf(tag, seriesById.get(tag.series))) {
      const list = byPatch.get(target)
      if (list) list.push(tag)
      else byPatch.set(target, [tag])
    }
  }
  return byPatch
}

function findGiven(
  byPatch: ReadonlyMap<string, readonly GivenTrailer[]>,
  patches: ReadonlySet<string>,
  key: string,
  person: string,
  before: Instant,
): GivenTrailer | undefined {
  let first: GivenTrailer | undefined
  for (const patch of patches)
    for (const tag of byPatch.get(patch) ?? [])
      if (
        tag.trailer.key === key &&
        tag.person === person &&
        tag.at <= before &&
        (!first || isEarlier(tag, first))
      )
        first = tag
  return first
}

function isEarlier(a: GivenTrailer, b: GivenTrailer): boolean {
  return a.at < b.at || (a.at === b.at && a.messageId < b.messageId)
}

/** The person a trailer names. A bare name ("Acked-by: Jan") is the sender's, which the trailer reader checked. */
function personOf(trailer: Trailer, sender: Address, personKey: (a: Address) => string): string | undefined {
  if (trailer.address !== '') return personKey({ name: trailer.name, address: trailer.address })
  return trailer.name === '' ? undefined : personKey(sender)
}

/**
 * Does the sender give this tag as themselves? The address differs in one tag of five: the same person by
 * mailmap, the same name, or a sub- or super-domain is accepted (section 5.2).
 */
function isGiver(
  trailer: Trailer,
  person: string,
  sender: Address,
  personKey: (a: Address) => string,
): boolean {
  if (person === personKey(sender)) return true
  if (foldName(trailer.name) !== '' && foldName(trailer.name) === foldName(sender.name)) return true
  const [local, domain] = splitAddress(trailer.address)
  const [senderLocal, senderDomain] = splitAddress(sender.address)
  if (local.split('+')[0] !== senderLocal.split('+')[0]) return false
  return domain === senderDomain || domain.endsWith(`.${senderDomain}`) || senderDomain.endsWith(`.${domain}`)
}

/** "Example, Ada" and "Ada Example" are one name. */
function foldName(name: string): string {
  return name
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .sort()
    .join(' ')
}

function splitAddress(address: string): [string, string] {
  const at = address.lastIndexOf('@')
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)]
}
