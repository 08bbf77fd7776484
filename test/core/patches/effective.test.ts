import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Effective, findEffective } from '../../../src/core/patches/effective.ts'
import { anyPosted } from '../../support/any-posted.ts'
import { derive, type Posted, posted } from '../../support/posted.ts'

/** Files are named for the patches, so that versions of one are known by what they change. */
const patch = (
  id: string,
  subject: string,
  day: number,
  name: string,
  more: Partial<Posted> = {},
): Posted => ({
  id,
  subject: `${subject} ${name}`,
  days: day,
  adds: { [`${name}.c`]: [`${name} one`, `${name} two`, `${name} three`] },
  ...more,
})

function effectiveOf(mails: readonly Posted[]): Effective {
  const { set, found } = derive(mails.map(posted))
  expect(found.lineages).toHaveLength(1)
  return findEffective(set.series, found.patchLinks)
}

const V1: readonly Posted[] = [
  patch('a1', '[PATCH 1/3]', 0, 'wall'),
  patch('a2', '[PATCH 2/3]', 0, 'roof', { answers: 'a1' }),
  patch('a3', '[PATCH 3/3]', 0, 'door', { answers: 'a1' }),
]

const COVERED: readonly Posted[] = [
  { id: 'c', subject: '[PATCH 0/3] a house' },
  ...V1.map((one) => ({ ...one, answers: 'c' })),
]

describe('what is live', () => {
  test.each<readonly [string, readonly Posted[], readonly string[]]>([
    ['one version, whole', V1, ['a1', 'a2', 'a3']],
    ['what there is of it', [V1[0] as Posted, V1[2] as Posted], ['a1', 'a3']],
    [
      'the whole next version, whatever order it is in',
      [
        ...V1,
        patch('b1', '[PATCH v2 1/3]', 1, 'door'),
        patch('b2', '[PATCH v2 2/3]', 1, 'wall', { answers: 'b1' }),
        patch('b3', '[PATCH v2 3/3]', 1, 'roof', { answers: 'b1' }),
      ],
      ['b1', 'b2', 'b3'],
    ],
    [
      'a version of one patch in its place',
      [...V1, patch('b2', '[PATCH v2 2/3]', 1, 'roof', { answers: 'a2' })],
      ['a1', 'b2', 'a3'],
    ],
    [
      'the last of several of them',
      [
        ...V1,
        patch('b2', '[PATCH v2 2/3]', 1, 'roof', { answers: 'a2' }),
        patch('c2', '[PATCH v3 2/3]', 2, 'roof', { answers: 'b2' }),
        patch('b3', '[PATCH v2 3/3]', 3, 'door', { answers: 'a3' }),
      ],
      ['a1', 'c2', 'b3'],
    ],
    [
      'a single patch without number in the place of the one that it is a version of',
      [...V1, patch('b', '[PATCH v2.1]', 1, 'roof', { answers: 'a2' })],
      ['a1', 'b', 'a3'],
    ],
    [
      'a single patch without number in answer to the cover letter, of one patch',
      [...COVERED, patch('b', '[PATCH v2]', 1, 'roof', { answers: 'c' })],
      ['a1', 'b', 'a3'],
    ],
    [
      'the whole in one patch, under the title of the cover letter',
      [
        ...COVERED,
        {
          id: 'b',
          subject: '[PATCH v2] a house',
          days: 1,
          answers: 'c',
          adds: { 'wall.c': ['wall one', 'wall two', 'wall three'], 'roof.c': ['roof one', 'roof two'] },
        },
      ],
      ['b'],
    ],
    [
      'a rewritten patch in the place with its number',
      [
        ...V1,
        patch('b2', '[PATCH v2 2/3]', 1, 'straw', {
          answers: 'a2',
          adds: { 'straw.c': ['quite', 'other', 'lines'] },
        }),
      ],
      ['a1', 'b2', 'a3'],
    ],
    [
      'a fourth patch behind the three',
      [...V1, patch('a4', '[PATCH 4/3]', 9, 'well', { answers: 'a3' })],
      ['a1', 'a2', 'a3', 'a4'],
    ],
    [
      'what the next version lacks, from the one before',
      [
        ...V1,
        patch('b3', '[PATCH v2 3/3]', 1, 'door', { answers: 'a1' }),
        patch('b1', '[PATCH v2 1/3]', 1, 'wall', { answers: 'a1' }),
      ],
      ['b1', 'a2', 'b3'],
    ],
    [
      'a new whole version over versions of parts',
      [
        ...V1,
        patch('b2', '[PATCH v2 2/3]', 1, 'roof', { answers: 'a2' }),
        patch('c1', '[PATCH v3 1/2]', 2, 'wall'),
        patch('c2', '[PATCH v3 2/2]', 2, 'roof', { answers: 'c1' }),
      ],
      ['c1', 'c2'],
    ],
    [
      'a counted anew version, although a mail of it is missing',
      [
        ...V1,
        patch('b1', '[PATCH v2 1/4]', 1, 'wall'),
        patch('b2', '[PATCH v2 2/4]', 1, 'roof', { answers: 'b1' }),
        patch('b3', '[PATCH v2 3/4]', 1, 'door', { answers: 'b1' }),
      ],
      ['b1', 'b2', 'b3'],
    ],
    [
      'the whole next version of one of which a mail was lost',
      [
        { id: 'a0', subject: '[PATCH 0/3] House', days: 0 },
        ...V1.map((one) => ({ ...one, answers: 'a0' })),
        { id: 'b0', subject: '[PATCH v2 0/3] House and yard', days: 1 },
        patch('b1', '[PATCH v2 1/3]', 1, 'wall', { answers: 'b0' }),
        patch('b2', '[PATCH v2 2/3]', 1, 'roof', { answers: 'b0' }),
        { id: 'c0', subject: '[PATCH v3 0/2] House and yard', days: 2 },
        patch('c1', '[PATCH v3 1/2]', 2, 'cave', { answers: 'c0' }),
        patch('c2', '[PATCH v3 2/2]', 2, 'fire', { answers: 'c0' }),
      ],
      ['c1', 'c2'],
    ],
    [
      'an older patch where the next version lacks one, and not where another stands now',
      [
        ...V1,
        patch('b2', '[PATCH v2 2/3]', 1, 'wall'),
        patch('b1', '[PATCH v2 1/3]', 1, 'well', { answers: 'b2' }),
      ],
      ['b1', 'b2', 'a3'],
    ],
    [
      'both halves of a series that was split',
      [
        ...V1,
        patch('a4', '[PATCH 4/3]', 0, 'well', { answers: 'a1' }),
        patch('b1', '[PATCH v2 1/2]', 1, 'wall'),
        patch('b2', '[PATCH v2 2/2]', 1, 'roof', { answers: 'b1' }),
        patch('c1', '[PATCH v2 1/2]', 2, 'door'),
        patch('c2', '[PATCH v2 2/2]', 2, 'well', { answers: 'c1' }),
      ],
      ['b1', 'b2', 'c1', 'c2'],
    ],
    [
      'a series that was rewritten under its old title',
      [
        { id: 'a0', subject: '[PATCH 0/3] House', days: 0 },
        ...V1.map((one) => ({ ...one, answers: 'a0' })),
        { id: 'b0', subject: '[PATCH v2 0/2] House', days: 1 },
        patch('b1', '[PATCH v2 1/2]', 1, 'cave', { answers: 'b0' }),
        patch('b2', '[PATCH v2 2/2]', 1, 'fire', { answers: 'b0' }),
      ],
      ['b1', 'b2'],
    ],
    [
      'version 3, though version 2 is dated after it',
      [
        patch('a', '[PATCH]', 0, 'wall'),
        patch('c', '[PATCH v3]', 2, 'wall'),
        patch('b', '[PATCH v2]', 3, 'wall'),
      ],
      ['c'],
    ],
    ['nothing of a cover letter alone', [{ id: 'c', subject: '[PATCH 0/2] House' }], []],
  ])('%s', (_, mails, expected) => {
    expect(effectiveOf(mails).patches).toEqual(expected)
  })
})

describe('what became of the others', () => {
  test('a newer version took their place, or they were dropped', () => {
    const { superseded } = effectiveOf([
      ...V1,
      patch('b2', '[PATCH v2 2/3]', 1, 'roof', { answers: 'a2' }),
      patch('c1', '[PATCH v3 1/2]', 2, 'wall'),
      patch('c2', '[PATCH v3 2/2]', 2, 'roof', { answers: 'c1' }),
    ])
    expect(Object.fromEntries(superseded)).toEqual({
      a1: { by: 'c1', in: 'c1' },
      a2: { by: 'b2', in: 'b2' },
      a3: { by: undefined, in: 'c1' },
      b2: { by: 'c2', in: 'c1' },
    })
  })

  test('one patch in place of two leaves the other one live', () => {
    const { patches, superseded } = effectiveOf([
      patch('a1', '[PATCH 1/2]', 0, 'wall'),
      patch('a2', '[PATCH 2/2]', 0, 'roof', { answers: 'a1' }),
      patch('b', '[PATCH v2]', 1, 'wall', { answers: 'a1' }),
    ])
    expect(patches).toEqual(['b', 'a2'])
    expect([...superseded.keys()]).toEqual(['a1'])
  })
})

test('the effective series of a day is that of the versions until then', () => {
  const { set, found } = derive(
    [
      ...V1,
      patch('b2', '[PATCH v2 2/3]', 1, 'roof', { answers: 'a2' }),
      patch('c1', '[PATCH v3 1/2]', 2, 'wall'),
      patch('c2', '[PATCH v3 2/2]', 2, 'roof', { answers: 'c1' }),
    ].map(posted),
  )
  const until = [1, 2, 3].map((n) => findEffective(set.series.slice(0, n), found.patchLinks).patches)
  expect(until).toEqual([
    ['a1', 'a2', 'a3'],
    ['a1', 'b2', 'a3'],
    ['c1', 'c2'],
  ])
})

test('for any mails, each patch of a lineage is live or says why it is not', () => {
  fc.assert(
    fc.property(anyPosted, (mails) => {
      const { set, found } = derive(mails.map(posted))
      const byId = new Map(set.series.map((one) => [one.id, one]))
      for (const lineage of found.lineages) {
        const members = lineage.series.flatMap((id) => byId.get(id) ?? [])
        const { patches, superseded } = findEffective(members, found.patchLinks)
        const all = members.flatMap((one) => [
          ...one.patches,
          ...one.duplicates.filter((id) => id !== one.cover),
        ])
        const known = all.filter((id) => id !== undefined)
        expect(new Set(patches).size).toBe(patches.length)
        for (const id of patches) expect(superseded.has(id)).toBe(false)
        expect([...patches, ...superseded.keys()].sort()).toEqual([...new Set(known)].sort())
        if (known.length > 0) expect(patches.length).toBeGreaterThan(0)
      }
    }),
  )
})
