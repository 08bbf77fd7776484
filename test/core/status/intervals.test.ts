import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deriveCourses } from '../../../src/core/status/intervals.ts'
import { unansweredDays } from '../../../src/core/status/thresholds.ts'
import { addDays } from '../../../src/core/time.ts'
import { day, history, type Mail, START, type Version } from '../../support/history.ts'

describe('how a lineage stood over time', () => {
  test('intervals follow each other without a gap, and lost begins when the period runs out', () => {
    const one = history({
      mails: [
        { id: 'p', from: 'Ada', on: 0, change: 'x' },
        { id: 'r', from: 'Bo', on: 20, answers: 'p', tags: ['Acked-by: Bo'] },
      ],
      versions: [{ id: 'p', patches: ['p'] }],
      matches: [{ messageId: 'p', commit: 'c', committedAt: day(30), development: true }],
    })
    const [course, ...others] = deriveCourses(one, day(40))
    expect(others).toEqual([])
    expect(course?.intervals.map((i) => [i.from, i.to, i.status, i.lost.join()])).toEqual([
      [day(0), day(14), 'new', ''],
      [day(14), day(20), 'new', 'L1'],
      [day(20), day(30), 'ready', ''],
      [day(30), undefined, 'merged', ''],
    ])
  })

  test('the future is not seen', () => {
    const one = history({ mails: [{ id: 'p', from: 'Ada', on: 0 }], versions: [{ id: 'p', patches: ['p'] }] })
    expect(deriveCourses(one, day(13))[0]?.intervals.map((i) => i.lost)).toEqual([[]])
    expect(deriveCourses(one, addDays(START, -1))).toEqual([])
  })

  test('two pieces of work are two lineages until the version that joins them', () => {
    const joined = history({
      mails: [
        { id: 'a', from: 'Ada', on: 0, change: 'a' },
        { id: 'b', from: 'Ada', on: 1, change: 'b' },
        { id: 'c', from: 'Ada', on: 5, change: 'c' },
      ],
      versions: [
        { id: 'a', patches: ['a'] },
        { id: 'b', patches: ['b'] },
        { id: 'c', version: 2, patches: ['c'], continues: ['b', 'a'] },
      ],
    })
    expect(
      deriveCourses(joined, day(6)).map((course) => [course.lineage, course.intervals.map((i) => i.to)]),
    ).toEqual([
      ['a', [day(5), undefined]],
      ['b', [day(5)]],
    ])
  })

  test('what is stored for a past day equals what was derived on that day', () => {
    const kinds = [
      'request',
      'question',
      'objection',
      'promise',
      'agreement',
      'applied',
      'withdrawn',
      'deferred',
    ] as const
    const reply = fc.record({
      from: fc.constantFrom('Ada', 'Bo', 'Cy'),
      on: fc.integer({ min: 0, max: 60 }),
      to: fc.nat(20),
      says: fc.subarray([...kinds], { maxLength: 2 }),
      tags: fc.subarray(['Reviewed-by: Bo', 'Acked-by: Cy', 'Nacked-by: Bo'], { maxLength: 1 }),
    })
    const story = fc.record({
      second: fc.integer({ min: 3, max: 50 }),
      replies: fc.array(reply, { maxLength: 8 }),
      commits: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 2 }),
      cut: fc.integer({ min: 0, max: 70 }),
    })
    fc.assert(
      fc.property(story, ({ second, replies, commits, cut }) => {
        const posted: Mail[] = [
          { id: 'p1', from: 'Ada', on: 0, change: 'x' },
          { id: 'p2', from: 'Ada', on: 0.001, change: 'y' },
          { id: 'q1', from: 'Ada', on: second, change: 'z' },
          { id: 'q2', from: 'Ada', on: second, change: 'y' },
        ]
        const mails = [...posted]
        replies.forEach((one, i) => {
          const parents = mails.filter((mail) => mail.on <= one.on)
          const parent = parents[one.to % parents.length]
          if (parent) mails.push({ ...one, id: `r${i}`, answers: parent.id })
        })
        const versions: Version[] = [
          { id: 'p1', patches: ['p1', 'p2'] },
          { id: 'q1', version: 2, patches: ['q1', 'q2'], continues: ['p1'] },
        ]
        const build = (until: number) =>
          history({
            mails: mails.filter((mail) => mail.on <= until),
            versions: versions.filter((one) => one.id === 'p1' || second <= until),
            patchLinks:
              second <= until
                ? [
                    ['q1', 'p1'],
                    ['q2', 'p2'],
                  ]
                : [],
            matches: commits
              .map((on, i) => ({
                messageId: i === 0 ? 'q1' : 'p2',
                commit: `c${i}`,
                committedAt: day(on),
                development: true,
              }))
              .filter((match) => match.committedAt <= day(until)),
            committers: { bo: 10 },
          })
        const whole = deriveCourses(build(100), day(100))
        const then = deriveCourses(build(cut + 0.5), day(cut + 0.5))
        const at = day(cut + 0.5)
        const standing = (courses: typeof whole) =>
          courses.flatMap((course) =>
            course.intervals
              .filter((i) => i.from <= at && (i.to === undefined || at < i.to))
              .map(({ from: _from, to: _to, ...rest }) => ({ lineage: course.lineage, ...rest })),
          )
        expect(standing(whole)).toEqual(standing(then))
      }),
      { numRuns: 300 },
    )
  })
})

describe('T1 of section 3.5', () => {
  const reply = (days: number, on: number) => ({ from: day(on - days), to: day(on) })

  test('28 days where little is known, else the 90th percentile between 7 and 28', () => {
    expect(unansweredDays([])(day(60))).toBe(28)
    const quick = Array.from({ length: 20 }, () => reply(0.5, 3))
    expect(unansweredDays(quick)(day(60))).toBe(7)
    const mixed = Array.from({ length: 20 }, (_, i) => reply(i + 1, 25))
    expect(unansweredDays(mixed)(day(60))).toBe(18)
  })

  test('uses only replies of the twelve months before the month of posting', () => {
    const quick = Array.from({ length: 20 }, () => reply(0.5, 3))
    expect(unansweredDays(quick)(day(4))).toBe(28)
    expect(unansweredDays(quick)(day(500))).toBe(28)
  })
})
