import { decodeCharset } from './charset.ts'
import { cleanLine, decodeHeader } from './encoded-word.ts'

/** The value of a `Content-Type:` or `Content-Disposition:` header. */
export interface ContentHeader {
  /** `text/plain`, `attachment`: lower case, without parameters; empty where the header says nothing. */
  readonly value: string
  /** The decoded value of a parameter by its lower-case name. */
  readonly parameter: (name: string) => string | undefined
}

/** What stands before the parameters, up to the first blank, comment or octet that has no place there. */
const VALUE = /^\s*([!-'*-:<-~]{0,200})/

/** One parameter: a name, "=", and a token or a quoted string; broken ones end at the next semicolon. */
const PARAMETER = /;\s*([^\s=;"]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/g

/** Parameters of one header that are read. */
const MOST = 100

/**
 * Reads a header with parameters (RFC 2045, section 5.1), raw and unfolded.
 *
 * Parameters in pieces and with a charset (RFC 2231) are put together; encoded-words in them, which are not allowed
 * and frequent, are decoded. Time is linear in the length.
 */
export function parseContentHeader(raw: string): ContentHeader {
  const semicolon = raw.indexOf(';')
  const value = VALUE.exec(raw)?.[1]?.toLowerCase() ?? ''
  let parameters: ReadonlyMap<string, string> | undefined
  return {
    value,
    parameter(name) {
      if (semicolon < 0) return undefined
      parameters ??= readParameters(raw.slice(semicolon))
      return parameters.get(name) ?? joinPieces(parameters, name)
    },
  }
}

function readParameters(raw: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', quoted, token] of raw.matchAll(PARAMETER)) {
    if (found.size >= MOST) break
    const key = name.toLowerCase()
    const value = quoted === undefined ? (token ?? '').replace(/\([^()]*\)/g, '').trim() : unquote(quoted)
    if (found.has(key)) continue
    found.set(key, key.endsWith('*') || key.includes('*') ? value : cleanLine(decodeHeader(value)))
  }
  return found
}

function unquote(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/g, '$1') : text
}

/** `name*=utf-8''…`, or `name*0*=utf-8''…; name*1=…` put together; `undefined` where there is neither. */
function joinPieces(parameters: ReadonlyMap<string, string>, name: string): string | undefined {
  const single = parameters.get(`${name}*`)
  if (single !== undefined) return decodeExtended([{ text: single, isEncoded: true }])
  const pieces: { text: string; isEncoded: boolean }[] = []
  for (let n = 0; n < MOST; n++) {
    const encoded = parameters.get(`${name}*${n}*`)
    const text = encoded ?? parameters.get(`${name}*${n}`)
    if (text === undefined) break
    pieces.push({ text, isEncoded: encoded !== undefined })
  }
  return pieces.length === 0 ? undefined : decodeExtended(pieces)
}

function decodeExtended(pieces: readonly { text: string; isEncoded: boolean }[]): string {
  let charset: string | undefined
  const octets = pieces.map(({ text, isEncoded }, n) => {
    if (!isEncoded) return Buffer.from(text, 'latin1')
    let rest = text
    const declared = n === 0 ? /^([^']{0,60})'[^']{0,60}'/.exec(text) : null
    if (declared !== null) {
      charset = declared[1]
      rest = text.slice(declared[0].length)
    }
    return decodePercent(rest)
  })
  return cleanLine(decodeCharset(Buffer.concat(octets), charset).text)
}

function decodePercent(text: string): Buffer {
  const octets = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(octets, 'latin1')
}
