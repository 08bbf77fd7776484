import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type SeenPerson, suggestIdentities } from '../../../src/core/people/suggest-identities.ts'

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 1000

function seen(key: string, name: string, from = '2020-01-01', to = '2026-01-01'): SeenPerson {
  return { key, name, addresses: [key], firstAt: day(from), lastAt: day(to), mails: 5 }
}

const told = (...people: readonly SeenPerson[]) =>
  suggestIdentities(people).map(({ one, other, evidence, strength }) => [
    one.key,
    other.key,
    strength,
    evidence,
  ])

test('one name under two addresses is worth a look; one who began where the other stopped still more', () => {
  expect(
    told(
      seen('ada@lumen.example', 'Ada Stone', '2018-01-01', '2022-03-01'),
      seen('ada@quarry.example', 'Ada Stone', '2022-05-01'),
      seen('bo.hill@lumen.example', 'Bo Hill'),
      seen('bohill@else.example', 'Hill, Bo'),
      seen('zoe@lumen.example', 'Zoe Reed'),
    ),
  ).toEqual([
    [
      'ada@lumen.example',
      'ada@quarry.example',
      3,
      [
        'Both are called “Ada Stone”.',
        'ada@lumen.example wrote until 2022-03-01, ada@quarry.example from 2022-05-01 on.',
      ],
    ],
    ['bo.hill@lumen.example', 'bohill@else.example', 2, ['“Bo Hill” and “Hill, Bo” are the same words.']],
  ])
})

test('one local part counts for little, and adds to a name', () => {
  expect(told(seen('astone@a.example', 'Ada Stone'), seen('astone@b.example', 'A. S.'))).toEqual([
    ['astone@a.example', 'astone@b.example', 1, ['Both write from astone@….']],
  ])
  expect(told(seen('astone@a.example', 'Ada Stone'), seen('astone+x@b.example', 'Ada Stone'))[0]?.[2]).toBe(3)
})

test.each([
  ['a first name alone', seen('jan1@a.example', 'Jan'), seen('jan2@b.example', 'Jan')],
  ['a role', seen('info@a.example', 'Ada Stone'), seen('info@b.example', 'Bo Hill')],
  ['a short local part', seen('as@a.example', 'Ada Stone'), seen('as@b.example', 'Al Sun')],
])('%s suggests nothing', (_, one, other) => {
  expect(told(one, other)).toEqual([])
})

test('what a crowd has in common suggests nothing', () => {
  const crowd = Array.from({ length: 7 }, (_, n) => seen(`mailer@${n}.example`, `Person Number${n}`))
  expect(told(...crowd)).toEqual([])
})

test('depends on the people and not on their order', () => {
  const person = fc
    .record({
      local: fc.constantFrom('astone', 'bhill', 'info', 'zreed'),
      host: fc.constantFrom('a.example', 'b.example', 'c.example'),
      name: fc.constantFrom('Ada Stone', 'Stone Ada', 'Bo Hill', 'Bo'),
      from: fc.constantFrom('2019-01-01', '2022-01-01'),
    })
    .map(({ local, host, name, from }) => seen(`${local}@${host}`, name, from, '2022-02-01'))
  fc.assert(
    fc.property(fc.uniqueArray(person, { selector: (one) => one.key, maxLength: 8 }), (people) => {
      const forth = suggestIdentities(people)
      const back = suggestIdentities([...people].reverse())
      expect(back.map(({ one, other, strength }) => [one.key, other.key, strength])).toEqual(
        forth.map(({ one, other, strength }) => [one.key, other.key, strength]),
      )
      for (const { one, other, evidence } of forth) {
        expect(one.key < other.key).toBe(true)
        expect(evidence.length).toBeGreaterThan(0)
      }
    }),
  )
})
