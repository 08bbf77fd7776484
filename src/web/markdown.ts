import { raw } from 'hono/html'
import MarkdownIt from 'markdown-it'
import type { Html } from './html.ts'

/** More than this of one text is not set as Markdown: it is shown as it is written. */
const MOST = 100_000

/**
 * What people write is Markdown without HTML: tags are shown as text. Links lead to the web, to mail and to places of
 * this server, pictures become links to them (whoever looks at a page is told to nobody), and headings stand below
 * those of the page.
 */
const parser = new MarkdownIt('commonmark', { html: false, linkify: false })
  .enable(['table', 'strikethrough', 'linkify'])
  .disable(['html_block', 'html_inline'])
parser.set({ linkify: true, maxNesting: 20 })
// Only whole addresses: README.md is a file, not a host in Moldova.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
parser.validateLink = (url) => /^(?:https?:\/\/|mailto:|#|\/(?![/\\]))/i.test(url.trim())

parser.renderer.rules['image'] = (tokens, index) => {
  const token = tokens[index]
  const address = String(token?.attrGet('src') ?? '')
  const words = token?.content === '' ? address : (token?.content ?? '')
  return `<a href="${parser.utils.escapeHtml(address)}" rel="nofollow noopener">${parser.utils.escapeHtml(words)}</a>`
}
parser.renderer.rules['heading_open'] = (tokens, index) => `<${lower(tokens[index]?.tag)}>`
parser.renderer.rules['heading_close'] = (tokens, index) => `</${lower(tokens[index]?.tag)}>\n`
parser.renderer.rules['link_open'] = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet('rel', 'nofollow noopener')
  return self.renderToken([...tokens], index, options)
}
parser.renderer.rules['table_open'] = () => '<div class="scroll" tabindex="0"><table>\n'
parser.renderer.rules['table_close'] = () => '</table></div>\n'
// Columns keep their place without a style attribute, which the pages do not allow.
for (const cell of ['th_open', 'td_open'])
  parser.renderer.rules[cell] = (tokens, index) => `<${tokens[index]?.tag}>`

/** A text in Markdown as markup that is safe to show, whoever wrote it. */
export function markdown(text: string): Html {
  if (text.length > MOST) return raw(`<pre class="command">${parser.utils.escapeHtml(text)}</pre>`)
  return raw(parser.render(text))
}

/** One line of Markdown, without a paragraph around it. */
export function markdownLine(text: string): Html {
  return raw(text.length > MOST ? parser.utils.escapeHtml(text) : parser.renderInline(text))
}

/** `h1` of a text is an `h3` of the page. */
function lower(tag: string | undefined): string {
  return `h${Math.min(Number(tag?.slice(1) ?? 1) + 2, 6)}`
}
