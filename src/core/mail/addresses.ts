import { type Complain, cleanLine, clip, decodeHeader, decodeOctets, ENCODED_WORD } from './encoded-word.ts'
import type { Address } from './message.ts'

/** Characters of a name, and of an address (RFC 5321, 4.5.3.1.3), that are kept. */
const LONGEST_NAME = 500
const LONGEST_ADDRESS = 254

/**
 * The mailboxes of an address list (RFC 5322, section 3.4, obsolete forms included), in order.
 *
 * `raw` is the unfolded value, octets as characters. Understood are quoted strings, comments (a comment is the name
 * where there is no other), groups (their members are listed), routes, encoded-words and raw 8-bit names, semicolons
 * between addresses, addresses without brackets, and "name at host", as archives write. Without an address, nothing.
 * Time is linear in the length.
 */
export function parseAddresses(raw: string, complain?: Complain): readonly Address[] {
  const found: Address[] = []
  const reader = { raw, at: 0, openQuote: true, openComment: true }
  while (reader.at < raw.length) {
    const address = readMailbox(reader, complain)
    if (address !== undefined) found.push(address)
  }
  return found
}

interface Reader {
  readonly raw: string
  at: number
  /** Whether a quotation mark, a bracket can still find its other end: searched once in vain is enough. */
  openQuote: boolean
  openComment: boolean
}

/** Anything that means nothing special. */
const PLAIN = /[^\s"(<,;:=\\]+/y

/** Reads up to the comma (or semicolon) behind a mailbox. */
function readMailbox(reader: Reader, complain: Complain | undefined): Address | undefined {
  const { raw } = reader
  // The phrase as it is to be decoded, and the same with its quotation marks, for an address without brackets.
  let phrase = ''
  let bare = ''
  let comment = ''
  let inBrackets: string | undefined
  const add = (text: string): void => {
    if (inBrackets === undefined) bare += text
    phrase += text
  }
  while (reader.at < raw.length) {
    PLAIN.lastIndex = reader.at
    const plain = PLAIN.exec(raw)
    if (plain !== null) {
      add(plain[0])
      reader.at += plain[0].length
      continue
    }
    const mark = raw[reader.at] ?? ''
    if (mark === '"') {
      const quoted = readQuoted(reader)
      if (quoted === undefined) continue
      bare += `"${quoted}"`
      phrase += quoted.includes('\\') ? quoted.replace(/\\(.)/g, '$1') : quoted
    } else if (mark === '(') {
      const inside = readComment(reader)
      comment ||= inside
      // A comment is white space.
      add(' ')
    } else if (mark === '<') {
      const inside = readBrackets(reader)
      // Of several, the first that looks like an address.
      if (inBrackets === undefined || (!inBrackets.includes('@') && inside.includes('@'))) inBrackets = inside
    } else if (mark === ',' || mark === ';') {
      reader.at++
      break
    } else if (mark === ':' && inBrackets === undefined && !bare.includes('@')) {
      // The name of a group, or "mailto".
      phrase = bare = comment = ''
      reader.at++
    } else if (mark === '=') {
      ENCODED_WORD.lastIndex = reader.at
      const word = ENCODED_WORD.exec(raw)?.[0] ?? '='
      add(word)
      reader.at += word.length
    } else {
      add(mark === '\\' ? '' : mark)
      reader.at++
    }
  }
  if (inBrackets !== undefined) {
    const address = plainAddress(inBrackets)
    return address === undefined
      ? undefined
      : named(phrase.trim() === '' ? comment : phrase, address, complain)
  }
  return bareMailbox(bare, comment, complain)
}

/** Inside a quoted string, with its backslashes; `undefined` (and one character further) where it does not end. */
function readQuoted(reader: Reader): string | undefined {
  const { raw, at } = reader
  for (let end = at + 1; reader.openQuote && end < raw.length; end++) {
    const mark = raw[end]
    if (mark === '\\') end++
    else if (mark === '"') {
      reader.at = end + 1
      return raw.slice(at + 1, end)
    }
  }
  reader.openQuote = false
  reader.at = at + 1
  return undefined
}

/** Inside a comment, which may hold others; empty (and one character further) where it does not end. */
function readComment(reader: Reader): string {
  const { raw, at } = reader
  let depth = 0
  for (let end = at; reader.openComment && end < raw.length; end++) {
    const mark = raw[end]
    if (mark === '\\') end++
    else if (mark === '(') depth++
    else if (mark === ')' && --depth === 0) {
      reader.at = end + 1
      return raw.slice(at + 1, end).replace(/\\(.)/g, '$1')
    }
  }
  reader.openComment = false
  reader.at = at + 1
  return ''
}

/** Inside angle brackets; up to the next comma where they do not close. */
function readBrackets(reader: Reader): string {
  const { raw, at } = reader
  let start = at + 1
  while (raw[start] === '<') start++
  let end = start
  if (raw[start] === '"') {
    const quoteEnd = raw.indexOf('"', start + 1)
    if (quoteEnd > 0 && raw[quoteEnd + 1] === '@') end = quoteEnd
  }
  while (end < raw.length && raw[end] !== '>' && raw[end] !== '<') end++
  const inside = raw.slice(start, end)
  const comma = raw[end] === '>' ? -1 : inside.indexOf(',')
  reader.at = comma < 0 ? end : start + comma
  while (raw[reader.at] === '>') reader.at++
  return comma < 0 ? inside : inside.slice(0, comma)
}

/** A mailbox without brackets: `ada@example.org`, also with words or a comment beside it, or "ada at example.org". */
function bareMailbox(bare: string, comment: string, complain: Complain | undefined): Address | undefined {
  const text = bare.replace(/\s+/g, ' ').trim()
  if (text === '') return undefined
  if (!text.includes('@')) {
    const archived = /^([^\s"]{1,64}) at ([^\s".]{1,63}(?:\.[^\s".]{1,63}){1,20})$/.exec(text)
    const address = archived === null ? undefined : plainAddress(`${archived[1]}@${archived[2]}`)
    return address === undefined ? undefined : named(comment, address, complain)
  }
  const words = text.split(' ')
  const index = words.findIndex((word) => /^[^@]+@[^@.]+\.[^@]/.test(word))
  // Blanks around the dots and the "@" of an address are obsolete syntax; so is a quoted word with blanks before it.
  const tight = text.replace(/ ?([.@]) ?/g, '$1')
  if (/^"[^"]{1,64}"@\S+$/.test(tight) || (index < 0 && !tight.includes(' '))) {
    const address = plainAddress(tight)
    return address === undefined ? undefined : named(comment, address, complain)
  }
  const other = index < 0 ? words.findIndex((word) => /^[^@]+@[^@]/.test(word)) : index
  const address = plainAddress(words[other] ?? '')
  if (address === undefined) return undefined
  const others = words.toSpliced(other, 1).join(' ').replaceAll('"', '')
  return named(others === '' ? comment : others, address, complain)
}

/** The address in lower case, `undefined` where the text is none. */
function plainAddress(text: string): string | undefined {
  let address = text.includes('(') ? text.replace(/\([^()]*\)/g, '') : text
  if (/[^\x21-\x7e]/.test(address))
    address = decodeOctets(address)
      .replace(/[\x00-\x1f\x7f-\x9f]+/g, '')
      .trim()
  if (!address.startsWith('"')) address = address.replace(/\s+/g, '')
  if (address.startsWith('@')) address = address.slice(address.indexOf(':') + 1)
  if (address.startsWith('"')) address = address.replace(/^"([\w.+-]{1,64})"@/, '$1@')
  address = address.replace(/^mailto:/i, '').toLowerCase()
  return address === '' ||
    address.startsWith('@') ||
    address.endsWith('@') ||
    address.length > LONGEST_ADDRESS
    ? undefined
    : address
}

function named(raw: string, address: string, complain: Complain | undefined): Address {
  let name = clip(cleanLine(decodeHeader(raw, complain), complain), LONGEST_NAME)
  // Some programs quote twice, and once more.
  while (name.length > 1 && (name[0] === "'" || name[0] === '"') && name.endsWith(name[0]))
    name = name.slice(1, -1).trim()
  return { name: name.toLowerCase() === address ? '' : name, address }
}
