import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { parseMessage } from '../../src/core/mail/parse-message.ts'
import { formatMail, formatMailto, type MailDraft } from '../../src/exports/mail-file.ts'

const draft = (more: Partial<MailDraft> = {}): MailDraft => ({
  from: undefined,
  to: [{ name: 'Bo Example', address: 'bo@example.org' }],
  cc: [
    { name: 'Jörg Müßig', address: 'joerg@example.org' },
    { name: 'Doe, Jane "JD"', address: 'jane@example.org' },
  ],
  subject: 'Re: [PATCH v2 0/3] walls',
  at: '2026-05-01T09:00:00Z',
  messageId: 'me@example.org',
  inReplyTo: 'v2-0@example.org',
  references: ['v1-0@example.org', 'v2-0@example.org'],
  text: 'Hi Bo,\n\nany news?\n',
  ...more,
})
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a mail as a file', () => {
  test('is read by ourselves and by another reader as it was written', async () => {
    const file = formatMail(draft()).replaceAll('\n', '\r\n')
    const ours = parseMessage(bytes(file))
    expect(ours).toMatchObject({
      subject: 'Re: [PATCH v2 0/3] walls',
      messageId: 'me@example.org',
      inReplyTo: ['v2-0@example.org'],
      references: ['v1-0@example.org', 'v2-0@example.org'],
      text: 'Hi Bo,\n\nany news?\n',
      sentAt: '2026-05-01T09:00:00Z',
    })
    expect(ours.cc).toEqual(draft().cc)
    const theirs = await PostalMime.parse(file)
    expect(theirs.to).toEqual([{ name: 'Bo Example', address: 'bo@example.org' }])
    expect(theirs.cc).toEqual(draft().cc)
    expect(theirs.inReplyTo).toBe('<v2-0@example.org>')
    expect(theirs.text?.trim()).toBe('Hi Bo,\n\nany news?')
  })

  test('any subject, names and text come back; nothing from outside becomes a header', () => {
    const words = fc.string({ unit: 'binary', maxLength: 60 })
    fc.assert(
      fc.property(words, words, fc.string({ unit: 'grapheme', maxLength: 300 }), (subject, name, long) => {
        const file = formatMail(
          draft({
            subject: `Re: ${subject}${long}`,
            to: [{ name, address: 'bo@example.org' }],
            inReplyTo: `${subject}@example.org`,
            references: [],
          }),
        )
        const [head = ''] = file.split('\n\n')
        // Header lines begin with one of the names that are ours, or continue another one, and are short.
        for (const line of head.split('\n')) {
          expect(line).toMatch(
            /^(?: |To:|Cc:|Subject:|Date:|Message-ID:|In-Reply-To:|References:|MIME-Version:|Content-)/,
          )
          expect(line.length).toBeLessThan(998)
        }
        const read = parseMessage(bytes(file))
        const clean = (text: string): string => text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim()
        expect(read.text).toBe('Hi Bo,\n\nany news?\n')
        if (!/\p{Surrogate}/u.test(subject)) expect(clean(read.subject)).toBe(clean(`Re: ${subject}${long}`))
        expect(read.to.map((one) => one.address)).toEqual(['bo@example.org'])
      }),
    )
  })

  test('what is no address is left out', () => {
    const file = formatMail(
      draft({
        to: [
          { name: '', address: 'a@example.org,evil@example.com' },
          { name: '', address: 'ok@example.org' },
        ],
        cc: [{ name: 'x', address: 'not an address' }],
      }),
    )
    expect(file).toContain('To: ok@example.org\n')
    expect(file).not.toContain('evil')
    expect(file).not.toMatch(/^Cc:/m)
  })
})

describe('a mail as a link', () => {
  test('names everybody, what it answers, and its text with CRLF', () => {
    const link = formatMailto(draft({ to: [...draft().to, { name: '', address: 'cy+x@example.org' }] }))
    const url = new URL(link ?? '')
    expect(url.protocol).toBe('mailto:')
    expect(decodeURIComponent(url.pathname)).toBe('bo@example.org,cy+x@example.org')
    expect(link).toContain('cy%2Bx@')
    expect(url.searchParams.get('cc')).toBe('joerg@example.org,jane@example.org')
    expect(url.searchParams.get('in-reply-to')).toBe('<v2-0@example.org>')
    expect(url.searchParams.get('body')).toBe('Hi Bo,\r\n\r\nany news?\r\n')
    // RFC 6068 knows no plus for a blank.
    expect(link).not.toMatch(/\+/)
  })

  test('cannot be given more fields from outside, and is none where it is too long', () => {
    const link = formatMailto(draft({ subject: 'x&bcc=evil@example.com\r\nBcc: evil@example.com' })) ?? ''
    expect([...new URL(link).searchParams.keys()]).toEqual(['cc', 'subject', 'in-reply-to', 'body'])
    expect(formatMailto(draft({ text: 'x'.repeat(5000) }))).toBeUndefined()
  })
})
