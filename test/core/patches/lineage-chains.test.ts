import { describe, expect, test } from 'vitest'
import { derive, lineages, type Posted, posted } from '../../support/posted.ts'

/** A test made from a template: sixteen lines, of which one is its own. */
const template = (name: string): Record<string, readonly string[]> => ({
  [`tests/${name}.c`]: [...Array.from({ length: 15 }, (_, n) => `template line ${n}`), `run(${name})`],
})
const WALL = { 'wall.c': ['brick one', 'brick two', 'brick three', 'mortar'] }
const WALL_2 = { 'wall.c': ['brick one', 'brick two', 'brick four', 'mortar'] }
const ROOF = { 'roof.c': ['tile one', 'tile two', 'tile three'] }
const MANY = Array.from({ length: 10 }, (_, n) => `line number ${n}`)
const DOOR = { 'door.c': ['hinge one', 'hinge two', 'handle'] }

function linksOf(mails: readonly Posted[], patch: string): readonly string[] {
  return derive(mails.map(posted))
    .found.patchLinks.filter((link) => link.newer === patch)
    .map((link) => link.older)
}

describe('which patch a patch continues', () => {
  test('never the one that it takes back, though it has its words, files and number', () => {
    const found = lineages([
      { id: 'a', subject: '[PATCH] wall: paint it for the frost', adds: WALL },
      { id: 'b', subject: '[PATCH v2] Revert "wall: paint it for the frost"', days: 20, adds: WALL },
      { id: 'c', subject: '[PATCH v3] Revert "wall: paint it for the frost"', days: 21, adds: WALL_2 },
    ])
    expect(found).toEqual([['a'], ['b', 'c']])
  })

  test('two series that became one: each of its patches its own, although one was rewritten', () => {
    const found = lineages([
      { id: 'w', subject: '[PATCH] wall', adds: WALL },
      { id: 'd', subject: '[PATCH] door', days: 1, adds: DOOR },
      {
        id: 'b1',
        subject: '[PATCH v2 1/2] door',
        days: 9,
        adds: { 'door.c': ['lock one', 'lock two', 'key'] },
      },
      { id: 'b2', subject: '[PATCH v2 2/2] wall', days: 9, answers: 'b1', adds: WALL },
    ])
    expect(found).toEqual([['w', 'd', 'b1']])
  })

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
