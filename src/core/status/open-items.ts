import type { Address } from '../mail/message.ts'
import type { SeriesReply } from '../patches/given-trailers.ts'
import { APPROVALS } from '../patches/trailer-keys.ts'
import type { Instant } from '../time.ts'
import type { Situation } from './history.ts'
import { isMerePing } from './mere-ping.ts'
import { patchVersions } from './patch-versions.ts'
import { COUNTING, listTags } from './tags.ts'

/** Something that a reviewer asked for, and who has to act on it (patch-trackers dossier, section 3.2). */
export interface OpenItem {
  /** `condition`: a tag that counts once something is done ("with that fixed"). */
  readonly kind: 'objection' | 'condition' | 'question' | 'request'
  readonly raisedBy: Address
  readonly raisedAt: Instant
  /** The mail that raised it. */
  readonly messageId: string
  readonly excerpt: string
  /** The patch that it is about; `undefined`: the series. */
  readonly patch: string | undefined
  readonly series: string
  /**
   * `open`: the holder has not answered. `promised`: the author said yes. `answered`: the author answered,
   * the one who raised it is to say whether that will do. `to-verify`: a newer version is there.
   */
  readonly state: 'open' | 'promised' | 'answered' | 'to-verify'
  readonly holder: Address
  /** Since when that holder has had it. */
  readonly since: Instant
}

const RAISING = ['objection', 'question', 'request'] as const

/**
 * The items that are open in a situation, oldest first.
 *
 * One item for each mail that raises anything (its gravest kind): a review of twenty remarks is one thing to
 * answer. The author's answer hands it back, a promise keeps it with the author, a newer version of the patch
 * hands it to the one who raised it "to verify"; it is closed by that person's tag, consent, or any word on
 * the newer version (new remarks there are new items).
 */
export function findOpenItems(situation: Situation): readonly OpenItem[] {
  const talk = listenTo(situation)
  const items: OpenItem[] = []
  for (const reply of situation.replies) {
    const raised = raise(situation, reply, talk)
    if (raised === undefined) continue
    const settled = follow(situation, raised, talk)
    if (settled) items.push(settled)
  }
  return items
}

/** The replies of a situation, ready to be asked about: a long lineage has a thousand, and each may raise an item. */
interface Talk {
  readonly find: (messageId: string) => SeriesReply | undefined
  readonly answersTo: (messageId: string) => readonly SeriesReply[]
  /** What somebody wrote, in order of time. */
  readonly repliesBy: (person: string) => readonly SeriesReply[]
  readonly isLive: (patch: string) => boolean
}

function listenTo(situation: Situation): Talk {
  const { history, replies } = situation
  const byId = new Map(replies.map((reply) => [reply.facts.messageId, reply]))
  // Of a mail that never reached the list nothing is known but whom it answered.
  const answers = groupReplies(replies, (reply) =>
    reply.facts.parents.find((id) => history.factsOf(id) !== undefined),
  )
  const byPerson = groupReplies(replies, (reply) => history.personKey(reply.facts.sender))
  const live = new Set(situation.live)
  return {
    find: (id) => byId.get(id),
    answersTo: (id) => answers.get(id) ?? [],
    repliesBy: (person) => byPerson.get(person) ?? [],
    isLive: (patch) => live.has(patch),
  }
}

function groupReplies(
  replies: readonly SeriesReply[],
  keyOf: (reply: SeriesReply) => string | undefined,
): ReadonlyMap<string, readonly SeriesReply[]> {
  const groups = new Map<string, SeriesReply[]>()
  for (const reply of replies) {
    const key = keyOf(reply)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(reply)
    else groups.set(key, [reply])
  }
  return groups
}

function raise(situation: Situation, reply: SeriesReply, talk: Talk): OpenItem | undefined {
  const { history, authors } = situation
  const condition = reply.facts.tagNotes.find((note) => note.condition?.by === 'author')?.condition
  const said = RAISING.find((one) => reply.facts.signals.some((signal) => signal.kind === one))
  const kind = said !== 'objection' && condition !== undefined ? 'condition' : said
  if (kind === undefined) return undefined
  const raiser = history.personKey(reply.facts.sender)
  if (authors.has(raiser)) return undefined
  // A tag beside a remark ("Reviewed-by, one nit: …") leaves nothing open that would stop the patch.
  if (kind !== 'objection' && kind !== 'condition' && vouches(reply)) return undefined
  const parent = reply.facts.parents.map(talk.find).find((other) => other !== undefined)
  const addressee = parent?.facts.sender
  const toReviewer =
    addressee !== undefined &&
    !authors.has(history.personKey(addressee)) &&
    history.personKey(addressee) !== raiser
  return {
    kind,
    raisedBy: reply.facts.sender,
    raisedAt: reply.facts.at,
    messageId: reply.facts.messageId,
    excerpt:
      kind === 'condition'
        ? (condition?.text ?? '')
        : (reply.facts.signals.find((signal) => signal.kind === kind)?.excerpt ?? ''),
    patch: reply.patch,
    series: reply.series,
    state: 'open',
    holder: toReviewer && addressee ? addressee : situation.newest.sender,
    since: reply.facts.at,
  }
}

/** By such a word whoever raised something lets it go: consent, praise, or "please ignore, I misread it". */
const TAKES_BACK = ['agreement', 'approval', 'withdrawn'] as const

/** The item after everything that followed it; `undefined` when closed. */
function follow(situation: Situation, raised: OpenItem, talk: Talk): OpenItem | undefined {
  const { history } = situation
  const raiser = history.personKey(raised.raisedBy)
  let item = raised
  for (const answer of listBelow(raised.messageId, talk)) {
    const person = history.personKey(answer.facts.sender)
    const kinds = new Set(answer.facts.signals.map((signal) => signal.kind))
    if (person === raiser) {
      if (vouches(answer) || TAKES_BACK.some((kind) => kinds.has(kind))) return undefined
      if (item.state === 'answered')
        item = { ...item, state: 'open', holder: raised.holder, since: answer.facts.at }
    } else if (isMerePing(answer)) {
      // Asking what became of it answers nothing: it is still their turn.
    } else if (person === history.personKey(item.holder) || situation.authors.has(person)) {
      item = kinds.has('promise')
        ? { ...item, state: 'promised', holder: answer.facts.sender, since: answer.facts.at }
        : { ...item, state: 'answered', holder: raised.raisedBy, since: answer.facts.at }
    }
  }
  if (hasConsented(situation, raised, raiser)) return undefined
  return verify(situation, item, raiser, talk)
}

/** A later tag by the same person on that patch or on its whole series closes what they raised. */
function hasConsented(situation: Situation, raised: OpenItem, raiser: string): boolean {
  return situation.trailers.some(
    (given) =>
      given.origin === 'reply' &&
      given.person === raiser &&
      given.at > raised.raisedAt &&
      APPROVALS.has(given.trailer.key) &&
      given.series === raised.series &&
      (given.patch === undefined || raised.patch === undefined || given.patch === raised.patch),
  )
}

/** A newer version relieves the author: the item goes to the one who raised it, until they speak again. */
function verify(situation: Situation, item: OpenItem, raiser: string, talk: Talk): OpenItem | undefined {
  const newer = situation.series.find((one) => one.at > item.raisedAt && one.id !== item.series)
  if (newer === undefined) return isTalkedOverAnew(situation, item, raiser, talk) ? undefined : item
  if (item.patch !== undefined && talk.isLive(item.patch)) return item
  if (item.patch !== undefined && !hasLiveSuccessor(situation, item.patch, talk)) return undefined
  const spokeAgain = talk
    .repliesBy(raiser)
    .some((reply) => reply.facts.at > newer.at && reply.series !== item.series)
  if (spokeAgain || (item.kind === 'condition' && isKept(situation, item, raiser))) return undefined
  return { ...item, state: 'to-verify', holder: item.raisedBy, since: newer.at }
}

/**
 * It was raised on an older version when a newer one was there already, and the same person has spoken on that one since:
 * the talk went on there.
 */
function isTalkedOverAnew(situation: Situation, item: OpenItem, raiser: string, talk: Talk): boolean {
  const newer = situation.series.filter(
    (one) => one.at <= item.raisedAt && isAfter(situation, one.id, item.series),
  )
  const ids = new Set(newer.map((one) => one.id))
  return (
    ids.size > 0 &&
    talk.repliesBy(raiser).some((reply) => reply.facts.at > item.raisedAt && ids.has(reply.series))
  )
}

function isAfter({ series }: Situation, one: string, other: string): boolean {
  return series.findIndex((each) => each.id === one) > series.findIndex((each) => each.id === other)
}

/** The author put the tag into the new version, which is what its condition asked for. */
function isKept(situation: Situation, item: OpenItem, raiser: string): boolean {
  return listTags(situation).some(
    (tag) => tag.person === raiser && tag.messageId === item.messageId && COUNTING.has(tag.status),
  )
}

function hasLiveSuccessor(situation: Situation, patch: string, talk: Talk): boolean {
  return patchVersions(situation.history).newerOf(patch).some(talk.isLive)
}

function vouches(reply: SeriesReply): boolean {
  return reply.facts.trailers.some((trailer) => APPROVALS.has(trailer.key))
}

/** Everything below a mail, in order of `at`, then Message-ID. Loop-proof. */
function listBelow(messageId: string, talk: Talk): readonly SeriesReply[] {
  const found: SeriesReply[] = []
  const seen = new Set([messageId])
  const open = [messageId]
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const child of talk.answersTo(id)) {
      if (seen.has(child.facts.messageId)) continue
      seen.add(child.facts.messageId)
      found.push(child)
      open.push(child.facts.messageId)
    }
  return found.sort((a, b) =>
    a.facts.at === b.facts.at
      ? a.facts.messageId < b.facts.messageId
        ? -1
        : 1
      : a.facts.at < b.facts.at
        ? -1
        : 1,
  )
}
