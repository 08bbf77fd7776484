import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerptOf, isLink, mailBody, maskIn } from '../../src/web/mails/mail-body.ts'

const draw = (text: string, mask = false): string => String(mailBody(text, { mask }))

/** The text that a browser would show. */
const shown = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

describe('the text of a mail', () => {
  test('dims quotes and colours diffs, by the counts of their hunks', () => {
    const markup = draw(
      [
        '> quoted',
        'own words',
        'Reviewed-by: Bo Example <bo@example.org>',
        'diff --git a/x b/x',
        '--- a/x',
        '+++ b/x',
        '@@ -1,2 +1,2 @@',
        '--- a line that begins with two dashes',
        '+++ and one that begins with two plus signs',
        ' same',
        '-- ',
        '2.45.0',
      ].join('\n'),
    )
    expect(markup).toContain('<span class="q">&gt; quoted</span>\nown words\n<span class="trailer">')
    expect(markup).toContain('<span class="del">--- a line')
    expect(markup).toContain('<span class="add">+++ and one')
    expect(markup).toContain('<span class="sig">2.45.0</span>')
  })

  test('links the web and nothing else, and says that nobody should follow', () => {
    const markup = draw(
      'see https://example.org/a?b=1&c=2, (http://example.org/x_(y)) or javascript:alert(1)',
    )
    expect(markup).toContain(
      '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener noreferrer ugc">',
    )
    expect(markup).toContain('href="http://example.org/x_(y)"')
    expect(markup.match(/<a /g)).toHaveLength(2)
    expect(isLink('javascript:alert(1)')).toBe(false)
    expect(isLink('https://')).toBe(false)
  })

  test('is all there and only text, whatever is in it', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<script>',
        '</pre>',
        '"',
        "'",
        '&lt;',
        'https://x/<b>',
        '\n',
        '@@ -1 +1 @@\n',
        '+',
        '-',
        '> ',
        'diff --git a b\n',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('').replace(/\n+$/, '')
        const markup = draw(text)
        expect(shown(markup)).toBe(text)
        const tags = (markup.match(/<[^>]*>/g) ?? []).filter(
          (tag) =>
            !/^<(?:\/span|\/a|\/pre|span class="[a-z]+"|pre class="mail" tabindex="0")>$/.test(tag) &&
            !/^<a href="https?:\/\/[^"<>]*" rel="nofollow noopener noreferrer ugc">$/.test(tag),
        )
        expect(tags).toEqual([])
      }),
    )
  })

  test('is cut where a page would grow too long, and says so', () => {
    const markup = String(mailBody('x'.repeat(1000), { mask: false, limit: 100 }))
    expect(markup).toContain('900 more characters')
    expect(markup.length).toBeLessThan(400)
  })

  // The patterns that find links and addresses are bounded: a quadratic one would run into the limit of a test.
  test('of a megabyte made to be slow is drawn', () => {
    const slow = `${'https://'.repeat(40_000)}\n${'(('.repeat(200_000)}\n${'a@'.repeat(200_000)}`
    expect(draw(slow, true).length).toBeGreaterThan(slow.length / 2)
  })

  test('hides addresses where visitors may not see them', () => {
    expect(draw('Cc: bo@example.org https://example.org/a@b', true)).toContain('bo at example.org')
    expect(maskIn('Ada <ada.x+y@mail.example.org>, 3 @ 4')).toBe('Ada <ada.x+y at mail.example.org>, 3 @ 4')
  })
})

describe('the first words of a reply', () => {
  test('are its own', () => {
    expect(excerptOf('Hi Ada,\n\nOn Mon, Bo Example wrote:\n> quoted\n\nThis looks wrong.\nMore.')).toBe(
      'This looks wrong.',
    )
    expect(
      excerptOf('On Mon, 2 Feb 2026 at 9:00, Ada Example\n<ada@example.org>\nwrote:\n\n> quoted\n\nNo.'),
    ).toBe('No.')
    expect(excerptOf('On second thought it is right:\nthe lock is held.\n')).toBe(
      'On second thought it is right:',
    )
    expect(excerptOf('> only\n> quotes\n')).toBe('')
    expect(excerptOf('y'.repeat(500))).toHaveLength(140)
  })
})
