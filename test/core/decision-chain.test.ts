import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ChainLink,
  digestDecision,
  digestPayload,
  FIRST_PREVIOUS,
  findBrokenLink,
  type StoredLink,
} from '../../src/core/decision-chain.ts'

interface Said {
  readonly action: string
  readonly payload: string | null
}

function chainOf(said: readonly Said[]): readonly StoredLink[] {
  const links: StoredLink[] = []
  for (const [n, { action, payload }] of said.entries()) {
    const salt = `5a17${n}`
    const link: ChainLink = {
      sequence: n + 1,
      at: `2026-03-0${(n % 9) + 1}T10:00:00Z`,
      person: n % 2 === 0 ? 'ada@example.org' : 'cli:bo',
      action,
      subject: `call-${n % 3}@example.org`,
      payload_digest: digestPayload(salt, payload ?? '{"gone":true}'),
      previous: links.at(-1)?.digest ?? FIRST_PREVIOUS,
    }
    links.push({ ...link, digest: digestDecision(link), salt: payload === null ? null : salt, payload })
  }
  return links
}

const LOG = chainOf([
  { action: 'motion-draft', payload: '{"kind":"lt","title":"New walls"}' },
  { action: 'motion-open', payload: '{"call":"call-1@example.org"}' },
  { action: 'vote', payload: '{"value":1,"via":"web"}' },
  { action: 'vote', payload: null },
  { action: 'erase', payload: '{"sequence":4}' },
  { action: 'motion-close', payload: '{"result":"passed"}' },
])
const HEAD = LOG.at(-1)?.digest ?? ''

const TEXTS = [
  'at',
  'person',
  'action',
  'subject',
  'payload_digest',
  'previous',
  'digest',
  'salt',
  'payload',
] as const

describe('a log that somebody has tampered with', () => {
  test('left alone it is whole, against the head and against its first twelve digits', () => {
    expect(findBrokenLink(LOG)).toBeUndefined()
    expect(findBrokenLink(LOG, HEAD)).toBeUndefined()
    expect(findBrokenLink(LOG, HEAD.slice(0, 12))).toBeUndefined()
    expect(findBrokenLink(LOG, ` ${HEAD.slice(0, 20).toUpperCase()}\n`)).toBeUndefined()
    // An older head is good, too: what came after it was appended.
    expect(findBrokenLink(LOG, LOG[2]?.digest)).toBeUndefined()
  })

  test('every octet of every column of every record: changed, left out or doubled, it shows', () => {
    let tried = 0
    for (const [n, link] of LOG.entries())
      for (const column of TEXTS) {
        const text = link[column]
        if (text === null) continue
        for (let i = 0; i < text.length; i++)
          for (const other of [
            `${text.slice(0, i)}${text[i] === 'x' ? 'y' : 'x'}${text.slice(i + 1)}`,
            `${text.slice(0, i)}${String.fromCharCode(text.charCodeAt(i) ^ 1)}${text.slice(i + 1)}`,
            text.slice(0, i) + text.slice(i + 1),
            text.slice(0, i + 1) + text.slice(i),
          ]) {
            tried++
            const found = findBrokenLink(LOG.with(n, { ...link, [column]: other }))
            if (found === undefined) expect.fail(`record ${n + 1}, ${column}, octet ${i}: not seen`)
          }
      }
    expect(tried).toBeGreaterThan(5000)
  })

  test('a record that is taken out, put elsewhere, doubled, renumbered or emptied shows', () => {
    for (const [n, link] of LOG.entries()) {
      if (n < LOG.length - 1) expect(findBrokenLink(LOG.toSpliced(n, 1))).toBeDefined()
      expect(findBrokenLink(LOG.toSpliced(n, 0, link))).toBeDefined()
      expect(findBrokenLink(LOG.with(n, { ...link, sequence: link.sequence + 1 }))).toBeDefined()
      if (link.payload !== null)
        expect(findBrokenLink(LOG.with(n, { ...link, salt: null, payload: null }))).toBeDefined()
    }
    fc.assert(
      fc.property(fc.shuffledSubarray([...LOG], { minLength: LOG.length }), (links) => {
        fc.pre(links.some((link, n) => link !== LOG[n]))
        expect(findBrokenLink(links)).toBeDefined()
      }),
    )
  })

  test('cut off at the end, however little, it shows against a head that was noted', () => {
    for (let length = 0; length < LOG.length; length++) {
      const cut = LOG.slice(0, length)
      expect(findBrokenLink(cut, HEAD)?.what).toMatch(/no decision has the digest|no decision erased it/)
      expect(findBrokenLink(cut, HEAD.slice(0, 12))).toBeDefined()
      // Without one it cannot: nothing of it is missing.
      if (length !== 4) expect(findBrokenLink(cut)).toBeUndefined()
    }
  })

  test('rewritten from some record on, with every digest made anew, it shows against the head', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ action: fc.constantFrom('vote', 'state'), payload: fc.json() }), {
          minLength: 1,
          maxLength: 8,
        }),
        (said) => {
          const forged = chainOf(said)
          expect(findBrokenLink(forged)).toBeUndefined()
          expect(findBrokenLink(forged, HEAD)).toBeDefined()
        },
      ),
    )
  })

  test('what is no digest is refused, and not taken for one that is gone', () => {
    for (const head of ['', 'abc', HEAD.slice(0, 11), `${HEAD}0`, 'g'.repeat(64)])
      expect(() => findBrokenLink(LOG, head)).toThrow(/is no digest/)
  })
})
