import { describe, expect, test } from 'vitest'
import { derive, lineages, type Posted, posted } from '../../support/posted.ts'

/** Links between patches, `newer<older`. */
const links = (mails: readonly Posted[]): readonly string[] =>
  derive(mails.map(posted)).found.patchLinks.map(({ newer, older }) => `${newer}<${older}`)

/** A file of lines that all tests made from one template share, and some of its own. */
const test01 = (name: string, own = 4): Record<string, readonly string[]> => ({
  [`tests/${name}.c`]: [
    ...Array.from({ length: 16 }, (_, n) => `template line ${n}`),
    ...Array.from({ length: own }, (_, n) => `${name} line ${n}`),
  ],
})

describe('siblings', () => {
  test('a patch that went on under its title is not continued by its sibling, too', () => {
    // LTP's mknod conversions: two versions of the first, then a series with all of them.
    const mails: readonly Posted[] = [
      { id: 'a', subject: '[PATCH] mknod03: Convert to new API', adds: test01('mknod03') },
      { id: 'b', subject: '[PATCH v2] mknod03: Convert to new API', days: 2, adds: test01('mknod03', 5) },
      {
        id: 'c1',
        subject: '[PATCH v3 1/2] mknod03: Convert to new API',
        days: 9,
        adds: test01('mknod03', 6),
      },
      {
        id: 'c2',
        subject: '[PATCH v3 2/2] mknod05: Convert to new API',
        days: 9,
        minutes: 1,
        answers: 'c1',
        adds: test01('mknod05', 3),
      },
    ]
    expect(links(mails)).toEqual(['b<a', 'c1<b'])
  })

  test('what is rewritten under another title may still go on', () => {
    const mails: readonly Posted[] = [
      { id: 'a', subject: '[PATCH] mknod: Convert', adds: test01('mknod03') },
      { id: 'b', subject: '[PATCH v2] mknod: Convert all of it', days: 2, adds: test01('mknod03', 5) },
      { id: 'c', subject: '[PATCH v3] syscalls/mknod: New API', days: 4, adds: test01('mknod03', 6) },
    ]
    expect(links(mails)).toEqual(['b<a', 'c<b'])
  })
})

describe('a branch that goes on', () => {
  const id = 'x\n---\nchange-id: 20260302-wall-1234'
  const mails: readonly Posted[] = [
    {
      id: 'a',
      subject: '[PATCH v2] wall: check it',
      adds: { 'wall.c': ['check one', 'check two'] },
      text: id,
    },
    { id: 'b', subject: '[PATCH] wall: paint it', days: 3, adds: { 'wall.c': ['red', 'blue'] }, text: id },
  ]

  test('keeps its change-id, and begins with a first version again', () => {
    expect(lineages(mails)).toEqual([['a'], ['b']])
  })

  test('and what went on already is not continued by what is left over', () => {
    const again: readonly Posted[] = [
      {
        id: 'a',
        subject: '[PATCH] wall: check it',
        adds: { 'wall.c': ['check one', 'check two'] },
        text: id,
      },
      {
        id: 'b',
        subject: '[PATCH v2] wall: check it',
        days: 1,
        adds: { 'wall.c': ['check one', 'x'] },
        text: id,
      },
      { id: 'c', subject: '[PATCH] wall: paint it', days: 3, adds: { 'wall.c': ['red', 'blue'] }, text: id },
    ]
    expect(links(again)).toEqual(['b<a'])
  })

  test('while a higher version is one, whatever it says', () => {
    const [first, second] = mails
    if (first === undefined || second === undefined) throw new Error('two mails')
    expect(lineages([first, { ...second, subject: '[PATCH v3] wall: paint it' }])).toEqual([['a', 'b']])
  })
})

test('a third version that is like nothing continues a second one, and no first', () => {
  const first: Posted = {
    id: 'a',
    subject: '[PATCH] wall: remove the door',
    adds: { 'wall.c': ['door gone'] },
  }
  const other: Posted = {
    id: 'b',
    subject: '[PATCH v3] wall: skip when wet',
    days: 1,
    adds: { 'wall.c': ['if (wet)'] },
  }
  expect(lineages([first, other])).toEqual([['a'], ['b']])
  expect(lineages([{ ...first, subject: '[PATCH v2] wall: remove the door' }, other])).toEqual([['a', 'b']])
})
