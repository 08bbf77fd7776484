import { isClosingRemark, isThanks } from './closing-remark.ts'
import type { Comment } from './comment.ts'
import type { KnownLine } from './find-sources.ts'
import { isOfMessage, isOfWholeMessage } from './message-remarks.ts'
import type { PatchText } from './patch-text.ts'
import { isBehindDiff, isOfReview, isOfWholePatch, referencesIn } from './whole-remarks.ts'

/** A line that is quoted above own words. */
export interface QuotedLine {
  /** Without any marks. */
  readonly text: string
  /** What it repeats, as far as it was found. */
  readonly source: KnownLine | undefined
}

/** Own words of a reply, and what is known of where they stand. */
export interface Block {
  readonly text: string
  /** What is quoted between them and the own words before, empty lines left out. */
  readonly quoted: readonly QuotedLine[]
  /** The line of the patch that was quoted last above the own words before; -1 where none was. */
  readonly quotedBefore: number
  /** Nothing is quoted below them. */
  readonly isLast: boolean
  /** The reply answers the patch, and no other reply. */
  readonly isDirect: boolean
  /** The comments of the same mail before it. */
  readonly before: readonly Comment[]
  readonly writer: string | undefined
  readonly patch: PatchText
  /** The last line of the diff (`tailOf`). */
  readonly tail: number
}

const WHOLE: Pick<Comment, 'place' | 'answers'> = { place: { kind: 'whole' }, answers: undefined }

/** Where a block belongs: at the line quoted last, or in the talk whose words are, unless it speaks of the whole. */
export function placeBlock(block: Block): Pick<Comment, 'place' | 'answers'> {
  const { text, quoted, before } = block
  if (quoted.length === 0) return WHOLE
  const cited = referencesIn(withoutThanks(text, block.writer))
  if (cited.length > 0) {
    const citing = before.findLast((one) => cited.some((number) => one.text.includes(`[${number}]`)))
    return citing === undefined ? WHOLE : { place: citing.place, answers: nameOf(citing) }
  }
  const found = quoted.findLastIndex((one) => one.source?.place !== undefined && !isSignature(one.text))
  // Of the patch itself everything that is quoted is known: behind a line that is not, nobody can tell the place.
  const isBeyond = quoted
    .slice(found + 1)
    .some(
      (one) => one.source === undefined && (block.isDirect ? !isSignature(one.text) : isDiffLine(one.text)),
    )
  const source = isBeyond ? undefined : quoted[found]?.source
  if (source?.comment === undefined && speaksOfWhole(block, source)) return WHOLE
  if (source?.place !== undefined)
    return { place: source.place, answers: source.comment && nameOf(source.comment) }
  const previous = before.at(-1)
  const isBelowDiff = quoted.some((one) => isDiffLine(one.text))
  // What was changed in a quoted message is near what was not.
  const near = quoted[found]?.source
  if (!isBelowDiff && block.isDirect && near?.place !== undefined)
    return { place: near.place, answers: near.comment && nameOf(near.comment) }
  // Words of a mail that is not here, below a comment that has its place: the talk goes on.
  if (!isBelowDiff && previous !== undefined) return { place: previous.place, answers: previous.answers }
  return isBelowDiff ? { place: { kind: 'lost' }, answers: undefined } : WHOLE
}

function speaksOfWhole(block: Block, source: KnownLine | undefined): boolean {
  const { text, quoted, isLast, patch, tail } = block
  if (isClosingRemark(text, isLast, block.writer) || isOfReview(text)) return true
  if (source?.place?.kind !== 'line') return false
  const { line } = source.place
  if (isLast && isBehindDiff(patch, tail, line))
    return isOfWholePatch(
      text,
      quoted.map((one) => one.text),
      chosenOf(block)?.map((one) => one.text),
    )
  const at = patch.lines[line]
  return at?.kind === 'message' && (isOfWholeMessage(text, at.text) || isOfMessage(patch, text, line))
}

/** A text without the lines that only thank, or name who wrote it. */
function withoutThanks(text: string, writer: string | undefined): string {
  return text
    .split('\n')
    .filter((line) => !isThanks(line, writer))
    .join('\n')
}

/**
 * What is quoted behind the last lines of the patch that were left out; `undefined` where the quote goes on from the beginning, or from
 * the quote before, without any being left out.
 */
function chosenOf(block: Block): readonly QuotedLine[] | undefined {
  const { quoted, patch, quotedBefore } = block
  let last = quotedBefore
  let from: number | undefined
  for (const [n, one] of quoted.entries()) {
    const place = one.source?.place
    if (place?.kind !== 'line' || one.source?.comment !== undefined) continue
    const between = patch.lines
      .slice(last + 1, place.line)
      .filter((line) => line.file >= 0 && line.text.trim() !== '')
    if (between.length > 0) from = n
    last = Math.max(last, place.line)
  }
  return from === undefined ? undefined : quoted.slice(from)
}

function nameOf(comment: Comment): NonNullable<Comment['answers']> {
  return { messageId: comment.messageId, position: comment.position }
}

/** The end of a mail of git, or what is left of a list's footer. */
function isSignature(text: string): boolean {
  return /^(?:-- ?|\d+\.\d+[\w.-]*|[ \t]*)$/.test(text)
}

/** A line of a diff, without marks. What a shell traces ("+ make all") is none. */
export function isDiffLine(text: string): boolean {
  return /^(?:[+-](?!-? ?$|--- | [a-z])|@@ -\d|diff --git )/.test(text) && !/^[+-]1\b/.test(text)
}
