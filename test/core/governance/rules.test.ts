import { describe, expect, test } from 'vitest'
import { withReading } from '../../../src/core/governance/decision-kind.ts'
import { judge } from '../../../src/core/governance/judge.ts'
import { asCount, findOddities, type VoteNumbers } from '../../../src/core/governance/oddities.ts'
import { kindOf } from './votes.ts'

const passes = (name: string, ...groups: readonly VoteNumbers[]): boolean | undefined =>
  judge(kindOf(name), asCount(groups)).passes

/** Every way to vote in a team of so many. */
function* constellations(from: number, to: number): Generator<VoteNumbers> {
  for (let members = from; members <= to; members++)
    for (let inFavour = 0; inFavour <= members; inFavour++)
      for (let against = 0; inFavour + against <= members; against++) yield { members, inFavour, against }
}

describe('B1 the quorum of the second draft, more than half voting', () => {
  test('three of seven in favour fail; with one vote against they pass', () => {
    expect(passes('xen-draft2/lt', { members: 7, inFavour: 3, against: 0 })).toBe(false)
    expect(passes('xen-draft2/lt', { members: 7, inFavour: 3, against: 1 })).toBe(true)
  })

  test('fourteen such failures in teams of up to 13', () => {
    expect(findOddities(kindOf('xen-draft2/lt'), 1, 1, 13).count).toBe(14)
  })
})

describe('B2 the quorum in force, a third in favour', () => {
  test.each([
    [10, 4, 7],
    [9, 3, 6],
    [8, 3, 6],
    [7, 3, 5],
    [6, 2, 4],
    [5, 2, 4],
    [4, 2, 3],
    [3, 1, 2],
    [2, 1, 2],
  ])(
    'the published tables: of %i members %i in favour for a quorum, of as many votes %i to pass',
    (members, quorum, needed) => {
      const group = judge(kindOf('xen-v3/lt'), asCount([{ members, inFavour: 0, against: 0 }])).groups[0]
      expect(group?.quorumNeed).toBe(quorum)
      const least = Array.from({ length: members + 1 }, (_, i) => i).find((inFavour) =>
        passes('xen-v3/lt', { members, inFavour, against: members - inFavour }),
      )
      expect(least).toBe(needed)
    },
  )

  test('no vote works against itself in teams of up to 13', () => {
    const found = findOddities(kindOf('xen-v3/lt'), 1, 1, 13)
    expect(found).toMatchObject({ count: 0, smallest: undefined })
    expect(found.tried).toBe([...constellations(1, 13)].length)
  })

  test('the two readings of the majority differ in 42 constellations of 3 to 10 members', () => {
    const other = withReading(kindOf('xen-v3/lt'), 'I1', 'B')
    const different = [...constellations(3, 10)].filter(
      (one) => judge(kindOf('xen-v3/lt'), asCount([one])).passes !== judge(other, asCount([one])).passes,
    )
    expect(different).toHaveLength(42)
  })
})

describe('B3 project-wide votes', () => {
  test('the smallest oddity: two sub-projects of three', () => {
    const a = { members: 3, inFavour: 2, against: 1 }
    expect(passes('xen-v3/global', a, { members: 3, inFavour: 0, against: 1 })).toBe(true)
    expect(passes('xen-v3/global', a, { members: 3, inFavour: 1, against: 1 })).toBe(false)
  })

  test('as large as Xen: 75 % pass, and 62.5 % with one more in favour fail', () => {
    const hypervisor = { members: 8, inFavour: 3, against: 1 }
    const before = judge(
      kindOf('xen-v3/global'),
      asCount([hypervisor, { members: 5, inFavour: 1, against: 2 }]),
    )
    expect(before).toMatchObject({ passes: true, mean: { num: 3n, den: 4n } })
    const after = judge(
      kindOf('xen-v3/global'),
      asCount([hypervisor, { members: 5, inFavour: 2, against: 2 }]),
    )
    expect(after).toMatchObject({ passes: false, mean: { num: 5n, den: 8n } })
  })

  test('two sub-projects of 3 to 8: the search finds them all', () => {
    const found = findOddities(kindOf('xen-v3/global'), 2, 3, 8)
    expect(found.count).toBe(614)
    expect(found.smallest?.text).toContain('it passes; with one more vote in favour in group')
  })
})

describe('B4 averages', () => {
  test('50, 80 and 70 % are two thirds exactly, which a decimal threshold of 66.67 % would miss', () => {
    const groups = [
      { members: 2, inFavour: 1, against: 1 },
      { members: 5, inFavour: 4, against: 1 },
      { members: 10, inFavour: 7, against: 3 },
    ]
    expect(passes('xen-v3/global', ...groups)).toBe(true)
    const decimal = {
      ...kindOf('xen-v3/global'),
      pass: { need: { num: 6667, den: 10_000 }, of: 'shares' as const, strict: false },
    }
    expect(judge(decimal, asCount(groups)).passes).toBe(false)
  })

  test('5 for, 2 against, 1 abstention: the share is 5/7', () => {
    const share = judge(kindOf('xen-v3/lt'), asCount([{ members: 8, inFavour: 5, against: 2 }])).groups[0]
      ?.share
    expect(share).toEqual({ num: 5n, den: 7n })
  })
})

describe('small and empty', () => {
  test.each([
    'xen-v3/lt',
    'xen-v3/global',
    'cncf/majority',
    'asf/procedural',
    'zephyr/tsc',
    'xen-v3/nestedDispute',
  ])('(3, 4, 5) %s: nobody, or nobody for or against, never passes and never divides by nothing', (name) => {
    for (const members of [0, 1, 2]) expect(passes(name, { members, inFavour: 0, against: 0 })).toBe(false)
    const abstained = asCount([{ members: 3, inFavour: 0, against: 0 }])
    const count = { ...abstained, groups: abstained.groups.map((group) => ({ ...group, abstained: 3 })) }
    expect(judge(kindOf(name), count).passes).toBe(false)
  })

  test('(3) one member, two members', () => {
    expect(passes('xen-v3/lt', { members: 1, inFavour: 1, against: 0 })).toBe(true)
    expect(passes('xen-v3/lt', { members: 2, inFavour: 1, against: 1 })).toBe(false)
    expect(passes('xen-v3/lt', { members: 2, inFavour: 2, against: 0 })).toBe(true)
  })

  test('all abstain where who abstains leaves the base', () => {
    const start = asCount([{ members: 5, inFavour: 0, against: 0 }])
    const count = { ...start, groups: start.groups.map((group) => ({ ...group, abstained: 5 })) }
    const found = judge(kindOf('python/council'), count)
    expect(found.passes).toBe(false)
    expect(found.steps[0]?.text).toBe('nobody is left who could vote')
  })
})
