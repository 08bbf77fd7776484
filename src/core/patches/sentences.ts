import type { OwnText } from './unquoted.ts'

/** A sentence of a mail's own words. */
export interface Sentence {
  /** As written, white space folded, at most 400 characters. */
  readonly text: string
  /** It opens a remark directly below a quoted line of a diff. */
  readonly belowDiff: boolean
}

/** More sentences than this are not read from one mail. */
const MOST = 400
const LONGEST = 400

/**
 * The sentences of a mail's own words, in order, at most 400: paragraphs split behind `.`, `?` and `!`, lines
 * joined where a sentence is wrapped. Indented lines (code) and lines that `isSkipped` names (trailers) are left out.
 */
export function listSentences(own: OwnText, isSkipped: (line: string) => boolean): readonly Sentence[] {
  const found: Sentence[] = []
  let paragraph: string[] = []
  let belowDiff = false
  const close = (): void => {
    if (paragraph.length > 0) splitParagraph(paragraph.join(' '), belowDiff, found)
    paragraph = []
  }
  for (let i = 0; i < own.lines.length && found.length < MOST; i++) {
    const written = own.lines[i] ?? ''
    // Pasted code and logs are no sentences.
    const isCode = written.startsWith('    ') || written.startsWith('\t') || written.startsWith('[ ')
    const line = isCode ? '' : written.trim()
    const above = own.above[i]
    if (line === '' || isSkipped(line)) {
      close()
      continue
    }
    const startsAnew = above === 'quote' || above === 'quoted-diff' || /^(?:[-*•+] |\d{1,2}[.)] )/.test(line)
    if (startsAnew) close()
    if (paragraph.length === 0) belowDiff = above === 'quoted-diff'
    paragraph.push(line)
    if (paragraph.length >= 40) close()
  }
  close()
  return found.slice(0, MOST)
}

const END = /[.?!](?= |$)/g

function splitParagraph(text: string, belowDiff: boolean, found: Sentence[]): void {
  const folded = /\s\s|\t/.test(text) ? text.replace(/\s+/g, ' ') : text
  let start = 0
  END.lastIndex = 0
  for (let end = END.exec(folded); end !== null && found.length < MOST; end = END.exec(folded)) {
    const after = folded.charCodeAt(end.index + 2)
    // "e.g. this": a dot so early before a small letter ends an abbreviation.
    if (end[0] === '.' && end.index - start < 4 && after >= 97 && after <= 122) continue
    add(folded.slice(start, end.index + 1), belowDiff && start === 0, found)
    start = end.index + 2
  }
  add(folded.slice(start), belowDiff && start === 0, found)
}

function add(text: string, belowDiff: boolean, found: Sentence[]): void {
  const trimmed = text.slice(0, LONGEST).trim()
  if (trimmed !== '') found.push({ text: trimmed, belowDiff })
}
