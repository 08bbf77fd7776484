import { nameWords } from '../people/name.ts'

/** Lines of a remark that are looked at; a longer one says more than thanks. */
const MOST_LINES = 12

const TAG = /^\s{0,3}[a-z]{2,20}(?:-[a-z]{1,20}){0,4}-by ?:\s*\S/i
/** What comes before tags: "For the Xen parts:", "With that:", "The rest looks good, once that is mended:". */
const LEAD =
  /^(?:(?:for|with|on) .{1,70}:|in any case[:,]?|(?:when|once|after|if) .{1,70}\b(?:add|have) (?:my|mine)\b.{0,20}|(?:the )?rest (?:looks|is) .{1,90}|(?:otherwise|other than that|apart from that),? .{1,90}:)$/i
const CLAIM =
  /^(?:(?:ok|okay|great|nice|good(?: catch)?|perfect|thanks|thank you|thx|many thanks|all|both|now|also|and)[,.! ]{1,3}){0,3}(?:(?:i've|i have|i|series|patch|this|it|them|that|is|was|has|been|just) ){0,3}(?:applied|queued|merged|pushed|taken)\b[^?]{0,80}$|\bapplied to next\.?$/i
const PRAISE =
  /^(?:(?:this|it|the patch|all|series|thanks|ok|okay)[,:]? ){0,2}(?:lgtm|(?:the )?rest (?:looks|is|appears) (?:good|fine|ok|okay)|looks? (?:good|fine|great|ok|okay)(?: to me)?|looks right|fine with me)[^?]{0,30}$/i
const THANKS =
  /^(?:(?:many |kind |best )?(?:thanks|thank you|thx|cheers|regards|greetings)\b|br\b|mit freundlichen)[^?]{0,40}$/i

/**
 * Does a remark end a review, and speak of no line? Tags, thanks, "applied", praise: people write them behind what they
 * have quoted, wherever that ends.
 *
 * `behindAll`: nothing is quoted below it. Only then is praise for the whole; in between it is for the lines above.
 */
export function isClosingRemark(text: string, behindAll: boolean, writer: string | undefined): boolean {
  const lines = trimmedLines(text)
  if (lines.length === 0 || lines.length > MOST_LINES) return false
  const isSaid = (line: string): boolean =>
    TAG.test(line) || CLAIM.test(line) || (behindAll && (PRAISE.test(line) || THANKS.test(line)))
  const isPolite = (line: string): boolean => THANKS.test(line) || isOwnName(line, writer)
  // "Thanks and regards, Ada" ends a mail also where somebody's quote goes on below it.
  if (!lines.some(isSaid))
    return lines.every(isPolite) && (behindAll || lines.some((line) => isOwnName(line, writer)))
  // "Thanks, applied." says what became of all, and may be followed by more about it.
  if (behindAll && CLAIM.test(lines[0] ?? '')) return true
  if (behindAll && lines.length <= 6 && lines.some((line) => CLAIM.test(line))) return true
  return lines.every((line) => isSaid(line) || isPolite(line) || LEAD.test(line))
}

/** Does somebody give a tag in it? */
export function hasTag(text: string): boolean {
  return trimmedLines(text).some((line) => TAG.test(line))
}

/** A line that says nothing but thanks or a name. */
export function isThanks(line: string, writer: string | undefined): boolean {
  const words = line.trim().slice(0, 300)
  return (THANKS.test(words) && !CLAIM.test(words)) || isOwnName(words, writer)
}

/** Do the last paragraphs of a mail end a review by themselves: with tags, or with what became of the patch? */
export function isLastWord(text: string, writer: string | undefined): boolean {
  return (
    trimmedLines(text).some((line) => TAG.test(line) || CLAIM.test(line)) &&
    isClosingRemark(text, true, writer)
  )
}

/** Does every line of it do so? */
export function isEveryLineClosing(text: string, writer: string | undefined): boolean {
  const lines = trimmedLines(text)
  return (
    lines.length <= MOST_LINES &&
    lines.every((line) => isClosingRemark(line, true, writer) || LEAD.test(line))
  )
}

function trimmedLines(text: string): readonly string[] {
  return text.split('\n', MOST_LINES * 2).flatMap((line) => {
    const trimmed = line.trim().slice(0, 300)
    return trimmed === '' ? [] : [trimmed]
  })
}

/** "Steve" for Steven, "Chris" for Christopher. */
const SHORTENED = 3

/** The name that somebody ends their mail with: all of their own name's words, or some of them, or initials. */
export function isOwnName(line: string, writer: string | undefined): boolean {
  const words = nameWords(line.slice(0, 80).replace(/[~–/-]/g, ' '))
  if (words.length === 0 || words.length > 4 || writer === undefined) return false
  const own = nameWords(writer)
  const initials = own.map((word) => word[0] ?? '').join('')
  return words.every(
    (word) =>
      own.includes(word) ||
      word === initials ||
      (word.length >= SHORTENED && own.some((one) => one.startsWith(word))) ||
      (word.length === 1 && own.some((one) => one.startsWith(word))),
  )
}
