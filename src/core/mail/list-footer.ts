/** How the last lines that a list adds begin: a rule of underscores or dashes, or a signature's. */
const RULE = /^(?:_{10,80}|-{10,80}|={10,80}|(?:-=){5,40}-?|-- ?)$/
const WORDS =
  /\b(?:mailing list|unsubscribe|subscribed to|listinfo|mailman|groups\.google\.com|groups\.io|majordomo)\b/i

/** A footer has no more lines than this, and no mail goes through more lists that add one. */
const MOST_LINES = 16
const MOST_FOOTERS = 3

/**
 * A text without the footers that mailing lists put behind it: a rule, and behind it at most 15 lines that speak of a
 * mailing list or of how to leave it (Mailman, Google Groups, groups.io, Majordomo). Without a footer, the text as it is.
 */
export function withoutListFooter(text: string): string {
  let rest = text
  for (let n = 0; n < MOST_FOOTERS; n++) {
    const start = findFooter(rest)
    if (start === undefined) break
    rest = rest.slice(0, start)
  }
  return rest
}

function findFooter(text: string): number | undefined {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) <= 32) end--
  let lineEnd = end
  for (let n = 0; n < MOST_LINES && lineEnd > 0; n++) {
    const start = text.lastIndexOf('\n', lineEnd - 1) + 1
    const line = text.slice(start, Math.min(lineEnd, start + 200)).trimEnd()
    if (RULE.test(line) && WORDS.test(text.slice(lineEnd, Math.min(end, lineEnd + 4000)))) return start
    lineEnd = start - 1
  }
  return undefined
}
