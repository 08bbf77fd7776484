import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeTransfer, isReencoded } from '../../../src/core/mail/transfer-encoding.ts'

const decode = (
  encoding: string | undefined,
  text: string,
): { text: string; problem: string | undefined } => {
  const { bytes, problem } = decodeTransfer(Buffer.from(text, 'latin1'), encoding)
  return { text: bytes.toString('latin1'), problem }
}

describe('quoted-printable', () => {
  test.each([
    // RFC 2045, section 6.7.
    [
      "Now's the time =\nfor all folk to come=\n to the aid of their country.",
      "Now's the time for all folk to come to the aid of their country.",
    ],
    ['a=3Db=09c=20', 'a=b\tc '],
    ['caf=e9 caf=E9', 'caf\xe9 caf\xe9'],
    ['a=\r\nb', 'ab'],
    ['a= \t\nb', 'ab'],
    ['a=', 'a'],
    ['=3D0A', '=0A'],
    // Google Groups writes these so.
    ['-- \nAda', '-- \nAda'],
  ])('%j', (encoded, text) => {
    expect(decode('quoted-printable', encoded)).toEqual({ text, problem: undefined })
  })

  test('what is none stays as written, and is named', () => {
    const { text, problem } = decode('Quoted-Printable', 'if (a = b) x == y; =ZZ')
    expect(text).toBe('if (a = b) x == y; =ZZ')
    expect(problem).toMatch(/quoted-printable is broken/)
  })

  test('any octets come back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (octets) => {
        const encoded = [...octets].map((octet) => `=${octet.toString(16).padStart(2, '0')}`).join('=\n')
        expect(decodeTransfer(Buffer.from(encoded), 'quoted-printable').bytes).toEqual(Buffer.from(octets))
      }),
    )
  })
})

describe('base64', () => {
  test.each([
    ['aGVsbG8=', 'hello', undefined],
    ['aGVs\r\nbG8=\r\n', 'hello', undefined],
    ['aGVsbG8', 'hello', undefined],
    ['aGVsb', 'hel', undefined],
    ['aGU=bGxv', 'hello', undefined],
    ['aGVs\0bG8=', 'hello', 'Its base64 holds foreign characters; they are left out.'],
    ['aGVs-bG8=', 'hello', 'Its base64 holds foreign characters; they are left out.'],
    [
      'aGVsbG8K\n_______________________________________________\nlist mailing list\n',
      'hello\n',
      'Plain text behind its base64 is left out.',
    ],
    [
      'aGVsbG8K\n\n-- \nYou received this message because',
      'hello\n',
      'Plain text behind its base64 is left out.',
    ],
    ['', '', undefined],
    ['====', '', undefined],
  ])('%j', (encoded, text, problem) => {
    expect(decode('BASE64', encoded)).toEqual({ text, problem })
  })

  test('any octets come back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 80 }), (octets, width) => {
        const encoded = Buffer.from(octets).toString('base64')
        const lines = encoded.replace(new RegExp(`.{${width}}`, 'g'), '$&\r\n')
        expect(decodeTransfer(Buffer.from(lines), 'base64').bytes).toEqual(Buffer.from(octets))
      }),
    )
  })
})

describe('other encodings', () => {
  test.each(['7bit', '8BIT', 'binary', ' 8bit ', '"7bit"', '7bit (a comment)', '', undefined])(
    '%s leaves octets alone',
    (name) => {
      expect(decode(name, 'a=3D')).toEqual({ text: 'a=3D', problem: undefined })
    },
  )

  test('an unknown one does too, and is named', () => {
    expect(decode('x-uue', 'abc')).toEqual({
      text: 'abc',
      problem: 'Its transfer encoding “x-uue” is not known.',
    })
  })

  test('two of them change octets', () => {
    expect([undefined, '8bit', 'Base64', 'quoted-printable'].map(isReencoded)).toEqual([
      false,
      false,
      true,
      true,
    ])
  })
})
