import { describe, expect, test } from 'vitest'
import { decodeCharset } from '../../../src/core/mail/charset.ts'

describe('charsets', () => {
  test.each([
    ['utf-8', [0xc3, 0xa9], 'é'],
    ['"UTF8"', [0xc3, 0xa9], 'é'],
    ['utf-8', [0xef, 0xbb, 0xbf, 0x61], 'a'],
    ['utf-8', [0xef, 0xbf, 0xbd], '\ufffd'],
    ['iso-8859-1', [0xe9, 0x80, 0x92], 'é€’'],
    ['ISO-8859-1', [0xc3, 0xa9], 'Ã©'],
    ['windows-1252', [0x93, 0x61, 0x94], '“a”'],
    ['iso-8859-2', [0xb1], 'ą'],
    ['iso-8859-15', [0xa4], '€'],
    ['gb2312', [0xc4, 0xe3, 0xba, 0xc3], '你好'],
    ['GBK', [0xc4, 0xe3, 0xba, 0xc3], '你好'],
    ['cp936', [0xc4, 0xe3, 0xba, 0xc3], '你好'],
    ['gb18030', [0xc4, 0xe3, 0xba, 0xc3], '你好'],
    ['big5', [0xa7, 0x41], '你'],
    ['iso-2022-jp', [0x1b, 0x24, 0x42, 0x24, 0x33, 0x1b, 0x28, 0x42], 'こ'],
    ['shift_jis', [0x82, 0xb1], 'こ'],
    ['euc-kr', [0xb0, 0xa1], '가'],
    ['koi8-r', [0xc1], 'а'],
    ['utf-16le', [0x61, 0x00], 'a'],
    ['us-ascii', [0x61], 'a'],
    // Nothing, or not much, is said: valid UTF-8 it is.
    [undefined, [0xc3, 0xa9], 'é'],
    ['us-ascii', [0xc3, 0xa9], 'é'],
    ['unknown-8bit', [0xc3, 0xa9], 'é'],
    // "Which 8bit encoding should I declare [UTF-8]?"
    ['y', [0xc3, 0xa9], 'é'],
  ])('%s', (name, octets, text) => {
    expect(decodeCharset(Buffer.from(octets), name)).toEqual({ text, problem: undefined })
  })

  test.each([
    ['utf-8', [0x63, 0xe9], 'cé', 'It is not the UTF-8 that it says it is: it is read as windows-1252.'],
    ['utf-8', [0xc3, 0xa9, 0xe9], 'é\ufffd', 'It is not the UTF-8 that it says it is: some octets are lost.'],
    [
      undefined,
      [0x63, 0xe9],
      'cé',
      'Its charset is not told and it is not UTF-8: it is read as windows-1252.',
    ],
    ['x-none', [0xc3, 0xa9], 'é', 'Its charset “x-none” is not known.'],
    ['x-none', [0xe9], 'é', 'Its charset “x-none” is not known.'],
    ['<script>', [0x61], 'a', 'Its charset “<script>” is not known.'],
    ['euc-kr', [0x61, 0xff], 'a\ufffd', 'Some of it is not the euc-kr that it says it is.'],
  ])('%s of %j, with a problem', (name, octets, text, problem) => {
    expect(decodeCharset(Buffer.from(octets), name)).toEqual({ text, problem })
  })
})
