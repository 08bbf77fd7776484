/** A text, and what was wrong with its octets in one sentence. */
export interface DecodedText {
  readonly text: string
  readonly problem: string | undefined
}

/** Names that mails use and the Encoding Standard does not know. */
const ALIASES: Readonly<Record<string, string>> = {
  utf8mb4: 'utf-8',
  'utf-8-sig': 'utf-8',
  cp936: 'gbk',
  ms936: 'gbk',
  cp932: 'shift_jis',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  cp950: 'big5',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'cp1252-1': 'windows-1252',
}

/**
 * No charset at all, in words: the octets tell more than these do. "Which 8bit encoding should I declare?", asks git
 * send-email, and people answer "y".
 */
const UNDECLARED: ReadonlySet<string> = new Set(
  ',us-ascii,ascii,ansi_x3.4-1968,unknown-8bit,x-unknown,unknown,default,default_charset,x-user-defined,8bit,7bit,binary,y,yes,n,no'.split(
    ',',
  ),
)

/**
 * The text of octets in a charset, by its MIME name in any case. Total.
 *
 * Latin-1 and ASCII are read as the Encoding Standard has it, as windows-1252. Octets without a charset, in ASCII that
 * is none or in an unknown charset are UTF-8 where they are valid, else windows-1252. Octets that are said to be UTF-8 and
 * are not: windows-1252 where nothing in them is UTF-8, else with U+FFFD for those that are wrong.
 * A byte order mark is left out.
 */
export function decodeCharset(bytes: Buffer, declared: string | undefined): DecodedText {
  const charset = nameOf(declared ?? '')
  if (charset === 'utf-8' || charset === 'utf8')
    return decodeUtf8(bytes, 'It is not the UTF-8 that it says it is')
  if (UNDECLARED.has(charset)) return decodeUtf8(bytes, 'Its charset is not told and it is not UTF-8')
  const decoder = decoderOf(ALIASES[charset] ?? charset)
  if (decoder === undefined) {
    const { text } = decodeUtf8(bytes, '')
    return { text, problem: `Its charset “${charset.slice(0, 60)}” is not known.` }
  }
  if (decoder.encoding === 'utf-8') return decodeUtf8(bytes, 'It is not the UTF-8 that it says it is')
  if (decoder.encoding === 'windows-1252') return { text: decodeWindows1252(bytes), problem: undefined }
  const text = decoder.decode(bytes)
  if (!text.includes(REPLACEMENT)) return { text, problem: undefined }
  return { text, problem: `Some of it is not the ${charset} that it says it is.` }
}

/** As it is declared, without the quotation marks that some programs leave around it. */
function nameOf(declared: string): string {
  return declared
    .slice(0, 100)
    .trim()
    .replace(/^['"]|['"]$/g, '')
    .toLowerCase()
}

const REPLACEMENT = '\ufffd'
const REPLACEMENT_OCTETS = Buffer.from(REPLACEMENT)
const BYTE_ORDER_MARK = '\ufeff'

function decodeUtf8(bytes: Buffer, blame: string): DecodedText {
  const text = bytes.toString('utf8')
  const whole = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  if (!whole.includes(REPLACEMENT) || isReplacementWritten(bytes, whole))
    return { text: whole, problem: undefined }
  if (/[^\x00-\x7f\ufffd]/.test(whole)) return { text: whole, problem: `${blame}: some octets are lost.` }
  return { text: decodeWindows1252(bytes), problem: `${blame}: it is read as windows-1252.` }
}

/** Every U+FFFD of the text stands in the octets: somebody wrote it. */
function isReplacementWritten(bytes: Buffer, text: string): boolean {
  let octetsAt = bytes.indexOf(REPLACEMENT_OCTETS)
  for (let at = text.indexOf(REPLACEMENT); at >= 0; at = text.indexOf(REPLACEMENT, at + 1)) {
    if (octetsAt < 0) return false
    octetsAt = bytes.indexOf(REPLACEMENT_OCTETS, octetsAt + 3)
  }
  return true
}

/** What windows-1252 has where Latin-1 has control characters. */
const UPPER = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

function decodeWindows1252(bytes: Buffer): string {
  const text = bytes.toString('latin1')
  return /[\x80-\x9f]/.test(text)
    ? text.replace(/[\x80-\x9f]/g, (control) => UPPER[control.charCodeAt(0) - 0x80] ?? control)
    : text
}

// Decoders keep no state between whole texts, and there are only so many charsets that are known.
const decoders = new Map<string, InstanceType<typeof TextDecoder>>()

function decoderOf(label: string): InstanceType<typeof TextDecoder> | undefined {
  const known = decoders.get(label)
  if (known !== undefined) return known
  if (!/^[a-z0-9_:.()-]{1,40}$/.test(label)) return undefined
  try {
    const decoder = new TextDecoder(label)
    decoders.set(label, decoder)
    return decoder
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
