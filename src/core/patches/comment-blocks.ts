import { isClosingRemark, isEveryLineClosing, isLastWord, isOwnName } from './closing-remark.ts'
import type { ReplyLine } from './reply-lines.ts'

// Which lines of a reply belong together: each stretch of its writer's own lines between two quotes is a block.

/** Nothing but a greeting, who wrote what is quoted below, a name at the end of a mail, or a mark that something was left out. */
export function isSignOff(
  lines: readonly ReplyLine[],
  start: number,
  end: number,
  writer: string | undefined,
): boolean {
  const words = lines.slice(start, end).filter((line) => line.key !== '')
  const isTop = lines.slice(0, start).every((line) => line.kind !== 'quoted')
  const isNothing = (text: string): boolean =>
    ELISION.test(text) ||
    GREETING.test(text) ||
    ATTRIBUTION.test(text) ||
    (isTop && (CALL.test(text) || HEADER.test(text)))
  if (words.every((line) => isNothing(line.text.trim().slice(0, 200)))) return true
  return words.every((line) => isOwnName(line.text, writer) || REGARDS.test(line.text.trim()))
}

/** "Best regards,": thanks say something, these do not. */
const REGARDS =
  /^(?:(?:with )?(?:best |kind |warm |many )*(?:regards|greetings|wishes)|br|cheers|sincerely|mit freundlichen gr(?:ü|ue)(?:ß|ss)en)[,.!]{0,2}$/i

/** "[...]", "<snip>", "[..snip..]": something was left out. */
const ELISION =
  /^(?:-{2,5}\s?end (?:of )?quoted (?:text|message)\s?-{2,5}|[[<(]\s?(?:\.{2,6}|…|\.{0,4}(?:snip(?:ped)?|cut|trim(?:med)?|deleted?)\.{0,4})\s?[\])>]|\.{3,8}|…)$/i

/** So many lines at the end of a block are looked at. */
const MOST_CLOSING = 20

/** "Hi Ada," alone above what is quoted. */
const GREETING = /^(?:hi|hello|hey|dear|hallo|moin)\b[^.:?]{0,40}[,!]$/i

/** "From: Ada Example <ada@example.org>", "Date: …": some programs say so who wrote what is quoted. */
const HEADER = /^(?:from|date|sent|to|cc|subject): ?\S/i
/** "Ada!", "Ada and Bo,", "Hi Ada" alone at the top. */
const CALL =
  /^(?:[Hh]i|[Hh]ello|[Hh]ey|Dear)(?: (?:and|all|everybody|everyone|\p{Lu}[\p{L}'-]{0,20})){0,4}[,!.:]?$|^\p{Lu}[\p{L}'-]{1,20}(?:(?:,| and| &) \p{Lu}[\p{L}'-]{1,20}){0,3}[,!]$/u
/** "Oct 16, 2024 23:11:38 Ada Example <ada@example.org>:", "Ada Example, Oct 16, 2024 at 23:00:", "2019年7月23日(火) 7:16 …:" */
const ATTRIBUTION =
  /^(?=.{0,120}\b(?:19|20)\d\d(?:\b|年))(?=.{0,160}\d{1,2}:\d\d)(?:.{1,150}<[^<>\s]{1,80}@[^<>\s]{1,80}>|[^<>]{1,150}\d:\d\d(?::\d\d)?)\s?:$/

/** What companies put below every mail: "IMPORTANT NOTICE: The contents of this email … confidential …". */
export function isDisclaimer(lines: readonly ReplyLine[], start: number): boolean {
  const first = lines[start]?.text.trimStart().slice(0, 400) ?? ''
  const words = `${first} ${lines[start + 1]?.text.slice(0, 200) ?? ''} ${lines[start + 2]?.text.slice(0, 200) ?? ''}`
  return (
    /^(?:important |confidentiality |legal )?(?:notice|disclaimer)\b|^this (?:e-?mail|message)\b/i.test(
      first,
    ) && /\b(?:confidential|intended recipients?|privileged)\b/i.test(words)
  )
}

/**
 * Where the words end that a block begins with, and the paragraphs begin that end the review: "Applied, thanks." below a
 * remark about a line is for the whole, the remark is not. The end of the block where all of it is either.
 */
export function closingStart(
  lines: readonly ReplyLine[],
  start: number,
  end: number,
  writer: string | undefined,
): number {
  const textFrom = (from: number): string =>
    lines
      .slice(from, end)
      .map((line) => line.text)
      .join('\n')
  let found = end
  for (let at = end - 1; at > start && end - at < MOST_CLOSING; at--) {
    const isFirst = lines[at]?.key !== '' && lines[at - 1]?.key === ''
    if (!isFirst) continue
    if (!isClosingRemark(textFrom(at), true, writer)) return found
    if (isLastWord(textFrom(at), writer)) found = at
  }
  // Where the first words are of that kind too, all is one remark.
  if (isEveryLineClosing(textFrom(start), writer)) return end
  return found
}

/** Behind the last own line before the next quoted one. */
export function endOfBlock(lines: readonly ReplyLine[], start: number): number {
  let end = start + 1
  for (let i = start + 1; i < lines.length; i++) {
    const line = lines[i]
    if (line === undefined || line.kind === 'quoted') break
    if (line.kind === 'own' && line.key !== '') end = i + 1
  }
  return end
}

/** The first line of what is quoted above a block. */
export function regionAbove(lines: readonly ReplyLine[], start: number): number {
  let first = start
  while (first > 0 && !(lines[first - 1]?.kind === 'own' && lines[first - 1]?.key !== '')) first--
  return first
}
