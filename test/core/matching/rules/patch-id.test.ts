import { describe, expect, test } from 'vitest'
import { patchId } from '../../../../src/core/matching/rules/patch-id.ts'
import { commitOf, edit, patchMail } from '../../../support/changes.ts'
import { ask, everyRule } from './every-rule.ts'

const diff = edit('a.c', ['one();'], ['two();'])
const patch = patchMail({ id: 'p', subject: '[PATCH] a: call two', diff })

describe('patch-id', () => {
  everyRule(patchId)

  test('the same change, by whomever, under whatever name', () => {
    const commit = commitOf({ sha: 'c', subject: 'all: new words', diff, by: 'Bo' })
    expect(ask(patchId, [patch], commit)).toEqual({
      p: { confidence: 0.97, why: 'it has the same patch-id' },
    })
  })

  test('other surroundings are another id', () => {
    const moved = edit('a.c', ['one();'], ['two();'], 'elsewhere')
    expect(ask(patchId, [patch], commitOf({ sha: 'c', subject: 'a: call two', diff: moved }))).toEqual({})
  })
})
