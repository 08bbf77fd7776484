import { describe, expect, test } from 'vitest'
import { subject } from '../../../../src/core/matching/rules/subject.ts'
import { commitOf, edit, type LittlePatch, patchMail } from '../../../support/changes.ts'
import { ask, everyRule } from './every-rule.ts'

const patch = (more: Partial<LittlePatch> = {}) =>
  patchMail({
    id: 'p',
    subject: '[PATCH v3 2/5] a: call two',
    diff: edit('a.c', ['one();'], ['two();']),
    ...more,
  })
const commit = commitOf({
  sha: 'c',
  subject: 'a: call two',
  diff: edit('a.c', ['one();'], ['three();'], 'elsewhere'),
})

describe('subject', () => {
  everyRule(subject)

  test('the same subject by the same author, prefixes left out', () => {
    expect(ask(subject, [patch()], commit)).toEqual({
      p: { confidence: 0.93, why: 'it has the same subject and author' },
    })
  })

  test('the same subject by somebody else', () => {
    expect(ask(subject, [patch({ by: 'Bo' })], commit)).toEqual({})
  })

  test('the committer rewrote all of it, in the same file', () => {
    const rewritten = commitOf({ sha: 'c', subject: 'a: call two', diff: edit('a.c', ['x = 4'], ['y = 5']) })
    expect(ask(subject, [patch()], rewritten)['p']?.confidence).toBe(0.75)
  })

  describe('a subject that the author uses again and again', () => {
    const changes = (n: number) => edit('CHANGES', [`nothing new in ${n - 1}`], [`all is new in ${n}`])
    const mails = [0, 10, 20, 30, 60].map((on, n) =>
      patch({ id: `p${n}`, subject: '[PATCH] update the changes', on, diff: changes(n) }),
    )

    test('means the patch that has something in common', () => {
      const second = commitOf({ sha: 'c', subject: 'update the changes', diff: changes(1), on: 31 })
      expect(Object.keys(ask(subject, mails, second))).toEqual(['p1'])
    })

    test('or else the last one before, whatever is posted later', () => {
      const rewritten = edit('CHANGES', ['quite other words'], ['and more of them'])
      const last = commitOf({ sha: 'c', subject: 'update the changes', diff: rewritten, on: 61 })
      expect(Object.keys(ask(subject, mails, last))).toEqual(['p4'])
      const late = commitOf({ sha: 'c', subject: 'update the changes', diff: rewritten, on: 45 })
      expect(Object.keys(ask(subject, mails, late))).toEqual(['p3'])
    })

    test('versions of one patch are one use of it', () => {
      const first = patch({ id: 'v1', diff: edit('a.c', ['1one();'], ['1two();']) })
      const second = patch({ id: 'v2', diff: edit('a.c', ['2one();'], ['2two();']), older: ['v1'], on: 1 })
      expect(Object.keys(ask(subject, [first, second], commit))).toEqual(['v1', 'v2'])
    })
  })
})
