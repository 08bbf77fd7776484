import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alignLines } from '../../../src/core/patches/align-lines.ts'
import type { QuotingMail } from '../../../src/core/patches/comment.ts'
import { findFates, threadComments } from '../../../src/core/patches/comment-threads.ts'
import { readPatchText } from '../../../src/core/patches/patch-text.ts'
import { placeComments } from '../../../src/core/patches/place-comments.ts'
import { mail, PATCH } from '../../support/reviewed-patch.ts'

const quote = (text: string): string[] =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`))

/** Each comment as "first words @ the line that it is at". */
function places(...replies: QuotingMail[]): string[] {
  const { patch, comments } = placeComments({ messageId: 'p', text: PATCH }, replies)
  return comments.map((one) => {
    const where = one.place.kind === 'line' ? patch.lines[one.place.line]?.text.trim() : one.place.kind
    return `${one.text.split('\n')[0]} @ ${where}`
  })
}
const lines = PATCH.split('\n')
const upTo = (last: number): string[] => quote(lines.slice(0, last + 1).join('\n'))

describe('review comments at the lines that they speak of', () => {
  test('below the quoted line; at the top, the whole', () => {
    expect(
      places(
        mail('r', 'p', ['Nice.', '', ...upTo(13), 'Why the path?', ...quote(lines.slice(14).join('\n'))]),
      ),
    ).toEqual(['Nice. @ whole', 'Why the path? @ +\tint a = open_it(path, flags);'])
  })

  test('in the message, in a file header', () => {
    expect(
      places(mail('r', 'p', ['> It leaks.', 'Does it?', '> --- a/a.c', '> +++ b/a.c', 'Wrong file.'])),
    ).toEqual(['Does it? @ It leaks.', 'Wrong file. @ +++ b/a.c'])
  })

  test('of lines that stand twice the one whose neighbours are quoted; where nothing tells, none', () => {
    expect(places(mail('r', 'p', ['> @@ -40,5 +42,6 @@ int second(void)', '>  {', 'Hm.']))).toEqual([
      'Hm. @ {',
    ])
    const { comments } = placeComments({ messageId: 'p', text: PATCH }, [
      mail('r', 'p', ['> @@ -40,5 +42,6 @@ int second(void)', '>  {', 'Hm.']),
    ])
    expect(comments[0]?.place).toEqual({ kind: 'line', line: 19 })
    const twice = `${PATCH}`.replace('+\tif (b < 0)', '+\tif (a < 0)')
    const lost = placeComments({ messageId: 'p', text: twice }, [
      mail('r', 'p', ['> +\tif (a < 0)', 'Which?']),
    ])
    expect(lost.comments[0]?.place).toEqual({ kind: 'lost' })
  })

  test('what mail clients do to quotes: blanks, tabs, marks, wrapped lines, cut lines', () => {
    const plain = [
      '> +       int a = open_it(path,   flags);',
      'One.',
      '>+\tif (a < 0)',
      'Two.',
      '| +\t\treturn a;',
      'Three.',
    ]
    expect(places(mail('r', 'p', plain))).toEqual([
      'One. @ +\tint a = open_it(path, flags);',
      'Two. @ +\tif (a < 0)',
      'Three. @ +\t\treturn a;',
    ])
    expect(places(mail('r', 'p', ['> +\tint a = open_it(path,', 'flags);', 'Why?']))).toEqual([
      'Why? @ +\tint a = open_it(path, flags);',
    ])
    expect(places(mail('r', 'p', ['> +\tint a = open_it(path,', '> flags);', 'Why?']))).toEqual([
      'Why? @ +\tint a = open_it(path, flags);',
    ])
    expect(places(mail('r', 'p', ['> {', '[...]', '> +\tif (b < 0)', 'Negative?']))).toContain(
      'Negative? @ +\tif (b < 0)',
    )
  })

  test('attribution, signature and tags are no comment at a line', () => {
    expect(
      places(mail('r', 'p', ['On Mon, Ada Example wrote:', ...upTo(13), 'Why?', '', '-- ', 'Bo'])),
    ).toEqual(['Why? @ +\tint a = open_it(path, flags);'])
  })

  test('an answer three mails below is where the talk began', () => {
    const first = mail('r1', 'p', [...upTo(13), 'Why the path?'])
    const second = mail(
      'r2',
      'r1',
      ['> > +\tint a = open_it(path, flags);', '> Why the path?', 'Because.'],
      2,
    )
    const third = mail('r3', 'r2', ['> Because.', 'Makes sense.'], 3)
    const { comments } = placeComments({ messageId: 'p', text: PATCH }, [third, second, first])
    expect(comments.map((one) => [one.messageId, one.place, one.answers?.messageId])).toEqual([
      ['r3', { kind: 'line', line: 13 }, 'r2'],
      ['r2', { kind: 'line', line: 13 }, 'r1'],
      ['r1', { kind: 'line', line: 13 }, undefined],
    ])
  })

  test('behind a quoted line that the patch does not have, the place is not guessed', () => {
    expect(
      places(mail('r1', 'p', ['> +\tif (b < 0)', '> +\tthis_was_mangled(&by, a, client);', '', 'Why?'])),
    ).toEqual(['Why? @ lost'])
    // The end of a mail is no line of the patch, of whichever version of git …
    expect(places(mail('r1', 'p', ['> +\tif (b < 0)', '> -- ', '> 2.25.1', '', 'Why?']))).toEqual([
      'Why? @ +\tif (b < 0)',
    ])
  })

  test('an answer whose parent is not here is held against the patch', () => {
    expect(places(mail('r2', 'lost', ['> > +\tif (b < 0)', '> Can it?', 'It can.']))).toEqual([
      'It can. @ +\tif (b < 0)',
    ])
  })

  test('any line quoted with its neighbours finds its place, in any quoting', () => {
    const first = 10
    fc.assert(
      fc.property(
        fc.integer({ min: first, max: 23 }),
        fc.nat(8),
        fc.constantFrom('> ', '>', '| ', 'AE> ', '>> '),
        (line, above, mark) => {
          const from = Math.max(first, line - above)
          const quoted = lines.slice(from, line + 1).map((text) => `${mark}${text}`)
          const { comments } = placeComments({ messageId: 'p', text: PATCH }, [
            mail('r', 'p', [...quoted, 'Here.']),
          ])
          const place = comments[0]?.place
          const text = place?.kind === 'line' ? lines[place.line] : undefined
          // What could be in two places may be in none, but never at a line that says something else.
          expect([undefined, lines[line]]).toContain(text)
          if (above >= 5 && mark !== '>> ') expect(place).toEqual({ kind: 'line', line })
        },
      ),
    )
  })

  test('any texts at all', () => {
    const text = fc.array(fc.constantFrom(...lines, '> ', '>', 'words', '> words', '>>> +x', '', '-- '), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(text, text, text, (patch, one, two) => {
        const { comments } = placeComments({ messageId: 'p', text: patch.join('\n') }, [
          mail('r1', 'p', one),
          mail('r2', 'r1', two, 2),
        ])
        for (const comment of comments) expect(comment.text.trim()).not.toBe('')
      }),
    )
  })
})

describe('aligned lines', () => {
  test('ascend, and are equal to what they stand for', () => {
    const list = fc.array(fc.constantFrom(...'abcdefgh', ''), { maxLength: 30 })
    fc.assert(
      fc.property(list, list, (quoted, original) => {
        const found = alignLines(quoted, original)
        let last = -1
        for (const [q, o] of found.entries()) {
          if (o < 0) continue
          expect(o).toBeGreaterThan(last)
          expect(original[o]).toBe(quoted[q])
          last = o
        }
      }),
    )
  })
})

describe('talks', () => {
  const people: Readonly<Record<string, string>> = { r1: 'Bo', r2: 'Ada', r3: 'Bo' }
  const senderOf = (id: string) => ({ name: people[id] ?? '', address: `${people[id]}@example.org` })
  const talks = (...replies: QuotingMail[]) =>
    threadComments(
      placeComments({ messageId: 'p', text: PATCH }, replies).comments,
      senderOf,
      (sender) => sender.name === 'Ada',
    )

  test('are about one line, and stand where the last word leaves them', () => {
    const asks = mail('r1', 'p', [...upTo(13), 'Please check the path.'])
    const promises = mail('r2', 'r1', ['> Please check the path.', 'Will do in v2.'], 2)
    const agrees = mail('r3', 'r2', ['> Will do in v2.', 'Fine by me.'], 3)
    expect(talks(asks).map((one) => [one.line, one.state])).toEqual([[13, 'open']])
    expect(talks(asks, promises).map((one) => [one.line, one.comments.length, one.state])).toEqual([
      [13, 2, 'promised'],
    ])
    expect(talks(asks, promises, agrees).map((one) => one.state)).toEqual(['settled'])
    const answers = mail('r2', 'r1', ['> Please check the path.', 'It comes from the kernel.'], 2)
    expect(talks(asks, answers).map((one) => one.state)).toEqual(['answered'])
  })

  test('a name alone is none, a last word about the whole is about the whole', () => {
    const applied = mail('r1', 'p', [...upTo(23), '', 'Applied, thanks.', 'Bo'])
    expect(talks(applied).map((one) => one.line)).toEqual([undefined])
    expect(talks(mail('r1', 'p', [...upTo(13), 'Bo']))).toEqual([])
  })
})

describe('what the next version made of a line', () => {
  const next = PATCH.replace('+\tint a = open_it(path, flags);', '+\tint a = open_it(path);').replace(
    'It leaks.',
    'It leaked.',
  )
  const fate = findFates(readPatchText(PATCH), readPatchText(next))

  test('changed, near a change, kept; the message by itself; headers are nobody’s', () => {
    expect([13, 14, 21, 0, 2, 10].map((line) => fate(line))).toEqual([
      'changed',
      'near',
      'kept',
      'changed',
      'near',
      undefined,
    ])
  })

  test('gone with its file', () => {
    const other = PATCH.replaceAll('a.c', 'b.c')
    expect(findFates(readPatchText(PATCH), readPatchText(other))(13)).toBe('gone')
  })
})
