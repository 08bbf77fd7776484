import { keyOf } from './align-lines.ts'
import type { Comment, QuotingMail } from './comment.ts'
import { closingStart, endOfBlock, isDisclaimer, isSignOff, regionAbove } from './comment-blocks.ts'
import { findSources, type KnownLine } from './find-sources.ts'
import { type PatchText, readPatchText } from './patch-text.ts'
import { isDiffLine, placeBlock, type QuotedLine } from './place-block.ts'
import { type ReplyLine, readReplyLines } from './reply-lines.ts'
import { withoutMarks } from './unquote.ts'
import { tailOf } from './whole-remarks.ts'

/** The comments on one patch. */
export interface PlacedComments {
  readonly patch: PatchText
  /** By mail, in the order given, then by position. */
  readonly comments: readonly Comment[]
}

/** A patch whose lines are quoted. */
interface QuotedPatch {
  readonly text: PatchText
  readonly lines: readonly KnownLine[]
  /** The last line of its diff. */
  readonly tail: number
}

/**
 * The comments of the replies to a patch, each at the line that it speaks of: the last line quoted above it.
 *
 * A reply quotes its parent, which may quote the patch: every quoted line is looked for in the parent, whose own lines
 * are at the place of their comment. So an answer three mails below is at the line where the talk began. Replies are
 * read in order of time; one whose parent is not among them is held against the patch itself. Quotes that a mail client
 * trimmed, wrapped or stripped of blanks are found; what could be in two places is `lost` rather than guessed.
 */
export function placeComments(
  patch: { readonly messageId: string; readonly text: string },
  replies: readonly QuotingMail[],
): PlacedComments {
  const text = readPatchText(patch.text)
  const original = text.lines.map(
    (line, n): KnownLine => ({
      text: line.text,
      key: keyOf(withoutMarks(line.text)),
      place: { kind: 'line', line: n },
      comment: undefined,
    }),
  )
  const quoted: QuotedPatch = { text, lines: original, tail: tailOf(text) }
  const known = new Map<string, readonly KnownLine[]>([[patch.messageId, original]])
  const comments: Comment[] = []
  const sorted = [...replies].sort((a, b) => compare(a.at, b.at) || compare(a.messageId, b.messageId))
  for (const reply of sorted) {
    const parent = reply.parents.find((id) => known.has(id))
    const above = (parent === undefined ? undefined : known.get(parent)) ?? original
    const placed = readReply(reply, above, quoted, parent === patch.messageId)
    known.set(reply.messageId, placed.lines)
    comments.push(...placed.comments)
  }
  const order = new Map(replies.map((reply, n) => [reply.messageId, n]))
  comments.sort(
    (a, b) => (order.get(a.messageId) ?? 0) - (order.get(b.messageId) ?? 0) || a.position - b.position,
  )
  return { patch: text, comments }
}

function readReply(
  reply: QuotingMail,
  above: readonly KnownLine[],
  patch: QuotedPatch,
  isDirect: boolean,
): { readonly lines: readonly KnownLine[]; readonly comments: readonly Comment[] } {
  const keys = new Set(above.map((line) => line.key))
  const sorted = [...keys].sort()
  const lines = readReplyLines(
    reply.text,
    (key) => keys.has(key),
    (key) => hasLonger(sorted, key),
  )
  const sources = findSources(lines, above, patch.lines)
  const known: KnownLine[] = []
  const comments: Comment[] = []
  const lastQuoted = findLastQuoted(lines)
  const isAtTail = isAt(sources[lastQuoted], patch.tail)
  // A name, a signature or a diff below a comment is a part of it to those who quote it.
  let owner: Comment | undefined
  const addOwn = (line: ReplyLine): void => {
    known.push({ text: line.text, key: line.key, place: owner?.place, comment: owner })
  }
  let start = 0
  for (let line = lines[0]; line !== undefined; line = lines[start]) {
    if (isQuoted(line) || !isOwn(line)) {
      if (isQuoted(line)) owner = undefined
      const source = sources[start]
      if (source === undefined && line.kind !== 'quoted') addOwn(line)
      else known.push({ text: line.text, key: line.key, place: source?.place, comment: source?.comment })
      start++
      continue
    }
    const whole = endOfBlock(lines, start)
    const end = whole > lastQuoted && !isAtTail ? closingStart(lines, start, whole, reply.writer) : whole
    if (!isDisclaimer(lines, start) && !isSignOff(lines, start, end, reply.writer)) {
      owner = readBlock(lines, sources, start, end, {
        reply,
        before: comments,
        patch,
        isDirect,
        isLast: end > lastQuoted,
      })
      comments.push(owner)
    }
    for (const one of lines.slice(start, end)) addOwn(one)
    start = end
  }
  return { lines: known, comments }
}

function readBlock(
  lines: readonly ReplyLine[],
  sources: readonly (KnownLine | undefined)[],
  start: number,
  end: number,
  around: {
    readonly reply: QuotingMail
    readonly before: readonly Comment[]
    readonly patch: QuotedPatch
    readonly isDirect: boolean
    readonly isLast: boolean
  },
): Comment {
  const region = regionAbove(lines, start)
  const quoted = lines
    .slice(region, start)
    .flatMap((line, n): QuotedLine[] =>
      isQuoted(line) ? [{ text: withoutMarks(line.content), source: sources[region + n] }] : [],
    )
  let last = end
  while (last > start && lines[last - 1]?.key === '') last--
  const text = lines
    .slice(start, last)
    .map((line) => line.text)
    .join('\n')
  const { reply, before, patch, isDirect, isLast } = around
  return {
    messageId: reply.messageId,
    position: before.length,
    text,
    ...placeBlock({
      text,
      quoted,
      quotedBefore: lastPlace(sources, region),
      isLast,
      isDirect,
      before,
      writer: reply.writer,
      patch: patch.text,
      tail: patch.tail,
    }),
    isBelowDiff: quoted.some((one) => isDiffLine(one.text)),
  }
}

/** A signature is not longer. */
const SIGNATURE_LINES = 12

/** The last quoted line, but for a signature that is quoted below everything; -1 where nothing is quoted. */
function findLastQuoted(lines: readonly ReplyLine[]): number {
  const last = lines.findLastIndex(isQuoted)
  let at = last
  for (let n = last; n >= 0 && last - n < SIGNATURE_LINES; n--) {
    const line = lines[n]
    if (line?.kind === 'own' && line.key !== '') break
    if (line?.kind === 'quoted' && /^-- ?$/.test(withoutMarks(line.content)))
      at = lines.slice(0, n).findLastIndex(isQuoted)
  }
  return at
}

/** The last line of the patch that is quoted in front of a line of the reply; -1 where none is. */
function lastPlace(sources: readonly (KnownLine | undefined)[], end: number): number {
  for (let n = end - 1; n >= 0; n--) {
    const place = sources[n]?.place
    if (place?.kind === 'line' && sources[n]?.comment === undefined) return place.line
  }
  return -1
}

function isQuoted(line: ReplyLine): boolean {
  return line.kind === 'quoted' && line.key !== ''
}

function isOwn(line: ReplyLine): boolean {
  return line.kind === 'own' && line.key !== ''
}

function isAt(source: KnownLine | undefined, line: number): boolean {
  return source?.place?.kind === 'line' && source.place.line === line
}

/** Is there a longer key that begins so? `sorted` ascending. */
function hasLonger(sorted: readonly string[], key: string): boolean {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') <= key) low = middle + 1
    else high = middle
  }
  return sorted[low]?.startsWith(key) ?? false
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
