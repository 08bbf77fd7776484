import type { Instant } from '../time.ts'
import { alignLines, keyOf } from './align-lines.ts'
import { isClosingRemark } from './closing-remark.ts'
import { closingStart, endOfBlock, isDisclaimer, isSignOff, regionAbove } from './comment-blocks.ts'
import { isOfWholePatch, tailOf } from './patch-tail.ts'
import { type PatchText, readPatchText } from './patch-text.ts'
import { type ReplyLine, readReplyLines, unquote } from './reply-lines.ts'

/** Where a comment belongs. */
export type CommentPlace =
  /** A line of the patch: index in `PatchText.lines`, of its message or of its diff. */
  | { readonly kind: 'line'; readonly line: number }
  /** The mail as a whole: nothing is quoted above it, or it ends a review ("Thanks, applied."). */
  | { readonly kind: 'whole' }
  /** Lines are quoted above it that cannot be found, or could be in two places. */
  | { readonly kind: 'lost' }

/** A piece of a reply: what its writer says at one place. */
export interface Comment {
  readonly messageId: string
  /** Its place among the comments of the mail, from 0. */
  readonly position: number
  /** As written, without empty lines around it. */
  readonly text: string
  readonly place: CommentPlace
  /** The comment whose words it answers; `undefined` where it answers the patch. */
  readonly answers: { readonly messageId: string; readonly position: number } | undefined
  /** Lines of a diff are quoted above it. */
  readonly isBelowDiff: boolean
}

/** A reply as comments are read from it. */
export interface QuotingMail {
  readonly messageId: string
  readonly at: Instant
  /** Message-IDs of possible parents, best first. */
  readonly parents: readonly string[]
  readonly text: string
  /** The name of who wrote it, to tell how they end a mail. */
  readonly writer?: string | undefined
}

/** The comments on one patch. */
export interface PlacedComments {
  readonly patch: PatchText
  /** By mail, in the order given, then by position. */
  readonly comments: readonly Comment[]
}

/** What is known of a line that others may quote: its key, where it belongs, whose comment it is of. */
interface Known {
  readonly key: string
  readonly place: CommentPlace | undefined
  readonly comment: Comment | undefined
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
  const read = readPatchText(patch.text)
  const original: readonly Known[] = read.lines.map((line, n) => ({
    key: keyOf(line.text),
    place: { kind: 'line', line: n },
    comment: undefined,
  }))
  const tail = tailOf(read)
  const known = new Map<string, readonly Known[]>([[patch.messageId, original]])
  const comments: Comment[] = []
  const sorted = [...replies].sort((a, b) => compare(a.at, b.at) || compare(a.messageId, b.messageId))
  for (const reply of sorted) {
    const parent = reply.parents.find((id) => known.has(id))
    const above = (parent === undefined ? undefined : known.get(parent)) ?? original
    const placed = readReply(reply, above, original, parent === patch.messageId, tail)
    known.set(reply.messageId, placed.lines)
    comments.push(...placed.comments)
  }
  const order = new Map(replies.map((reply, n) => [reply.messageId, n]))
  comments.sort(
    (a, b) => (order.get(a.messageId) ?? 0) - (order.get(b.messageId) ?? 0) || a.position - b.position,
  )
  return { patch: read, comments }
}

function readReply(
  reply: QuotingMail,
  above: readonly Known[],
  original: readonly Known[],
  isDirect: boolean,
  tail: number,
): { readonly lines: readonly Known[]; readonly comments: readonly Comment[] } {
  const keys = new Set(above.map((line) => line.key))
  const sorted = [...keys].sort()
  const lines = readReplyLines(
    reply.text,
    (key) => keys.has(key),
    (key) => hasLonger(sorted, key),
  )
  const sources = findSources(lines, above, original)
  const known: Known[] = []
  const comments: Comment[] = []
  const lastQuoted = lines.findLastIndex((line) => line.kind === 'quoted' && line.key !== '')
  let start = 0
  while (start < lines.length) {
    const isOwn = lines[start]?.kind === 'own' && lines[start]?.key !== ''
    if (!isOwn) {
      known.push({
        key: lines[start]?.key ?? '',
        place: sources[start]?.place,
        comment: sources[start]?.comment,
      })
      start++
      continue
    }
    const whole = endOfBlock(lines, start)
    const isLast = whole > lastQuoted && !isAt(sources[lastQuoted], tail)
    const end = isLast ? closingStart(lines, start, whole, reply.writer) : whole
    if (isDisclaimer(lines, start) || isSignOff(lines, start, end, reply.writer)) {
      for (; start < end; start++)
        known.push({ key: lines[start]?.key ?? '', place: undefined, comment: undefined })
      continue
    }
    const region = regionAbove(lines, start)
    const comment = commentOf(reply, comments, lines, sources, {
      start,
      end,
      region,
      isDirect,
      lastQuoted,
      tail,
    })
    comments.push(comment)
    for (let i = start; i < end; i++) known.push({ key: lines[i]?.key ?? '', place: comment.place, comment })
    start = end
  }
  return { lines: known, comments }
}

function commentOf(
  reply: QuotingMail,
  before: readonly Comment[],
  lines: readonly ReplyLine[],
  sources: readonly (Known | undefined)[],
  block: {
    readonly start: number
    readonly end: number
    readonly region: number
    readonly isDirect: boolean
    /** Place of the last quoted line of the reply. */
    readonly lastQuoted: number
    /** The last line of the diff. */
    readonly tail: number
  },
): Comment {
  const quoted: number[] = []
  for (let i = block.region; i < block.start; i++)
    if (lines[i]?.kind === 'quoted' && lines[i]?.key !== '') quoted.push(i)
  const isBelowDiff = quoted.some((i) => isDiffLine(lines[i]?.content ?? ''))
  const found = quoted.findLast(
    (i) => sources[i] !== undefined && !isSignature(bareOf(lines[i]?.content ?? '')),
  )
  // Of the patch itself everything that is quoted is known: behind a line that is not, nobody can tell the place.
  const isBeyond = quoted.some((i) => {
    const content = lines[i]?.content ?? ''
    return i > (found ?? -1) && (block.isDirect ? !isSignature(content) : isDiffLine(content))
  })
  const source = found === undefined || isBeyond ? undefined : sources[found]
  let last = block.end
  while (last > block.start && lines[last - 1]?.key === '') last--
  const base = {
    messageId: reply.messageId,
    position: before.length,
    text: lines
      .slice(block.start, last)
      .map((line) => line.text)
      .join('\n'),
    isBelowDiff,
  }
  const answersPatch = source?.comment === undefined
  if (
    answersPatch &&
    quoted.length > 0 &&
    isClosingRemark(base.text, block.end > block.lastQuoted, reply.writer)
  )
    return { ...base, place: { kind: 'whole' }, answers: undefined }
  const isOfWhole =
    answersPatch &&
    block.end > block.lastQuoted &&
    isAt(source, block.tail) &&
    isOfWholePatch(
      base.text,
      quoted.map((i) => bareOf(lines[i]?.content ?? '')),
    )
  if (isOfWhole) return { ...base, place: { kind: 'whole' }, answers: undefined }
  if (source?.place !== undefined) {
    const { comment } = source
    const answers = comment && { messageId: comment.messageId, position: comment.position }
    return { ...base, place: source.place, answers }
  }
  const previous = before.at(-1)
  if (quoted.length === 0) return { ...base, place: { kind: 'whole' }, answers: undefined }
  // Words of a mail that is not here, below a comment that has its place: the talk goes on.
  if (!isBelowDiff && previous !== undefined)
    return { ...base, place: previous.place, answers: previous.answers }
  return { ...base, place: isBelowDiff ? { kind: 'lost' } : { kind: 'whole' }, answers: undefined }
}

function isAt(source: Known | undefined, line: number): boolean {
  return source?.place?.kind === 'line' && source.place.line === line
}

/** The end of a mail of git, or what is left of a list's footer. */
function isSignature(content: string): boolean {
  return /^(?:-- ?|\d+\.\d+[\w.-]*|[ \t]*)$/.test(content)
}

/** A line of a diff, behind any marks. */
function isDiffLine(content: string): boolean {
  let text = content
  for (let inner = unquote(text); inner !== undefined; inner = unquote(text)) text = inner
  return /^(?:[+-](?!-? ?$|--- )|@@ -\d|diff --git )/.test(text) && !/^[+-]1\b/.test(text)
}

/** What each quoted line repeats: a line of the parent, else of the patch itself. */
function findSources(
  lines: readonly ReplyLine[],
  above: readonly Known[],
  original: readonly Known[],
): readonly (Known | undefined)[] {
  const at: number[] = []
  for (const [i, line] of lines.entries()) if (line.kind === 'quoted') at.push(i)
  const sources: (Known | undefined)[] = lines.map(() => undefined)
  const own = alignLines(
    at.map((i) => lines[i]?.key ?? ''),
    above.map((line) => line.key),
  )
  for (const [n, i] of at.entries()) sources[i] = above[own[n] ?? -1]
  const rest = at.filter((i) => sources[i] === undefined && lines[i]?.key !== '')
  if (rest.length === 0) return sources
  const direct = alignLines(
    rest.map((i) => keyOf(bareOf(lines[i]?.content ?? ''))),
    original.map((line) => line.key),
  )
  for (const [n, i] of rest.entries()) sources[i] = original[direct[n] ?? -1]
  return sources
}

/** Without any marks. */
function bareOf(content: string): string {
  let text = content
  for (let inner = unquote(text); inner !== undefined; inner = unquote(text)) text = inner
  return text
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
