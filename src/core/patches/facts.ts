import type { Address, Message, Problem } from '../mail/message.ts'
import { isBot } from '../people/bots.ts'
import { findSender, UNKNOWN_SENDER } from '../people/sender.ts'
import { DAY, type Instant } from '../time.ts'
import type { MessageKind } from './classify.ts'
import { classify } from './classify.ts'
import { type PatchContent, readPatchContent } from './diff.ts'
import { findInBodyAuthor } from './in-body.ts'
import { findNamedMails } from './named-mails.ts'
import { listAttachedPatches } from './patch-source.ts'
import { findPullRequest, type PullRequest } from './pull-request.ts'
import type { Signal } from './signals.ts'
import { findSignals } from './signals.ts'
import { parseSubject, type Subject } from './subject.ts'
import { findTagNotes, type TagNote } from './tag-notes.ts'
import { placeTrailers, type Trailer } from './trailers.ts'
import { type OwnText, readOwnText } from './unquoted.ts'

/**
 * Everything that later steps need of one mail: computed once per mail, from that mail alone, and stored.
 *
 * Later steps (threads, series, lineages, matching, status) read only this, never the mail again.
 */
export interface MessageFacts {
  readonly messageId: string
  /** The instant that derivation uses (law 3): `sentAt`, unless it is implausible against `receivedAt`. */
  readonly at: Instant
  readonly sentAt: Instant | undefined
  readonly receivedAt: Instant | undefined
  /** Who sent it, with what DMARC rewriting did to `From:` undone. */
  readonly sender: Address
  /** Who wrote the change: the in-body `From:` of a patch, else the sender. */
  readonly author: Address
  /** Everybody whom work was sent to, `To:` and `Cc:`, each address once; empty for answers. */
  readonly to: readonly Address[]
  readonly subject: Subject
  readonly kind: MessageKind
  /** Possible parents, best first: In-Reply-To, then References from new to old; without itself. */
  readonly parents: readonly string[]
  /** Trailers in its own, unquoted text, in order. */
  readonly trailers: readonly Trailer[]
  /** What a reply's words say of some of its review tags: which patches they are for, on which condition. */
  readonly tagNotes: readonly TagNote[]
  /** Its own diff. Present on a reply too (a proposal). */
  readonly patch: PatchContent | undefined
  /** Of a mail of kind `pull`: what it asks for, as far as it says. */
  readonly pull?: PullRequest | undefined
  readonly changeId: string | undefined
  /** Message-IDs named by `Supersedes:`, `Obsoletes:` or a "v1:"/"Changes since v1" link. */
  readonly supersedes: readonly string[]
  /** Other Message-IDs that its own text names, by archive URL or in angle brackets. */
  readonly links: readonly string[]
  readonly signals: readonly Signal[]
  /** It holds words of its own: a reply without any (only quotes) is no review. */
  readonly hasText: boolean
  readonly problems: readonly Problem[]
}

/** What reading a mail depends on, beside the mail. */
export interface FactsContext {
  /** When the source saw it (commit time, INTERNALDATE); its own `Received:` date goes first. */
  readonly receivedAt?: Instant | undefined
  /** Addresses of the project's lists, lower case. */
  readonly lists: readonly string[]
  /** What the lists put before subjects in brackets ("LTP"). */
  readonly listTags: readonly string[]
  /** Patterns of addresses or names of senders that are programs. */
  readonly bots?: readonly string[]
}

/** Stands in where a mail tells no date at all. */
const NO_DATE: Instant = '1970-01-01T00:00:00Z'

/**
 * The facts of a mail: a pure function of the mail and the project's settings, total on any mail.
 *
 * What is missing or implausible is named in `problems`, after those of the mail itself.
 * Source: patch-trackers dossier, sections 2.3, 2.4, 2.8, 3.2 and 5.1; law 3 of the architecture for `at`.
 */
export function readFacts(message: Message, context: FactsContext): MessageFacts {
  const subject = parseSubject(message.subject, context.listTags)
  const own = readOwnText(message.text)
  const bot = isBot(message, context.bots)
  const diff = bot ? undefined : findDiff(message, own, subject)
  const inBody = diff === undefined ? findInBodyAuthor(message.text) : findInBodyAuthor(diff.text)
  const kind = classify({
    subject,
    own,
    isBot: bot,
    hasDiff: diff !== undefined,
    isFromGit: isFromGit(message),
    hasInBodyAuthor: inBody !== undefined,
  })
  const sender = findSender(message, new Set(context.lists), inBody)
  const placed = bot ? [] : placeTrailers(own.lines, sender)
  const trailers = placed.map((one) => one.trailer)
  const isWork = kind === 'patch' || kind === 'cover' || kind === 'pull' || kind === 'other'
  const named = findNamedMails(own, subject.revision?.major ?? 1, isWork)
  const patch = kind === 'patch' || kind === 'reply' ? diff?.content : undefined
  const receivedAt = message.receivedAt ?? context.receivedAt
  const at = chooseInstant(message.sentAt, receivedAt)
  return {
    messageId: message.messageId,
    at: at ?? NO_DATE,
    sentAt: message.sentAt,
    receivedAt,
    sender,
    author: kind === 'patch' ? (inBody ?? sender) : sender,
    to: isWork ? listRecipients(message) : [],
    subject,
    kind,
    parents: listParents(message),
    trailers,
    tagNotes:
      kind === 'reply' && placed.length > 0
        ? findTagNotes(message.text, own, placed, subject.index === 0 || subject.pull)
        : [],
    patch,
    pull: kind === 'pull' ? findPullRequest(own.lines) : undefined,
    changeId: isWork ? findChangeId(own) : undefined,
    supersedes: named.supersedes.filter((id) => id !== message.messageId),
    links: named.links.filter((id) => id !== message.messageId),
    // A mail that answers nothing asks nothing of an author.
    signals:
      kind === 'reply' || (kind === 'other' && message.inReplyTo.length > 0)
        ? findSignals(own, subject, trailers)
        : [],
    hasText: own.hasWords || patch !== undefined,
    problems: listProblems(message, sender, at),
  }
}

function listRecipients(message: Message): readonly Address[] {
  const byAddress = new Map<string, Address>()
  for (const one of [...message.to, ...message.cc])
    if (!byAddress.has(one.address)) byAddress.set(one.address, one)
  return [...byAddress.values()]
}

/**
 * The instant that derivation uses (law 3): `sentAt`, unless it lies more than 1 hour after or 7 days before
 * `receivedAt`, then that; `undefined` where a mail tells neither.
 */
export function chooseInstant(
  sentAt: Instant | undefined,
  receivedAt: Instant | undefined,
): Instant | undefined {
  if (sentAt === undefined || receivedAt === undefined) return sentAt ?? receivedAt
  const ahead = (Date.parse(sentAt) - Date.parse(receivedAt)) / 1000
  return ahead > 3600 || ahead < -7 * DAY ? receivedAt : sentAt
}

/** A diff, and the text that it stood in. */
interface FoundDiff {
  readonly content: PatchContent
  readonly text: string
}

/** The mail's own diff: in its text; else, unless it is a reply, in an attached patch. */
function findDiff(message: Message, own: OwnText, subject: Subject): FoundDiff | undefined {
  const isReply = subject.reply || subject.ping
  if (own.diffAt !== undefined) {
    const text = isReply ? own.unquoted() : message.text
    const content = readPatchContent(text)
    if (content !== undefined) return { content, text: message.text }
  }
  if (isReply) return undefined
  for (const text of listAttachedPatches(message)) {
    const content = readPatchContent(text)
    if (content !== undefined) return { content, text }
  }
  return undefined
}

function isFromGit(message: Message): boolean {
  return /^(?:git-send-email|b4 )/i.test(message.header('x-mailer') ?? '')
}

function listParents(message: Message): readonly string[] {
  const parents = new Set(message.inReplyTo)
  for (let i = message.references.length - 1; i >= 0; i--) {
    const id = message.references[i]
    if (id !== undefined) parents.add(id)
  }
  parents.delete(message.messageId)
  return [...parents]
}

/** b4's `change-id:` on a line of its own, else Gerrit's `Change-Id:`. */
function findChangeId(own: OwnText): string | undefined {
  let gerrit: string | undefined
  for (const line of own.lines) {
    const code = line.charCodeAt(0) | 32
    if (code !== 99 && code !== 32) continue
    const found = /^\s{0,3}(change-id)\s?:\s*(\S{8,200})\s*$/i.exec(line.slice(0, 300))
    if (found?.[2] === undefined) continue
    if (found[1] === 'change-id') return found[2]
    gerrit ??= found[2]
  }
  return gerrit
}

function listProblems(message: Message, sender: Address, at: Instant | undefined): readonly Problem[] {
  const more: Problem[] = []
  if (at === undefined) more.push({ where: 'Date', what: 'The mail tells no date that can be read.' })
  if (sender === UNKNOWN_SENDER)
    more.push({ where: 'From', what: 'The mail names no sender that can be read.' })
  return more.length === 0 ? message.problems : [...message.problems, ...more]
}
