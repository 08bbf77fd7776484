import { describe, expect, test } from 'vitest'
import { type Call, findCall, findOptions, listMarkers } from '../../../src/core/governance/call.ts'
import type { DecisionKind } from '../../../src/core/governance/decision-kind.ts'
import { PRESETS } from '../../../src/core/governance/packs/presets.ts'
import { resolvePack } from '../../../src/core/governance/rule-pack.ts'
import { findDeadline } from '../../../src/core/governance/written-deadline.ts'
import type { Message } from '../../../src/core/mail/message.ts'
import { message } from '../../support/message.ts'

const kindsOf = (id: string): readonly DecisionKind[] =>
  PRESETS.flatMap((pack) => (pack.id === id ? resolvePack(pack, PRESETS).kinds : []))
const ARRIVED = '2026-03-02T10:00:00Z'

function call(given: Partial<Message>, pack = 'xen-v3'): Call | undefined {
  return findCall(message({ subject: 'x', ...given }), {
    markers: listMarkers(kindsOf(pack)),
    arrivedAt: ARRIVED,
    lists: ['devel@lists.example.org'],
    listTags: [],
  })
}

describe('calls', () => {
  test('"lazy consensus" in the text, with its end and whom it asks', () => {
    const found = call({
      subject: 'Proposal: drop the old shell',
      text: 'Hi all,\n\nI would like to use lazy consensus for this. If nobody objects\nwithin the next seven days, I will remove it.\n',
      to: [{ name: '', address: 'devel@lists.example.org' }],
      cc: [{ name: 'Ben', address: 'ben@example.org' }],
    })
    expect(found).toMatchObject({
      kinds: ['lazy'],
      title: 'Proposal: drop the old shell',
      deadline: '2026-03-09T10:00:00Z',
      addressed: ['ben@example.org'],
    })
  })

  test('the words may be broken over two lines', () => {
    expect(call({ text: 'Unless somebody objects I take this as lazy\nconsensus.\n' })?.kinds).toEqual([
      'lazy',
    ])
  })

  test('"lazy voting" with a starting position', () => {
    const found = call({ text: 'Let us do this by lazy voting.\nMy starting position is −1.\n' })
    expect(found).toMatchObject({ kinds: ['lazyVote'], startingPosition: -1, deadline: undefined })
  })

  test('[VOTE] in the subject', () => {
    expect(call({ subject: '[VOTE] Adopt the new logo' })).toMatchObject({
      kinds: ['lt'],
      title: 'Adopt the new logo',
    })
    expect(call({ subject: '[Vote] Release 1.2' }, 'asf')?.kinds).toContain('release')
  })

  test('a call may come in a discussion', () => {
    const found = call({
      subject: 'Re: the shell',
      inReplyTo: ['a@example.org'],
      text: 'Then lazy consensus: a week from now.',
    })
    expect(found?.kinds).toEqual(['lazy'])
  })
})

test('a patch to MAINTAINERS, and to nothing else, can be one', () => {
  const diff = (path: string): string =>
    `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b\n`
  const text = 'This is lazy consensus.\n---\n'
  expect(call({ subject: '[PATCH] MAINTAINERS: x', text: text + diff('MAINTAINERS') })?.kinds).toEqual([
    'lazy',
  ])
  expect(call({ subject: '[PATCH] x', text: text + diff('MAINTAINERS') + diff('a.c') })).toBeUndefined()
})

describe('no calls', () => {
  test('a reply under a subject with [VOTE]', () => {
    expect(
      call({ subject: 'Re: [VOTE] Adopt the new logo', inReplyTo: ['a@example.org'], text: '+1' }),
    ).toBeUndefined()
  })
  test('words that are quoted, or in a signature', () => {
    expect(call({ text: '> I would like to use lazy consensus\n\nWhat is that?\n' })).toBeUndefined()
    expect(call({ text: 'Hello.\n-- \nlazy consensus is the best consensus\n' })).toBeUndefined()
  })
  test('a patch', () => {
    const text = 'Document lazy consensus.\n---\ndiff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+b\n'
    expect(call({ subject: '[PATCH] docs: lazy consensus', text })).toBeUndefined()
  })
  test('a program', () => {
    expect(
      findCall(message({ subject: '[VOTE] x', headers: { 'auto-submitted': 'auto-generated' } }), {
        markers: listMarkers(kindsOf('xen-v3')),
        arrivedAt: ARRIVED,
        lists: [],
        listTags: [],
      }),
    ).toBeUndefined()
  })
})

describe('options', () => {
  test('of a template, wrapped lines joined', () => {
    expect(
      findOptions(['( ) I think it is right, and would', 'argue for it', '( ) I am against it', '', 'Ada']),
    ).toEqual(['I think it is right, and would argue for it', 'I am against it'])
  })
  test('with labels', () => {
    expect(findOptions(['A) keep it', 'B) drop it'])).toEqual(['A) keep it', 'B) drop it'])
    expect(findOptions(['Option 1: keep it', 'Option 2: drop it'])).toEqual([
      'Option 1: keep it',
      'Option 2: drop it',
    ])
  })
  test('a template of values has none, a list of steps neither', () => {
    expect(findOptions(['[ ] +1 approve', '[ ] -1 disapprove'])).toEqual([])
    expect(findOptions(['3. build it', '4. test it'])).toEqual([])
  })
})

describe('the end of a vote', () => {
  test.each([
    ['within the next seven days', '2026-03-09T10:00:00Z'],
    ['The vote is open for 72 hours.', '2026-03-05T10:00:00Z'],
    ['The vote will be open for at least 72 hours', '2026-03-05T10:00:00Z'],
    ['unless somebody objects in two weeks', '2026-03-16T10:00:00Z'],
    ['I give it a week.', '2026-03-09T10:00:00Z'],
    ['within 5 working days', '2026-03-09T10:00:00Z'],
    ['Deadline 15th December 2026.', '2026-12-16T00:00:00Z'],
    ['Voting closes on 2026-03-10', '2026-03-11T00:00:00Z'],
    ['open until 2026-03-10 12:00 UTC', '2026-03-10T12:00:00Z'],
    ['until midnight UTC on 20 May', '2026-05-21T00:00:00Z'],
    ['by March 20th, 2026', '2026-03-21T00:00:00Z'],
    ['please answer by the 15th of January', '2027-01-16T00:00:00Z'],
  ])('%s', (text, expected) => {
    expect(findDeadline([text], ARRIVED)).toBe(expected)
  })

  test.each([
    'Let me know what you think.',
    'until 2026-02-30',
    'the deadline was 2025-01-01',
    'in 0 days',
    'It took seven days to find.',
  ])('none: %s', (text) => {
    expect(findDeadline([text], ARRIVED)).toBeUndefined()
  })

  test('a mail of any size takes no time', () => {
    expect(findDeadline(['vote '.repeat(100_000), 'until '.repeat(100_000)], ARRIVED)).toBeUndefined()
  })
})
