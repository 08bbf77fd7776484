import { raw } from 'hono/html'
import { escapeHtml, type Html } from '../html.ts'

/** How much of a text a page shows; the rest is a download away. */
export const BODY_LIMIT = 300_000

/** What a line of a mail is. */
type Kind = 'text' | 'q' | 'file' | 'hunk' | 'add' | 'del' | 'same' | 'trailer' | 'sig'

/**
 * The text of a mail as markup: quotes dimmed, diffs coloured, addresses on the web linked.
 *
 * Nothing in it can be anything but text: it is escaped line by line, and only http, https and mailto links are
 * made, which search engines are told not to follow. `mask` writes addresses as `name at host`; `plain` colours
 * nothing.
 */
export function mailBody(
  text: string,
  options: { readonly mask: boolean; readonly limit?: number; readonly plain?: boolean },
): Html {
  const limit = options.limit ?? BODY_LIMIT
  const shown = text.length > limit ? text.slice(0, limit) : text
  const lines = shown.replace(/\n+$/, '').split('\n')
  const out: string[] = []
  const state: DiffState = { inDiff: false, oldLeft: 0, newLeft: 0, signature: false }
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    const kind = options.plain === true ? 'text' : kindOf(line, lines[i + 1] ?? '', state)
    const content = linkify(line, options.mask)
    out.push(kind === 'text' || kind === 'same' ? content : `<span class="${kind}">${content}</span>`)
  }
  // Coloured lines are blocks that end themselves; a line feed between them would be an empty line.
  const body = joinLines(out)
  const cut =
    shown.length < text.length
      ? `\n\n<span class="sig">… ${escapeHtml(String(text.length - shown.length))} more characters are in the raw mail.</span>`
      : ''
  return raw(`<pre class="mail" tabindex="0">${body}${cut}</pre>`)
}

function joinLines(lines: readonly string[]): string {
  return lines.join('\n')
}

interface DiffState {
  inDiff: boolean
  /** Lines of the old and new file that the hunk still has to show. */
  oldLeft: number
  newLeft: number
  signature: boolean
}

const TRAILER = /^[A-Z][A-Za-z-]{2,40}(?:-by|-By|-BY): \S/

function kindOf(line: string, next: string, state: DiffState): Kind {
  if (state.signature) return 'sig'
  const inHunk = state.oldLeft > 0 || state.newLeft > 0
  if (inHunk) return hunkLine(line, state)
  if (line === '-- ' || (line === '--' && state.inDiff)) {
    state.signature = true
    return 'sig'
  }
  if (line.startsWith('diff --git ') || (line.startsWith('--- ') && next.startsWith('+++ '))) {
    state.inDiff = true
    return 'file'
  }
  if (state.inDiff) {
    if (line.startsWith('+++ ')) return 'file'
    if (line.startsWith('@@ -')) return openHunk(line, state)
    // A diff whose hunk counts are wrong is coloured all the same.
    if (line.startsWith('+')) return 'add'
    if (line.startsWith('-')) return 'del'
    if (/^(?:index |new file|deleted file|old mode|new mode|similarity|rename|copy|Binary)/.test(line))
      return 'sig'
    return 'same'
  }
  if (line.startsWith('>') || line.startsWith('|>')) return 'q'
  if (line.length < 400 && TRAILER.test(line)) return 'trailer'
  return 'text'
}

function openHunk(line: string, state: DiffState): Kind {
  const found = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/.exec(line)
  state.oldLeft = found ? Number(found[1] ?? 1) : 0
  state.newLeft = found ? Number(found[2] ?? 1) : 0
  return 'hunk'
}

function hunkLine(line: string, state: DiffState): Kind {
  const mark = line[0]
  if (mark === '\\') return 'same'
  if (mark === '+') {
    state.newLeft -= 1
    return 'add'
  }
  if (mark === '-') {
    state.oldLeft -= 1
    return 'del'
  }
  if (mark === ' ' || mark === '\t' || line === '') {
    state.oldLeft -= 1
    state.newLeft -= 1
    return 'same'
  }
  // Not a line of a hunk: it was cut short.
  state.oldLeft = 0
  state.newLeft = 0
  if (line.startsWith('diff --git ')) return 'file'
  return line.startsWith('@@ -') ? openHunk(line, state) : 'same'
}

const LINK = /\bhttps?:\/\/[^\s<>"'`\\^{}|]{1,2000}/g

function linkify(line: string, mask: boolean): string {
  if (!line.includes('://')) return escapeHtml(mask ? maskIn(line) : line)
  let out = ''
  let at = 0
  for (const found of line.matchAll(LINK)) {
    const url = trimLink(found[0])
    const before = line.slice(at, found.index)
    out += escapeHtml(mask ? maskIn(before) : before)
    out += isLink(url)
      ? `<a href="${escapeHtml(url)}" rel="nofollow noopener noreferrer ugc">${escapeHtml(url)}</a>`
      : escapeHtml(url)
    at = found.index + url.length
  }
  const rest = line.slice(at)
  return out + escapeHtml(mask ? maskIn(rest) : rest)
}

/** Without the punctuation that ends a sentence, and without a closing bracket that was opened before the link. */
function trimLink(url: string): string {
  let open = 0
  for (const mark of url) open += mark === '(' ? 1 : mark === ')' ? -1 : 0
  let end = url.length
  for (; end > 0; end--) {
    const mark = url[end - 1] ?? ''
    if (!'.,;:!?*)]'.includes(mark) || (mark === ')' && open >= 0)) break
    if (mark === ')') open += 1
  }
  return url.slice(0, end)
}

/** Only links that lead to a web server; anything else stays text. */
export function isLink(url: string): boolean {
  if (!/^https?:\/\/./.test(url)) return false
  return URL.canParse(url)
}

/** `name at host` for every address in a text. */
export function maskIn(text: string): string {
  return text.includes('@')
    ? text.replace(/([A-Za-z0-9._%+=-]{1,64})@([A-Za-z0-9][A-Za-z0-9.-]{0,254})/g, '$1 at $2')
    : text
}

/** The first words of somebody's own text: no quote, no greeting, no "… wrote:". At most 140 characters. */
export function excerptOf(text: string): string {
  const lines = text.slice(0, 20_000).split('\n', 400)
  for (let i = 0; i < lines.length; i++) {
    const words = (lines[i] ?? '').trim()
    if (words === '' || isQuote(words)) continue
    const end = attributionEnd(lines, i)
    if (end !== undefined) {
      i = end
      continue
    }
    if (/^(?:hi|hello|hey|dear)\b.{0,40}$/i.test(words)) continue
    if (words === '--') return ''
    return words.length > 140 ? `${words.slice(0, 139)}…` : words
  }
  return ''
}

function isQuote(line: string): boolean {
  return line.startsWith('>') || line.startsWith('|')
}

/** The last line of "On such a day, somebody wrote:" when it begins here: up to three lines before a quote. */
function attributionEnd(lines: readonly string[], start: number): number | undefined {
  for (let i = start; i < start + 3; i++) {
    const line = (lines[i] ?? '').trim()
    if (line === '' || isQuote(line)) return undefined
    if (!line.endsWith(':')) continue
    const next = (lines[i + 1] ?? '').trim() || (lines[i + 2] ?? '').trim()
    return isQuote(next) ? i : undefined
  }
  return undefined
}
