import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BALL_HOLDERS, ballDays, whoHeldTheBall } from '../../../src/core/metrics/ball.ts'
import { formatCommitFact, parseCommitFact } from '../../../src/core/metrics/commit-fact.ts'
import { completeFacts } from '../../../src/core/metrics/complete-facts.ts'
import { cutFact } from '../../../src/core/metrics/cut-fact.ts'
import { closedAt } from '../../../src/core/metrics/events.ts'
import { formatFact, parseFact } from '../../../src/core/metrics/fact-text.ts'
import { bareFact, commitFact, DAY_0, factsOf, on, peopleBook } from '../../support/series-facts.ts'
import { anyFact } from './any-fact.ts'

describe('a fact', () => {
  test('comes back from the database as it went there', () => {
    fc.assert(
      fc.property(anyFact, (fact) => {
        expect(parseFact(formatFact(fact))).toEqual(fact)
      }),
    )
  })

  test('of a commit does too', () => {
    const commit = commitFact({
      sha: 'abc',
      on: 3,
      tags: [{ key: 'Reviewed-by', person: 'bo@example.org' }],
      fixes: ['0123456'],
      reverts: ['f'.repeat(40)],
      pickedFrom: ['0123456789'],
    })
    expect(parseCommitFact(commit, formatCommitFact(commit))).toEqual(commit)
  })

  test('as of a day holds nothing later, and as of its end everything', () => {
    fc.assert(
      fc.property(anyFact, fc.integer({ min: 0, max: 70 * 86_400 }), (fact, after) => {
        const asOf = DAY_0 + after
        for (const cut of cutFact(fact, asOf)) {
          const times = [
            ...cut.versions.flatMap((one) => [one.at, ...one.replies.map((reply) => reply.at)]),
            ...cut.tags.map((one) => one.at),
            ...cut.landed.map((one) => one.at),
            ...cut.intervals.flatMap((one) => [one.from, one.to ?? one.from]),
          ]
          expect(Math.max(...times)).toBeLessThanOrEqual(asOf)
        }
        expect(cutFact(fact, DAY_0 + 1000 * 86_400)).toEqual([fact])
      }),
    )
  })

  test('that a later version joined was two before, with a course of its own', () => {
    const both = bareFact({
      id: 'one',
      versions: [{ on: 0 }, { on: 1, by: 'bo' }, { on: 5 }],
      stood: [
        [0, 'new'],
        [5, 'ready'],
      ],
      tags: [{ on: 2, key: 'Acked-by', by: 'cy', version: 1 }],
    })
    const joined = {
      ...both,
      joined: [
        { first: 1, intervals: [{ from: on(1), to: on(5), status: 'new', turn: 'reviewers', lost: false }] },
      ],
      links: [
        [2, 0],
        [2, 1],
      ] as const,
    }
    const before = cutFact(joined, on(3))
    expect(before.map((one) => one.versions.map((version) => version.id))).toEqual([['one'], ['one-v2']])
    expect(before.map((one) => one.tags.map((tag) => tag.version))).toEqual([[], [0]])
    expect(before[1]?.intervals.map((one) => one.to)).toEqual([undefined])
    const after = cutFact(joined, on(6))
    expect(after.map((one) => one.versions.length)).toEqual([3])
  })
})

describe('who held the ball', () => {
  test('adds up to the whole, without gap or overlap, whatever happened', () => {
    fc.assert(
      fc.property(anyFact, fc.integer({ min: 0, max: 80 * 86_400 }), (bare, after) => {
        const asOf = DAY_0 + after
        const facts = completeFacts(cutFact(bare, asOf), peopleBook())
        for (const fact of facts) {
          const stretches = whoHeldTheBall(fact, asOf)
          const end = Math.max(fact.startedAt, Math.min(closedAt(fact) ?? asOf, asOf))
          let at = fact.startedAt
          for (const one of stretches) {
            expect(one.from).toBe(at)
            expect(one.to).toBeGreaterThan(one.from)
            at = one.to
          }
          expect(at).toBe(end)
          const days = ballDays(stretches)
          const sum = BALL_HOLDERS.reduce((all, holder) => all + days[holder], 0)
          expect(sum).toBeCloseTo((end - fact.startedAt) / 86_400, 6)
        }
      }),
    )
  })

  test('is, for a series of two versions: reviewers, discussion, author, reviewers, committers', () => {
    const [fact] = factsOf(
      [
        {
          id: 'ring',
          versions: [
            {
              on: 0,
              replies: [
                { on: 2, from: 'bo' },
                { on: 3, from: 'ada' },
                { on: 5, from: 'bo' },
              ],
            },
            { on: 9, replies: [{ on: 10, from: 'bo' }] },
          ],
          landed: [{ on: 14 }],
          stood: [
            [0, 'new'],
            [2, 'changes-requested'],
            [9, 'discussion'],
            [10, 'ready'],
            [14, 'merged'],
          ],
        },
      ],
      30,
    )
    const stretches = fact === undefined ? [] : whoHeldTheBall(fact, on(30))
    expect(stretches.map((one) => [one.holder, (one.to - one.from) / 86_400, one.version])).toEqual([
      ['reviewers', 2, 0],
      ['discussion', 3, 0],
      ['author', 4, 0],
      ['reviewers', 1, 1],
      ['committers', 4, 1],
    ])
  })

  test('of what nobody answered: the reviewers, all the time', () => {
    const [fact] = factsOf([{ id: 'alone', versions: [{ on: 0 }, { on: 7 }] }], 20)
    const days = fact && ballDays(whoHeldTheBall(fact, on(20)))
    expect(days).toEqual({ reviewers: 20, discussion: 0, author: 0, committers: 0 })
  })

  test('of what is open and was answered: whose turn the standing says', () => {
    const [fact] = factsOf(
      [
        {
          id: 'open',
          versions: [
            {
              on: 0,
              replies: [
                { on: 1, from: 'bo', asks: true },
                { on: 4, from: 'ada' },
              ],
            },
          ],
          stood: [
            [0, 'new'],
            [1, 'changes-requested'],
            [4, 'discussion'],
          ],
        },
      ],
      10,
    )
    const days = fact && ballDays(whoHeldTheBall(fact, on(10)))
    expect(days).toEqual({ reviewers: 7, discussion: 0, author: 3, committers: 0 })
  })
})

describe('a newcomer', () => {
  const works = [
    { id: 'first', versions: [{ on: 0, by: 'nia' }] },
    { id: 'second', versions: [{ on: 80, by: 'nia' }] },
    { id: 'third', versions: [{ on: 120, by: 'nia' }] },
    { id: 'old', versions: [{ on: 10, by: 'mo' }] },
  ]

  test('is one for 90 days, unless an older commit is theirs', () => {
    const facts = completeFacts(works.map(bareFact), peopleBook({ committedOn: { mo: -400, nia: 30 } }))
    expect(facts.map((one) => [one.lineage, one.newcomer])).toEqual([
      ['first', true],
      ['old', false],
      ['second', true],
      ['third', false],
    ])
  })

  test('does not depend on the order of the facts', () => {
    const book = peopleBook()
    expect(completeFacts(works.map(bareFact).reverse(), book)).toEqual(
      completeFacts(works.map(bareFact), book),
    )
  })
})
