import { expect, test } from 'vitest'
import { disagreements, readRangeDiff } from '../../bench/range-diff-output.ts'

const OUTPUT = `-:  --------- > 1:  3f2a9c011 pond: say who feeds the ducks
1:  0123456ab = 2:  89abcdef0 pond: count ducks
2:  1123456ab < -:  --------- pond: drop the geese
10:  2123456ab ! 3:  99abcdef0 pond: count 1: one = 2: two
`

test('the lines of git range-diff are read with their places and marks', () => {
  expect(readRangeDiff(OUTPUT)).toEqual([
    { older: undefined, newer: 0, isSame: false },
    { older: 0, newer: 1, isSame: true },
    { older: 1, newer: undefined, isSame: false },
    { older: 9, newer: 2, isSame: false },
  ])
})

test('what is paired otherwise and what is marked otherwise are told apart', () => {
  const theirs = readRangeDiff(OUTPUT)
  expect(disagreements(theirs, theirs)).toEqual({ pairing: [], marks: [] })
  const ours = [
    { older: undefined, newer: 0, isSame: false },
    { older: 0, newer: 1, isSame: false },
    { older: 1, newer: 2, isSame: false },
  ]
  expect(disagreements(ours, theirs)).toEqual({
    pairing: ['git pairs 2:-', 'git pairs 10:3'],
    marks: ['git marks 1:2 ='],
  })
})
