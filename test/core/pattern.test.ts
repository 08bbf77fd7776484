import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePattern, type PatternOptions } from '../../src/core/pattern.ts'

const isFound = (source: string, text: string, options?: PatternOptions): boolean | string => {
  const { pattern, problem } = compilePattern(source, options)
  return pattern?.isFoundIn(text) ?? problem ?? ''
}

test('found anywhere; anchors and flags hold', () => {
  expect(isFound('b+', 'abba')).toBe(true)
  expect(isFound('^b', 'abba')).toBe(false)
  expect(isFound('^b', 'a\nb', { lines: true })).toBe(true)
  expect(isFound('LAZY', 'lazy', { ignoreCase: true })).toBe(true)
})

test('blanks and comments of an extended pattern mean nothing, except in brackets and behind a backslash', () => {
  expect(isFound('a b # c', 'ab', { extended: true })).toBe(true)
  expect(isFound('a[ ]b', 'a b', { extended: true })).toBe(true)
  expect(isFound('a\\ b', 'a b', { extended: true })).toBe(true)
  expect(isFound('a\\ b', 'ab', { extended: true })).toBe(false)
})

test('what needs backtracking is a problem', () => {
  expect(isFound('a(?!b)', 'ac')).toContain('cannot be used')
  expect(isFound('(a)\\1', 'aa')).toContain('cannot be used')
  expect(isFound('a'.repeat(1001), '')).toContain('more than 1000')
})

test('no text compiles to an exception', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.string(), (source, text) => {
      expect(['boolean', 'string']).toContain(typeof isFound(source, text, { extended: true }))
    }),
  )
})
