import { createHash } from 'node:crypto'
import { clip, decodeOctets } from './encoded-word.ts'

/** Octets of a Message-ID that are kept: what an index of a database can hold, and far more than any program writes. */
const LONGEST = 900

/** References of one mail that are kept. */
export const MOST_REFERENCES = 1000

/** Answers to a question that old versions of git send-email asked: they stand where the parent's id should. */
const ANSWERS: ReadonlySet<string> = new Set(['y', 'n', 'yes', 'no'])

/**
 * The ids of a `Message-ID:`, `References:` or `In-Reply-To:` header, in order, repeats included, without brackets.
 *
 * Each is what stands between angle brackets, whatever that is: quotation marks and markup are data. White space and
 * control characters in it go. Words around them ("Your message of …") are left out; where nothing stands in brackets,
 * words with an "@" are ids. "y", "n" and the empty id are none. An id of more than 900 octets is cut there, alike in
 * every header. Time is linear in the length.
 * Source: RFC 5322, section 3.6.4; public-inbox's `PublicInbox::MID`.
 */
export function parseMessageIds(raw: string): readonly string[] {
  const ids: string[] = []
  for (let open = raw.indexOf('<'); open >= 0; ) {
    const close = raw.indexOf('>', open + 1)
    if (close < 0) break
    const id = cleanId(raw.slice(open + 1, close))
    if (id !== '' && !ANSWERS.has(id.toLowerCase())) ids.push(id)
    open = raw.indexOf('<', close + 1)
  }
  if (ids.length > 0 || raw.includes('>')) return ids
  for (const word of raw.split(/[\s,<]+/)) {
    const id = word.includes('@') ? cleanId(word) : ''
    if (id !== '') ids.push(id)
  }
  return ids
}

/** The id of a `Message-ID:` header: its first in brackets, else all that it says; `undefined` where it says nothing. */
export function parseMessageId(raw: string): string | undefined {
  const [first] = parseMessageIds(raw)
  if (first !== undefined) return first
  const whole = cleanId(raw.replace(/[<>]/g, ''))
  return whole === '' ? undefined : whole
}

/** The name of a mail that has none: `sha256-<40 hex of its octets>@missing.invalid`. */
export function missingMessageId(bytes: Uint8Array): string {
  return `sha256-${createHash('sha256').update(bytes).digest('hex').slice(0, 40)}@missing.invalid`
}

function cleanId(raw: string): string {
  let id = raw
  if (/[^\x21-\x7e]/.test(id)) id = decodeOctets(id).replace(/[\s\x00-\x1f\x7f-\x9f]+/g, '')
  if (id.startsWith('<')) id = id.slice(1)
  if (id.length <= LONGEST / 3 || Buffer.byteLength(id) <= LONGEST) return id
  id = clip(id, LONGEST)
  while (Buffer.byteLength(id) > LONGEST)
    id = clip(id, id.length - Math.ceil((Buffer.byteLength(id) - LONGEST) / 3))
  return id
}
