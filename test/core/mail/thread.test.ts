import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildThreads, type ThreadedMail } from '../../../src/core/mail/thread.ts'
import { addDays } from '../../../src/core/time.ts'

/** "b<a" is a mail b below a; "c<b,a" names b first, then a. Each is a day younger than the one before. */
function mails(...written: readonly string[]): ThreadedMail[] {
  return written.map((one, days) => {
    const [messageId = '', parents] = one.split('<')
    return { messageId, at: addDays('2026-03-02T09:00:00Z', days), parents: parents?.split(',') ?? [] }
  })
}

/** Every mail with its parent: "b<a", a top "a". */
function tree(list: readonly ThreadedMail[]): readonly string[] {
  const { parentOf } = buildThreads(list)
  return list.map(({ messageId }) => {
    const parent = parentOf(messageId)
    return parent === undefined ? messageId : `${messageId}<${parent}`
  })
}

describe('a mail hangs below', () => {
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ['the mail that it answers', ['a', 'b<a', 'c<b'], ['a', 'b<a', 'c<b']],
    ['the first that it names, whatever the others are', ['a', 'b<a', 'c<a,b'], ['a', 'b<a', 'c<a']],
    ['a mail that came later', ['b<a', 'a'], ['b<a', 'a']],
    ['the next one above a missing mail', ['a', 'c<lost,a'], ['a', 'c<a']],
    [
      'the same, when only another mail tells what is above',
      ['a', 'c<lost', 'd<lost,a'],
      ['a', 'c<a', 'd<a'],
    ],
    ['nothing, when nothing above is here', ['b<lost', 'c<lost'], ['b', 'c']],
    ['nothing, when it names itself', ['a<a'], ['a']],
    ['the next, when the first that it names is itself', ['a', 'b<b,a'], ['a', 'b<a']],
    // What others claim about a mail that is here does not count: its own headers do.
    ['nothing, when it names nothing', ['a', 'b', 'c<b,a'], ['a', 'b', 'c<b']],
  ])('%s', (_, given, expected) => {
    expect(tree(mails(...given))).toEqual(expected)
  })

  test('mails below one missing mail are one thread, which has its name', () => {
    const { rootOf } = buildThreads(mails('b<lost', 'c<lost', 'd<c', 'e'))
    expect(['b', 'c', 'd', 'e'].map(rootOf)).toEqual(['lost', 'lost', 'lost', 'e'])
  })

  test('missing mails hang below one another', () => {
    const { rootOf, parentOf } = buildThreads(mails('c<lost2,lost1', 'd<lost1'))
    expect([rootOf('c'), rootOf('d'), parentOf('c')]).toEqual(['lost1', 'lost1', undefined])
  })

  test('where two mails disagree about a missing one, the earlier is believed', () => {
    expect(tree(mails('a', 'b', 'c<lost,a', 'd<lost,b'))).toEqual(['a', 'b', 'c<a', 'd<a'])
  })

  test('nothing is known of a mail that is not here', () => {
    const { parentOf, rootOf } = buildThreads(mails('a', 'b<lost,a'))
    expect([parentOf('lost'), parentOf('x'), rootOf('x')]).toEqual([undefined, undefined, 'x'])
  })
})

describe('loops', () => {
  test('the earliest mail of a loop is its top', () => {
    expect(tree(mails('a<c', 'b<a', 'c<b'))).toEqual(['a', 'b<a', 'c<b'])
  })

  test('at one moment, the one whose Message-ID comes first', () => {
    const at = '2026-03-02T09:00:00Z'
    const both = [
      { messageId: 'y', at, parents: ['x'] },
      { messageId: 'x', at, parents: ['y'] },
    ]
    expect(tree(both)).toEqual(['y<x', 'x'])
  })

  test('the earliest takes the next mail that it names', () => {
    expect(tree(mails('r', 'a<b,r', 'b<a'))).toEqual(['r', 'a<r', 'b<a'])
  })

  test('a missing mail gives up its place before a mail does', () => {
    expect(tree(mails('a<lost', 'b<lost,a'))).toEqual(['a', 'b'])
    expect(buildThreads(mails('a<lost', 'b<lost,a')).rootOf('b')).toBe('lost')
  })
})

test('of two mails with one Message-ID the earlier counts, whichever is given first', () => {
  const [a, b, first] = mails('a', 'b', 'x<a')
  const second = { ...first, at: '2026-12-01T00:00:00Z', parents: ['b'] } as ThreadedMail
  for (const list of [
    [a, b, first, second],
    [second, first, b, a],
  ] as ThreadedMail[][])
    expect(buildThreads(list).parentOf('x')).toBe('a')
})

test('a thread of 20,000 mails, each below the one before, is climbed without recursion', () => {
  const deep = Array.from({ length: 20_000 }, (_, n) => ({
    messageId: `m${n}`,
    at: '2026-03-02T09:00:00Z',
    parents: n === 0 ? [] : [`m${n - 1}`],
  }))
  const { rootOf, parentOf } = buildThreads(deep)
  expect([rootOf('m19999'), parentOf('m19999'), rootOf('m10000')]).toEqual(['m0', 'm19998', 'm0'])
})

describe('for any mails', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'lost', 'gone')
  const anyMail = fc.record({
    messageId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    at: fc.integer({ min: 0, max: 3 }).map((days) => addDays('2026-03-02T09:00:00Z', days)),
    parents: fc.array(name, { maxLength: 4 }),
  })
  const some = fc.array(anyMail, { maxLength: 10 })

  test('threads are a forest that holds every mail once', () => {
    fc.assert(
      fc.property(some, (list) => {
        const { parentOf, rootOf } = buildThreads(list)
        const here = new Set<string>(list.map((mail) => mail.messageId))
        for (const start of here) {
          const way: string[] = [start]
          for (let id = parentOf(start); id !== undefined; id = parentOf(id)) {
            expect(here.has(id)).toBe(true)
            expect(way).not.toContain(id)
            way.push(id)
          }
          expect(new Set(way.map(rootOf)).size).toBe(1)
        }
      }),
    )
  })

  test('order does not matter', () => {
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (list, chance) => {
        const shuffled = [...list]
          .map((mail) => ({ mail, by: chance.next().value ?? 0 }))
          .sort((x, y) => x.by - y.by)
          .map(({ mail }) => mail)
        const one = buildThreads(list)
        const other = buildThreads(shuffled)
        for (const { messageId } of list) {
          expect(other.parentOf(messageId)).toBe(one.parentOf(messageId))
          expect(other.rootOf(messageId)).toBe(one.rootOf(messageId))
        }
      }),
    )
  })
})
