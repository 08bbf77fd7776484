import { expect, test } from 'vitest'
import { findOwnTruth } from '../../bench/own-truth.ts'
import { commitOf, edit, patchMail, shaOf } from '../support/changes.ts'

const diff = edit('a.c', ['one();'], ['two();'])

test('the date, the Message-ID, and where neither tells a mail a trailer', () => {
  const named = `${shaOf('c2')}.1.git.ada`
  const patches = [
    patchMail({ id: 'dated', subject: '[PATCH] a', diff, on: 0 }),
    patchMail({ id: named, subject: '[PATCH] b', diff, on: 1 }),
    patchMail({ id: 'trailer', subject: '[PATCH] c', diff, on: 2 }),
  ]
  const link = 'Link: https://lore.kernel.org/r/trailer@example.org'
  const commits = [
    commitOf({ sha: 'c1', subject: 'x', diff, written: 0, body: link }),
    commitOf({ sha: 'c2', subject: 'y', diff: edit('a.c', ['one();'], ['three();']) }),
    commitOf({ sha: 'c3', subject: 'z', diff, body: link }),
    commitOf({ sha: 'c4', subject: 'a', diff, written: 0, by: 'Bo' }),
  ]
  const pairs = findOwnTruth(patches, commits)
  expect(
    pairs.map((pair) => [pair.commit.slice(0, 2), pair.messageId, pair.tiers, pair.samePatchId]),
  ).toEqual([
    ['c1', 'dated@example.org', 'D', true],
    ['c2', `${named}@example.org`, 'M', false],
    ['c3', 'trailer@example.org', 'T', true],
  ])
  expect(findOwnTruth(patches, commits, { since: '2026-02-14' })).toEqual([])
  expect(findOwnTruth(patches, commits, { until: '2026-02-14' })).toHaveLength(3)
})
