import { type ContentHeader, parseContentHeader } from './content-type.ts'
import { contentEnd, type Delimiter, delimiterAt, endOfMail, findDelimiter } from './delimiter.ts'
import { cleanLine, decodeHeader } from './encoded-word.ts'
import { findHeaderEnd, type HeaderBlock, readHeaders } from './headers.ts'
import type { ProblemLog } from './problem-log.ts'
import { decodeTransfer } from './transfer-encoding.ts'

/** A leaf of a mail's tree of parts, its octets still as they came. */
export interface Leaf {
  /** Lower case, without parameters; `text/plain` where the part says nothing. */
  readonly contentType: string
  readonly charset: string | undefined
  /** `format=flowed` (RFC 3676), and whether its `DelSp` is "yes". */
  readonly flowed: 'no' | 'yes' | 'delsp'
  readonly filename: string | undefined
  /** Attached to be kept, or inside an attached mail. */
  readonly attachment: boolean
  readonly encoding: string | undefined
  readonly bytes: Buffer
  /** Its text is of the mail's own: neither attached nor another form of what a plain text says. */
  shown: boolean
}

/** Leaves of one mail, and levels of containers, that are read: as public-inbox does. */
const MOST_LEAVES = 1000
const MOST_LEVELS = 20

/**
 * The leaves of a mail, in order: its tree of parts (RFC 2046) without the containers.
 *
 * At most 1000, from at most 20 levels; a multipart without a usable boundary is read as plain text. Of alternatives, HTML
 * is not shown beside a plain text that says something. What is inside an attached mail is attached. Boundaries are looked
 * for in one pass: a line of the mail is compared with the boundaries that are open at that place, once.
 */
export function readLeaves(
  bytes: Buffer,
  header: HeaderBlock,
  bodyStart: number,
  log: ProblemLog,
): readonly Leaf[] {
  const walk: Walk = { bytes, log, leaves: [], boundaries: [] }
  walkBody(walk, header, bodyStart, ROOT)
  return walk.leaves
}

interface Walk {
  readonly bytes: Buffer
  readonly log: ProblemLog
  readonly leaves: Leaf[]
  /** Boundaries of the containers around the current place, outermost first. */
  readonly boundaries: Buffer[]
}

/** Where a part is. */
interface Place {
  readonly level: number
  readonly isRoot: boolean
  readonly isInDigest: boolean
  readonly isInAttachedMail: boolean
}

const ROOT: Place = { level: 0, isRoot: true, isInDigest: false, isInAttachedMail: false }

/** Reads a part from its first header line on; gives the delimiter that ends it. */
function walkPart(walk: Walk, start: number, place: Place): Delimiter {
  const { bytes } = walk
  if (isFull(walk)) return endOfMail(walk)
  let at = start
  while (at < bytes.length) {
    const early = delimiterAt(walk, at)
    if (early !== undefined) {
      // A part that ends before its body begins: header fields, or text without any.
      const header = readHeaders(bytes, start, at)
      const hasFields = header.count > 0
      addLeaf(walk, hasFields ? header : NO_FIELDS, hasFields ? at : start, early, place)
      return early
    }
    const lineEnd = bytes.indexOf(LINE_FEED, at)
    const next = lineEnd < 0 ? bytes.length : lineEnd + 1
    if (lineEnd === at || (lineEnd === at + 1 && bytes[at] === RETURN))
      return walkBody(walk, readHeaders(bytes, start, at), next, place)
    at = next
  }
  return walkBody(walk, readHeaders(bytes, start, bytes.length), bytes.length, place)
}

function isFull({ leaves, log }: Walk): boolean {
  if (leaves.length < MOST_LEAVES) return false
  log.add('Parts', `It has more than ${MOST_LEAVES} parts; the others are left out.`)
  return true
}

function walkBody(walk: Walk, header: HeaderBlock, bodyStart: number, place: Place): Delimiter {
  const { log } = walk
  const type = parseContentHeader(header.first('content-type') ?? '')
  const container = containerOf(type.value, place)
  if (container === undefined) return walkLeaf(walk, header, bodyStart, place)
  if (place.level >= MOST_LEVELS) {
    log.add(
      'Parts',
      `Its parts are nested more than ${MOST_LEVELS} levels deep; what is further inside is not read.`,
    )
    return walkLeaf(walk, header, bodyStart, place)
  }
  if (container === 'message') return walkMessage(walk, header, bodyStart, place)
  return walkMultipart(walk, header, type, bodyStart, place)
}

function containerOf(type: string, place: Place): 'multipart' | 'message' | undefined {
  if (type.startsWith('multipart/')) return 'multipart'
  if (type === 'message/rfc822' || type === 'message/global' || (type === '' && place.isInDigest))
    return 'message'
  return undefined
}

function walkMultipart(
  walk: Walk,
  header: HeaderBlock,
  type: ContentHeader,
  bodyStart: number,
  place: Place,
): Delimiter {
  const { boundaries, leaves, log } = walk
  const boundary = type.parameter('boundary') ?? ''
  if (boundary === '' || boundary.length > 200) {
    log.add('Parts', `Its ${type.value} names no boundary that can be used; it is read as plain text.`)
    return walkLeaf(walk, header, bodyStart, place, 'text/plain')
  }
  const first = leaves.length
  const index = boundaries.push(Buffer.from(boundary, 'latin1')) - 1
  let delimiter = findDelimiter(walk, bodyStart)
  if (delimiter.index !== index) {
    boundaries.pop()
    log.add('Parts', 'The boundary of its parts is nowhere in it; it is read as plain text.')
    return walkLeaf(walk, header, bodyStart, place, 'text/plain')
  }
  const inside = {
    level: place.level + 1,
    isRoot: false,
    isInDigest: type.value === 'multipart/digest',
    isInAttachedMail: place.isInAttachedMail,
  }
  while (delimiter.index === index && !delimiter.closing) delimiter = walkPart(walk, delimiter.next, inside)
  boundaries.pop()
  if (type.value === 'multipart/alternative') chooseAlternative(leaves, first)
  // What stands behind the last part is for readers that do not know of parts.
  if (delimiter.index === index) return findDelimiter(walk, delimiter.next)
  if (leaves.length < MOST_LEAVES)
    log.add('Parts', 'The last of its parts has no end: the mail may have been cut.')
  return delimiter
}

function walkMessage(walk: Walk, header: HeaderBlock, bodyStart: number, place: Place): Delimiter {
  const inside = { level: place.level + 1, isRoot: false, isInDigest: false, isInAttachedMail: true }
  const encoding = header.first('content-transfer-encoding')
  const end = findDelimiter(walk, bodyStart)
  const raw = walk.bytes.subarray(bodyStart, contentEnd(walk.bytes, bodyStart, end))
  const { bytes } = decodeTransfer(raw, encoding)
  // A mail of its own: boundaries of the mail around it mean nothing in it.
  const { headerEnd, bodyStart: innerStart } = findHeaderEnd(bytes, 0, bytes.length)
  const inner = { ...walk, bytes, boundaries: [] }
  if (!isFull(walk)) walkBody(inner, readHeaders(bytes, 0, headerEnd), innerStart, inside)
  return end
}

function walkLeaf(
  walk: Walk,
  header: HeaderBlock,
  bodyStart: number,
  place: Place,
  contentType?: string,
): Delimiter {
  const end = findDelimiter(walk, bodyStart)
  addLeaf(walk, header, bodyStart, end, place, contentType)
  return end
}

/** RFC 6838, section 4.2. What is none of these is read as plain text (RFC 2045, section 5.2). */
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/

type Fields = Pick<HeaderBlock, 'first'>

const NO_FIELDS: Fields = { first: () => undefined }

function addLeaf(
  walk: Walk,
  header: Fields,
  start: number,
  end: Delimiter,
  place: Place,
  contentType?: string,
): void {
  const type = parseContentHeader(header.first('content-type') ?? '')
  const encoding = header.first('content-transfer-encoding')
  const rawDisposition = header.first('content-disposition')
  const disposition = rawDisposition === undefined ? undefined : parseContentHeader(rawDisposition)
  const isAttached = disposition?.value === 'attachment' && !place.isRoot
  const attachment = isAttached || place.isInAttachedMail
  const value = contentType ?? (MEDIA_TYPE.test(type.value) ? type.value : 'text/plain')
  const isFlowed = type.parameter('format')?.toLowerCase() === 'flowed'
  walk.leaves.push({
    contentType: value,
    charset: type.parameter('charset'),
    flowed: !isFlowed ? 'no' : type.parameter('delsp')?.toLowerCase() === 'yes' ? 'delsp' : 'yes',
    filename: (disposition?.parameter('filename') ?? type.parameter('name')) || undefined,
    attachment,
    encoding: encoding === undefined ? undefined : cleanLine(decodeHeader(encoding)),
    bytes: walk.bytes.subarray(start, contentEnd(walk.bytes, start, end)),
    shown: !attachment,
  })
}

/** Beside a plain text that says something, other forms of it are not shown. */
function chooseAlternative(leaves: readonly Leaf[], first: number): void {
  const isPlain = (leaf: Leaf): boolean =>
    leaf.shown && leaf.contentType === 'text/plain' && saysSomething(leaf.bytes)
  if (!leaves.slice(first).some(isPlain)) return
  for (const leaf of leaves.slice(first)) if (leaf.contentType !== 'text/plain') leaf.shown = false
}

/** Any octet of it is not white space. */
export function saysSomething(bytes: Uint8Array): boolean {
  return bytes.some((octet) => octet > SPACE)
}

const LINE_FEED = 10
const RETURN = 13
const SPACE = 32
