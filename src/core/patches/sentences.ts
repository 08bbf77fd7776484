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
 * joined where a sentence is wrapped. Lines that `isSkipped` names (trailers) are left out.
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
    const line = (own.lines[i] ?? '').trim()
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

function splitParagraph(text: string, belowDiff: boolean, found: Sentence[]): void {
  const folded = text.replace(/\s+/g, ' ')
  let start = 0
  for (let at = 0; at < folded.length; at++) {
    const code = folded.charCodeAt(at)
    if (code !== 46 && code !== 63 && code !== 33) continue
    const next = at + 1 < folded.length ? folded.charCodeAt(at + 1) : 32
    // "e.g. this", "v1. 2": an ending is followed by a blank and no small letter, unless it is a ? or !.
    if (next !== 32) continue
    const after = folded.charCodeAt(at + 2)
    if (code === 46 && after >= 97 && after <= 122 && at - start < 4) continue
    add(folded.slice(start, at + 1), belowDiff && start === 0, found)
    start = at + 2
  }
  add(folded.slice(start), belowDiff && start === 0, found)
}

function add(text: string, belowDiff: boolean, found: Sentence[]): void {
  const trimmed = text.slice(0, LONGEST).trim()
  if (trimmed !== '') found.push({ text: trimmed, belowDiff })
}
