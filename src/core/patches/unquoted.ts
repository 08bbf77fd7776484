/** What stands directly above an own line, blank lines skipped. */
export type Above = 'start' | 'own' | 'quote' | 'quoted-diff'

/** What a mail says in its own words, and where its own diff is. */
export interface OwnText {
  /** Own lines in order, blank ones as `''`: no quotes, attribution, signature, footer, and no line of a diff. */
  readonly lines: readonly string[]
  /** For each of `lines`, what stands above it, and at which offset of the text it begins. */
  readonly above: readonly Above[]
  readonly starts: readonly number[]
  readonly hasQuotes: boolean
  /** Any of `lines` is not blank. */
  readonly hasWords: boolean
  /** Offset in the text at which its first own diff begins; `undefined` where it has none. */
  readonly diffAt: number | undefined
  /** Its text, diff included, without what it quotes. */
  readonly unquoted: () => string
}

/**
 * Parts a mail's text (LF line ends) into its own words, its own diff, and what is not its own.
 *
 * Not its own: lines behind `>` or `|` (or initials, "AB> "), the attribution above them, everything behind a
 * "-----Original Message-----" or an Outlook header block, list footers, the signature behind `-- `. A diff may
 * come anywhere, also behind a signature (attached as text); its lines are counted by its `@@` headers, so that
 * `-- ` inside a hunk is a deleted line and behind it a signature. One pass, time linear in the text.
 */
export function readOwnText(text: string): OwnText {
  const lines: string[] = []
  const above: Above[] = []
  const starts: number[] = []
  const kept: number[] = []
  let keptFrom = 0
  let hasQuotes = false
  let hasWords = false
  let diffAt: number | undefined
  let last: Above = 'start'
  let inQuotedDiff = false
  let isMuted = false
  let inHeader = false
  let inBinary = false
  let afterHunk = false
  let oldLeft = 0
  let newLeft = 0

  let end = 0
  for (let at = 0; at < text.length; at = end + 1) {
    end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    const code = end === at ? 0 : text.charCodeAt(at)

    if (oldLeft > 0 || newLeft > 0) {
      if (code === PLUS) newLeft--
      else if (code === MINUS) oldLeft--
      else if (code === SPACE || code === 0) {
        oldLeft--
        newLeft--
      } else if (code !== BACKSLASH) oldLeft = newLeft = 0
      if (code === PLUS || code === MINUS || code === SPACE || code === 0 || code === BACKSLASH) {
        afterHunk = oldLeft <= 0 && newLeft <= 0
        if (afterHunk) oldLeft = newLeft = 0
        continue
      }
    }

    if (inBinary) {
      if (code !== 0 && !isDiffStart(text, at, code)) continue
      // A blank line ends the data; the other half ("literal 0") may follow.
      if (code === 0) {
        if (!text.startsWith('literal ', end + 1) && !text.startsWith('delta ', end + 1)) inBinary = false
        continue
      }
      inBinary = false
    }

    if (code === AT && text.startsWith('@@ -', at)) {
      const counts = readHunkHeader(text, at, end)
      if (counts) {
        oldLeft = counts.old
        newLeft = counts.new
        diffAt ??= at
        inHeader = false
        afterHunk = oldLeft <= 0 && newLeft <= 0
        continue
      }
    }
    if (isDiffStart(text, at, code)) {
      diffAt ??= at
      inHeader = true
      afterHunk = false
      continue
    }
    if (inHeader) {
      if (code !== 0 && isExtendedHeader(text, at, code)) {
        inBinary = code === BIG_G
        continue
      }
      inHeader = false
    }
    if (afterHunk) {
      const isMore = code === PLUS || code === BACKSLASH || (code === MINUS && !isDashes(text, at, end))
      if (isMore) continue
      afterHunk = false
    }

    if (code === 0) {
      if (!isMuted) {
        lines.push('')
        above.push(last)
        starts.push(at)
      }
      continue
    }
    if (isQuote(text, at, end, code)) {
      if (!isMuted && last !== 'quote' && last !== 'quoted-diff') dropAttribution(lines, above, starts)
      hasQuotes = true
      inQuotedDiff = isQuotedDiff(text, at, end, inQuotedDiff)
      last = inQuotedDiff ? 'quoted-diff' : 'quote'
      if (at > keptFrom) kept.push(keptFrom, at)
      keptFrom = end + 1
      continue
    }
    if (isMuted) continue
    const ending = readEnding(text, at, end, code, hasWords)
    if (ending === 'quoted') {
      hasQuotes = true
      if (at > keptFrom) kept.push(keptFrom, at)
      keptFrom = text.length
      break
    }
    if (ending === 'signature') {
      isMuted = true
      continue
    }
    const line = text.slice(at, end)
    lines.push(line)
    above.push(last)
    starts.push(at)
    if (line.trim() !== '') {
      hasWords = true
      last = 'own'
      inQuotedDiff = false
    }
  }
  if (keptFrom < text.length) kept.push(keptFrom, text.length)
  if (hasWords && hasQuotes) hasWords = lines.some((line) => line.trim() !== '')
  return { lines, above, starts, hasQuotes, hasWords, diffAt, unquoted: () => join(text, kept) }
}

const SPACE = 32
const PLUS = 43
const MINUS = 45
const GREATER = 62
const AT = 64
const BIG_G = 71
const BACKSLASH = 92
const UNDERSCORE = 95
const BAR = 124

function join(text: string, kept: readonly number[]): string {
  if (kept.length === 2 && kept[0] === 0 && kept[1] === text.length) return text
  const pieces: string[] = []
  for (let i = 0; i + 1 < kept.length; i += 2) pieces.push(text.slice(kept[i], kept[i + 1]))
  return pieces.join('')
}

/** `diff --git`, `--- a` above `+++ b`, or `Index:` above either: the first line of a file's diff. */
function isDiffStart(text: string, at: number, code: number): boolean {
  if (code === 100) {
    if (text.startsWith('diff --git ', at) || text.startsWith('diff --cc ', at)) return true
    return text.startsWith('diff -', at) && nextStarts(text, at, '--- ')
  }
  if (code === MINUS) return text.startsWith('--- ', at) && nextStarts(text, at, '+++ ')
  if (code === 73)
    return text.startsWith('Index: ', at) && (nextStarts(text, at, '=====') || nextStarts(text, at, '--- '))
  return false
}

function nextStarts(text: string, at: number, prefix: string): boolean {
  const end = text.indexOf('\n', at)
  return end >= 0 && text.startsWith(prefix, end + 1)
}

const EXTENDED = [
  'index ',
  'new file mode ',
  'new mode ',
  'deleted file mode ',
  'dissimilarity index ',
  'old mode ',
  'similarity index ',
  'rename ',
  'copy ',
  '--- ',
  '+++ ',
  '====',
  'Binary files ',
  'GIT binary patch',
  'RCS file: ',
  'retrieving revision',
  'diff ',
  'literal ',
  'delta ',
]

function isExtendedHeader(text: string, at: number, code: number): boolean {
  return EXTENDED.some((prefix) => prefix.charCodeAt(0) === code && text.startsWith(prefix, at))
}

/** The line counts of `@@ -1,4 +1,5 @@`; `undefined` where it is none. */
function readHunkHeader(text: string, at: number, end: number): { old: number; new: number } | undefined {
  const match = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/.exec(
    text.slice(at, Math.min(end, at + 80)),
  )
  if (match === null) return undefined
  return { old: Number(match[1] ?? 1), new: Number(match[2] ?? 1) }
}

/** `--`, `-- ` or `---`: what stands behind a diff. */
function isDashes(text: string, at: number, end: number): boolean {
  if (end - at > 4 || text.charCodeAt(at + 1) !== MINUS) return false
  const line = text.slice(at, end).trimEnd()
  return line === '--' || line === '---'
}

function isQuote(text: string, at: number, end: number, code: number): boolean {
  if (code === GREATER || code === BAR) return true
  if (code === SPACE) {
    let first = at + 1
    while (first < end && first < at + 4 && text.charCodeAt(first) === SPACE) first++
    return first < end && text.charCodeAt(first) === GREATER
  }
  // "AB> as some readers quote"
  if (code < 65 || code > 90) return false
  for (let i = at + 1; i < at + 4 && i < end; i++) {
    const next = text.charCodeAt(i)
    if (next === GREATER) return i + 1 === end || text.charCodeAt(i + 1) === SPACE
    if (!((next >= 65 && next <= 90) || (next >= 97 && next <= 122))) return false
  }
  return false
}

/** Does a quoted line belong to a diff? Context lines and bullets look alike: they follow the line before. */
function isQuotedDiff(text: string, at: number, end: number, before: boolean): boolean {
  let first = at
  let isBlank = false
  while (first < end) {
    const code = text.charCodeAt(first)
    if (code === GREATER) isBlank = false
    else if (code === SPACE && !isBlank) isBlank = true
    else break
    first++
  }
  if (first >= end) return before
  const code = text.charCodeAt(first)
  if (code === PLUS) return text.charCodeAt(first + 1) !== 49
  if (code === AT) return text.startsWith('@@ ', first) || before
  if (code === 100 && text.startsWith('diff --git ', first)) return true
  return before && (code === MINUS || code === SPACE || code === 9 || code === BACKSLASH)
}

const ORIGINAL =
  /^(?:-{2,40} {0,3}(?:original message|forwarded message|original appointment|ursprüngliche nachricht|原始邮件|message d'origine)|begin forwarded message:)/i
const FOOTER = /(?:mailing list|unsubscribe|listinfo|you received this message|https?:\/\/)/i

/** Does the mail's own part end with this line: in somebody else's mail (`quoted`) or in a signature or footer? */
function readEnding(
  text: string,
  at: number,
  end: number,
  code: number,
  hasWords: boolean,
): 'quoted' | 'signature' | undefined {
  if (code === MINUS) {
    if (end - at <= 3 && text.slice(at, end).trimEnd() === '--') return 'signature'
    return text.charCodeAt(at + 1) === MINUS && ORIGINAL.test(text.slice(at, Math.min(end, at + 60)))
      ? 'quoted'
      : undefined
  }
  if (code === UNDERSCORE) {
    if (end - at < 20 || !text.startsWith('____________________', at)) return undefined
    const next = text.slice(end + 1, end + 200).trimStart()
    if (isOutlookHeader(next)) return 'quoted'
    return FOOTER.test(next) || text.length - end < 400 ? 'signature' : undefined
  }
  if (code === 66 || code === 98)
    return text.startsWith('egin forwarded message:', at + 1) ? 'quoted' : undefined
  if (!hasWords || !ENDING_STARTS.has(code)) return undefined
  const ahead = text.slice(at, at + 600)
  return isOutlookHeader(ahead) || isBareAttribution(ahead) ? 'quoted' : undefined
}

/** What an Outlook header block, or an attribution, begins with, in the languages below. */
const ENDING_STARTS: ReadonlySet<number> = new Set([...'*FVDOAELIКО发差'].map((one) => one.charCodeAt(0)))

const FROM = /^\*?(?:From|Von|De|Da|Van|Od|Från|Fra|От|发件人|差出人) ?[:：]\*? ?\S/i
const SENT =
  /^\*?(?:Sent|Gesendet|Envoyé|Enviado(?: el)?|Inviato|Verzonden|Wysłano|Odesláno|Skickat|Sendt|Отправлено|发送时间|送信日時) ?[:：]/i

/** "From: … / Sent: … / To: …": the header block that Outlook puts above the mail that it does not quote. */
function isOutlookHeader(text: string): boolean {
  if (!FROM.test(text)) return false
  const next = text.split('\n', 6).slice(1)
  const has = (name: string): boolean =>
    next.some((line) => line.startsWith(`${name}:`) || line.startsWith(`*${name}:`))
  return next.some((line) => SENT.test(line)) || (has('Date') && has('To'))
}

const BARE =
  /^(?:On|Am|Le|El|Il|Em|Op|At) .{8,200}?\b(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|escreveu|schreef)(?![a-zé])[^:]{0,120}: {0,3}$/

/** "On …, Ada <ada@…> wrote:" above a mail that is not quoted, as some programs answer; it may be wrapped. */
function isBareAttribution(text: string): boolean {
  const [first = '', second = '', ...rest] = text.split('\n', 8)
  const isOne = BARE.test(first.trimEnd())
  if (!isOne && !BARE.test(`${first.trimEnd()} ${second.trim()}`)) return false
  if (!/[@<]|\d{4}/.test(isOne ? first : first + second)) return false
  const below = (isOne ? [second, ...rest] : rest).find((line) => line.trim() !== '')
  // "[...]" or "[snip]" stands where a part of the quote was left out: the rest of it follows.
  return below !== undefined && !/^ {0,3}(?:[>|[<(]|\.\.|…)/.test(below)
}

const WROTE =
  /(?:\b(?:wrote|writes|said|schrieb|schreef|escribió|écrit|skrev|scritto)\b|yazdı|пишет|написала?|写道)[^a-z]{0,12}$/i
const VERB_FIRST = /^\s{0,3}(?:schrieb|a écrit|ha scritto|schreef|skrev|wrote) [^:]{1,200}:$/i
/** Without the verb at its end: it names an address or a year, or starts as only attributions do. */
const NAMED = /[@\d]/
const OPENING = /^\s{0,3}(?:On|Am|Le|El|At|Il|Op|In|Den|Quoting|\*|\d{1,4}[-./]|在|Dne|W dniu)\s?/

/** Takes "On …, Ada wrote:" off the end, also where it is wrapped over up to three lines. */
function dropAttribution(lines: string[], above: Above[], starts: number[]): void {
  let index = lines.length - 1
  while (index >= 0 && lines.length - index < 4 && lines[index]?.trim() === '') index--
  const line = lines[index]
  if (line === undefined) return
  const tail = line.slice(-300).trimEnd()
  const isNamed = tail.endsWith(':') && OPENING.test(line) && NAMED.test(tail)
  // "schrieb Ada <ada@…>:" stands below "Am …", in a line of its own.
  const isBelow = VERB_FIRST.test(tail) && OPENING.test(lines[index - 1] ?? '')
  if (!WROTE.test(tail) && !isNamed && !isBelow) return
  let first = index
  for (let back = 0; back < 3 && first - back >= 0; back++) {
    const start = lines[first - back] ?? ''
    if (start.trim() === '') break
    if (OPENING.test(start)) {
      first -= back
      break
    }
  }
  lines.length = first
  above.length = first
  starts.length = first
}
