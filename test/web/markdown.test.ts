import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { markdown, markdownLine } from '../../src/web/markdown.ts'

/** What people try, from the cheat sheets of those who look for holes in Markdown. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](vbscript:msgbox(1))',
  '[x](file:///etc/passwd)',
  '[x](//evil.example/)',
  '[x](/\\evil.example/)',
  '<javascript:alert(1)>',
  '![x](javascript:alert(1))',
  '![x" onerror="alert(1)](https://x.example/y.png)',
  '![x](https://x.example/"onerror="alert(1).png)',
  '[x](https://x.example "t\\" onmouseover=\\"alert(1)")',
  '[x]: javascript:alert(1)\n\n[x]',
  '`<script>alert(1)</script>`',
  '```"><script>alert(1)</script>\nx\n```',
  '| a |\n|---|\n| <script>alert(1)</script> |',
  '<!-- --><script>alert(1)</script>',
  '<https://x.example/"onclick=alert(1)>',
  'https://x.example/"onclick="alert(1)',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<style>*{display:none}</style>',
  '<iframe src=https://evil.example></iframe>',
  '<form action=https://evil.example><button>Sign in</button></form>',
]

const TAGS = new Set(
  'P A EM STRONG S CODE PRE UL OL LI BLOCKQUOTE HR BR TABLE THEAD TBODY TR TH TD DIV H3 H4 H5 H6'.split(' '),
)
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  href: /^(?:https?:\/\/|mailto:|#|\/(?![/\\]))/i,
  rel: /^nofollow noopener$/,
  title: /[\s\S]*/,
  class: /^(?:scroll|command|language-.*)$/,
  tabindex: /^0$/,
  start: /^\d+$/,
}

/** Elements and attributes of a text that no page may hold. */
function findForbidden(text: string): readonly string[] {
  const { document } = parseHTML(
    `<html><body>${String(markdown(text))}${String(markdownLine(text))}</body></html>`,
  )
  return [...document.body.querySelectorAll('*')].flatMap((element) => [
    ...(TAGS.has(element.tagName) ? [] : [element.tagName]),
    ...[...element.attributes].flatMap(({ name, value }) =>
      ATTRIBUTES[name]?.test(value) === true ? [] : [`${element.tagName} ${name}=${value}`],
    ),
  ])
}

describe('Markdown that anybody may have written', () => {
  test.each(HOSTILE)('%s', (text) => {
    expect(findForbidden(text)).toEqual([])
  })

  test('is safe whatever it is made of', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...HOSTILE,
        '[',
        ']',
        '(',
        ')',
        '<',
        '>',
        '"',
        "'",
        '`',
        '\n',
        '!',
        '|',
        '*',
        '_',
        ' ',
        ':',
      ),
      fc.string({ maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(findForbidden(pieces.join(''))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('makes links of whole addresses alone', () => {
    const text = String(markdown('See README.md, ada@example.org and https://x.example/a.'))
    expect(text.match(/href="[^"]*"/g)).toEqual(['href="https://x.example/a"'])
  })

  test('says what it says: headings below those of the page, tables, links, no pictures', () => {
    const text = String(
      markdown('# One\n\n**two** ~~three~~\n\n| a |\n|:-:|\n| 1 |\n\n![map](https://x.example/m.png)'),
    )
    expect(text).toContain('<h3>One</h3>')
    expect(text).toContain('<strong>two</strong> <s>three</s>')
    expect(text).toContain('<th>a</th>')
    expect(text).toContain('<a href="https://x.example/m.png" rel="nofollow noopener">map</a>')
  })
})
