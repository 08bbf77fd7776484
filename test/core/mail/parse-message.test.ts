import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../../src/core/mail/message.ts'
import { parseMessage } from '../../../src/core/mail/parse-message.ts'

const read = (text: string): Message => parseMessage(Buffer.from(text))

/** Everything that a message says, `header` left out. */
const said = ({ header, ...rest }: Message): Omit<Message, 'header'> => rest

describe('mails of RFC 5322, appendix A', () => {
  test('A.1.1: from one person to another', () => {
    const text =
      'From: John Doe <jdoe@machine.example>\r\nTo: Mary Smith <mary@example.net>\r\nSubject: Saying Hello\r\nDate: Fri, 21 Nov 1997 09:55:06 -0600\r\nMessage-ID: <1234@local.machine.example>\r\n\r\nThis is a message just to say hello.\r\nSo, "Hello".\r\n'
    expect(said(read(text))).toEqual({
      messageId: '1234@local.machine.example',
      subject: 'Saying Hello',
      from: { name: 'John Doe', address: 'jdoe@machine.example' },
      replyTo: [],
      to: [{ name: 'Mary Smith', address: 'mary@example.net' }],
      cc: [],
      sentAt: '1997-11-21T15:55:06Z',
      receivedAt: undefined,
      inReplyTo: [],
      references: [],
      text: 'This is a message just to say hello.\nSo, "Hello".\n',
      parts: [
        {
          contentType: 'text/plain',
          filename: undefined,
          attachment: false,
          size: 52,
          text: 'This is a message just to say hello.\nSo, "Hello".\n',
        },
      ],
      problems: [],
    })
  })

  test('A.2: a reply to a reply', () => {
    const mail = read(
      'To: "Mary Smith: Personal Account" <smith@home.example>\nFrom: John Doe <jdoe@machine.example>\nReply-To: "Mary Smith: Personal Account" <smith@home.example>\nSubject: Re: Saying Hello\nDate: Fri, 21 Nov 1997 11:00:00 -0600\nMessage-ID: <abcd.1234@local.machine.test>\nIn-Reply-To: <3456@example.net>\nReferences: <1234@local.machine.example> <3456@example.net>\n\nx',
    )
    expect(mail.replyTo).toEqual([{ name: 'Mary Smith: Personal Account', address: 'smith@home.example' }])
    expect(mail.inReplyTo).toEqual(['3456@example.net'])
    expect(mail.references).toEqual(['1234@local.machine.example', '3456@example.net'])
  })

  test('A.4: with trace fields', () => {
    const mail = read(
      'Received: from x.y.test\n   by example.net\n   via TCP\n   with ESMTP\n   id ABC12345\n   for <mary@example.net>;  21 Nov 1997 10:05:43 -0600\nReceived: from node.example by x.y.test; 21 Nov 1997 10:01:22 -0600\nFrom: John Doe <jdoe@node.example>\nDate: Fri, 21 Nov 1997 09:55:06 -0600\nMessage-ID: <1234@local.node.example>\n\nx',
    )
    expect(mail.receivedAt).toBe('1997-11-21T16:05:43Z')
    expect(mail.sentAt).toBe('1997-11-21T15:55:06Z')
  })

  test('A.6.3: obsolete white space and comments', () => {
    const mail = read(
      'From  : John Doe <jdoe@machine(comment).  example>\nTo    : Mary Smith\n  \n          <mary@example.net>\nSubject     : Saying Hello\nDate  : Fri, 21 Nov 1997 09(comment):   55  :  06 -0600\nMessage-ID  : <1234   @   local  .machine .example>\n\nx',
    )
    expect(mail.from?.address).toBe('jdoe@machine.example')
    expect(mail.to).toEqual([{ name: 'Mary Smith', address: 'mary@example.net' }])
    expect(mail.subject).toBe('Saying Hello')
    expect(mail.sentAt).toBe('1997-11-21T15:55:06Z')
    expect(mail.messageId).toBe('1234@local.machine.example')
    expect(mail.text).toBe('x')
  })
})

describe('what mails look like', () => {
  test('other headers are there by name, decoded', () => {
    const mail = read(
      'Message-ID: <a@x>\nX-Mailer:  git-send-email\n 2.40\nList-Id: =?utf-8?q?caf=C3=A9?=\nX-Mailer: b\n\n',
    )
    expect(mail.header('x-mailer')).toBe('git-send-email 2.40')
    expect(mail.header('list-id')).toBe('café')
    expect(mail.header('x-none')).toBeUndefined()
  })

  test('line ends of any kind', () => {
    const text = 'Message-ID: <a@x>\nSubject: a\n b\n\none\n\ntwo\n'
    const [lf, crlf, cr] = ['\n', '\r\n', '\r'].map((end) => said(read(text.replaceAll('\n', end))))
    expect(crlf).toEqual({ ...lf, parts: [{ ...lf?.parts[0], size: 12 }] })
    expect(cr).toEqual(lf)
    expect(lf).toMatchObject({ subject: 'a b', text: 'one\n\ntwo\n', problems: [] })
  })

  test('a carriage return inside a line stays where it is', () => {
    expect(read('Message-ID: <a@x>\n\n+a\rb\n').text).toBe('+a\rb\n')
  })

  test('empty lines and a "From " line before the header', () => {
    expect(read('\n\r\nSubject: a\n\nb').subject).toBe('a')
    const mail = read('From ada Mon Jan  1 00:00:00 2024\nMessage-ID: <a@x>\n\nb')
    expect([mail.messageId, mail.text, mail.problems]).toEqual(['a@x', 'b', []])
  })

  test('a flowed text is unflowed, also when it is encoded', () => {
    const mail = read(
      'Message-ID: <a@x>\nContent-Type: text/plain; format=flowed; delsp=yes\nContent-Transfer-Encoding: quoted-printable\n\none=20\ntwo =\nthree\n',
    )
    expect(mail.text).toBe('onetwo three\n')
  })

  test('the sender stays as the list wrote it', () => {
    const mail = read(
      'Message-ID: <a@x>\nFrom: Ada via list <list@example.org>\nReply-To: Ada <ada@example.org>\n\n',
    )
    expect(mail.from).toEqual({ name: 'Ada via list', address: 'list@example.org' })
  })

  test('addresses of people are no parents; y and n neither', () => {
    const mail = read(
      'Message-ID: <a@x>\nFrom: <ada@example.org>\nTo: <bo@example.org>\nCc: <Cy@example.org>\nIn-Reply-To: <bo@example.org> <p@x> <y>\nReferences: <cy@example.org>\n <r@x>\n <ada@example.org> <r@x>\n\n',
    )
    expect(mail.inReplyTo).toEqual(['p@x'])
    expect(mail.references).toEqual(['r@x'])
  })

  test('parents of several headers of one name are all there', () => {
    const mail = read('Message-ID: <a@x>\nReferences: <b@x>\nReferences: <c@x>\n\n')
    expect(mail.references).toEqual(['b@x', 'c@x'])
  })
})

describe('bad mail', () => {
  const whats = (mail: Message): readonly string[] => mail.problems.map((one) => `${one.where}: ${one.what}`)

  test('nothing at all', () => {
    const mail = read('')
    // printf '' | sha256sum
    expect(mail.messageId).toBe('sha256-e3b0c44298fc1c149afbf4c8996fb92427ae41e4@missing.invalid')
    expect(whats(mail)).toEqual([
      'Header: It has no header; all of it is read as text.',
      'Message-ID: The mail has none; it is named by a digest of its octets.',
    ])
  })

  test('only words', () => {
    const mail = read('just words\nand more\n')
    expect(mail.text).toBe('just words\nand more\n')
    expect(whats(mail)[0]).toBe('Header: It has no header; all of it is read as text.')
  })

  test('a subject of control characters', () => {
    const mail = read('Message-ID: <a@x>\nSubject: \u0001\u0002a\u0007\u001b[0m\u009fb\u007f\u0000\n\n')
    expect(mail.subject).toBe('a[0mb')
    expect(whats(mail)).toEqual(['Subject: It holds control characters; they are left out.'])
    expect(read('Message-ID: <a@x>\nSubject: =?utf-8?q?=00=07?=\n\n').subject).toBe('')
  })

  test('a subject without an end', () => {
    const mail = read(`Message-ID: <a@x>\nSubject: ${'x'.repeat(50_000)}\n\n`)
    expect(mail.subject).toHaveLength(2000)
    expect(whats(mail)).toEqual(['Subject: It is longer than 2000 characters; the rest of it is left out.'])
  })

  test('a header of a megabyte: what stands first counts, and the text is there', () => {
    const mail = read(`Message-ID: <a@x>\n${'X-Filler: x\n'.repeat(100_000)}Subject: late\n\nwords\n`)
    expect([mail.messageId, mail.subject, mail.text]).toEqual(['a@x', '', 'words\n'])
    expect(whats(mail)).toEqual(['Header: It is longer than 100 KiB; the rest of it is left out.'])
  })

  test('one header line of a megabyte', () => {
    const mail = read(`Message-ID: <a@x>\nTo: ${'bo@example.org, '.repeat(70_000)}\n\nwords\n`)
    expect(mail.text).toBe('words\n')
    expect(mail.to).toEqual([])
    expect(whats(mail)).toEqual(['Header: It is longer than 100 KiB; the rest of it is left out.'])
  })

  test('an unknown charset', () => {
    const mail = read('Message-ID: <a@x>\nContent-Type: text/plain; charset=x-klingon\n\ncafé\n')
    expect(mail.text).toBe('café\n')
    expect(whats(mail)).toEqual(['Body: Its charset “x-klingon” is not known.'])
  })

  test('NUL octets anywhere', () => {
    const mail = read('Message-ID: <a\0@x>\nSubject: a\0b\nFrom: A\0da <ad\0a@example.org>\n\na\0b\n')
    expect(mail).toMatchObject({
      messageId: 'a@x',
      subject: 'ab',
      from: { name: 'Ada', address: 'ada@example.org' },
      text: 'ab\n',
    })
    expect(mail.problems.map((one) => one.where)).toEqual(['Body', 'From', 'Subject'])
  })

  test.each(['Mon, 1 Jan 20000 00:00:00 +0000', '99 Foo 2024', '<b>yesterday</b>'])(
    'a date that cannot be: %s',
    (date) => {
      const mail = read(`Message-ID: <a@x>\nDate: ${date}\n\n`)
      expect(mail.sentAt).toBeUndefined()
      expect(whats(mail)).toEqual([`Date: “${date}” is no date that can be.`])
    },
  )

  test('a mail that names itself as its parent', () => {
    const mail = read('Message-ID: <a@x>\nIn-Reply-To: <a@x>\nReferences: <b@x> <a@x> <b@x>\n\n')
    expect(mail.references).toEqual(['b@x', 'a@x'])
    expect(mail.problems).toEqual([])
  })

  test('ten thousand references: the newest thousand count', () => {
    const ids = Array.from({ length: 10_000 }, (_, n) => `<${n}@x>`)
    const mail = read(`Message-ID: <a@x>\nReferences: ${ids.join('\n ')}\n\n`)
    expect(mail.references).toHaveLength(1000)
    expect([mail.references[0], mail.references.at(-1)]).toEqual(['9000@x', '9999@x'])
    expect(whats(mail)).toEqual(['References: It names 10000 mails; the last 1000 are kept.'])
  })

  test('a Message-ID with quotes and markup is data', () => {
    const mail = read('Message-ID: <"\'><script>alert(1)</script>@x>\nReferences: <a"b\'c&lt;@x>\n\n')
    expect(mail.messageId).toBe('"\'')
    expect(mail.references).toEqual(['a"b\'c&lt;@x'])
  })

  test('no Message-ID: named by its octets, the same each time', () => {
    const one = read('Subject: a\n\nx')
    expect(one.messageId).toMatch(/^sha256-[0-9a-f]{40}@missing\.invalid$/)
    expect(read('Subject: a\n\nx').messageId).toBe(one.messageId)
    expect(read('Subject: a\n\ny').messageId).not.toBe(one.messageId)
    expect(read('Message-ID:\nSubject: a\n\nx').messageId).toMatch(/@missing\.invalid$/)
  })

  test('problems without end are counted', () => {
    const parts = Array.from({ length: 100 }, (_, n) => `--b\nContent-Type: text/plain; charset=x-${n}\n\nx`)
    const mail = read(
      `Message-ID: <a@x>\nContent-Type: multipart/mixed; boundary=b\n\n${parts.join('\n')}\n--b--`,
    )
    expect(mail.problems).toHaveLength(21)
    expect(whats(mail).at(-1)).toBe('Mail: 80 more of its problems are not listed.')
  })

  test('a mail of 50 MB', () => {
    const line = Buffer.from('All work and no play makes Jack a dull boy.\n')
    const body = Buffer.alloc(50_000_000, line)
    const mail = parseMessage(Buffer.concat([Buffer.from('Message-ID: <a@x>\n\n'), body]))
    expect(mail.text).toHaveLength(50_000_000)
    expect(mail.problems).toEqual([])
  })
})

describe('any octets', () => {
  /** Pieces that mean something to the reader, in any order. */
  const piece = fc.oneof(
    fc.constantFrom(
      ...[
        '\n',
        '\r\n',
        '\r',
        '\n\n',
        '\r\n\r\n',
        ' ',
        '\t',
        '\0',
        ':',
        '--b',
        '--b--',
        '=',
        '=\n',
        '<',
        '>',
        '"',
        '(',
        ')',
        ',',
      ],
      ...[
        '=?utf-8?q?',
        '=?gb2312?b?',
        '?=',
        '=?',
        '\\',
        ';',
        '@',
        '&#',
        '&lt;',
        '<br>',
        '<pre>',
        '<blockquote>',
        '<!--',
        '\xff',
        '\xc3',
      ],
      ...[
        'Content-Type: multipart/mixed; boundary=b\n',
        'Content-Type: message/rfc822\n',
        'Content-Type: text/html\n',
      ],
      ...[
        'Content-Type: text/plain; charset=utf-16; format=flowed\n',
        'Content-Transfer-Encoding: base64\n',
        'Content-Transfer-Encoding: ',
        'Content-Type: ',
      ],
      ...[
        'Content-Transfer-Encoding: quoted-printable\n',
        'Content-Disposition: attachment; filename*0*=x\n',
      ],
      ...[
        'Message-ID: <',
        'References: <',
        'From: ',
        'To: ',
        'Date: ',
        'Received: ;',
        'Subject: ',
        'From x 2024\n',
      ],
    ),
    fc.string({ maxLength: 8 }),
  )
  const octets = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.array(piece, { maxLength: 60 }).map((pieces) => Buffer.from(pieces.join(''), 'latin1')),
  )

  test('give a message that can be kept', () => {
    fc.assert(
      fc.property(octets, (bytes) => {
        const mail = parseMessage(bytes)
        expect(mail.messageId).not.toBe('')
        const people = [...mail.to, ...mail.cc, ...mail.replyTo, ...(mail.from ? [mail.from] : [])]
        for (const one of people) {
          expect(one.address).not.toBe('')
          expect(one.address).toBe(one.address.toLowerCase())
        }
        const words = [
          mail.subject,
          mail.messageId,
          ...mail.references,
          ...mail.inReplyTo,
          ...people.flatMap(Object.values),
        ]
        for (const { where, what } of mail.problems) words.push(where, what)
        for (const part of mail.parts) words.push(part.contentType, part.filename ?? '')
        for (const word of words) expect(word).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
        for (const text of [mail.text, ...mail.parts.map((part) => part.text ?? '')])
          expect(text).not.toContain('\0')
        // No half of a surrogate pair: what is stored comes back.
        const all = JSON.stringify([words, mail.text, mail.parts, mail.problems])
        expect(Buffer.from(all).toString()).toBe(all)
        expect(mail.header('subject') ?? '').not.toContain('\n')
      }),
      { numRuns: 2000 },
    )
  })

  test('leave the octets as they are, wherever they lie', () => {
    fc.assert(
      fc.property(octets, (bytes) => {
        const around = Buffer.concat([Buffer.from('Subject: no\n\n'), bytes, Buffer.from('\n--b\n\nx')])
        const inside = new Uint8Array(around.buffer, around.byteOffset + 13, bytes.length)
        expect(said(parseMessage(inside))).toEqual(said(parseMessage(bytes)))
        expect(Buffer.from(inside)).toEqual(Buffer.from(bytes))
      }),
      { numRuns: 300 },
    )
  })
})
