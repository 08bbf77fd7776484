import { describe, expect, test } from 'vitest'
import { similarity } from '../../../../src/core/matching/rules/similarity.ts'
import { commitOf, create, edit, patchMail } from '../../../support/changes.ts'
import { ask, everyRule } from './every-rule.ts'

const lines = Array.from({ length: 12 }, (_, n) => `	step_${n}(device, ${n * 7});`)
const patch = patchMail({ id: 'p', subject: '[PATCH] dev: take all steps', diff: create('dev.c', lines) })
const others = Array.from({ length: 30 }, (_, n) =>
  patchMail({
    id: `o${n}`,
    subject: `[PATCH] part ${n}: mend`,
    diff: edit(`part${n}.c`, [`old_${n}();`], [`new_${n}();`]),
    by: 'Bo',
  }),
)

describe('similarity', () => {
  everyRule(similarity)

  test('most of the lines, another name', () => {
    const edited = commitOf({
      sha: 'c',
      subject: 'dev: walk',
      diff: create('dev.c', [...lines.slice(0, 9), '	end(device);']),
    })
    const found = ask(similarity, [patch, ...others], edited)
    expect(Object.keys(found)).toEqual(['p'])
    expect(found['p']?.confidence).toBeGreaterThan(0.5)
    expect(found['p']?.why).toMatch(/^it shares \d+ % of the changed lines, all files/)
  })

  test('lines that stand everywhere say nothing', () => {
    const common = ['#include <stdio.h>', 'int main(void)', '	return 0;']
    const many = Array.from({ length: 80 }, (_, n) =>
      patchMail({ id: `m${n}`, subject: `[PATCH] add test ${n}`, diff: create(`t${n}.c`, common), by: 'Bo' }),
    )
    const commit = commitOf({ sha: 'c', subject: 'a program', diff: create('main.c', common) })
    for (const { confidence } of Object.values(ask(similarity, many, commit)))
      expect(confidence).toBeLessThan(0.3)
  })

  test('a patch that was posted after the commit is none', () => {
    const early = commitOf({ sha: 'c', subject: 'dev: take all steps', diff: create('dev.c', lines), on: -3 })
    expect(ask(similarity, [patch, ...others], early)).toEqual({})
  })
})
