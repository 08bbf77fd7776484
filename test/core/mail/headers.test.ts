import { describe, expect, test } from 'vitest'
import { findHeaderEnd, type HeaderBlock, readHeaders } from '../../../src/core/mail/headers.ts'

const read = (text: string): HeaderBlock => {
  const bytes = Buffer.from(text)
  return readHeaders(bytes, 0, bytes.length)
}

describe('header fields', () => {
  test('are found by name, in any case, the first or all', () => {
    const header = read('Received: one\nSUBJECT: x\nreceived: two\n')
    expect(header.first('received')).toBe('one')
    expect(header.all('received')).toEqual(['one', 'two'])
    expect(header.first('subject')).toBe('x')
    expect(header.first('subjec')).toBeUndefined()
    expect(header.all('date')).toEqual([])
    expect(header.count).toBe(3)
  })

  test.each([
    ['folded lines', 'Subject: a\n b\n\tc\n', 'a b\tc'],
    ['folded lines in CRLF', 'Subject: a\r\n b\r\n', 'a b'],
    ['a line of blanks inside', 'Subject: a\n  \n b\n', 'a   b'],
    ['blanks before the colon (RFC 5322, A.6.3)', 'Subject  : a\n', 'a'],
    ['no blank behind it', 'Subject:a', 'a'],
    ['a value with a colon', 'Subject: a: b', 'a: b'],
    ['an empty value', 'Subject:\nX: y', ''],
    ['an mbox "From " line before', 'From ada@example.org Mon Jan  1 00:00:00 2024\nSubject: a', 'a'],
    ['a quoted one', '>From ada@example.org Mon Jan  1 00:00:00 2024\nSubject: a', 'a'],
    ['a stray line before', 'stray line\nSubject: a', 'a'],
    ['octets as they are', 'Subject: \u00e9', '\u00c3\u00a9'],
  ])('%s', (_, text, value) => {
    expect(read(text).first('subject')).toBe(value)
  })

  test('lines that are none are counted', () => {
    expect(read('Subject: a\nno field\n: empty name\nA b: c\nX: y\n').strayLines).toBe(3)
    expect(read('From ada@example.org Mon Jan  1 00:00:00 2024\nSubject: a\n').strayLines).toBe(0)
  })

  test('of a megabyte, the first 100 KiB are read', () => {
    const header = read(`Subject: a\nX: ${'x'.repeat(99_000)}\nY: ${'y'.repeat(1_000_000)}\nDate: z\n`)
    expect(header.cut).toBe(true)
    expect(header.first('subject')).toBe('a')
    expect(header.first('date')).toBeUndefined()
    expect(header.first('x')).toHaveLength(99_000)
    expect(header.first('y')).toBeUndefined()
  })
})

describe('the end of a header', () => {
  test.each([
    ['A: b\n\nc', 5, 6],
    ['A: b\r\n\r\nc', 6, 8],
    ['A: b\n\r\nc', 5, 7],
    ['A: b\n', 5, 5],
    ['A: b', 4, 4],
    ['\nc', 0, 1],
    ['\r\nc', 0, 2],
    ['A: b\r\n\r\nc\n\nd', 6, 8],
    ['', 0, 0],
  ])('%j', (text, headerEnd, bodyStart) => {
    const bytes = Buffer.from(text)
    expect(findHeaderEnd(bytes, 0, bytes.length)).toEqual({ headerEnd, bodyStart })
  })
})
