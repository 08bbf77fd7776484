import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyOrder, anyPosted } from '../../support/any-posted.ts'
import { derive, lineages, type Posted, posted } from '../../support/posted.ts'

/** A test made from a template: sixteen lines, of which one is its own. */
const template = (name: string): Record<string, readonly string[]> => ({
  [`tests/${name}.c`]: [...Array.from({ length: 15 }, (_, n) => `template line ${n}`), `run(${name})`],
})
const WALL = { 'wall.c': ['brick one', 'brick two', 'brick three', 'mortar'] }
const WALL_2 = { 'wall.c': ['brick one', 'brick two', 'brick four', 'mortar'] }
const ROOF = { 'roof.c': ['tile one', 'tile two', 'tile three'] }
const MANY = Array.from({ length: 10 }, (_, n) => `line number ${n}`)
const BY_ADA = 'From: Ada Example <ada@example.org>\n\nBecause.'
const PULL =
  'The following changes since commit 1234567:\n\n  x\n\nare available in the Git repository at:\n\n  https://example.org/x.git next\n'
const DOOR = { 'door.c': ['hinge one', 'hinge two', 'handle'] }

describe('one lineage', () => {
  test.each<readonly [string, readonly Posted[]]>([
    [
      'the same title and a higher version',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v2] wall: build it', days: 4, adds: WALL_2 },
      ],
    ],
    [
      'versions with a gap',
      [
        { id: 'a', subject: '[PATCH v2] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v5] wall: build it', days: 4, adds: WALL_2 },
      ],
    ],
    [
      'another title, the same lines',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v2] house: raise a barrier', days: 4, adds: WALL_2 },
      ],
    ],
    [
      'another title, other lines, in answer to the old version',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v2] fence: build it', days: 4, answers: 'a', adds: DOOR },
      ],
    ],
    [
      'or in answer to a reply to it',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'r', subject: 'Re: [PATCH] wall: build it', answers: 'a', from: 'Bo', text: 'Rather a fence.' },
        { id: 'b', subject: '[PATCH v2] fence: build it', days: 4, answers: 'r', adds: DOOR },
      ],
    ],
    [
      'a change-id',
      [
        {
          id: 'a',
          subject: '[PATCH] wall: build it',
          adds: WALL,
          text: 'x\n---\nchange-id: 20260302-wall-1234',
        },
        {
          id: 'b',
          subject: '[PATCH] fence: build it',
          days: 4,
          adds: DOOR,
          text: 'change-id: 20260302-wall-1234',
        },
      ],
    ],
    [
      'the old version named',
      [
        { id: 'a@x.org', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH] fence: build it', days: 4, adds: DOOR, text: 'Supersedes: <a@x.org>' },
      ],
    ],
    [
      'a request for comments that became a patch',
      [
        { id: 'a', subject: '[RFC PATCH v3] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH] wall: build it', days: 9, adds: WALL_2 },
      ],
    ],
    [
      'sent again',
      [
        { id: 'a', subject: '[PATCH v2] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v2 RESEND] wall: build it', days: 20, adds: WALL },
      ],
    ],
    [
      'sent again without a word',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH] wall: build it', days: 20, adds: WALL },
      ],
    ],
    [
      'version 1.1',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v1.1] wall: build it', days: 1, adds: WALL_2 },
        { id: 'c', subject: '[PATCH v2] wall: build it', days: 2, adds: WALL },
      ],
    ],
    [
      'a part of it, in answer to what it replaces',
      [
        { id: 'a0', subject: '[PATCH 0/2] house' },
        { id: 'a1', subject: '[PATCH 1/2] wall', answers: 'a0', minutes: 1, adds: WALL },
        { id: 'a2', subject: '[PATCH 2/2] roof', answers: 'a0', minutes: 1, adds: ROOF },
        { id: 'b', subject: '[PATCH v2 2/2] roof', answers: 'a2', days: 1, adds: ROOF },
      ],
    ],
    [
      'a cover letter alone, then all of it',
      [
        { id: 'a0', subject: '[PATCH 0/2] house' },
        { id: 'b0', subject: '[PATCH 0/2] house', minutes: 50 },
        { id: 'b1', subject: '[PATCH 1/2] wall', answers: 'b0', minutes: 51, adds: WALL },
        { id: 'b2', subject: '[PATCH 2/2] roof', answers: 'b0', minutes: 51, adds: ROOF },
      ],
    ],
    [
      'split in two',
      [
        { id: 'a1', subject: '[PATCH 1/2] wall', adds: WALL },
        { id: 'a2', subject: '[PATCH 2/2] roof', answers: 'a1', adds: ROOF },
        { id: 'b', subject: '[PATCH v2] wall', days: 2, adds: WALL },
        { id: 'c', subject: '[PATCH v2] roof', days: 3, adds: ROOF },
      ],
    ],
    [
      'two that became one',
      [
        { id: 'a', subject: '[PATCH] wall', adds: WALL },
        { id: 'b', subject: '[PATCH] roof', days: 1, adds: ROOF },
        { id: 'c1', subject: '[PATCH v2 1/2] wall', days: 2, adds: WALL },
        { id: 'c2', subject: '[PATCH v2 2/2] roof', days: 2, answers: 'c1', adds: ROOF },
      ],
    ],
    [
      'by the same person, writing from another address under another title',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL, address: 'ada@work.example.org' },
        { id: 'b', subject: '[PATCH v2] house: raise a barrier', days: 4, adds: WALL_2 },
      ],
    ],
    [
      'taken over by somebody who sends the same patch of its author',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        {
          id: 'b',
          subject: '[PATCH] wall: build it',
          from: 'Bo',
          days: 30,
          adds: WALL_2,
          text: BY_ADA,
        },
      ],
    ],
    [
      'taken over as the next version',
      [
        { id: 'a', subject: '[PATCH v3] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v4] wall: build it', from: 'Bo', days: 30, adds: WALL_2 },
      ],
    ],
    [
      "a maintainer's v2 in answer, of which little is the same",
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        {
          id: 'b',
          subject: '[PATCH v2] wall: build it',
          from: 'Bo',
          days: 1,
          answers: 'a',
          adds: { 'wall.c': ['concrete'] },
        },
      ],
    ],
    [
      'rewritten from scratch: a labelled version, the same files, nothing else',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v2] Never mind barriers', days: 3, adds: { 'wall.c': ['nothing'] } },
      ],
    ],
  ])('%s', (_, mails) => {
    expect(lineages(mails)).toHaveLength(1)
  })
})

describe('two lineages', () => {
  test.each<readonly [string, readonly Posted[]]>([
    [
      'tests made from one template, sent one after the other',
      [
        { id: 'a', subject: '[PATCH] syscalls/clone01: Convert to new API', adds: template('clone01') },
        {
          id: 'b',
          subject: '[PATCH] syscalls/clone06: Convert to new API',
          days: 1,
          adds: template('clone06'),
        },
      ],
    ],
    [
      'a later version that has another of these tests',
      [
        {
          id: 'a',
          subject: '[PATCH] syscalls/clone01: Convert to new API',
          adds: { 'clone01.c': ['x', 'int main'] },
        },
        {
          id: 'b',
          subject: '[PATCH v2] syscalls/clone06: Convert to new API',
          days: 1,
          adds: { 'clone06.c': ['y', 'int main'] },
        },
      ],
    ],
    [
      'one and the same line in another file',
      [
        {
          id: 'a',
          subject: '[PATCH] size_t.3: New link to the types',
          adds: { 'size_t.3': ['.so types.7'] },
        },
        {
          id: 'b',
          subject: '[PATCH] off_t.3: New link to the types',
          days: 1,
          adds: { 'off_t.3': ['.so types.7'] },
        },
      ],
    ],
    [
      'the same title for other work',
      [
        { id: 'a', subject: '[PATCH] types.7: ffix', adds: { 'a.7': ['one', 'two', 'three'] } },
        { id: 'b', subject: '[PATCH] types.7: ffix', days: 9, adds: { 'b.7': ['four', 'five', 'six'] } },
      ],
    ],
    [
      'the same lines months later, under another title and without a version',
      [
        { id: 'a', subject: '[PATCH] wall: build it here', adds: WALL },
        { id: 'b', subject: '[PATCH] wall: build it there', days: 200, adds: WALL_2 },
      ],
    ],
    [
      'for a stable tree and for the main one',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH 5.10] wall: build it', days: 30, adds: WALL },
      ],
    ],
    [
      'two persons with the same idea',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH] wall: build it', from: 'Bo', days: 2, adds: WALL_2 },
      ],
    ],
    [
      'a series in answer to that of somebody else',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH] roof: build it', from: 'Bo', days: 2, answers: 'a', adds: ROOF },
      ],
    ],
    [
      'more than a year apart, with nothing that leads there',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v2] wall: build it', days: 500, adds: WALL },
      ],
    ],
    [
      'a rewrite long after, when the first one is done',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v2] Never mind barriers', days: 50, adds: { 'wall.c': ['nothing'] } },
      ],
    ],
    [
      "a pull request that collects somebody's patch",
      [
        { id: 'a', subject: '[PATCH] wall', adds: WALL },
        { id: 'p', subject: '[PULL 0/1] queue', from: 'Bo', days: 3, text: PULL },
        { id: 'q', subject: '[PATCH 1/1] wall', from: 'Bo', days: 3, answers: 'p', adds: WALL, text: BY_ADA },
      ],
    ],
    [
      "a note that somebody's patch is in a tree",
      [
        { id: 'a@x.org', subject: '[PATCH] wall', adds: WALL },
        {
          id: 'n',
          subject: '+ wall.patch added to the tree',
          from: 'Bo',
          days: 3,
          adds: WALL,
          text: `${BY_ADA}\n\nLink: https://lists.example.org/r/a@x.org`,
        },
      ],
    ],
    [
      "a queue with somebody's patch among others",
      [
        { id: 'a', subject: '[PATCH] wall', adds: WALL },
        { id: 'q1', subject: '[PATCH 1/3] wall', from: 'Bo', days: 3, adds: WALL, text: BY_ADA },
        { id: 'q2', subject: '[PATCH 2/3] roof', from: 'Bo', days: 3, answers: 'q1', adds: ROOF },
        { id: 'q3', subject: '[PATCH 3/3] door', from: 'Bo', days: 3, answers: 'q1', adds: DOOR },
      ],
    ],
    [
      'one patch of many in a new series',
      [
        ...[1, 2, 3, 4].map((n) => ({
          id: `a${n}`,
          subject: `[PATCH ${n}/4] a ${n}`,
          adds: { [`a${n}`]: [`a ${n}`] },
        })),
        ...[1, 2, 3].map((n) => ({
          id: `b${n}`,
          subject: `[PATCH ${n}/4] b ${n}`,
          days: 9,
          adds: { [`b${n}`]: [`b ${n}`] },
        })),
        { id: 'b4', subject: '[PATCH 4/4] a 2', days: 9, adds: { a2: ['a 2'] } },
      ],
    ],
  ])('%s', (_, mails) => {
    expect(lineages(mails)).toHaveLength(2)
  })
})

function linksOf(mails: readonly Posted[], patch: string): readonly string[] {
  return derive(mails.map(posted))
    .found.patchLinks.filter((link) => link.newer === patch)
    .map((link) => link.older)
}

describe('which patch a patch continues', () => {
  test('the one with its title, not the one whose lines it got', () => {
    const found = derive(
      (
        [
          {
            id: 'a1',
            subject: '[PATCH 1/2] kill09: Convert',
            adds: { 'kill09.c': MANY },
          },
          {
            id: 'a2',
            subject: '[PATCH 2/2] kill09: Remove',
            answers: 'a1',
            adds: { 'kill09.c': ['gone', 'for good'] },
          },
          {
            id: 'b1',
            subject: '[PATCH v2] kill09: Remove',
            days: 1,
            answers: 'a1',
            adds: { 'kill09.c': [...MANY, 'gone'] },
          },
        ] satisfies Posted[]
      ).map(posted),
    ).found
    expect(found.patchLinks.map(({ newer, older }) => `${newer}<${older}`)).toEqual(['b1<a2'])
  })

  test('the version right before, although an older one is more like it', () => {
    const mails = [
      { id: 'a', subject: '[PATCH] wall', adds: WALL },
      { id: 'b', subject: '[PATCH v2] wall', days: 1, adds: WALL_2 },
      { id: 'c', subject: '[PATCH v3] wall', days: 2, adds: WALL },
    ]
    expect(linksOf(mails, 'c')).toEqual(['b'])
  })

  test('what is sent again repeats its own version', () => {
    const mails = [
      { id: 'a', subject: '[PATCH] wall', adds: WALL },
      { id: 'b', subject: '[PATCH v2] wall', days: 1, adds: WALL },
      { id: 'c', subject: '[PATCH v2 RESEND] wall', days: 9, adds: WALL },
    ]
    expect(linksOf(mails, 'c')).toEqual(['b'])
  })

  test('patches that changed places keep their own', () => {
    const mails = [
      { id: 'a1', subject: '[PATCH 1/2] wall', adds: WALL },
      { id: 'a2', subject: '[PATCH 2/2] roof', answers: 'a1', adds: ROOF },
      { id: 'b1', subject: '[PATCH v2 1/2] roof', days: 1, adds: ROOF },
      { id: 'b2', subject: '[PATCH v2 2/2] wall', answers: 'b1', days: 1, adds: WALL },
    ]
    expect([linksOf(mails, 'b1'), linksOf(mails, 'b2')]).toEqual([['a2'], ['a1']])
  })

  test('templated siblings of one series keep their own', () => {
    const names = ['clone01', 'clone02', 'clone03', 'clone04']
    const versions = [1, 2].flatMap((version) =>
      names.map(
        (name, n): Posted => ({
          id: `v${version}-${name}`,
          subject: `[PATCH v${version} ${n + 1}/4] ${name}: Convert to new API`,
          days: version,
          adds: template(name),
        }),
      ),
    )
    for (const name of names) expect(linksOf(versions, `v2-${name}`)).toEqual([`v1-${name}`])
  })

  test('a patch in its place on its files is the old one rewritten, when all others have theirs', () => {
    const mails = [
      { id: 'a0', subject: '[PATCH 0/2] house' },
      { id: 'a1', subject: '[PATCH 1/2] wall', answers: 'a0', adds: WALL },
      { id: 'a2', subject: '[PATCH 2/2] roof', answers: 'a0', adds: ROOF },
      { id: 'b0', subject: '[PATCH v2 0/2] house', days: 1 },
      { id: 'b1', subject: '[PATCH v2 1/2] wall', answers: 'b0', days: 1, adds: WALL },
      { id: 'b2', subject: '[PATCH v2 2/2] cover it', answers: 'b0', days: 1, adds: { 'roof.c': ['straw'] } },
    ]
    const links = derive(mails.map(posted)).found.patchLinks
    expect(links.find((link) => link.newer === 'b2')).toMatchObject({ older: 'a2', confidence: 0.5 })
  })

  test('but not one on other files', () => {
    const mails = [
      { id: 'a0', subject: '[PATCH 0/2] house' },
      { id: 'a1', subject: '[PATCH 1/2] wall', answers: 'a0', adds: WALL },
      { id: 'a2', subject: '[PATCH 2/2] roof', answers: 'a0', adds: ROOF },
      { id: 'b0', subject: '[PATCH v2 0/2] house', days: 1 },
      { id: 'b1', subject: '[PATCH v2 1/2] wall', answers: 'b0', days: 1, adds: WALL },
      { id: 'b2', subject: '[PATCH v2 2/2] door', answers: 'b0', days: 1, adds: DOOR },
    ]
    expect(linksOf(mails, 'b2')).toEqual([])
  })

  test('two runs of two works, interleaved, keep apart', () => {
    const mails = [1, 2].flatMap((version): Posted[] => [
      { id: `w${version}0`, subject: `[PATCH v${version} 0/1] walls`, days: version },
      { id: `r${version}0`, subject: `[PATCH v${version} 0/1] roofs`, days: version, minutes: 1 },
      {
        id: `w${version}1`,
        subject: `[PATCH v${version} 1/1] wall`,
        answers: `w${version}0`,
        days: version,
        adds: WALL,
      },
      {
        id: `r${version}1`,
        subject: `[PATCH v${version} 1/1] roof`,
        answers: `r${version}0`,
        days: version,
        minutes: 1,
        adds: ROOF,
      },
    ])
    expect(lineages(mails)).toEqual([
      ['w10', 'w20'],
      ['r10', 'r20'],
    ])
  })
})

describe('a lineage', () => {
  const mails: readonly Posted[] = [
    { id: 'a', subject: '[PATCH] wall', adds: WALL },
    { id: 'c', subject: '[PATCH v3] wall', days: 3, adds: WALL },
    { id: 'b', subject: '[PATCH v2] wall', days: 2, adds: WALL_2 },
    { id: 'x', subject: '[PATCH] roof', days: 1, adds: ROOF },
  ]

  test('has the name of its earliest series; lineages and series are in order of time', () => {
    const { lineages: found } = derive(mails.map(posted)).found
    expect(found).toEqual([
      {
        id: 'a',
        series: ['a', 'b', 'c'],
        newest: 'c',
        effective: ['c'],
        superseded: new Map([
          ['a', { by: 'b', in: 'b' }],
          ['b', { by: 'c', in: 'c' }],
        ]),
      },
      { id: 'x', series: ['x'], newest: 'x', effective: ['x'], superseded: new Map() },
    ])
  })

  test('its links say what they rest on', () => {
    const { seriesLinks, patchLinks } = derive(mails.map(posted)).found
    expect(seriesLinks[0]).toEqual({
      newer: 'b',
      older: 'a',
      score: 75,
      confidence: 0.75,
      evidence: ['same title', 'the same changed lines', 'the same files'],
    })
    expect(patchLinks[0]?.evidence).toEqual(['same title', '60 % of the changed lines'])
  })

  test('a guess is a guess', () => {
    const { seriesLinks } = derive(
      (
        [
          { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
          { id: 'b', subject: '[PATCH v2] Never mind barriers', days: 3, adds: { 'wall.c': ['nothing'] } },
        ] satisfies Posted[]
      ).map(posted),
    ).found
    expect(seriesLinks[0]).toMatchObject({
      confidence: 0.25,
      evidence: ['the same files', 'the last one before it that nothing else continued'],
    })
  })
})

describe('what a person knows better', () => {
  const mails = (
    [
      { id: 'a', subject: '[PATCH] wall', adds: WALL },
      { id: 'b', subject: '[PATCH v2] wall', days: 2, adds: WALL_2 },
      { id: 'x', subject: '[PATCH] roof', days: 3, adds: ROOF },
    ] satisfies Posted[]
  ).map(posted)
  const seriesIn = (links: readonly { newer: string; older: string; linked: boolean }[]) =>
    derive(mails, { links }).found.lineages.map((one) => one.series)

  test('one series continues another', () => {
    expect(seriesIn([{ newer: 'x', older: 'b', linked: true }])).toEqual([['a', 'b', 'x']])
    const [, link] = derive(mails, { links: [{ newer: 'x', older: 'b', linked: true }] }).found.seriesLinks
    expect(link).toMatchObject({ newer: 'x', older: 'b', confidence: 1, evidence: ['decided by a person'] })
  })

  test('or does not', () => {
    expect(seriesIn([{ newer: 'b', older: 'a', linked: false }])).toEqual([['a'], ['b'], ['x']])
  })

  test('of two that contradict each other the later holds', () => {
    const no = { newer: 'b', older: 'a', linked: false }
    expect(seriesIn([no, { ...no, linked: true }])).toEqual([['a', 'b'], ['x']])
    expect(seriesIn([{ ...no, linked: true }, no])).toEqual([['a'], ['b'], ['x']])
  })

  test('what is said about mails that are not here does nothing', () => {
    expect(seriesIn([{ newer: 'gone', older: 'a', linked: true }])).toEqual([['a', 'b'], ['x']])
  })
})

describe('for any mails', () => {
  test('every series is in one lineage, links lead back in time, patches are paired one to one', () => {
    fc.assert(
      fc.property(anyPosted, (mails) => {
        const { set, found } = derive(mails.map(posted))
        const members = found.lineages.flatMap((one) => one.series)
        expect([...members].sort()).toEqual(set.series.map((one) => one.id).sort())
        const order = set.series.map((one) => one.id)
        for (const { newer, older } of found.seriesLinks)
          expect(order.indexOf(older)).toBeLessThan(order.indexOf(newer))
        const pairs = found.patchLinks.map((link) => link.newer)
        expect(new Set(pairs).size).toBe(pairs.length)
        for (const one of found.lineages) {
          expect(one.series).toContain(one.newest)
          expect(one.id).toBe(one.series[0])
        }
      }),
    )
  })

  test('order does not matter', () => {
    fc.assert(
      fc.property(
        anyPosted.chain((mails) => fc.tuple(fc.constant(mails), anyOrder(mails))),
        ([mails, shuffled]) => {
          expect(derive(shuffled.map(posted)).found).toEqual(derive(mails.map(posted)).found)
        },
      ),
    )
  })

  test('a later version changes no earlier link', () => {
    fc.assert(
      fc.property(anyPosted, fc.nat({ max: 3 }), (mails, change) => {
        const later: Posted = {
          id: 'later',
          subject: `[PATCH v4] change ${change}`,
          days: 3,
          adds: { [`${change}.c`]: [`line of ${change}`, 'another'] },
        }
        const before = derive(mails.map(posted)).found
        const after = derive([...mails, later].map(posted)).found
        expect(after.seriesLinks.filter((link) => link.newer !== 'later')).toEqual(before.seriesLinks)
        expect(after.patchLinks.filter((link) => link.newer !== 'later')).toEqual(before.patchLinks)
      }),
    )
  })
})
