import { describe, expect, test } from 'vitest'
import { date } from '../../../../src/core/matching/rules/date.ts'
import { commitOf, edit, patchMail } from '../../../support/changes.ts'
import { ask, everyRule } from './every-rule.ts'

const diff = edit('a.c', ['one();'], ['two();'])
const patch = patchMail({ id: 'p', subject: '[PATCH] a: call two', diff })

describe('date', () => {
  everyRule(date)

  test('the second at which the author sent it', () => {
    const commit = commitOf({ sha: 'c', subject: 'a: call two', diff, written: 0 })
    expect(ask(date, [patch], commit)['p']).toMatchObject({ confidence: 0.99 })
  })

  test('a second later is another mail', () => {
    const commit = commitOf({ sha: 'c', subject: 'a: call two', diff, written: 1 / 86_400 })
    expect(ask(date, [patch], commit)).toEqual({})
  })

  test('somebody else who wrote at that second', () => {
    const commit = commitOf({ sha: 'c', subject: 'a: call two', diff, written: 0, by: 'Bo' })
    expect(ask(date, [patch], commit)).toEqual({})
  })

  test('git am copies the Date: header, even of a clock that is wrong', () => {
    const early = { ...patch, sentAt: '2025-08-10T09:00:00Z' }
    const commit = {
      ...commitOf({ sha: 'c', subject: 'a: call two', diff }),
      authoredAt: '2025-08-10T09:00:00Z',
    }
    expect(Object.keys(ask(date, [early], commit))).toEqual(['p'])
  })

  test('nothing in common makes it less sure', () => {
    const other = commitOf({ sha: 'c', subject: 'z: all else', diff: edit('z.h', ['q'], ['r']), written: 0 })
    expect(ask(date, [patch], other)['p']?.confidence).toBe(0.7)
  })
})
