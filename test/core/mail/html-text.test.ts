import { describe, expect, test } from 'vitest'
import { htmlToText, LONGEST_HTML } from '../../../src/core/mail/html-text.ts'

describe('HTML as text', () => {
  test.each([
    ['words', 'one  two\n three', 'one two three\n'],
    ['line breaks', 'one<br>two<BR/>\nthree', 'one\ntwo\nthree\n'],
    ['paragraphs', '<p>one</p><p>two</p>', 'one\n\ntwo\n'],
    ['blocks', '<div>one</div><div>two<div>three</div></div>', 'one\ntwo\nthree\n'],
    ['a list', '<ul><li>one</li><li>two</li></ul>', '* one\n* two\n'],
    ['a table', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc\n'],
    ['what is preformatted', '<pre>a  b\n  c</pre>d', 'a  b\n  c\n\nd\n'],
    [
      'a quote',
      'I say<blockquote>you <br>said<blockquote>he said</blockquote></blockquote>so',
      'I say\n\n> you\n> said\n>\n>> he said\n\nso\n',
    ],
    [
      'characters by name and number',
      'a &lt;b&gt; &amp;amp; &#8217;&#x2019; &auml;&nbsp;&hellip; &unknown;',
      'a <b> &amp; ’’ ä … &unknown;\n',
    ],
    ['characters that are none', '&#0;&#xD800;&#x110000;', '\ufffd\ufffd\ufffd\n'],
    [
      'styles, scripts, comments',
      '<style>p{}</style>a<!-- <b>no</b> --><script>if (a<b) x()</script>b<title>t</title>',
      'ab\n',
    ],
    ['a tag with ">" in an attribute', '<a title="a>b">link</a>', 'link\n'],
    ['a quotation mark in a tag that does not close', '<a title="x>link</a>', 'link\n'],
    ['comparisons', 'a < b and c<3', 'a < b and c<3\n'],
    ['declarations', '<!DOCTYPE html><?xml version="1.0"?>a', 'a\n'],
    ['a comment that does not end', 'a<!-- b', 'a\n'],
    ['a script that does not end', 'a<script>b', 'a\n'],
    ['more ends than beginnings', '</blockquote></pre>a  b', 'a b\n'],
    ['nothing', '<div><br></div>', ''],
  ])('%s', (_, html, text) => {
    expect(htmlToText(html)).toBe(text)
  })

  test('a reply as Gmail writes it', () => {
    const html =
      '<div dir="ltr">Fine with me.</div><br><div class="gmail_quote"><div dir="ltr">On Mon, Ada Example &lt;<a href="mailto:ada@example.org">ada@example.org</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0"><div>Is it?</div></blockquote></div>'
    expect(htmlToText(html)).toBe(
      'Fine with me.\n\nOn Mon, Ada Example <ada@example.org> wrote:\n\n> Is it?\n',
    )
  })

  test('quotes are no deeper than people quote', () => {
    expect(htmlToText(`${'<blockquote>'.repeat(1000)}a`)).toBe(`${'>'.repeat(20)} a\n`)
  })

  test('of a very long document, the beginning is read', () => {
    expect(htmlToText('a'.repeat(LONGEST_HTML + 10))).toHaveLength(LONGEST_HTML + 1)
  })
})
