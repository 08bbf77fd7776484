import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AffiliationSources,
  companyOfDomain,
  makeAffiliations,
  NO_COMPANY,
} from '../../../src/core/people/affiliations.ts'

const at = (day: string): number => Date.parse(`${day}T12:00:00Z`) / 1000
const companies = [
  { name: 'Lumen', domains: ['lumen.example', 'lumen-labs.example'] },
  { name: 'Quarry Works', domains: ['quarry.example'] },
]
const tell = (sources: Partial<AffiliationSources>) =>
  makeAffiliations({ companies, affiliations: new Map(), uses: new Map(), ...sources })

describe('the company of a domain', () => {
  test.each([
    ['lumen.example', 'Lumen'],
    ['mail.lumen.example', 'Lumen'],
    ['lumen-labs.example', 'Lumen'],
    // A domain that only ends alike is another's.
    ['notlumen.example', 'notlumen.example'],
    ['eng.big.example', 'big.example'],
    ['cs.uni.ac.jp', 'uni.ac.jp'],
    ['firm.co.uk', 'firm.co.uk'],
    ['eng.firm.de', 'firm.de'],
    ['gmail.com', NO_COMPANY],
    ['users.noreply.github.com', NO_COMPANY],
    ['', NO_COMPANY],
  ])('%s is %s', (domain, company) => {
    expect(companyOfDomain(domain, companies)).toBe(company)
  })

  test('a domain of everybody that the list gives to a company is that company’s', () => {
    expect(companyOfDomain('kernel.org', [{ name: 'The Foundation', domains: ['kernel.org'] }])).toBe(
      'The Foundation',
    )
  })
})

describe('for whom somebody works', () => {
  test('is told by their address where nothing is written down', () => {
    const companyOf = tell({})
    expect(companyOf('ada@lumen.example', at('2026-01-01'))).toBe('Lumen')
    expect(companyOf('ada@lumen.example', at('1999-01-01'))).toBe('Lumen')
    expect(companyOf('jo@gmail.com', at('2026-01-01'))).toBe(NO_COMPANY)
  })

  test('somebody behind the address of a list has none', () => {
    expect(tell({})('xen-devel@lumen.example (Ada)', at('2026-01-01'))).toBe(NO_COMPANY)
  })

  test('changes with the day, both ends included, and what is written wins over the address', () => {
    const companyOf = tell({
      affiliations: new Map([
        [
          'ada@lumen.example',
          [
            { company: 'Quarry Works', from: undefined, until: '2024-06-30' },
            { company: 'Freelance', from: '2024-08-01', until: '2025-12-31' },
          ],
        ],
      ]),
    })
    const years = ['2024-06-30', '2024-07-01', '2024-08-01', '2025-12-31', '2026-01-01']
    expect(years.map((day) => companyOf('ada@lumen.example', at(day)))).toEqual([
      'Quarry Works',
      // Of this month nothing is written: the address speaks.
      'Lumen',
      'Freelance',
      'Freelance',
      'Lumen',
    ])
  })

  test('changes with the address that somebody wrote from then', () => {
    const companyOf = tell({
      uses: new Map([
        [
          'ada@gmail.com',
          [
            { address: 'ada@quarry.example', times: ['2020-01-01', '2021-01-01', '2022-05-01'].map(at) },
            { address: 'ada@gmail.com', times: ['2019-01-01', '2022-12-01', '2026-01-01'].map(at) },
            { address: 'ada@lumen.example', times: ['2023-01-01', '2025-12-01'].map(at) },
          ],
        ],
      ]),
    })
    expect(
      ['2018-01-01', '2019-06-01', '2021-01-01', '2022-12-15', '2023-02-01', '2027-01-01'].map((day) =>
        companyOf('ada@gmail.com', at(day)),
      ),
    ).toEqual([NO_COMPANY, NO_COMPANY, 'Quarry Works', NO_COMPANY, 'Lumen', NO_COMPANY])
  })

  test('stays where it was for who writes from home now and then', () => {
    // Found on the list of LTP: one mail in fifty from a private address, first used after that of the company.
    const companyOf = tell({
      uses: new Map([
        [
          'ada@quarry.example',
          [
            { address: 'ada@quarry.example', times: ['2019-04-01', '2019-11-01', '2020-03-01'].map(at) },
            { address: 'ada@gmail.com', times: ['2019-06-01', '2020-02-01', '2021-03-01'].map(at) },
          ],
        ],
      ]),
    })
    expect(
      ['2019-05-01', '2019-07-01', '2020-02-02', '2020-08-01', '2021-03-02'].map((day) =>
        companyOf('ada@quarry.example', at(day)),
      ),
      // In 2021 nothing but the private address was in use for a year.
    ).toEqual(['Quarry Works', 'Quarry Works', 'Quarry Works', 'Quarry Works', NO_COMPANY])
  })

  test('does not depend on the order in which addresses are known, or on who was asked about before', () => {
    const use = fc.record({
      address: fc.constantFrom('a@lumen.example', 'a@quarry.example', 'a@gmail.com', 'a@else.example'),
      times: fc
        .array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 5 })
        .map((all) => [...all].sort((a, b) => a - b).map((n) => n * 8_640_000)),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(use, { selector: (one) => one.address, minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 0, max: 10_000 * 86_400 }), { minLength: 1, maxLength: 5 }),
        (uses, instants) => {
          const forth = tell({ uses: new Map([['a', uses]]) })
          const back = tell({ uses: new Map([['a', [...uses].reverse()]]) })
          const expected = instants.map((instant) => forth('a', instant))
          expect([...instants].reverse().map((instant) => back('a', instant))).toEqual(
            [...expected].reverse(),
          )
        },
      ),
    )
  })

  test('of a day is what it was then, whatever is written later', () => {
    const before = { address: 'ada@quarry.example', times: ['2020-01-01', '2020-03-01'].map(at) }
    const then = tell({ uses: new Map([['a', [before]]]) })
    const later = { ...before, times: [...before.times, at('2024-01-01')] }
    const other = { address: 'ada@lumen.example', times: ['2020-12-01', '2024-06-01'].map(at) }
    const now = tell({ uses: new Map([['a', [later, other]]]) })
    for (const day of ['2019-01-01', '2020-02-01', '2020-11-30'])
      expect(now('a', at(day))).toBe(then('a', at(day)))
    expect(now('a', at('2021-01-01'))).toBe('Lumen')
  })
})
