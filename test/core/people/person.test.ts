import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMailmap } from '../../../src/core/people/mailmap.ts'
import { identify } from '../../../src/core/people/person.ts'

const at = (address: string, name = ''): { name: string; address: string } => ({ name, address })

describe('parseMailmap', () => {
  test("reads git's four forms and leaves the rest out", () => {
    const text =
      '# people\nAda Example <ada@example.org>\n<bo@example.org> <BO@Old.example.org>\nCy <cy@example.org> <c@old.example.org> # moved\nDi <di@example.org> Dee <root@example.org>\nnobody\n<only@example.org>\n'
    expect(parseMailmap(text)).toEqual([
      {
        name: 'Ada Example',
        address: 'ada@example.org',
        commitName: undefined,
        commitAddress: 'ada@example.org',
      },
      {
        name: undefined,
        address: 'bo@example.org',
        commitName: undefined,
        commitAddress: 'bo@old.example.org',
      },
      { name: 'Cy', address: 'cy@example.org', commitName: undefined, commitAddress: 'c@old.example.org' },
      { name: 'Di', address: 'di@example.org', commitName: 'Dee', commitAddress: 'root@example.org' },
    ])
  })
})

describe('identify', () => {
  const mailmap = parseMailmap(
    'Ada Example <ada@example.org> <ada@old.example.org>\nDi <di@example.org> Dee <root@example.org>\n',
  )
  const people = [
    { name: 'Bo B', addresses: ['bo@example.org', 'bo@old.example.org', 'ada@work.example.org'] },
  ]

  test('joins by mailmap and configuration, never by name', () => {
    const { personKey } = identify({ mailmap, people })
    expect(personKey(at('ada@old.example.org'))).toBe('ada@example.org')
    expect(personKey(at('bo@old.example.org'))).toBe('bo@example.org')
    expect(personKey(at('root@example.org', 'Dee'))).toBe('di@example.org')
    expect(personKey(at('root@example.org', 'Eve'))).toBe('root@example.org')
    expect(personKey(at('x@example.org', 'Ada Example'))).toBe('x@example.org')
  })

  test('the configured first address is the key of a group that the mailmap widens', () => {
    const both = identify({
      mailmap: parseMailmap('<a@example.org> <b@example.org>\n'),
      people: [{ name: 'B', addresses: ['b@example.org', 'c@example.org'] }],
    })
    for (const address of ['a', 'b', 'c'])
      expect(both.personKey(at(`${address}@example.org`))).toBe('b@example.org')
  })

  test('behind a list address the name tells people apart', () => {
    const { personKey } = identify({ lists: ['list@example.org'] })
    expect(personKey(at('list@example.org', 'Ada Example'))).toBe(
      personKey(at('list@example.org', 'Example, Ada')),
    )
    expect(personKey(at('list@example.org', 'Ada'))).not.toBe(personKey(at('list@example.org', 'Bo')))
  })

  test('lists persons with the configured name, else the usual one', () => {
    const persons = identify({ mailmap, people }).listPersons([
      at('ada@old.example.org', 'A'),
      at('bo@example.org', 'Bo'),
      at('cy@example.org', 'Cy'),
      at('cy@example.org', 'Cyrus'),
      at('cy@example.org', 'Cyrus'),
      at('ada@example.org', 'A'),
    ])
    expect(persons).toEqual([
      { key: 'ada@example.org', name: 'Ada Example', addresses: ['ada@example.org', 'ada@old.example.org'] },
      { key: 'bo@example.org', name: 'Bo B', addresses: ['bo@example.org'] },
      { key: 'cy@example.org', name: 'Cyrus', addresses: ['cy@example.org'] },
    ])
  })

  test('the order of entries changes nothing, chains and loops end', () => {
    const local = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    const entries = fc.array(fc.tuple(local, local), { maxLength: 8 })
    const groups = fc.array(fc.uniqueArray(local, { minLength: 1, maxLength: 3 }), { maxLength: 2 })
    fc.assert(
      fc.property(entries, groups, (pairs, configured) => {
        const build = (reversed: boolean): string[] => {
          const map = pairs.map(([a, b]) => `N <${a}@example.org> <${b}@example.org>`)
          const persons = configured.map((names) => ({
            name: 'P',
            addresses: names.map((name) => `${name}@example.org`),
          }))
          if (reversed) {
            map.reverse()
            persons.reverse()
          }
          const { personKey } = identify({ mailmap: parseMailmap(map.join('\n')), people: persons })
          for (const [a, b] of pairs)
            expect(personKey(at(`${a}@example.org`))).toBe(personKey(at(`${b}@example.org`)))
          return ['a', 'b', 'c', 'd', 'e'].map((name) => personKey(at(`${name}@example.org`)))
        }
        expect(build(true)).toEqual(build(false))
      }),
    )
  })
})
