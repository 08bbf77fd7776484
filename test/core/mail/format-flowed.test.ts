import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unflow } from '../../../src/core/mail/format-flowed.ts'

describe('format=flowed', () => {
  test.each([
    ['a soft line break', 'one \ntwo\nthree', 'one two\nthree'],
    ['two spaces at the end', 'one  \ntwo', 'one  two'],
    ['a stuffed line', ' From here\n > no quote', 'From here\n> no quote'],
    ['a soft break in front of a stuffed line', 'one \n two', 'one two'],
    ['a quoted paragraph', '> one \n> two\n> three', '> one two\n> three'],
    ['quotes of another depth', '>> one \n> two \nthree', '>> one \n> two \nthree'],
    ['an empty quote', '>\n> \n>>', '>\n>\n>>'],
    ['quotes with blanks between the marks', '> > one\n>  two', '> > one\n>  two'],
    ['a signature', 'one \n-- \nAda', 'one \n-- \nAda'],
    ['a quoted signature', '> -- \n> Ada', '> -- \n> Ada'],
    ['a soft break at the very end', 'one ', 'one '],
    // RFC 3676, section 4.5: what a person typed as "> text" is stuffed, what is quoted is not.
    ['the depth of quotes', '>>>one \n>>>two', '>>> one two'],
    // An empty line of context: stuffed, it is two blanks.
    ['an empty line of a diff', ' a\n  \n-b\n', 'a\n \n-b\n'],
    ['nothing to do', 'one\n>two\n\nthree\n', 'one\n>two\n\nthree\n'],
  ])('%s', (_, flowed, text) => {
    expect(unflow(flowed, false)).toBe(text)
  })

  test('DelSp=yes: the blank of a soft break is not part of the text', () => {
    expect(unflow('Schiff \nfahrt ist \n schön\n', true)).toBe('Schifffahrt istschön\n')
  })

  /** As RFC 3676, section 4.2, has a sender do it. */
  const flow = (paragraph: string, width: number): string => {
    const lines = paragraph.match(new RegExp(`.{1,${width}} |.+$`, 'g')) ?? ['']
    return lines.map((line) => (/^[ >]|^From /.test(line) ? ` ${line}` : line)).join('\n')
  }

  test('what a sender flows comes back', () => {
    const words = fc.array(fc.stringMatching(/^[a-z>]{1,8}$/), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(fc.array(words), fc.integer({ min: 5, max: 70 }), (paragraphs, width) => {
        const text = paragraphs.map((one) => one.join(' ')).join('\n')
        const flowed = paragraphs.map((one) => flow(one.join(' '), width)).join('\n')
        fc.pre(flowed.includes(' \n') || flowed.includes('\n ') || flowed.startsWith(' ') || flowed === text)
        expect(unflow(flowed, false)).toBe(text)
      }),
    )
  })
})
