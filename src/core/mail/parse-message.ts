import { parseAddresses } from './addresses.ts'
import { decodeCharset } from './charset.ts'
import { parseDate, parseReceivedDate } from './date.ts'
import { type Complain, cleanLine, clip, decodeHeader } from './encoded-word.ts'
import { unflow } from './format-flowed.ts'
import { findHeaderEnd, type HeaderBlock, readHeaders } from './headers.ts'
import { htmlToText, LONGEST_HTML } from './html-text.ts'
import type { Address, Message, Part } from './message.ts'
import { MOST_REFERENCES, missingMessageId, parseMessageId, parseMessageIds } from './message-id.ts'
import { type Leaf, readLeaves } from './mime.ts'
import { createProblemLog, type ProblemLog } from './problem-log.ts'
import { decodeTransfer } from './transfer-encoding.ts'

/** Characters of a subject that are kept. */
const LONGEST_SUBJECT = 2000

/**
 * What a mail says, read as far as it can be. Total and bounded: any octets give a message, in time linear in their
 * number; what could not be read is named in `problems`.
 *
 * Read are 100 KiB of headers, 1000 parts of 20 levels, 1000 references. A leading mbox "From " line is forgiven, and so
 * are line ends of any kind, NUL octets, and what mail programs get wrong in headers, charsets and transfer encodings.
 * `From:` is as written: what lists do to it is undone by `findSender`.
 * Source: RFC 5322, 2045 to 2047, 2231, 3676; leniency as public-inbox and git mailinfo have it.
 */
export function parseMessage(octets: Uint8Array): Message {
  const log = createProblemLog()
  const bytes = withLineFeeds(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength))
  const { header, bodyStart } = readTop(bytes, log)
  const leaves = readLeaves(bytes, header, bodyStart, log)
  const body = readBody(leaves, log)
  const addresses = (name: string): readonly Address[] =>
    header.all(name).flatMap((value) => parseAddresses(value, complainAt(log, name)))
  const [from] = addresses('from')
  const to = addresses('to')
  const cc = addresses('cc')
  return {
    messageId: readMessageId(header, octets, log),
    subject: readSubject(header, log),
    from,
    replyTo: addresses('reply-to'),
    to,
    cc,
    sentAt: readSentAt(header, log),
    receivedAt: readReceivedAt(header),
    ...readParents(header, [...(from ? [from] : []), ...to, ...cc], log),
    header(name) {
      const value = header.first(name)
      return value === undefined ? undefined : cleanLine(decodeHeader(value))
    },
    text: body.text,
    parts: body.parts,
    problems: log.list(),
  }
}

/** Octets whose lines end in CR alone, with LF instead. */
function withLineFeeds(bytes: Buffer): Buffer {
  if (bytes.includes(LINE_FEED) || !bytes.includes(RETURN)) return bytes
  return Buffer.from(bytes.map((octet) => (octet === RETURN ? LINE_FEED : octet)))
}

const LINE_FEED = 10
const RETURN = 13

function readTop(
  bytes: Buffer,
  log: ProblemLog,
): { readonly header: HeaderBlock; readonly bodyStart: number } {
  let start = 0
  while (start < bytes.length && (bytes[start] === LINE_FEED || bytes[start] === RETURN)) start++
  const { headerEnd, bodyStart } = findHeaderEnd(bytes, start, bytes.length)
  const header = readHeaders(bytes, start, headerEnd)
  if (header.count === 0) {
    log.add('Header', 'It has no header; all of it is read as text.')
    return { header, bodyStart: 0 }
  }
  if (header.cut) log.add('Header', 'It is longer than 100 KiB; the rest of it is left out.')
  if (header.strayLines > 0) log.add('Header', 'Some of its lines are no header fields; they are left out.')
  return { header, bodyStart }
}

const NAMES: Readonly<Record<string, string>> = {
  subject: 'Subject',
  from: 'From',
  'reply-to': 'Reply-To',
  to: 'To',
  cc: 'Cc',
}

function complainAt(log: ProblemLog, name: string): Complain {
  return (what) => log.add(NAMES[name] ?? name, what)
}

function readMessageId(header: HeaderBlock, octets: Uint8Array, log: ProblemLog): string {
  const raw = header.first('message-id')
  const id = raw === undefined ? undefined : parseMessageId(raw)
  if (id !== undefined) return id
  log.add('Message-ID', 'The mail has none; it is named by a digest of its octets.')
  return missingMessageId(octets)
}

function readSubject(header: HeaderBlock, log: ProblemLog): string {
  const complain = complainAt(log, 'subject')
  const subject = cleanLine(decodeHeader(header.first('subject') ?? '', complain), complain)
  if (subject.length > LONGEST_SUBJECT)
    log.add('Subject', `It is longer than ${LONGEST_SUBJECT} characters; the rest of it is left out.`)
  return clip(subject, LONGEST_SUBJECT)
}

function readSentAt(header: HeaderBlock, log: ProblemLog): string | undefined {
  const raw = header.first('date')
  if (raw === undefined) return undefined
  const sentAt = parseDate(raw)
  if (sentAt === undefined)
    log.add('Date', `“${clip(cleanLine(decodeHeader(raw)), 80)}” is no date that can be.`)
  return sentAt
}

function readReceivedAt(header: HeaderBlock): string | undefined {
  const topmost = parseReceivedDate(header.first('received') ?? '')
  if (topmost !== undefined) return topmost
  for (const value of header.all('received')) {
    const at = parseReceivedDate(value)
    if (at !== undefined) return at
  }
  return undefined
}

/** Parents, without the addresses of people that some programs put in their place. */
function readParents(
  header: HeaderBlock,
  people: readonly Address[],
  log: ProblemLog,
): Pick<Message, 'inReplyTo' | 'references'> {
  const addresses = new Set(people.map((one) => one.address))
  const read = (field: string, where: string): readonly string[] => {
    const ids = new Set(header.all(field).flatMap(parseMessageIds))
    const kept = [...ids].filter((id) => !addresses.has(id.toLowerCase()))
    if (kept.length <= MOST_REFERENCES) return kept
    log.add(where, `It names ${kept.length} mails; the last ${MOST_REFERENCES} are kept.`)
    return kept.slice(-MOST_REFERENCES)
  }
  return { inReplyTo: read('in-reply-to', 'In-Reply-To'), references: read('references', 'References') }
}

/** The mail's own text, and its parts. */
function readBody(leaves: readonly Leaf[], log: ProblemLog): Pick<Message, 'text' | 'parts'> {
  const parts: Part[] = []
  let text = ''
  let other: number | undefined
  for (const [n, leaf] of leaves.entries()) {
    const part = readPart(leaf, leaves.length === 1 ? 'Body' : `Part ${n + 1}`, log)
    const isBody = part.contentType === 'text/plain' || part.contentType === 'text/html'
    // A text of another kind (a patch, troff) is something to keep, whatever its disposition says.
    parts.push(leaf.shown && part.text !== undefined && !isBody ? { ...part, attachment: true } : part)
    if (!leaf.shown || part.text === undefined) continue
    if (part.contentType === 'text/plain') text = joinTexts(text, part.text)
    // HTML without a plain text before it is the mail's text; a list may have put its footer behind it.
    else if (part.contentType === 'text/html') text = text.trim() === '' ? readHtml(part.text, log) : text
    else other ??= n
  }
  const only = other === undefined || text !== '' ? undefined : parts[other]
  if (other === undefined || only?.text === undefined) return { text, parts }
  return { text: only.text, parts: parts.with(other, { ...only, attachment: false }) }
}

function readHtml(html: string, log: ProblemLog): string {
  if (html.length > LONGEST_HTML)
    log.add('Body', `Its HTML has ${html.length} characters; the first ${LONGEST_HTML} are read.`)
  return htmlToText(html)
}

function joinTexts(before: string, text: string): string {
  if (before.trim() === '') return text
  return `${before}${before.endsWith('\n') ? '\n' : '\n\n'}${text}`
}

function readPart(leaf: Leaf, where: string, log: ProblemLog): Part {
  const { bytes, problem } = decodeTransfer(leaf.bytes, leaf.encoding)
  if (problem !== undefined) log.add(where, problem)
  return {
    contentType: leaf.contentType,
    filename: leaf.filename === undefined ? undefined : clip(leaf.filename, 250),
    attachment: leaf.attachment,
    size: bytes.length,
    text: isTextual(leaf) ? readText(leaf, bytes, where, log) : undefined,
  }
}

/** A text, or a patch that was attached as octets. */
function isTextual(leaf: Leaf): boolean {
  return (
    leaf.contentType.startsWith('text/') ||
    /^application\/(?:x-)?(?:patch|diff)$/.test(leaf.contentType) ||
    (leaf.filename !== undefined && /\.(?:patch|diff)$/i.test(leaf.filename))
  )
}

function readText(leaf: Leaf, bytes: Buffer, where: string, log: ProblemLog): string {
  const decoded = decodeCharset(bytes, leaf.charset)
  if (decoded.problem !== undefined) log.add(where, decoded.problem)
  let { text } = decoded
  if (text.includes('\0')) {
    log.add(where, 'It holds NUL characters; they are left out.')
    text = text.replaceAll('\0', '')
  }
  if (text.includes('\r')) {
    text = text.replaceAll('\r\n', '\n')
    if (!text.includes('\n')) text = text.split('\r').join('\n')
  }
  if (leaf.flowed !== 'no' && leaf.contentType === 'text/plain') text = unflow(text, leaf.flowed === 'delsp')
  return text
}
