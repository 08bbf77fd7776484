import type { Address } from '../core/mail/message.ts'
import type { Instant } from '../core/time.ts'

/** A mail that is written here: for somebody to send, or for `git am`. */
export interface MailDraft {
  readonly from: Address | undefined
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly subject: string
  readonly at: Instant | undefined
  /** Without brackets; `undefined`: whoever sends it makes one. */
  readonly messageId: string | undefined
  /** Message-IDs without brackets. */
  readonly inReplyTo: string | undefined
  readonly references: readonly string[]
  /** Lines end in LF. */
  readonly text: string
}

/**
 * A mail as a file: headers folded and encoded (RFC 5322, RFC 2047), the text in UTF-8 as it is. What a header cannot
 * hold (line ends, control characters) is left out, so that no draft can be given headers from outside.
 */
export function formatMail(draft: MailDraft): string {
  // In an mbox a line that begins so would be quoted, and stay quoted in what is made of it.
  const isQuoted = /^From /m.test(draft.text)
  const lines = [
    header('From', draft.from === undefined ? '' : formatAddress(draft.from)),
    header('To', draft.to.filter(isAddress).map(formatAddress).join(', ')),
    header('Cc', draft.cc.filter(isAddress).map(formatAddress).join(', ')),
    header('Subject', encodeWords(clean(draft.subject))),
    header('Date', draft.at === undefined ? '' : new Date(draft.at).toUTCString().replace('GMT', '+0000')),
    header('Message-ID', bracket(draft.messageId)),
    header('In-Reply-To', bracket(draft.inReplyTo)),
    header('References', draft.references.map(bracket).join(' ')),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    `Content-Transfer-Encoding: ${isQuoted ? 'quoted-printable' : '8bit'}`,
  ].filter((line) => line !== '')
  const text = isQuoted ? quotePrintable(draft.text) : draft.text
  return `${lines.join('\n')}\n\n${text}${text.endsWith('\n') ? '' : '\n'}`
}

/**
 * The same as a link that a mail program opens (RFC 6068); `undefined` where it would be too long for one. Only addresses
 * go into it, no names.
 */
export function formatMailto(draft: MailDraft): string | undefined {
  const addresses = (people: readonly Address[]): string =>
    people
      .filter(isAddress)
      .map((one) => one.address)
      .join(',')
  const cc = addresses(draft.cc)
  const parts = [
    ...(cc === '' ? [] : [['cc', cc]]),
    ['subject', clean(draft.subject)],
    ...(draft.inReplyTo === undefined ? [] : [['in-reply-to', bracket(draft.inReplyTo)]]),
    ['body', draft.text.replace(/\n/g, '\r\n')],
  ].map(([name, value]) => `${name}=${readable(encodeURIComponent(value ?? ''))}`)
  const link = `mailto:${readable(encodeURIComponent(addresses(draft.to)))}?${parts.join('&')}`
  return link.length > LONGEST_LINK ? undefined : link
}

/** `@` and `,` may stand in these links as they are. */
function readable(part: string): string {
  return part.replaceAll('%40', '@').replaceAll('%2C', ',')
}

/** One address, and nothing that would be read as another one or as the beginning of a header. */
function isAddress({ address }: Address): boolean {
  return (
    address.length < 320 &&
    /^[^\s<>,;:"()[\]\\\u0000-\u001f\u007f]+@[^\s<>,;:"()\\@\u0000-\u001f\u007f]+$/.test(address)
  )
}

/** Some programs cut links beyond this. */
const LONGEST_LINK = 4000

function header(name: string, value: string): string {
  if (value === '') return ''
  const words = `${name}: ${value}`.split(' ')
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > 76) {
      lines.push(line)
      line = ` ${word}`
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}

function clean(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
}

function bracket(id: string | undefined): string {
  const bare = id?.replace(/[<>\s\u0000-\u001f\u007f]+/g, '') ?? ''
  return bare === '' ? '' : `<${bare}>`
}

/** `Ada Example <ada@example.org>`: names that need it are quoted or encoded. */
export function formatAddress({ name, address }: Address): string {
  const bare = address.replace(/[<>\s\u0000-\u001f\u007f]+/g, '')
  const shown = clean(name)
  if (shown === '') return bare
  if (!/^[\x20-\x7e]*$/.test(shown) || /=\?|\S{200}/.test(shown)) return `${encodeWords(shown)} <${bare}>`
  const isPlain = /^[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]+$/.test(shown)
  return `${isPlain ? shown : `"${shown.replace(/["\\]/g, '\\$&')}"`} <${bare}>`
}

/** Text as encoded words where it holds more than ASCII, what looks like one, or words too long for a line; each holds whole characters and at most 75 octets. */
function encodeWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !/=\?|\S{200}/.test(text)) return text
  const words: string[] = []
  let part = ''
  for (const character of text) {
    if (new TextEncoder().encode(part + character).length > 42) {
      words.push(part)
      part = ''
    }
    part += character
  }
  return [...words, part].map((word) => `=?UTF-8?B?${base64(word)}?=`).join(' ')
}

function base64(text: string): string {
  let octets = ''
  for (const octet of new TextEncoder().encode(text)) octets += String.fromCharCode(octet)
  return btoa(octets)
}

const QUOTED_WIDTH = 73

/** Quoted-printable (RFC 2045, section 6.7); no line begins with `From ` either. */
function quotePrintable(text: string): string {
  const encode = (octet: number): string => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`
  return text
    .split('\n')
    .map((line) => {
      const octets = new TextEncoder().encode(line)
      const parts = Array.from(octets, (octet, n): string => {
        const isBlank = octet === 32 || octet === 9
        const isPlain = (octet > 32 && octet < 127 && octet !== 61) || (isBlank && n < octets.length - 1)
        return isPlain ? String.fromCharCode(octet) : encode(octet)
      })
      if (line.startsWith('From ')) parts[0] = encode(70)
      let [out, width] = ['', 0]
      for (const part of parts) {
        if (width + part.length > QUOTED_WIDTH) [out, width] = [`${out}=\n`, 0]
        out += part
        width += part.length
      }
      return out
    })
    .join('\n')
}
