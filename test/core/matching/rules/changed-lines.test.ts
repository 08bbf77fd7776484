import { describe, expect, test } from 'vitest'
import { changedLines } from '../../../../src/core/matching/rules/changed-lines.ts'
import { commitOf, edit, patchMail } from '../../../support/changes.ts'
import { ask, everyRule } from './every-rule.ts'

const patch = patchMail({
  id: 'p',
  subject: '[PATCH] a: call two',
  diff: edit('a.c', ['\tone();'], ['\ttwo();']),
})

describe('changed-lines', () => {
  everyRule(changedLines)

  test('the surroundings changed, and tabs became blanks', () => {
    const moved = edit('a.c', ['        one();'], ['        two();'], 'elsewhere')
    const found = ask(changedLines, [patch], commitOf({ sha: 'c', subject: 'x', diff: moved, by: 'Bo' }))
    expect(found).toEqual({ p: { confidence: 0.95, why: 'it changes the same lines' } })
  })

  test('one line more is another change', () => {
    const more = edit('a.c', ['\tone();'], ['\ttwo();', '\tthree();'])
    expect(ask(changedLines, [patch], commitOf({ sha: 'c', subject: 'a: call two', diff: more }))).toEqual({})
  })

  test('the same lines in another file are another change', () => {
    const elsewhere = edit('b.c', ['\tone();'], ['\ttwo();'])
    expect(
      ask(changedLines, [patch], commitOf({ sha: 'c', subject: 'a: call two', diff: elsewhere })),
    ).toEqual({})
  })
})
