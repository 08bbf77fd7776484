import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  areOne,
  decideIdentities,
  type IdentityDecision,
} from '../../../src/core/people/decided-identities.ts'
import { parseMailmap } from '../../../src/core/people/mailmap.ts'
import { identify } from '../../../src/core/people/person.ts'

const MAILMAP = parseMailmap('Ada Example <ada@example.org> <ada@old.example>\n')
const join = (address: string, other: string): IdentityDecision => ({ address, other, isOne: true })
const part = (address: string, other: string): IdentityDecision => ({ address, other, isOne: false })

/** The keys of addresses, by .mailmap and what was decided. */
function keys(decisions: readonly IdentityDecision[], ...addresses: readonly string[]): readonly string[] {
  const { personKey } = identify({ mailmap: decideIdentities(MAILMAP, decisions) })
  return addresses.map((address) => personKey({ name: '', address }))
}

describe('who is who by decision', () => {
  test('an address is joined to a person, who stands for both, with what .mailmap gives to either', () => {
    const all = ['ada@example.org', 'ada@old.example', 'a@new.example']
    expect(keys([join('a@new.example', 'ada@example.org')], ...all)).toEqual(all.map(() => 'ada@example.org'))
    expect(keys([join('ada@example.org', 'a@new.example')], ...all)).toEqual(all.map(() => 'a@new.example'))
  })

  test('what .mailmap joins can be parted, whichever of the two is named', () => {
    for (const one of [
      part('ada@old.example', 'ada@example.org'),
      part('ada@example.org', 'ada@old.example'),
    ])
      expect(keys([one], 'ada@example.org', 'ada@old.example')).toEqual([
        'ada@example.org',
        'ada@old.example',
      ])
  })

  test('an address that is joined to somebody else leaves whom .mailmap gives it to', () => {
    expect(keys([join('ada@old.example', 'bo@example.org')], 'ada@example.org', 'ada@old.example')).toEqual([
      'ada@example.org',
      'bo@example.org',
    ])
  })

  test('of two decisions about one pair the later one holds', () => {
    const [to, from] = [join('a@new.example', 'ada@example.org'), part('a@new.example', 'ada@example.org')]
    expect(keys([to, from], 'a@new.example')).toEqual(['a@new.example'])
    expect(keys([to, from, to], 'a@new.example')).toEqual(['ada@example.org'])
    expect(keys([from], 'a@new.example')).toEqual(['a@new.example'])
  })

  test('the last decision about a pair is so, and one about others changes nothing in between', () => {
    const address = fc.constantFrom('a@x', 'b@x', 'c@x', 'ada@example.org', 'ada@old.example')
    const decision = fc.record({ address, other: address, isOne: fc.boolean() })
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 8 }), decision, (before, last) => {
        fc.pre(last.address !== last.other)
        const entries = decideIdentities(MAILMAP, [...before, last])
        expect(areOne(entries, last.address, last.other)).toBe(last.isOne)
        // Saying it twice says it once.
        expect(decideIdentities(MAILMAP, [...before, last, last])).toEqual(entries)
      }),
    )
  })
})
