import { foldName } from '../people/name.ts'
import { findSender } from '../people/sender.ts'
import { withoutListFooter } from './list-footer.ts'
import type { Address, Message } from './message.ts'
import { isReencoded } from './transfer-encoding.ts'

/**
 * Do two mails with one Message-ID say the same, but for what lists do to them?
 *
 * Compared are subject (without the list's tag), sender (with DMARC rewriting undone), date, references, recipients (some
 * of whom a list may leave out) and the text without a list's footer and without regard to white space: the fields of
 * public-inbox's content hash. Everything else, transfer encoding and charset among them, may differ.
 */
export function isSameMail(a: Message, b: Message): boolean {
  return (
    a.sentAt === b.sentAt &&
    plainSubject(a.subject) === plainSubject(b.subject) &&
    isSameSender(a, b) &&
    isSameSet(a.references, b.references) &&
    isSameSet(a.inReplyTo, b.inReplyTo) &&
    isSubset(recipients(a, b), recipients(b, a)) &&
    plainText(a) === plainText(b)
  )
}

/**
 * Orders variants of a mail, the least mangled first: without a list's footer, with the sender's own `From:`, not re-encoded,
 * with fewer problems, without a list's tag in the subject; then by what they say. 0 only where nothing tells them apart:
 * arrival plays no part.
 */
export function compareVariants(a: Message, b: Message): number {
  const manglesOfA = mangles(a)
  const manglesOfB = mangles(b)
  for (const [n, mangle] of manglesOfA.entries()) {
    const difference = mangle - (manglesOfB[n] ?? 0)
    if (difference !== 0) return difference
  }
  const contentOfA = content(a)
  const contentOfB = content(b)
  for (const [n, text] of contentOfA.entries()) {
    const other = contentOfB[n] ?? ''
    if (text !== other) return text < other ? -1 : 1
  }
  return 0
}

const NO_LISTS: ReadonlySet<string> = new Set()

function mangles(message: Message): readonly number[] {
  return [
    withoutListFooter(message.text).length < message.text.length ? 1 : 0,
    isRewritten(message) ? 1 : 0,
    isReencoded(message.header('content-transfer-encoding')) ? 1 : 0,
    message.problems.length,
    message.subject.length,
    message.parts.length,
  ]
}

/** "Ada Example via list": the list took her address away. */
function isRewritten({ from }: Message): boolean {
  return from !== undefined && / via /i.test(from.name)
}

function content(message: Message): readonly string[] {
  return [
    message.text,
    message.subject,
    JSON.stringify([message.from, message.replyTo, message.to, message.cc, message.sentAt]),
    JSON.stringify([message.inReplyTo, message.references]),
    JSON.stringify(message.parts),
    message.receivedAt ?? '',
  ]
}

/** Without the tags that lists put in brackets at its front, and in one case: "[list] Re: [PATCH] x" is "Re: [list] [PATCH] x". */
function plainSubject(subject: string): string {
  const kept: string[] = []
  let rest = subject.trim()
  for (;;) {
    const front = /^(?:re|aw|fwd?)\s?:\s*|^\[([^[\]]{0,200})\]\s*/i.exec(rest)
    if (front === null) break
    const tag = front[1]
    if (tag !== undefined && isOwnTag(tag)) kept.push(tag)
    rest = rest.slice(front[0].length)
  }
  return `${kept.join(' ')} ${rest}`.replace(/\s+/g, '').toLowerCase()
}

function isOwnTag(tag: string): boolean {
  return /patch|rfc|pull|resend|\bv\d|\d\s?\/\s?\d|\d of \d/i.test(tag)
}

function isSameSender(a: Message, b: Message): boolean {
  if (a.from === undefined || b.from === undefined) return a.from === b.from
  const [one, other] = [findSender(a, NO_LISTS, undefined), findSender(b, NO_LISTS, undefined)]
  if (one.address === other.address) return true
  return (isRewritten(a) || isRewritten(b)) && ownName(one) === ownName(other)
}

/** Without the "via list" of a list whose address nothing tells. */
function ownName({ name }: Address): string {
  const via = name.toLowerCase().lastIndexOf(' via ')
  return foldName((via < 0 ? name : name.slice(0, via)).replace(/^'|'$/g, ''))
}

/**
 * To and Cc together, without who sent it: a list may move an address from one to the other, and adds the sender whose
 * address it took away.
 */
function recipients(message: Message, other: Message): ReadonlySet<string> {
  const found = new Set([...message.to, ...message.cc].map((one) => one.address))
  for (const sender of [...senders(message), ...senders(other)]) found.delete(sender)
  return found
}

function senders(message: Message): readonly string[] {
  if (message.from === undefined) return []
  return [message.from.address, findSender(message, NO_LISTS, undefined).address]
}

/** Either holds the other: Mailman takes those who are subscribed out of the Cc of what it delivers. */
function isSubset(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  return [...small].every((one) => large.has(one))
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const all = new Set(a)
  return new Set(b).size === all.size && b.every((one) => all.has(one))
}

function plainText(message: Message): string {
  return withoutListFooter(message.text).replace(/\s+/g, ' ').trim()
}
