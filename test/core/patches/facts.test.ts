import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { Message, Part } from '../../../src/core/mail/message.ts'
import {
  chooseInstant,
  type FactsContext,
  type MessageFacts,
  readFacts,
} from '../../../src/core/patches/facts.ts'
import { message } from '../../support/message.ts'

vi.mock('../../../src/core/patches/diff.ts', async (importOriginal) => {
  const real = await importOriginal<Record<string, unknown>>()
  if ('readPatchContent' in real) return real
  return {
    ...real,
    readPatchContent: (text: string) =>
      /^(?:@@ -|rename from|GIT binary)/m.test(text) ? { patchId: undefined, files: [], text } : undefined,
  }
})

const LISTS = ['list@example.org']
const CONTEXT: FactsContext = { lists: LISTS, listTags: ['list'] }
type Given = Parameters<typeof message>[0]
const facts = (given: Given, context: FactsContext = CONTEXT): MessageFacts =>
  readFacts(message(given), context)

const DIFF = 'diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n'
const PATCH = `Because.\n\nSigned-off-by: Ada Example <ada@example.org>\n---\n x | 2 +-\n\n${DIFF}-- \n2.40\n`
const quoted = (text: string): string => `On Monday, Bo wrote:\n${text.replaceAll(/^/gm, '> ')}`
const attached = (given: Partial<Part>): Part => ({
  contentType: 'text/x-patch',
  filename: 'x.patch',
  attachment: true,
  size: 1,
  text: PATCH,
  ...given,
})
const PULL =
  'The following changes since commit 1234567:\n\n  x\n\nare available in the Git repository at:\n\n  https://example.org/x.git next\n'

describe('the kind of a mail', () => {
  test.each<readonly [string, Given, MessageFacts['kind'], boolean]>([
    ['a patch', { text: PATCH }, 'patch', true],
    ['a diff without any prefix in the subject', { subject: 'fix', text: PATCH }, 'patch', true],
    ['an attached patch', { text: 'See there.\n', parts: [attached({})] }, 'patch', true],
    [
      'a patch attached as octets',
      { text: '', parts: [attached({ contentType: 'application/octet-stream' })] },
      'patch',
      true,
    ],
    [
      'an attached text',
      { text: '', parts: [attached({ filename: 'x.txt', contentType: 'text/plain' })] },
      'other',
      false,
    ],
    ['no diff', { text: 'Hello.\n' }, 'other', false],
    ['a diff that is quoted only', { text: quoted(PATCH) }, 'other', false],
    ['a cover letter', { subject: '[PATCH 0/2] x', text: 'Two.\n' }, 'cover', false],
    ['a cover letter with a stray diff', { subject: '[PATCH 0/2] x', text: PATCH }, 'cover', false],
    ['a pull request', { subject: '[GIT PULL] x', text: PULL }, 'pull', false],
    ['a pull request, numbered', { subject: '[GIT PULL 0/2] x', text: PULL }, 'pull', false],
    [
      'a pull request by its subject',
      { subject: '[PULL] x', text: 'From https://example.org/x.git\n' },
      'pull',
      false,
    ],
    ['a patch of a pull request', { subject: '[PULL 1/2] x', text: PATCH }, 'patch', true],
    ['a reply', { subject: 'Re: [PATCH] x', text: `${quoted(PATCH)}Fine.\n` }, 'reply', false],
    [
      'a reply with its own diff',
      { subject: 'Re: [PATCH] x', text: `${quoted('q\n')}Rather:\n\n${DIFF}` },
      'reply',
      true,
    ],
    [
      'a reply with an attached diff',
      { subject: 'Re: [PATCH] x', text: 'So.\n', parts: [attached({})] },
      'reply',
      false,
    ],
    ['a reminder', { subject: 'Ping: [PATCH] x', text: 'Ping.\n' }, 'reply', false],
    ['a patch with a forgotten "Re:"', { subject: 'Re: [PATCH 1/2] x', text: PATCH }, 'patch', true],
    [
      'a proposal with prose',
      { subject: 'Re: [PATCH 1/2] x', text: `I mean this:\n\n${DIFF}` },
      'reply',
      true,
    ],
    [
      'a forwarded patch',
      { subject: 'Fwd: [PATCH] x', text: `From: Bo <bo@example.org>\n\n${PATCH}` },
      'patch',
      true,
    ],
    ['a forwarded mail', { subject: 'Fwd: [PATCH] x', text: PATCH }, 'reply', true],
    ['a program', { text: PATCH, headers: { 'auto-submitted': 'auto-generated' } }, 'bot', false],
  ])('%s', (_, given, kind, hasPatch) => {
    const read = facts(given)
    expect(read.kind).toBe(kind)
    expect(read.patch !== undefined).toBe(hasPatch)
  })

  test('a configured sender is a program', () => {
    expect(facts({ text: PATCH }, { ...CONTEXT, bots: ['ada@*'] }).kind).toBe('bot')
  })
})

describe('who', () => {
  const munged = { name: "'Ada Example' via list", address: 'list@example.org' }
  const ADA = { name: 'Ada Example', address: 'ada@example.org' }

  test.each<readonly [string, Given]>([
    ['X-Original-From', { headers: { 'x-original-from': 'Ada Example <ada@example.org>' } }],
    ['Reply-To', { replyTo: [{ name: 'Example, Ada', address: 'ada@example.org' }] }],
    ['a nameless Reply-To', { replyTo: [{ name: '', address: 'ada@example.org' }] }],
    ['Cc', { cc: [{ name: 'Bo', address: 'bo@example.org' }, ADA] }],
    ['the in-body From', { text: `From: Ada Example <ada@example.org>\n\n${PATCH}` }],
  ])('a rewritten sender is found by %s', (_, given) => {
    expect(facts({ text: PATCH, from: munged, ...given }).sender).toEqual(ADA)
  })

  test('one that nothing tells keeps the address of the list and its own name', () => {
    expect(facts({ from: munged, cc: [{ name: 'Bo', address: 'bo@example.org' }] }).sender).toEqual({
      name: 'Ada Example',
      address: 'list@example.org',
    })
  })

  test('"via" a service that is no list is nobody else', () => {
    const from = { name: 'Ada via Gadget', address: 'gadget@example.org' }
    expect(facts({ from, replyTo: [ADA] }).sender).toEqual(from)
    expect(
      facts({
        from,
        replyTo: [{ ...ADA, name: 'Ada' }],
        headers: { 'list-post': '<mailto:gadget@example.org>' },
      }).sender,
    ).toEqual({
      name: 'Ada',
      address: 'ada@example.org',
    })
  })

  test('the author of a patch is named in its body, or by the attached patch', () => {
    const BO = { name: 'Bo', address: 'bo@example.org' }
    expect(facts({ text: `\n\nFrom: Bo <bo@example.org>\n\n${PATCH}` })).toMatchObject({
      author: BO,
      sender: ADA,
    })
    const text = `From ${'a'.repeat(40)} Mon Sep 17 00:00:00 2001\nFrom: Bo <bo@example.org>\nDate: x\n\n${PATCH}`
    expect(facts({ text: 'Attached.\n', parts: [attached({ text })] }).author).toEqual(BO)
    expect(facts({ text: PATCH }).author).toEqual(ADA)
    expect(facts({ text: `Text.\nFrom: Bo <bo@example.org>\n${PATCH}` }).author).toEqual(ADA)
  })

  test('a mail without a sender', () => {
    const read = facts({ from: undefined })
    expect(read.sender.address).toBe('unknown@missing.invalid')
    expect(read.problems).toHaveLength(1)
  })
})

describe('when', () => {
  const sent = '2026-03-02T09:00:00Z'
  test.each<readonly [string | undefined, string | undefined, string | undefined]>([
    [sent, undefined, sent],
    [undefined, sent, sent],
    [undefined, undefined, undefined],
    [sent, '2026-03-02T08:00:00Z', sent],
    [sent, '2026-03-02T07:59:59Z', '2026-03-02T07:59:59Z'],
    [sent, '2026-03-09T09:00:00Z', sent],
    [sent, '2026-03-09T09:00:01Z', '2026-03-09T09:00:01Z'],
  ])('sent %s, received %s: %s', (sentAt, receivedAt, expected) => {
    expect(chooseInstant(sentAt, receivedAt)).toBe(expected)
  })

  test('the Received: header goes before what the source saw', () => {
    const late = '2026-04-02T09:00:00Z'
    expect(facts({ receivedAt: sent }, { ...CONTEXT, receivedAt: late })).toMatchObject({
      at: sent,
      receivedAt: sent,
    })
    expect(facts({}, { ...CONTEXT, receivedAt: late })).toMatchObject({ at: late, receivedAt: late })
  })

  test('no date at all is a problem', () => {
    const read = facts({ sentAt: undefined })
    expect(read.at).toBe('1970-01-01T00:00:00Z')
    expect(read.problems.map((problem) => problem.where)).toEqual(['Date'])
  })
})

describe('what it points to', () => {
  const ID = '20260302-1-ada@example.org'
  const URL = `https://lore.example.org/list/${ID}/`

  test('parents: In-Reply-To, then References from new to old, each once, without itself', () => {
    expect(facts({ inReplyTo: ['b@x'], references: ['a@x', 'b@x', 'm@example.org', 'c@x'] }).parents).toEqual(
      ['b@x', 'c@x', 'a@x'],
    )
  })

  test.each([
    `Supersedes: <${ID}>`,
    `v1: ${URL}`,
    `- Link to v1: ${URL}#t`,
    `Changes since v1: ${URL}`,
    `Changes since v1:\n${URL}`,
    `[v1] https://patch.example.org/${ID.replace('@', '%40')}`,
    `Previous version: <${ID}>`,
    `Link to previous: ${URL}`,
    `RFC: ${URL}`,
  ])('an older version: %j', (text) => {
    const read = facts({ subject: '[PATCH v2] x', text: `Because.\n---\n${text}\n\n${DIFF}` })
    expect(read).toMatchObject({ supersedes: [ID], links: [] })
  })

  test('what "Supersedes:" names is a mail, though it looks like a person', () => {
    const read = facts({
      subject: '[PATCH v2] x',
      text: `Because.\n---\nSupersedes: <ada.v1@example.org>\n\n${DIFF}`,
    })
    expect(read.supersedes).toEqual(['ada.v1@example.org'])
  })

  test.each([
    `See ${URL}.`,
    `v2: ${URL}`,
    `Based on v1 of another series: ${URL}`,
    `Depends-on: <${ID}>`,
    `As said there:\n${URL}`,
  ])('another mail: %j', (text) => {
    const read = facts({ subject: '[PATCH v2] x', text: `Because.\n---\n${text}\n\n${DIFF}` })
    expect(read).toMatchObject({ supersedes: [], links: [ID] })
  })

  test('a reply supersedes nothing, quotes and addresses point to nothing', () => {
    expect(facts({ subject: 'Re: [PATCH v2] x', text: `v1: ${URL}\n` })).toMatchObject({
      supersedes: [],
      links: [ID],
    })
    expect(facts({ text: `> v1: ${URL}\nAda <ada@example.org>\n` })).toMatchObject({
      supersedes: [],
      links: [],
    })
  })

  test('change ids', () => {
    const id = '20260302-leak-1234567890ab'
    expect(facts({ subject: '[PATCH 0/2] x', text: `Two.\n---\nchange-id: ${id}\n` }).changeId).toBe(id)
    expect(facts({ text: `${DIFF}\n---\nbase-commit: 1\nchange-id: ${id}\n` }).changeId).toBe(id)
    expect(facts({ text: `prerequisite-change-id: ${id}\n${DIFF}` }).changeId).toBeUndefined()
    expect(facts({ text: `Change-Id: I${'a'.repeat(40)}\n---\n${DIFF}` }).changeId).toBe(`I${'a'.repeat(40)}`)
    expect(facts({ subject: 'Re: [PATCH] x', text: `change-id: ${id}\n` }).changeId).toBeUndefined()
  })
})

describe('its words', () => {
  test('trailers and signals of a reply', () => {
    const read = facts({
      subject: 'Re: [PATCH] x',
      text: `${quoted(PATCH)}\nReviewed-by: Ada Example <ada@example.org>\n\nPlease rename it.\n`,
    })
    expect(read.trailers.map((one) => one.key)).toEqual(['Reviewed-by'])
    expect(read.signals).toEqual([{ kind: 'request', excerpt: 'Please rename it.' }])
    expect(read.hasText).toBe(true)
  })

  test('a patch gives no signals', () => {
    const read = facts({ text: `It should be so, please apply.\n${PATCH}` })
    expect(read.signals).toEqual([])
    expect(read.trailers).toMatchObject([{ key: 'Signed-off-by' }])
  })

  test('a reply that only quotes has no text', () => {
    expect(facts({ subject: 'Re: [PATCH] x', text: quoted(PATCH) }).hasText).toBe(false)
  })
})

test('any mail is read', () => {
  const text = fc.string({ maxLength: 60, unit: 'binary' })
  const lines = fc.array(
    fc.oneof(text, fc.constantFrom('> q', '-- ', DIFF, 'From: x', 'v1: https://a/b@c')),
    {
      maxLength: 10,
    },
  )
  fc.assert(
    fc.property(text, lines, text, (subject, body, name) => {
      const given: Partial<Message> = {
        subject,
        text: body.join('\n'),
        from: { name, address: 'list@example.org' },
      }
      expect(facts(given)).toEqual(facts(given))
    }),
  )
})
