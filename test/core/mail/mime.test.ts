import { describe, expect, test } from 'vitest'
import type { Message } from '../../../src/core/mail/message.ts'
import { parseMessage } from '../../../src/core/mail/parse-message.ts'

const mail = (...lines: readonly string[]): Message => parseMessage(Buffer.from(lines.join('\n')))

/** The header of every mail here; the lines follow. */
const HEAD = ['Message-ID: <m@example.org>', 'MIME-Version: 1.0']

/** Parts in short: type, name, whether attached, size. */
const outline = (message: Message): readonly string[] =>
  message.parts.map(
    (part) =>
      `${part.attachment ? '+' : ''}${part.contentType}${part.filename === undefined ? '' : ` ${part.filename}`} ${part.size}`,
  )

describe('the parts of a mail', () => {
  test('one text', () => {
    const read = mail(...HEAD, 'Content-Type: text/plain; charset=utf-8', '', 'Grüße', '')
    expect(read.text).toBe('Grüße\n')
    expect(outline(read)).toEqual(['text/plain 8'])
    expect(read.problems).toEqual([])
  })

  test.each(['text', 'text/', '/', '<b>/x', `text/${'x'.repeat(500)}`, ''])(
    'a type that is none is plain text: %s',
    (type) => {
      const read = mail(...HEAD, `Content-Type: ${type}`, '', 'words')
      expect([read.text, read.parts[0]?.contentType]).toEqual(['words', 'text/plain'])
    },
  )

  test('none at all', () => {
    const read = mail(...HEAD)
    expect(read.text).toBe('')
    expect(outline(read)).toEqual(['text/plain 0'])
  })

  // RFC 2046, section 5.1.1.
  test('two texts, one without a type', () => {
    const read = mail(
      ...HEAD,
      'Content-type: multipart/mixed; boundary="simple boundary"',
      '',
      'This is the preamble.  It is to be ignored, though it',
      'is a handy place for composition agents to include an',
      'explanatory note to non-MIME conformant readers.',
      '',
      '--simple boundary',
      '',
      'This is implicitly typed plain US-ASCII text.',
      'It does NOT end with a linebreak.',
      '--simple boundary',
      'Content-type: text/plain; charset=us-ascii',
      '',
      'This is explicitly typed plain US-ASCII text.',
      'It DOES end with a linebreak.',
      '',
      '--simple boundary--',
      '',
      'This is the epilogue.  It is also to be ignored.',
    )
    expect(read.parts.map((part) => part.text)).toEqual([
      'This is implicitly typed plain US-ASCII text.\nIt does NOT end with a linebreak.',
      'This is explicitly typed plain US-ASCII text.\nIt DOES end with a linebreak.\n',
    ])
    expect(read.text).toBe(
      'This is implicitly typed plain US-ASCII text.\nIt does NOT end with a linebreak.\n\nThis is explicitly typed plain US-ASCII text.\nIt DOES end with a linebreak.\n',
    )
    expect(read.problems).toEqual([])
  })

  // The shape of RFC 2049, appendix A.
  test('a multipart in a multipart, and mails inside', () => {
    const read = mail(
      ...HEAD,
      'Content-Type: multipart/mixed; boundary=unique-boundary-1',
      '',
      '--unique-boundary-1',
      '',
      '  ... Some text appears here ...',
      '--unique-boundary-1',
      'Content-type: multipart/parallel; boundary=unique-boundary-2',
      '',
      '--unique-boundary-2',
      'Content-Type: audio/basic',
      'Content-Transfer-Encoding: base64',
      '',
      'AAECAw==',
      '',
      '--unique-boundary-2',
      'Content-Type: image/jpeg; name=x.jpg',
      'Content-Transfer-Encoding: base64',
      '',
      'AAEC',
      '',
      '--unique-boundary-2--',
      '',
      '--unique-boundary-1',
      'Content-type: text/enriched',
      '',
      'This is <bold><italic>enriched.</italic></bold>',
      '',
      '--unique-boundary-1',
      'Content-Type: message/rfc822',
      '',
      'From: Bo <bo@example.org>',
      'Subject: inside',
      'Content-Type: text/plain; charset=ISO-8859-1',
      'Content-Transfer-Encoding: Quoted-printable',
      '',
      '  ... Additional text in ISO-8859-1 goes =E9here ...',
      '',
      '--unique-boundary-1--',
    )
    expect(outline(read)).toEqual([
      'text/plain 32',
      'audio/basic 4',
      'image/jpeg x.jpg 3',
      '+text/enriched 48',
      '+text/plain 51',
    ])
    expect(read.text).toBe('  ... Some text appears here ...')
    expect(read.parts[4]?.text).toBe('  ... Additional text in ISO-8859-1 goes éhere ...\n')
    expect(read.subject).toBe('')
  })

  test('CRLF and LF give the same', () => {
    const lines = [
      ...HEAD,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Disposition: attachment; filename=a.patch',
      'Content-Type: text/x-patch',
      '',
      'one',
      'two',
      '',
      '--b',
      '',
      'three',
      '--b--',
    ]
    const [lf, crlf] = ['\n', '\r\n'].map((end) => parseMessage(Buffer.from(lines.join(end))))
    expect(crlf?.text).toBe('three')
    expect(crlf?.parts.map((part) => part.text)).toEqual(['one\ntwo\n', 'three'])
    expect(lf?.parts.map((part) => part.text)).toEqual(crlf?.parts.map((part) => part.text))
  })

  const alternative = (...parts: readonly (readonly [string, string])[]): readonly string[] => [
    'Content-Type: multipart/alternative; boundary=alt',
    '',
    ...parts.flatMap(([type, text]) => ['--alt', `Content-Type: ${type}`, '', text]),
    '--alt--',
  ]
  const mixed = (...parts: readonly (readonly string[])[]): readonly string[] => [
    ...HEAD,
    'Content-Type: multipart/mixed; boundary=mix',
    '',
    ...parts.flatMap((part) => ['--mix', ...part]),
    '--mix--',
  ]
  const FOOTER = ['', '____\nThe list\n']

  test.each<readonly [string, readonly string[], string]>([
    ['plain beside HTML', [...HEAD, ...alternative(['text/plain', 'a'], ['text/html', '<b>a</b>'])], 'a'],
    ['HTML beside plain', [...HEAD, ...alternative(['text/html', '<b>a</b>'], ['text/plain', 'a'])], 'a'],
    [
      'HTML beside an empty plain',
      [...HEAD, ...alternative(['text/plain', ' \n'], ['text/html', '<b>a</b>'])],
      'a\n',
    ],
    ['HTML alone', [...HEAD, 'Content-Type: text/html', '', '<b>a</b>'], 'a\n'],
    [
      'both, and a footer',
      mixed(alternative(['text/plain', 'a'], ['text/html', 'a']), FOOTER),
      'a\n\n____\nThe list\n',
    ],
    [
      'HTML, and a footer',
      mixed(['Content-Type: text/html', '', '<p>a</p>'], FOOTER),
      'a\n\n____\nThe list\n',
    ],
    ['plain, and HTML behind it', mixed(['', 'a'], ['Content-Type: text/html', '', '<p>a</p>']), 'a'],
    ['a patch alone', [...HEAD, 'Content-Type: text/x-patch', '', 'diff'], 'diff'],
    ['a text to keep', [...HEAD, 'Content-Disposition: attachment', '', 'a'], 'a'],
  ])('which is the text: %s', (_, lines, text) => {
    expect(mail(...lines).text).toBe(text)
  })

  test('attached patches are there to be read, whatever their type', () => {
    const read = mail(
      ...mixed(
        ['', 'See there.'],
        [
          'Content-Type: application/octet-stream; name="0001-x.patch"',
          'Content-Transfer-Encoding: base64',
          '',
          'ZGlmZg0K',
        ],
        ['Content-Type: text/x-patch', 'Content-Disposition: inline', '', 'diff'],
        ['Content-Type: text/plain; name=a.txt', 'Content-Disposition: attachment', '', 'notes'],
        ['Content-Type: application/pdf; name=a.pdf', '', 'x'],
      ),
    )
    expect(read.text).toBe('See there.')
    expect(read.parts.map(({ filename, attachment, text }) => [filename, attachment, text])).toEqual([
      [undefined, false, 'See there.'],
      ['0001-x.patch', true, 'diff\n'],
      [undefined, true, 'diff'],
      ['a.txt', true, 'notes'],
      ['a.pdf', false, undefined],
    ])
  })

  test('an attached mail in base64 is read', () => {
    const inner = Buffer.from('Subject: in\nContent-Type: text/x-patch; name=a.patch\n\ndiff\n').toString(
      'base64',
    )
    const read = mail(
      ...mixed(['', 'a'], ['Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64', '', inner]),
    )
    expect(outline(read)).toEqual(['text/plain 1', '+text/x-patch a.patch 5'])
  })

  test('a digest holds mails', () => {
    const read = mail(
      ...HEAD,
      'Content-Type: multipart/digest; boundary=d',
      '',
      '--d',
      '',
      'Subject: one',
      '',
      'first',
      '--d',
      'Content-Type: text/plain',
      '',
      'second',
      '--d--',
    )
    expect(outline(read)).toEqual(['+text/plain 5', 'text/plain 6'])
    expect(read.text).toBe('second')
  })
})

describe('boundaries', () => {
  const outer = 'Content-Type: multipart/mixed; boundary=abc'

  test('one that begins like another is another', () => {
    const read = mail(
      ...HEAD,
      outer,
      '',
      '--abc',
      'Content-Type: multipart/mixed; boundary=abcd',
      '',
      '--abcd',
      '',
      'one',
      '--abcde',
      '--abcd--',
      '--abc--',
    )
    expect(read.parts.map((part) => part.text)).toEqual(['one\n--abcde'])
    expect(read.problems).toEqual([])
  })

  test('white space behind them is padding', () => {
    expect(mail(...HEAD, outer, '', '--abc  \t', '', 'one', '--abc-- ', '').text).toBe('one')
  })

  test('that of a container ends what is inside it', () => {
    const read = mail(
      ...HEAD,
      outer,
      '',
      '--abc',
      'Content-Type: multipart/alternative; boundary=in',
      '',
      '--in',
      '',
      'one',
      '--abc',
      '',
      'two',
      '--abc--',
    )
    expect(read.text).toBe('one\n\ntwo')
    expect(read.problems.map((one) => one.what)).toEqual([
      'The last of its parts has no end: the mail may have been cut.',
    ])
  })

  test('a mail that was cut is read as far as it goes', () => {
    const read = mail(...HEAD, outer, '', '--abc', '', 'one', '--abc', 'Content-Type: text/pl')
    expect(read.text).toBe('one')
    expect(read.problems).toHaveLength(1)
  })

  test('a part may end before its body', () => {
    const read = mail(...HEAD, outer, '', '--abc', '--abc', 'X: y', '--abc', 'only words', '--abc--')
    expect(read.parts.map((part) => part.text)).toEqual(['', '', 'only words'])
  })

  test.each([
    ['none is named', 'Content-Type: multipart/mixed', /names no boundary/],
    ['it is nowhere', outer, /is nowhere in it/],
  ])('%s: it is plain text', (_, type, problem) => {
    const read = mail(...HEAD, type, '', 'words', '')
    expect(read.text).toBe('words\n')
    expect(outline(read)).toEqual(['text/plain 6'])
    expect(read.problems[0]?.what).toMatch(problem)
  })

  test('twenty levels are read, no more', () => {
    const levels = (count: number): Message =>
      mail(
        ...HEAD,
        ...Array.from({ length: count }, (_, n) => [
          `Content-Type: multipart/mixed; boundary=b${n}`,
          '',
          `--b${n}`,
        ]).flat(),
        '',
        'deep',
      )
    expect(levels(20).text).toBe('deep')
    expect(levels(21).text).toBe('')
    expect(levels(21).problems.map((one) => one.what)).toContain(
      'Its parts are nested more than 20 levels deep; what is further inside is not read.',
    )
    const nested = mail(
      ...HEAD,
      ...Array.from({ length: 30 }, () => ['Content-Type: message/rfc822', '']).flat(),
      'deep',
    )
    expect(nested.problems[0]?.what).toMatch(/20 levels/)
  })

  test.each([
    ['with a body', ['--b', '', 'x']],
    ['without a body', ['--b', 'X: y']],
    ['that are mails', ['--b', 'Content-Type: message/rfc822', '', 'X: y', '', 'x']],
  ])('of ten thousand parts %s, a thousand are read', (_, part) => {
    const lines = Array.from({ length: 10_000 }, () => part).flat()
    const read = mail(...HEAD, 'Content-Type: multipart/mixed; boundary=b', '', ...lines, '--b--')
    expect(read.parts).toHaveLength(1000)
    expect(read.problems).toEqual([
      { where: 'Parts', what: 'It has more than 1000 parts; the others are left out.' },
    ])
  })
})
