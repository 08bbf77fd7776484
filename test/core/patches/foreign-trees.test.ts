import { expect, test } from 'vitest'
import { findForeignTrees, type TreePosting } from '../../../src/core/patches/foreign-trees.ts'

const posted = (n: number, tree: string | undefined, landed: number, senders = 3): TreePosting[] =>
  Array.from({ length: n }, (_, i) => ({
    trees: tree === undefined ? [] : [tree],
    sender: `p${i % senders}@example.org`,
    landed: i < landed,
  }))
const found = (...postings: readonly TreePosting[][]): readonly string[] =>
  [...findForeignTrees(postings.flat())].sort()

test('a tree word is foreign where nothing of it landed that by chance would have', () => {
  const usual = posted(100, undefined, 50)
  expect(found(usual, posted(8, 'testsuite', 0))).toEqual(['testsuite'])
  // A half of all landed: of six, none would by chance once in some forty times.
  expect(found(usual, posted(6, 'testsuite', 0))).toEqual([])
  expect(found(usual, posted(40, 'userspace', 1))).toEqual([])
  // One person whom nobody answers is no tree.
  expect(found(usual, posted(40, 'testsuite', 0, 1))).toEqual([])
})

test('where hardly anything lands, more is asked for; where nothing does, everything', () => {
  expect(found(posted(100, undefined, 20), posted(20, 'net', 0))).toEqual([])
  expect(found(posted(100, undefined, 20), posted(30, 'net', 0))).toEqual(['net'])
  expect(found(posted(100, 'net', 0))).toEqual([])
  expect(found([])).toEqual([])
})
