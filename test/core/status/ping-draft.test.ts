import { describe, expect, test } from 'vitest'
import type { Address } from '../../../src/core/mail/message.ts'
import { draftPing, type PingSources } from '../../../src/core/status/ping-draft.ts'

const person = (name: string): Address => ({
  name: `${name} Example`,
  address: `${name.toLowerCase()}@example.org`,
})
const LIST = 'devel@lists.example.org'

const sources = (more: Partial<PingSources> = {}): PingSources => ({
  title: 'walls of stone',
  messageId: 'v2-0@example.org',
  references: ['v1-0@example.org'],
  subject: '[PATCH v2 0/3] walls of stone',
  sender: person('Ada'),
  postedAt: '2026-05-01T09:00:00Z',
  now: '2026-05-29T12:00:00Z',
  status: 'new',
  lost: ['L1'],
  needs: [],
  remedies: [
    {
      reason: 'L1',
      text: 'ask those who answer for its files for a review',
      ask: [person('Bo'), person('Cy')],
      next: [],
    },
  ],
  participants: [person('Di'), person('Bo')],
  lists: [LIST],
  url: 'https://patches.example.org/p/quarry/series/v2-0%40example.org',
  ...more,
})

describe('the draft of a question about a series', () => {
  test('goes to those who can act, the others who took part and the list in Cc', () => {
    const draft = draftPing(sources())
    expect(draft.to.map((one) => one.address)).toEqual(['bo@example.org', 'cy@example.org'])
    expect(draft.cc.map((one) => one.address)).toEqual(['ada@example.org', 'di@example.org', LIST])
    expect(draft).toMatchObject({
      subject: 'Re: [PATCH v2 0/3] walls of stone',
      inReplyTo: 'v2-0@example.org',
      references: ['v1-0@example.org', 'v2-0@example.org'],
    })
  })

  test('names no crowd, and no list among those who are asked', () => {
    const crowd = Array.from({ length: 50 }, (_, n) => person(`P${n}`))
    const draft = draftPing(
      sources({
        remedies: [
          {
            reason: 'L1',
            text: 'ask',
            ask: [{ name: 'The list', address: 'Devel@lists.example.org' }, ...crowd],
            next: [],
          },
        ],
        participants: crowd,
        references: Array.from({ length: 200 }, (_, n) => `r${n}@example.org`),
      }),
    )
    expect(draft.to).toHaveLength(8)
    expect(draft.cc).toHaveLength(21)
    expect([...draft.to, ...draft.cc].filter((one) => one.address.toLowerCase() === LIST)).toHaveLength(1)
    expect(draft.references).toHaveLength(21)
    expect(draft.references.at(-1)).toBe('v2-0@example.org')
    // Whoever is asked is not named twice.
    const all = [...draft.to, ...draft.cc].map((one) => one.address)
    expect(new Set(all).size).toBe(all.length)
  })

  test('is polite, short, and says what it is about, in lines that fit', () => {
    const { text } = draftPing(sources())
    expect(text).toContain('Hi Bo Example and Cy Example,')
    expect(text).toContain('posted 28 days ago, on 2026-05-01')
    expect(text).toContain('Could you have a look, or say who should?')
    expect(text.split('\n').filter((line) => line.length > 72 && !line.includes('https://'))).toEqual([])
    expect(text).toMatch(/\n\nThanks\n$/)
  })

  test.each([
    ['L2', 'waits for a word from you'],
    ['L3', 'does not seem to be committed'],
    ['L4', 'Do you plan to send a new version?'],
    ['L5', 'What is to become of the rest?'],
    ['L6', 'left without an answer'],
    ['L7', 'on no branch that I can see'],
    ['L8', 'Not all of its mails reached the list'],
  ])('asks what %s calls for', (reason, words) => {
    const { text } = draftPing(sources({ lost: [reason] }))
    expect(text.replace(/\s+/g, ' ')).toContain(words)
  })

  test('where nobody is known who could act, it asks its sender', () => {
    expect(draftPing(sources({ remedies: [], lost: [] })).to).toEqual([person('Ada')])
  })
})
