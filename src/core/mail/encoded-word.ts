import { decodeCharset } from './charset.ts'
import { decodeBase64, decodeQuotedPrintable } from './transfer-encoding.ts'

/** Called with one sentence for each thing in a header's text that could not be read. */
export type Complain = (what: string) => void

/**
 * The text of a header's raw octets (Latin-1 characters): encoded-words (RFC 2047, RFC 2231 languages) and raw UTF-8 or
 * windows-1252 decoded; white space and control characters as they are.
 *
 * White space between encoded-words goes. Adjacent ones of one charset are joined as octets, so that a character may be
 * split between two of them. They are found anywhere, also inside a word or a quoted string, as mail programs write
 * them; what is no whole encoded-word stays as written. Time is linear in the length.
 */
export function decodeHeader(raw: string, complain?: Complain): string {
  let wordAt = raw.indexOf('=?')
  if (wordAt < 0) return decodeOctets(raw, complain)
  let out = ''
  let from = 0
  let run: EncodedRun | undefined
  while (wordAt >= 0) {
    ENCODED_WORD.lastIndex = wordAt
    const found = ENCODED_WORD.exec(raw)
    if (found === null) {
      wordAt = raw.indexOf('=?', wordAt + 1)
      continue
    }
    const between = raw.slice(from, wordAt)
    const charset = (found[1] ?? '').replace(/\*.*$/, '').toLowerCase()
    const isAdjacent = run !== undefined && between.trim() === ''
    if (!isAdjacent || run?.charset !== charset) {
      out += decodeRun(run, complain)
      if (!isAdjacent) out += decodeOctets(between, complain)
      run = { charset, pieces: [] }
    }
    const text = found[3] ?? ''
    run.pieces.push({ isBase64: found[2] === 'b' || found[2] === 'B', text })
    from = wordAt + found[0].length
    wordAt = raw.indexOf('=?', from)
  }
  return out + decodeRun(run, complain) + decodeOctets(raw.slice(from), complain)
}

/**
 * An encoded-word. Its text ends at the first "?="; up to four other question marks in it are forgiven, and blanks, which
 * some programs do not encode. Every part but the text is bounded, and attempts do not overlap by more than that.
 */
export const ENCODED_WORD = /=\?([^?=\s]{1,60})\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*){0,4})\?=/y

/** Encoded-words that follow each other, in one charset. */
interface EncodedRun {
  readonly charset: string
  readonly pieces: { isBase64: boolean; text: string }[]
}

function decodeRun(run: EncodedRun | undefined, complain: Complain | undefined): string {
  if (run === undefined) return ''
  const octets: Buffer[] = []
  let base64 = ''
  for (const { isBase64, text } of run.pieces) {
    if (isBase64) {
      base64 += text.replace(/\s+/g, '')
      // Four characters are three octets; a word that ends in between goes on in the next one.
      if (base64.length % 4 !== 0 && !base64.endsWith('=')) continue
    }
    if (base64 !== '') octets.push(decodeBase64(Buffer.from(base64, 'latin1')).bytes)
    base64 = ''
    if (!isBase64) octets.push(decodeQ(text))
  }
  if (base64 !== '') octets.push(decodeBase64(Buffer.from(base64, 'latin1')).bytes)
  // Where escape sequences switch between alphabets, each word begins anew.
  const texts = run.charset.startsWith('iso-2022-') ? octets : [Buffer.concat(octets)]
  return texts
    .map((one) => {
      const { text, problem } = decodeCharset(one, run.charset)
      if (problem !== undefined) complain?.(problem)
      return text
    })
    .join('')
}

function decodeQ(text: string): Buffer {
  const octets = Buffer.from(text.includes('_') ? text.replaceAll('_', ' ') : text, 'latin1')
  return decodeQuotedPrintable(octets).bytes
}

/** Raw octets as text: ASCII nearly always. */
export function decodeOctets(raw: string, complain?: Complain): string {
  if (!/[^\x00-\x7f]/.test(raw)) return raw
  const { text, problem } = decodeCharset(Buffer.from(raw, 'latin1'), undefined)
  if (problem !== undefined) complain?.(problem)
  return text
}

/**
 * A text for one line: runs of white space folded to one blank, none at the ends, control characters removed (and
 * complained about, tabs and line ends not).
 */
export function cleanLine(text: string, complain?: Complain): string {
  if (!/[^\x20-\x7e]|^ | {2}| $/.test(text)) return text
  let clean = text
  if (/[\x00-\x08\x0e-\x1f\x7f-\x9f]/.test(clean)) {
    clean = clean.replace(/[\x00-\x08\x0e-\x1f\x7f-\x9f]+/g, '')
    complain?.('It holds control characters; they are left out.')
  }
  return clean.replace(/\s+/g, ' ').trim()
}

/** The beginning of a text: so many UTF-16 units at most, no character cut in half. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length)
}
