import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanLine, clip, decodeHeader } from '../../../src/core/mail/encoded-word.ts'

const latin1 = (text: string): string => Buffer.from(text).toString('latin1')

describe('encoded-words', () => {
  // The table of RFC 2047, section 8, and its examples of header fields.
  test.each([
    ['(=?ISO-8859-1?Q?a?=)', '(a)'],
    ['(=?ISO-8859-1?Q?a?= b)', '(a b)'],
    ['(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)', '(ab)'],
    ['(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)', '(ab)'],
    ['(=?ISO-8859-1?Q?a?=       =?ISO-8859-1?Q?b?=)', '(ab)'],
    ['(=?ISO-8859-1?Q?a_b?=)', '(a b)'],
    ['(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)', '(a b)'],
    ['=?US-ASCII?Q?Keith_Moore?=', 'Keith Moore'],
    ['=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?=', 'Keld Jørn Simonsen'],
    ['=?ISO-8859-1?Q?Andr=E9?= Pirard', 'André Pirard'],
    [
      '=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=',
      'If you can read this you understand the example.',
    ],
    ['=?iso-8859-8?b?7eXs+SDv4SDs6Pdj?=', 'םולש ןב לטקc'],
    // RFC 2231, section 5: a language.
    ['=?US-ASCII*EN?Q?Keith_Moore?=', 'Keith Moore'],
  ])('of RFC 2047: %s', (raw, text) => {
    expect(decodeHeader(raw)).toBe(text)
  })

  test.each([
    ['a character split between two words', '=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=', 'café'],
    ['a character split between two encodings', '=?utf-8?b?Y2Fmww==?= =?utf-8?q?=A9?=', 'café'],
    ['base64 cut in the middle of four', '=?utf-8?b?Y2F?= =?utf-8?b?mw6k?=', 'café'],
    ['words without a blank between them', '=?utf-8?q?a?==?utf-8?q?b?=', 'ab'],
    ['a word inside a word', '[PATCH]=?utf-8?q?_caf=C3=A9?=!', '[PATCH] café!'],
    ['a word with raw blanks', '=?utf-8?q?caf=C3=A9 au lait?=', 'café au lait'],
    ['a question mark that is not encoded', '=?utf-8?q?why??=', 'why?'],
    ['a question mark inside', '=?utf-8?q?why?_not=3F?=', 'why? not?'],
    ['raw UTF-8', latin1('café'), 'café'],
    ['raw windows-1252', 'caf\xe9 \x93x\x94', 'café “x”'],
    ['raw UTF-8 beside a word', `${latin1('é')} =?utf-8?q?=C3=A9?=`, 'é é'],
    [
      'each word with its own escape sequences',
      '=?ISO-2022-JP?B?GyRCJDMbKEI=?= =?ISO-2022-JP?B?GyRCJEkbKEI=?=',
      'こど',
    ],
    ['no text', '=?utf-8?q??=', ''],
    ['nothing but a beginning', 'a =?utf-8?q?b', 'a =?utf-8?q?b'],
    ['an unknown encoding', '=?utf-8?x?b?=', '=?utf-8?x?b?='],
    ['a pair of marks', 'what =? this ?= is', 'what =? this ?= is'],
    ['broken hex', '=?utf-8?q?a=zz?=', 'a=zz'],
  ])('%s', (_, raw, text) => {
    expect(decodeHeader(raw)).toBe(text)
  })

  test('an unknown charset is read as UTF-8, and named', () => {
    const said: string[] = []
    expect(decodeHeader('=?x-none?q?caf=C3=A9?=', (what) => said.push(what))).toBe('café')
    expect(said).toEqual(['Its charset “x-none” is not known.'])
  })

  test('any text in UTF-8 comes back, wherever the words are cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(20)), (text, cuts) => {
        const octets = Buffer.from(text)
        const words: string[] = []
        let from = 0
        for (const cut of [...cuts, octets.length]) {
          const piece = octets.subarray(from, from + cut)
          from += cut
          words.push(
            cut % 2 === 0
              ? `=?UTF-8?B?${piece.toString('base64')}?=`
              : `=?UTF-8?Q?${[...piece].map((octet) => `=${octet.toString(16).padStart(2, '0')}`).join('')}?=`,
          )
        }
        expect(decodeHeader(words.join('\n '))).toBe(text)
      }),
    )
  })
})

describe('a line', () => {
  test('is one', () => {
    const said: string[] = []
    expect(cleanLine('  a\t\tb\r\n c\u2028d  ', (what) => said.push(what))).toBe('a b c d')
    expect(said).toEqual([])
  })

  test('holds no control characters', () => {
    const said: string[] = []
    expect(cleanLine('a\u0000b\u001b[31mc\u007f\u0085', (what) => said.push(what))).toBe('ab[31mc')
    expect(said).toEqual(['It holds control characters; they are left out.'])
  })

  test('is not cut inside a character', () => {
    expect(clip('ab😀', 3)).toBe('ab')
    expect(clip('ab😀', 4)).toBe('ab😀')
  })
})
