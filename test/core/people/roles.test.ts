import { describe, expect, test } from 'vitest'
import type { Address } from '../../../src/core/mail/message.ts'
import { parseMaintainers } from '../../../src/core/people/maintainers.ts'
import { deriveHoldings, type MaintainersRevision } from '../../../src/core/people/role-history.ts'
import { describeRole, holdingsAt, ROLES, type RoleHolding } from '../../../src/core/people/roles.ts'
import { findXenRepository } from '../../support/real-data.ts'

const personOf = (address: Address): string => address.address.split('@')[0] ?? ''

/** Revisions a month apart, from the sections that each has. */
function history(...texts: readonly string[]): readonly MaintainersRevision[] {
  return texts.map((text, i) => ({
    commit: `c${i + 1}`,
    at: `2026-0${i + 1}-01T00:00:00Z`,
    maintainers: parseMaintainers(text),
  }))
}
const section = (name: string, ...lines: string[]): string => `${name}\n${lines.join('\n')}\n\n`
const derive = (revisions: readonly MaintainersRevision[], recorded: readonly RoleHolding[] = []): string[] =>
  deriveHoldings(revisions, recorded, personOf).map(
    (one) =>
      `${one.person} ${one.role} ${one.scope || '*'} ${one.from.slice(5, 7)}-${one.to?.slice(5, 7) ?? ''} ${one.evidence.join()}${one.decision ? ` by ${one.decision}` : ''}`,
  )

const ADA = 'M: Ada <ada@example.org>'
const BEN = 'R: Ben <ben@example.org>'

describe('who had which role when', () => {
  test('from the first revision that names them to the one that no longer does', () => {
    expect(
      derive(
        history(
          section('X86', ADA, 'F: x86/'),
          section('X86', ADA, BEN, 'F: x86/') + section('THE REST', ADA, 'F: */'),
          section('X86', 'R: Ada <ada@example.org>', 'F: x86/') + section('THE REST', ADA, 'F: */'),
        ),
      ),
    ).toEqual([
      'ada committer * 02- c2',
      'ada maintainer X86 01-03 c1,c3',
      'ada reviewer X86 03- c3',
      'ben reviewer X86 02-03 c2,c3',
    ])
  })

  test('who comes back has two intervals', () => {
    const without = section('X86', BEN, 'F: x86/')
    expect(
      derive(history(section('X86', ADA, 'F: x86/'), without, section('X86', ADA, 'F: x86/'))),
    ).toContain('ada maintainer X86 03- c3')
  })

  test('a section under a new name, with its files, goes on', () => {
    expect(
      derive(
        history(
          section('SCHED', ADA, 'F: s/', 'F: t/'),
          section('SCHEDULING', ADA, 'F: s/', 'F: t/', 'F: u/'),
        ),
      ),
    ).toEqual(['ada maintainer SCHEDULING 01- c1,c2'])
    expect(derive(history(section('A', ADA, 'F: a/'), section('B', ADA, 'F: b/')))).toEqual([
      'ada maintainer A 01-02 c1,c2',
      'ada maintainer B 02- c2',
    ])
  })

  test('another address of the same person changes nothing', () => {
    const sameMaintainer = (address: Address): string => address.name
    const revisions = history(section('A', ADA, 'F: a/'), section('A', 'M: Ada <ada@example.com>', 'F: a/'))
    expect(deriveHoldings(revisions, [], sameMaintainer)).toHaveLength(1)
  })

  const vote: RoleHolding = {
    person: 'ada',
    name: 'Ada',
    role: 'committer',
    scope: '',
    from: '2026-01-20T00:00:00Z',
    to: undefined,
    evidence: ['mail@example.org'],
    decision: 'vote@example.org',
  }

  test('by which decision: a vote shortly before the commit', () => {
    expect(derive(history(section('A', ADA), section('THE REST', ADA, 'F: */')), [vote])).toContain(
      'ada committer * 02- mail@example.org,c2 by vote@example.org',
    )
  })

  test('what only a decision says stands beside it', () => {
    expect(derive(history(section('A', ADA, 'F: a/')), [{ ...vote, role: 'security-team' }])).toEqual([
      'ada maintainer A 01- c1',
      'ada security-team * 01- mail@example.org by vote@example.org',
    ])
  })

  test('holders at an instant', () => {
    const holdings = deriveHoldings(
      history(section('A', ADA, 'F: a/'), section('A', BEN, 'F: a/')),
      [vote],
      personOf,
    )
    expect(holdingsAt(holdings, '2026-01-25T00:00:00Z').map((one) => one.role)).toEqual([
      'committer',
      'maintainer',
    ])
    expect(holdingsAt(holdings, '2026-02-01T00:00:00Z', { role: 'maintainer' })).toEqual([])
    expect(holdingsAt(holdings, '2025-12-31T00:00:00Z')).toEqual([])
  })
})

test('every role says its rights in plain words', () => {
  for (const role of ROLES.values()) expect(role.rights.length).toBeGreaterThan(20)
  expect(describeRole('reviewer').rights).toContain('asked, never required')
  expect(describeRole('technical-committee').title).toBe('Technical committee')
})

const xen = findXenRepository('c447b7308b1330ec6dcfef37220736c28f41daa0')
describe.skipIf(xen === undefined)('Xen, from every revision of its MAINTAINERS', () => {
  const byName = (address: Address): string =>
    address.name
      .normalize('NFKD')
      .replace(/\p{M}|"/gu, '')
      .toLowerCase() || address.address

  test('ends of roles fall on the days of the record, by the commits of the record', () => {
    const revisions = (
      xen?.git('log', '--reverse', '--first-parent', '--format=%H %cI', 'c447b7308b', '--', 'MAINTAINERS') ??
      ''
    )
      .trim()
      .split('\n')
      .map((line) => line.split(' '))
      .map(([commit = '', at = '']) => ({
        commit,
        at: `${new Date(at).toISOString().slice(0, 19)}Z`,
        maintainers: parseMaintainers(xen?.git('show', `${commit}:MAINTAINERS`) ?? ''),
      }))
    const holdings = deriveHoldings(revisions, [], byName)
    const ended = (person: string, role: string): string[] =>
      holdings
        .filter((one) => one.person === person && one.role === role && one.to !== undefined)
        .map((one) => `${one.to?.slice(0, 10)} ${one.evidence.at(-1)?.slice(0, 10)}`)
    // governance-cases, section D.
    expect(ended('christopher clark', 'maintainer')).toEqual(['2026-07-03 5646849e0e'])
    expect(ended('meng xu', 'maintainer')).toEqual(['2026-06-12 50936ea056'])
    expect(ended('shawn anastasio', 'maintainer')).toEqual(['2025-10-31 b0274cce28'])
    expect(ended('george dunlap', 'committer')).toEqual(['2024-06-28 08f9b1dd9c'])
    expect(ended('tim deegan', 'committer')).toEqual(['2019-10-19 6da80b22d3'])
    expect(ended('konrad rzeszutek wilk', 'committer')).toEqual(['2020-03-03 d6e732c32a'])
    expect(ended('yang hongyang', 'maintainer').at(-1)).toBe('2020-10-23 70cf8e9aca')
    const current = new Set(
      holdings.filter((one) => one.to === undefined && one.role !== 'reviewer').map((one) => one.person),
    )
    expect(current.size).toBe(34)
  })
})
