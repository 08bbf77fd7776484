import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alignWords } from '../../../src/core/patches/align-words.ts'
import type { QuotingMail } from '../../../src/core/patches/comment.ts'
import { placeComments } from '../../../src/core/patches/place-comments.ts'
import { mail, PATCH } from '../../support/reviewed-patch.ts'

/** Each comment of the last reply: the line it is at, and whose words it answers. */
const lastOf = (replies: readonly QuotingMail[], patch = PATCH) => {
  const placed = placeComments({ messageId: 'p', text: patch }, replies)
  return placed.comments
    .filter((one) => one.messageId === replies.at(-1)?.messageId)
    .map(({ place, answers }) => [
      place.kind === 'line' ? placed.patch.lines[place.line]?.text.trim() : place.kind,
      answers?.messageId,
    ])
}

describe('what a reply quotes is found', () => {
  const asks = mail('r1', 'p', [
    '> +\tint a = open_it(path, flags);',
    '',
    'Why is the path opened here again, when the caller has already opened it and could',
    'hand it over? It would save us the flags as well.',
    '',
    'Bo',
    '',
    '-- ',
    'Example Company, Somewhere',
  ])
  const code = '> > +\tint a = open_it(path, flags);'

  test('in words that were wrapped anew, to the last short line', () => {
    const wrapped = [
      '> Why is the path opened here again, when the caller has already',
      '> opened it and could hand it over? It would save us the flags as',
      '> well.',
    ]
    expect(lastOf([asks, mail('r2', 'r1', [code, ...wrapped, '', 'True.'], 2)])).toEqual([
      ['+\tint a = open_it(path, flags);', 'r1'],
    ])
    // … joined into one, with what a mail program broke.
    const joined = wrapped.map((line) => line.slice(2)).join(' ')
    expect(
      lastOf([asks, mail('r2', 'r1', [code, `> ${joined.replace('over? It', 'over?> It')}`, 'True.'], 2)]),
    ).toEqual([['+\tint a = open_it(path, flags);', 'r1']])
  })

  test('in the words of the mail before the parent', () => {
    const answers = mail(
      'r2',
      'r1',
      [code, '> hand it over? It would save us the flags as well.', '', 'Yes.'],
      2,
    )
    const goesOn = [
      '> > > +\tint a = open_it(path, flags);',
      '> > hand it over? It would save us the flags as well.',
    ]
    expect(lastOf([asks, answers, mail('r3', 'r2', [...goesOn, '', 'On second thoughts, no.'], 3)])).toEqual([
      ['+\tint a = open_it(path, flags);', 'r1'],
    ])
    expect(lastOf([asks, answers, mail('r3', 'r2', [...goesOn, '> Yes.', '', 'Good.'], 3)])).toEqual([
      ['+\tint a = open_it(path, flags);', 'r2'],
    ])
  })

  test('in its signature: that is a part of what was said', () => {
    const all = asks.text.split('\n').map((line) => `>${line}`)
    expect(lastOf([asks, mail('r2', 'r1', [...all, '', 'Fine with me, go on.'], 2)])).toEqual([
      ['+\tint a = open_it(path, flags);', 'r1'],
    ])
  })

  test('in the diff that a mail in between proposes: that is its talk', () => {
    const proposes = mail('r1', 'p', [
      '> +\tif (b < 0)',
      'What about this?',
      '',
      'diff --git a/b.c b/b.c',
      '--- a/b.c',
      '+++ b/b.c',
      '@@ -1 +1,2 @@',
      ' int z;',
      '+int y;',
    ])
    expect(
      lastOf([proposes, mail('r2', 'r1', ['> @@ -1 +1,2 @@', '>  int z;', '> +int y;', '', 'And x?'], 2)]),
    ).toEqual([['+\tif (b < 0)', 'r1']])
  })

  test('in a line that was broken in the patch, and otherwise in the quote', () => {
    const patch = PATCH.replace(
      'It leaks.',
      'It leaks\nwhenever somebody opens it twice, once with flags\nand once without.',
    )
    expect(
      lastOf(
        [
          mail('r', 'p', [
            '> It leaks whenever somebody opens',
            '> it twice, once with flags and once without.',
            'Does it?',
          ]),
        ],
        patch,
      ),
    ).toEqual([['and once without.', undefined]])
  })

  test('in a line that words were put into the middle of', () => {
    expect(
      lastOf([
        mail('r', 'p', [
          '>  {',
          '> -\tint a = open_it();',
          '> +\tint a = open_it(path,',
          '',
          'Which path?',
          '',
          '> flags);',
        ]),
      ]),
    ).toEqual([['+\tint a = open_it(path, flags);', undefined]])
  })

  test('what a shell traced is no diff that is missed', () => {
    expect(lastOf([mail('r', 'p', ['> + make all', '> + make test', '', 'Looks fine.'])])).toEqual([
      ['whole', undefined],
    ])
  })
})

describe('words', () => {
  test('are found in order, line by line, and nowhere twice', () => {
    expect([...alignWords(['a b c d', 'e f', 'g'], ['x a b', 'c d e', 'f g'])]).toEqual([1, 2, 2])
    expect([...alignWords(['one two three four'], ['five six seven eight'])]).toEqual([-1])
    expect([...alignWords(['well.'], ['as well.'])]).toEqual([-1])
    expect([...alignWords(['well.'], ['as well.'], true)]).toEqual([0])
  })

  test('of any lines', () => {
    const list = fc.array(
      fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 }).map((words) => words.join(' ')),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(list, list, (quoted, original) => {
        let last = -1
        for (const at of alignWords(quoted, original)) {
          if (at < 0) continue
          expect(at).toBeGreaterThanOrEqual(last)
          expect(at).toBeLessThan(original.length)
          last = at
        }
      }),
    )
  })
})
