import { describe, expect, test } from 'vitest'
import { checkPack } from '../../../src/core/governance/check-pack.ts'
import { describeKind } from '../../../src/core/governance/describe-kind.ts'
import { PRESETS } from '../../../src/core/governance/packs/presets.ts'
import { XEN_V3 } from '../../../src/core/governance/packs/xen-v3.ts'
import {
  findKind,
  type PackKind,
  type RulePack,
  resolvePack,
} from '../../../src/core/governance/rule-pack.ts'
import { kindOf } from './votes.ts'

const lt = XEN_V3.kinds.find((kind) => kind.id === 'lt') as PackKind
const lazy = XEN_V3.kinds.find((kind) => kind.id === 'lazy') as PackKind

/** A sub-project's pack on top of Xen's. */
function own(more: Partial<RulePack>): RulePack {
  return {
    id: 'own',
    title: 'Our rules',
    version: '1',
    effective: ['2026-01-01'],
    source: ['docs/governance.md'],
    extends: 'xen-v3',
    locked: [],
    kinds: [],
    ...more,
  }
}
const resolve = (pack: RulePack) => resolvePack(pack, [...PRESETS, pack])

describe('presets', () => {
  test.each(PRESETS.map((pack) => [pack.id, pack] as const))('%s is whole and checks', (_, pack) => {
    expect(checkPack(pack)).toEqual([])
    const resolved = resolvePack(pack, PRESETS)
    expect(resolved.problems).toEqual([])
    expect(resolved.kinds.length).toBeGreaterThan(0)
  })

  test('every kind says in plain words what it does', () => {
    for (const pack of PRESETS)
      for (const kind of resolvePack(pack, PRESETS).kinds) {
        const sentences = describeKind(kind)
        expect(sentences.length).toBeGreaterThan(5)
        for (const sentence of sentences) {
          expect(sentence).toMatch(/^[A-Z].*[.]$/s)
          expect(sentence).not.toMatch(/undefined|NaN|\[object/)
        }
      }
  })

  test('the Xen pack has every kind of the dossier, and locks what no sub-project may change', () => {
    expect(XEN_V3.kinds.map((kind) => kind.id)).toEqual([
      'rtc',
      'lazy',
      'lazyVote',
      'survey',
      'lt',
      'ltMeeting',
      'maintainerNom',
      'committerNom',
      'securityNom',
      'leadElection',
      'global',
      'nestedDispute',
      'fundingLegal',
    ])
    expect(XEN_V3.locked).toEqual(expect.arrayContaining(['rtc', 'lt', 'global']))
  })
})

describe('a project’s own deviations', () => {
  test('replace fields of a kind, and name their source', () => {
    const pack = resolve(own({ override: { lazy: { duration: { default: '14d' } } } }))
    const kind = findKind(pack, 'lazy')
    expect(kind).toMatchObject({ pack: 'own', version: '1', duration: { default: '14d' }, silence: 'assent' })
    expect(kind?.source.at(-1)).toBe('docs/governance.md')
    expect(pack.changed).toEqual(['lazy'])
    expect(findKind(pack, 'lt')?.pack).toBe('xen-v3')
  })

  test('of a locked kind are a problem, and not applied', () => {
    const pack = resolve(own({ override: { lt: { pass: { need: 1, of: 'sum', strict: true } } } }))
    expect(pack.problems).toEqual([
      { path: ['override', 'lt'], what: '"lt" is locked by "xen-v3": no sub-project may change it' },
    ])
    expect(findKind(pack, 'lt')).toEqual(kindOf('xen-v3/lt'))
    expect(resolve(own({ kinds: [lt] })).problems).toEqual([
      { path: ['kinds', 0, 'id'], what: '"lt" is locked by "xen-v3": no sub-project may change it' },
    ])
  })

  test('a new kind beside the others; one twice', () => {
    const retro = { ...lazy, id: 'retro' }
    expect(findKind(resolve(own({ kinds: [retro] })), 'retro')?.pack).toBe('own')
    expect(resolve(own({ kinds: [retro, retro] })).problems).toEqual([
      { path: ['kinds', 1, 'id'], what: '"retro" is here twice' },
    ])
  })

  test('of nothing: no such pack, no such kind, a pack that extends itself', () => {
    expect(resolve(own({ extends: 'nowhere' })).problems).toEqual([
      { path: ['extends'], what: 'there is no pack "nowhere"' },
    ])
    expect(resolve(own({ override: { none: {} } })).problems).toEqual([
      { path: ['override', 'none'], what: '"xen-v3" has no kind "none"' },
    ])
    expect(resolve(own({ extends: 'own' })).problems[0]?.what).toBe('"own" extends itself by way of others')
  })

  test('of deviations: each layer locks for the next', () => {
    const middle = own({ id: 'middle', locked: ['lazy'] })
    const leaf = own({ id: 'leaf', extends: 'middle', override: { lazy: { silence: 'nothing' } } })
    expect(resolvePack(leaf, [...PRESETS, middle]).problems).toEqual([
      { path: ['override', 'lazy'], what: '"lazy" is locked by "middle": no sub-project may change it' },
    ])
  })
})

describe('errors in a pack are named with the rule and lead to the line', () => {
  const problems = (kind: Partial<PackKind>, base = lt): string[] =>
    checkPack(own({ kinds: [{ ...base, id: 'x', ...kind }] })).map(
      (one) => `${one.path.slice(2).join('.')}: ${one.what}`,
    )

  test.each([
    [
      { pass: { need: { num: 3, den: 2 }, of: 'forPlusAgainst', strict: false } },
      'pass.need: 3/2 is not between nothing and all ("x")',
    ],
    [
      { pass: { need: { num: 1, den: 0 }, of: 'forPlusAgainst', strict: false } },
      'pass.need: 1/0 is no fraction of whole numbers ("x")',
    ],
    [{ pass: { need: 1.5, of: 'sum', strict: false } }, 'pass.need: 1.5 is no whole number ("x")'],
    [
      { duration: { default: 'a week' } },
      'duration.default: "a week" is no duration, as 72h, 7d or 2w ("x")',
    ],
    [
      { close: { early: 'never', minOpen: '3', lateBallots: 'shown' } },
      'close.minOpen: "3" is no duration, as 72h, 7d or 2w ("x")',
    ],
    [
      { phases: [{ name: 'review', min: 'soon' }] },
      'phases.0.min: "soon" is no duration, as 72h, 7d or 2w ("x")',
    ],
    [
      { scale: { values: [1, 2], reasonRequired: [], reasonMissing: 'warn' } },
      'scale.values: nobody can be against "x"',
    ],
    [
      { veto: { values: [-3], by: 'binding', justification: 'warn', withdrawable: true } },
      'veto.values: a veto of -3 is not on the scale of "x"',
    ],
    [{ tally: 'sum' }, 'pass.need: "x" adds up values: it needs a number, not a share'],
    [
      { tally: 'perGroupMeanShare' },
      'electorate.perGroup: "x" averages sub-projects, and does not count by them',
    ],
  ] as const)('%#', (change, expected) => {
    expect(problems(change as Partial<PackKind>)).toContain(expected)
  })

  test('a pattern that needs backtracking', () => {
    expect(problems({ markers: { subject: '(?=x)' } })[0]).toContain(
      'markers.subject: the pattern "(?=x)" cannot be used',
    )
  })

  test('in an override and in a reading too', () => {
    const found = checkPack(own({ override: { lazy: { duration: { default: 'x' } } } }))
    expect(found[0]?.path).toEqual(['override', 'lazy', 'duration', 'default'])
    const reading = {
      id: 'Z',
      question: '?',
      chosen: 'C',
      options: [{ id: 'A', text: 'a', set: { duration: { min: 'y' } } }],
    }
    expect(problems({ readings: [reading] })).toEqual([
      'readings.0.chosen: reading Z of "x" has no option "C"',
      'readings.0.options.0.set.duration.min: "y" is no duration, as 72h, 7d or 2w ("x")',
    ])
  })

  test('days of the pack', () => {
    expect(checkPack(own({ effective: ['soon', '2026-13-01'] })).map((one) => one.what)).toEqual([
      '"soon" is no day, as 2026-03-31',
      '"2026-13-01" is no day, as 2026-03-31',
      'it ends before it begins, on soon',
    ])
  })
})

describe('in plain words', () => {
  test('a vote of the leadership team', () => {
    expect(describeKind(kindOf('xen-v3/lt'))).toEqual([
      'Used when: policy, what nobody owns, confirmation of roles, conflicts that nothing else resolved.',
      'Who may vote: the leadership team.',
      'Only active members vote.',
      'A team of fewer than 3 cannot decide.',
      'Ballots of others are recorded as opinions.',
      'How: +2, +1, 0, −1, −2; only for or against counts.',
      'Quorum: one third of the members, rounded up in favour; without it, it fails.',
      'It passes with two thirds or more of the votes for or against in favour; abstentions are not counted.',
      'Time: as the call says.',
      'Silence is no assent.',
      'A vote with private ballots can be asked for.',
      'A vote with anonymous ballots can be asked for by the community manager.',
      'Ballots are published with names.',
      'Of several ballots the last clear one counts.',
    ])
  })

  test('lazy consensus', () => {
    const sentences = describeKind(kindOf('xen-v3/lazy'))
    expect(sentences).toContain(
      'It passes if the values add up to more than 0, the proposer’s +1 included unless they vote themselves.',
    )
    expect(sentences).toContain(
      'One −2 of a stakeholder whose approval is necessary stops it, until they take it back.',
    )
    expect(sentences).toContain('Silence is assent.')
    expect(sentences).toContain('Only a decision "lt" can overturn it.')
  })

  test('project-wide', () => {
    const sentences = describeKind(kindOf('xen-v3/global'))
    expect(sentences).toContain('Who may vote: the leadership team of every sub-project.')
    expect(sentences).toContain('Only mature sub-projects take part.')
    expect(sentences).toContain('Time: public review for at least 7 days, then vote for at least 7 days.')
    expect(sentences).toContain(
      'It passes if the sub-projects’ shares in favour are on average two thirds or more.',
    )
  })
})
