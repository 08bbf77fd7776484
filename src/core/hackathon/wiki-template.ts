/** A call of a template in wikitext: `{{project|Project=x|Desc=…}}`. */
export interface WikiTemplate {
  /** As written, without spaces around. */
  readonly name: string
  /** By name, positional ones by their number ("1", "2"); values as written, templates in them included. */
  readonly values: ReadonlyMap<string, string>
  /** Offsets in the text: of its first brace, and behind its last. */
  readonly start: number
  readonly end: number
  /** It has no closing braces: it was taken to end where the next one of its kind begins, or with the text. */
  readonly broken: boolean
}

/** How deep templates may stand in templates; below that, braces are text. */
const DEEPEST = 20

interface Open {
  readonly start: number
  /** Where its values begin, each behind a bar. */
  readonly bars: number[]
  links: number
}

/**
 * The outermost templates of a wikitext, in order. One pass. `starts` names templates that never stand in another: at
 * the beginning of a line such a one ends whatever was left open before it, so that one missing brace costs no more
 * than itself. What is between `<nowiki>` and its end, and in comments, is text.
 */
export function findTemplates(text: string, starts: readonly string[] = []): readonly WikiTemplate[] {
  const found: WikiTemplate[] = []
  let open: Open[] = []
  // A part that never ends is looked for once, not at each of its beginnings.
  const endless = new Set<string>()
  const close = (one: Open, end: number, broken: boolean): void => {
    found.push(templateOf(text, one, broken ? beforeHeading(text, one.start, end) : end, broken))
  }
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '<') {
      const skipped = skipHidden(text, at, endless)
      if (skipped > at) at = skipped - 1
      continue
    }
    const top = open.at(-1)
    if (text.startsWith('{{', at)) {
      const [outer] = open
      if (outer !== undefined && (at === 0 || text[at - 1] === '\n') && startsOne(text, at + 2, starts)) {
        close(outer, at, true)
        open = []
      }
      if (open.length < DEEPEST) open.push({ start: at, bars: [], links: 0 })
      at++
    } else if (text.startsWith('}}', at) && top !== undefined) {
      open.pop()
      if (open.length === 0) close(top, at + 2, false)
      at++
    } else if (text.startsWith('[[', at) && top !== undefined) {
      top.links++
      at++
    } else if (text.startsWith(']]', at) && top !== undefined) {
      top.links = Math.max(top.links - 1, 0)
      at++
    } else if (char === '\n' && top !== undefined) top.links = 0
    else if (char === '|' && top !== undefined && top.links === 0) top.bars.push(at)
  }
  const [left] = open
  if (left !== undefined) close(left, text.length, true)
  return found
}

/** A template that is not closed does not swallow the sections behind it. */
function beforeHeading(text: string, start: number, end: number): number {
  const heading = /\n={1,6}[^=\n]{1,200}={1,6}[ \t]*(?=\n|$)/.exec(text.slice(start, end))
  return heading === null ? end : start + heading.index
}

function startsOne(text: string, at: number, starts: readonly string[]): boolean {
  return starts.some((name) => {
    const word = text.slice(at, at + name.length)
    return word.toLowerCase() === name && /[\s|}]/.test(text[at + name.length] ?? ' ')
  })
}

/** Where a `<nowiki>` part or comment that begins here ends; `at` itself where none begins or it never ends. */
function skipHidden(text: string, at: number, endless: Set<string>): number {
  const [opening, closing] = text.startsWith('<!--', at)
    ? ['<!--', '-->']
    : /^<nowiki>/i.test(text.slice(at, at + 8))
      ? ['<nowiki>', '</nowiki>']
      : ['', '']
  if (opening === '' || endless.has(opening)) return at
  const end = text.indexOf(closing, at + opening.length)
  if (end < 0) endless.add(opening)
  return end < 0 ? at : end + closing.length
}

function templateOf(text: string, open: Open, end: number, broken: boolean): WikiTemplate {
  const inner = broken ? end : end - 2
  const cuts = [...open.bars.filter((bar) => bar < inner), inner]
  const name = text.slice(open.start + 2, cuts[0]).trim()
  const values = new Map<string, string>()
  let position = 0
  for (let i = 0; i + 1 < cuts.length; i++) {
    const piece = text.slice((cuts[i] ?? 0) + 1, cuts[i + 1])
    const named = /^\s*([A-Za-z][\w ]{0,40}?)\s*=/.exec(piece)
    if (named?.[1] === undefined) values.set(String(++position), piece)
    else values.set(named[1], piece.slice(named[0].length))
  }
  return { name, values, start: open.start, end, broken }
}

/**
 * Wikitext as people read it: links by their words (an outer link keeps its address behind them), no bold or
 * italics, no comments and line breaks of HTML. What stands in `<nowiki>` is taken as it is.
 */
export function plainWikitext(text: string): string {
  return text
    .split(/(<nowiki>[^<]{0,100000}<\/nowiki>)/i)
    .map((piece, i) => (i % 2 === 1 ? readEntities(piece.slice(8, -9)) : plainMarkup(piece)))
    .join('')
    .trim()
}

/** Text as wikitext that reads as just that text, on one line. */
export function escapeWikitext(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const isPlain = !/[{}|[\]<>&=]|''|__|~~~|^[*#:;|!= •◦▪‣·-]/.test(line)
  return isPlain
    ? line
    : `<nowiki>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</nowiki>`
}

function readEntities(text: string): string {
  return text.replace(/&(lt|gt|amp);/g, (_, name: string) =>
    name === 'lt' ? '<' : name === 'gt' ? '>' : '&',
  )
}

function plainMarkup(text: string): string {
  return text
    .replace(/<!--[^<>]{0,2000}-->/g, '')
    .replace(/<br\s{0,3}\/?>/gi, ' ')
    .replace(/<\/?(?:nowiki|b|i|u|small|big|code|tt|s|ref|span|div)\b[^<>]{0,200}>/gi, '')
    .replace(/\[\[(?:[^[\]|]{1,300}\|)?([^[\]|]{1,300})\]\]/g, '$1')
    .replace(/\[(https?:\/\/[^\s[\]]{1,1000})\s{1,20}([^[\]]{1,500})\]/g, '$2 ($1)')
    .replace(/\[(https?:\/\/[^\s[\]]{1,1000})\]/g, '$1')
    .replace(/\{\{N\/A\}\}/gi, 'N/A')
    .replace(/'{2,5}/g, '')
}
