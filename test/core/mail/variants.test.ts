import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutListFooter } from '../../../src/core/mail/list-footer.ts'
import { compareVariants, isSameMail } from '../../../src/core/mail/variants.ts'
import { message } from '../../support/message.ts'

const MAILMAN =
  '_______________________________________________\nlist mailing list\nlist@example.org\nhttps://lists.example.org/mailman/listinfo/list\n'
const GOOGLE =
  '-- \nYou received this message because you are subscribed to the Google Groups "list" group.\nTo unsubscribe from this group, send an email to list+unsubscribe@example.org.\n'

describe('list footers', () => {
  test.each([
    ['of Mailman', `Words.\n${MAILMAN}`, 'Words.\n'],
    ['of Mailman, behind a signature', `Words.\n-- \nAda\n\n${MAILMAN}\n`, 'Words.\n-- \nAda\n\n'],
    ['of Google Groups', `Words.\n\n${GOOGLE}`, 'Words.\n\n'],
    [
      'of the Linux test project',
      'Words.\n-- \nMailing list info: https://lists.example.org/listinfo/ltp\n',
      'Words.\n',
    ],
    [
      'of groups.io',
      'Words.\n-=-=-=-=-=-=-=-=-=-=-=-\nGroups.io Links: You receive all messages sent to this group.\n-=-=-=-=-=-=-=-=-=-=-=-\n',
      'Words.\n',
    ],
    ['of two lists', `Words.\n${MAILMAN}\n${GOOGLE}`, 'Words.\n'],
    ['and nothing else', MAILMAN, ''],
  ])('%s', (_, text, kept) => {
    expect(withoutListFooter(text)).toBe(kept)
  })

  test.each([
    ['a signature', 'Words.\n-- \nAda Example\nhttps://example.org\n'],
    ['a rule inside a text', 'Words.\n__________\nMore words.\n'],
    ['a list that is spoken of', 'Please ask on the mailing list.\n'],
    ['a footer with words of the sender behind it', `${MAILMAN}${'More.\n'.repeat(20)}`],
    ['nothing', ''],
  ])('which is none: %s', (_, text) => {
    expect(withoutListFooter(text)).toBe(text)
  })
})

type Given = Parameters<typeof message>[0]

const MAIL: Given = {
  subject: '[PATCH v2 1/2] mm: fix it',
  from: { name: 'Ada Example', address: 'ada@example.org' },
  to: [{ name: '', address: 'list@example.org' }],
  cc: [{ name: 'Bo', address: 'bo@example.org' }],
  references: ['a@x', 'b@x'],
  inReplyTo: ['b@x'],
  text: 'Because.\n\nSigned-off-by: Ada Example <ada@example.org>\n',
}

const MUNGED: Given = {
  from: { name: 'Ada Example via list', address: 'list@example.org' },
  headers: { 'list-post': '<mailto:list@example.org>' },
}

describe('the same mail by way of several lists', () => {
  test.each<readonly [string, Given]>([
    ['the same', {}],
    ['with a footer', { text: `${MAIL?.text}${MAILMAN}` }],
    ['with the tag of the list', { subject: '[list] [PATCH v2 1/2] mm: fix it' }],
    [
      'from the list, answers to the sender',
      { ...MUNGED, replyTo: [{ name: 'Ada Example', address: 'ada@example.org' }] },
    ],
    ['from the list, with no trace of the address', MUNGED],
    ['wrapped in other white space', { text: `${MAIL?.text?.replaceAll('\n', ' \n')}\n\n` }],
    ['re-encoded', { headers: { 'content-transfer-encoding': 'base64' } }],
    ['with fewer recipients: Mailman knows them', { cc: [] }],
    [
      'with the sender in Cc',
      { ...MUNGED, cc: [...(MAIL?.cc ?? []), { name: 'Ada Example', address: 'ada@example.org' }] },
    ],
    ['with a recipient moved to Cc', { to: [], cc: [...(MAIL?.cc ?? []), ...(MAIL?.to ?? [])] }],
    ['with its references in another order', { references: ['b@x', 'a@x', 'b@x'] }],
    ['with other headers', { headers: { 'x-spam': 'no' }, receivedAt: '2026-03-02T09:00:00Z' }],
  ])('%s', (_, change) => {
    const [one, other] = [message(MAIL), message({ ...MAIL, ...change })]
    expect([isSameMail(one, other), isSameMail(other, one)]).toEqual([true, true])
  })

  test.each<readonly [string, Given]>([
    ['another text', { text: 'Because of that.\n' }],
    ['another subject', { subject: '[PATCH v2 1/2] mm: break it' }],
    ['another number', { subject: '[PATCH v2 2/2] mm: fix it' }],
    ['another version', { subject: '[PATCH v3 1/2] mm: fix it' }],
    ['another sender', { from: { name: 'Bo', address: 'bo@example.org' } }],
    [
      'another sender by way of the list',
      { ...MUNGED, from: { name: 'Bo via list', address: 'list@example.org' } },
    ],
    ['no sender', { from: undefined }],
    ['another date', { sentAt: '2026-03-02T09:00:01Z' }],
    ['another parent', { inReplyTo: ['c@x'] }],
    ['more references', { references: ['a@x', 'b@x', 'c@x'] }],
    ['another recipient', { cc: [{ name: '', address: 'cy@example.org' }] }],
  ])('%s: another mail', (_, change) => {
    const [one, other] = [message(MAIL), message({ ...MAIL, ...change })]
    expect([isSameMail(one, other), isSameMail(other, one)]).toEqual([false, false])
  })

  test('a tag before and behind "Re:"', () => {
    const reply = (subject: string): ReturnType<typeof message> => message({ ...MAIL, subject })
    expect(isSameMail(reply('[list] Re: [PATCH] x'), reply('Re: [list] [PATCH] x'))).toBe(true)
    expect(isSameMail(reply('[list] Re: [PATCH] x'), reply('Re: [PATCH] x'))).toBe(true)
  })
})

describe('which variant is read', () => {
  const least = (...given: readonly Given[]): Given => {
    const sorted = given.map((one) => ({ one, read: message({ ...MAIL, ...one }) }))
    return sorted.sort((a, b) => compareVariants(a.read, b.read))[0]?.one
  }

  test.each<readonly [string, Given, Given]>([
    ['without a footer', {}, { text: `${MAIL?.text}${MAILMAN}` }],
    ['with the own address of the sender', {}, MUNGED],
    [
      'as it was encoded',
      { headers: { 'content-transfer-encoding': '8bit' } },
      { headers: { 'content-transfer-encoding': 'base64' } },
    ],
    ['without problems', {}, { problems: [{ where: 'Body', what: 'x' }] }],
    ['without the tag of the list', {}, { subject: `[list] ${MAIL?.subject}` }],
    ['no footer before the own address', MUNGED, { text: `${MAIL?.text}${MAILMAN}` }],
    ['the own address before the encoding', { headers: { 'content-transfer-encoding': 'base64' } }, MUNGED],
  ])('%s', (_, better, worse) => {
    expect(least(better, worse)).toBe(better)
    expect(least(worse, better)).toBe(better)
  })

  test('a total order by what they say, whatever comes first', () => {
    const text = fc.constantFrom('a', 'b', `a\n${MAILMAN}`)
    const one = fc
      .record({
        text,
        subject: text,
        name: text,
        encoding: fc.constantFrom('8bit', 'base64'),
        references: fc.array(text, { maxLength: 2 }),
      })
      .map(({ name, encoding, ...rest }) =>
        message({
          ...rest,
          from: { name, address: 'ada@example.org' },
          headers: { 'content-transfer-encoding': encoding },
        }),
      )
    fc.assert(
      fc.property(one, one, one, (a, b, c) => {
        expect(Math.sign(compareVariants(a, b))).toBe(-Math.sign(compareVariants(b, a)) + 0)
        if (compareVariants(a, b) <= 0 && compareVariants(b, c) <= 0)
          expect(compareVariants(a, c)).toBeLessThanOrEqual(0)
        if (compareVariants(a, b) === 0) expect({ ...a, header: 0 }).toEqual({ ...b, header: 0 })
      }),
    )
  })
})
