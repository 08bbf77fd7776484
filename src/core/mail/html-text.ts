import { decodeEntities } from './html-entities.ts'

/** Elements whose content is no text. */
const HIDDEN: ReadonlySet<string> = new Set([
  'script',
  'style',
  'title',
  'template',
  'noscript',
  'object',
  'svg',
])
/** Elements that begin and end a line of their own. */
const LINES: ReadonlySet<string> = new Set(
  'div,tr,li,dt,dd,section,article,header,footer,address,form,center,figure,main,nav,body,html,head,thead,tbody'.split(
    ',',
  ),
)
/** Elements with an empty line around them. */
const BLOCKS: ReadonlySet<string> = new Set('p,h1,h2,h3,h4,h5,h6,blockquote,pre,ul,ol,dl,table,hr'.split(','))

/** Characters of a document that are read: far more than a person writes. */
export const LONGEST_HTML = 2_000_000

/** A tag is no longer than this; an opening quotation mark in it that finds no end before is no quotation mark. */
const LONGEST_TAG = 10_000
const DEEPEST_QUOTE = 20

/**
 * The text of an HTML document as a person would have typed it: a line for each block, `>` before what is quoted
 * (`blockquote`), "* " before list items, LF line ends. Nothing of it is interpreted: styles, scripts and comments are left out,
 * links are their words. The first two million characters are read, in time linear in the length.
 */
export function htmlToText(document: string): string {
  const html = document.length > LONGEST_HTML ? document.slice(0, LONGEST_HTML) : document
  const page = createPage()
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    page.text(html.slice(at, open < 0 ? html.length : open))
    if (open < 0) break
    if (html.startsWith('<!--', open)) {
      at = behind(html, '-->', open + 4)
      continue
    }
    TAG.lastIndex = open
    const tag = TAG.exec(html)
    if (tag === null) {
      const isMarkup = html[open + 1] === '!' || html[open + 1] === '?'
      if (!isMarkup) page.text('&lt;')
      at = isMarkup ? behind(html, '>', open) : open + 1
      continue
    }
    const name = (tag[2] ?? '').toLowerCase()
    at = tagEnd(html, open + tag[0].length)
    if (tag[1] === '' && HIDDEN.has(name)) at = hiddenEnd(html, name, at)
    else page.tag(name, tag[1] === '/')
  }
  return page.end()
}

const TAG = /<(\/?)([a-z][a-z0-9]{0,20})/iy

function behind(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from)
  return found < 0 ? html.length : found + mark.length
}

function tagEnd(html: string, from: number): number {
  const limit = Math.min(html.length, from + LONGEST_TAG)
  for (let at = from; at < limit; at++) {
    const mark = html[at]
    if (mark === '>') return at + 1
    if (mark !== '"' && mark !== "'") continue
    const close = html.slice(at + 1, limit).indexOf(mark)
    if (close < 0) return behind(html, '>', at)
    at += close + 1
  }
  return behind(html, '>', limit)
}

/** Behind the end tag of an element whose content is no text; a document that lacks it ends inside. */
function hiddenEnd(html: string, name: string, from: number): number {
  for (let at = html.indexOf('</', from); at >= 0; at = html.indexOf('</', at + 2))
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return behind(html, '>', at)
  return html.length
}

interface Page {
  readonly text: (raw: string) => void
  readonly tag: (name: string, isEnd: boolean) => void
  readonly end: () => string
}

function createPage(): Page {
  const lines: string[] = []
  let line: string[] = []
  let hasWords = false
  let endsBlank = true
  let depth = 0
  let preformatted = 0

  const add = (text: string): void => {
    if (text === '') return
    line.push(text)
    endsBlank = text.endsWith(' ')
    hasWords ||= text.trim() !== ''
  }
  let wantsEmptyLine = false
  let lastDepth = 0

  const push = (content: string, quotes: number): void => {
    lines.push(quotes === 0 ? content : `${'>'.repeat(quotes)}${content === '' ? '' : ` ${content}`}`)
  }
  const endLine = (): void => {
    const content = preformatted > 0 ? line.join('') : line.join('').trimEnd()
    const last = lines[lines.length - 1]
    if (wantsEmptyLine && last !== undefined && /[^>\s]/.test(last)) push('', Math.min(depth, lastDepth))
    push(content, depth)
    wantsEmptyLine = false
    lastDepth = depth
    line = []
    hasWords = false
    endsBlank = true
  }
  const closeLine = (): void => {
    if (hasWords) endLine()
    line = []
    endsBlank = true
  }
  const emptyLine = (): void => {
    closeLine()
    wantsEmptyLine = true
  }
  return {
    text(raw) {
      if (raw === '') return
      if (preformatted > 0) {
        const pieces = decodeEntities(raw).replaceAll('\u00a0', ' ').split('\n')
        for (const [n, piece] of pieces.entries()) {
          if (n > 0) endLine()
          add(piece)
        }
        return
      }
      const folded = raw.replace(/[ \t\r\n\f]+/g, ' ')
      add(
        decodeEntities(endsBlank && folded.startsWith(' ') ? folded.slice(1) : folded).replaceAll(
          '\u00a0',
          ' ',
        ),
      )
    },
    tag(name, isEnd) {
      if (name === 'br') endLine()
      else if (name === 'td' || name === 'th') add(endsBlank ? '' : ' ')
      else if (BLOCKS.has(name)) emptyLine()
      else if (LINES.has(name)) closeLine()
      if (name === 'blockquote') depth = Math.min(Math.max(depth + (isEnd ? -1 : 1), 0), DEEPEST_QUOTE)
      else if (name === 'pre') preformatted = Math.max(preformatted + (isEnd ? -1 : 1), 0)
      else if (name === 'li' && !isEnd) add('* ')
    },
    end() {
      closeLine()
      const text = lines.join('\n').replace(/^\n+|\n+$/g, '')
      return text === '' ? '' : `${text}\n`
    },
  }
}
