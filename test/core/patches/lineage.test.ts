import { describe, expect, test } from 'vitest'
import { lineages, type Posted } from '../../support/posted.ts'

/** A test made from a template: sixteen lines, of which one is its own. */
const template = (name: string): Record<string, readonly string[]> => ({
  [`tests/${name}.c`]: [...Array.from({ length: 15 }, (_, n) => `template line ${n}`), `run(${name})`],
})
const WALL = { 'wall.c': ['brick one', 'brick two', 'brick three', 'mortar'] }
const WALL_2 = { 'wall.c': ['brick one', 'brick two', 'brick four', 'mortar'] }
const ROOF = { 'roof.c': ['tile one', 'tile two', 'tile three'] }
const BY_ADA = 'From: Ada Example <ada@example.org>\n\nBecause.'
const PULL =
  'The following changes since commit 1234567:\n\n  x\n\nare available in the Git repository at:\n\n  https://example.org/x.git next\n'
const DOOR = { 'door.c': ['hinge one', 'hinge two', 'handle'] }

describe('one lineage', () => {
  test.each<readonly [string, readonly Posted[]]>([
    [
      'the same title and a higher version',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v2] wall: build it', days: 4, adds: WALL_2 },
      ],
    ],
    [
      'versions with a gap',
      [
        { id: 'a', subject: '[PATCH v2] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v5] wall: build it', days: 4, adds: WALL_2 },
      ],
    ],
    [
      'another title, the same lines',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v2] house: raise a barrier', days: 4, adds: WALL_2 },
      ],
    ],
    [
      'another title, other lines, in answer to the old version',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v2] fence: build it', days: 4, answers: 'a', adds: DOOR },
      ],
    ],
    [
      'or in answer to a reply to it',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'r', subject: 'Re: [PATCH] wall: build it', answers: 'a', from: 'Bo', text: 'Rather a fence.' },
        { id: 'b', subject: '[PATCH v2] fence: build it', days: 4, answers: 'r', adds: DOOR },
      ],
    ],
    [
      'a change-id',
      [
        {
          id: 'a',
          subject: '[PATCH] wall: build it',
          adds: WALL,
          text: 'x\n---\nchange-id: 20260302-wall-1234',
        },
        {
          id: 'b',
          subject: '[PATCH] fence: build it',
          days: 4,
          adds: DOOR,
          text: 'change-id: 20260302-wall-1234',
        },
      ],
    ],
    [
      'the old version named',
      [
        { id: 'a@x.org', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH] fence: build it', days: 4, adds: DOOR, text: 'Supersedes: <a@x.org>' },
      ],
    ],
    [
      'a request for comments that became a patch',
      [
        { id: 'a', subject: '[RFC PATCH v3] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH] wall: build it', days: 9, adds: WALL_2 },
      ],
    ],
    [
      'sent again',
      [
        { id: 'a', subject: '[PATCH v2] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v2 RESEND] wall: build it', days: 20, adds: WALL },
      ],
    ],
    [
      'sent again without a word',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH] wall: build it', days: 20, adds: WALL },
      ],
    ],
    [
      'version 1.1',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v1.1] wall: build it', days: 1, adds: WALL_2 },
        { id: 'c', subject: '[PATCH v2] wall: build it', days: 2, adds: WALL },
      ],
    ],
    [
      'a part of it, in answer to what it replaces',
      [
        { id: 'a0', subject: '[PATCH 0/2] house' },
        { id: 'a1', subject: '[PATCH 1/2] wall', answers: 'a0', minutes: 1, adds: WALL },
        { id: 'a2', subject: '[PATCH 2/2] roof', answers: 'a0', minutes: 1, adds: ROOF },
        { id: 'b', subject: '[PATCH v2 2/2] roof', answers: 'a2', days: 1, adds: ROOF },
      ],
    ],
    [
      'a cover letter alone, then all of it',
      [
        { id: 'a0', subject: '[PATCH 0/2] house' },
        { id: 'b0', subject: '[PATCH 0/2] house', minutes: 50 },
        { id: 'b1', subject: '[PATCH 1/2] wall', answers: 'b0', minutes: 51, adds: WALL },
        { id: 'b2', subject: '[PATCH 2/2] roof', answers: 'b0', minutes: 51, adds: ROOF },
      ],
    ],
    [
      'split in two',
      [
        { id: 'a1', subject: '[PATCH 1/2] wall', adds: WALL },
        { id: 'a2', subject: '[PATCH 2/2] roof', answers: 'a1', adds: ROOF },
        { id: 'b', subject: '[PATCH v2] wall', days: 2, adds: WALL },
        { id: 'c', subject: '[PATCH v2] roof', days: 3, adds: ROOF },
      ],
    ],
    [
      'two that became one',
      [
        { id: 'a', subject: '[PATCH] wall', adds: WALL },
        { id: 'b', subject: '[PATCH] roof', days: 1, adds: ROOF },
        { id: 'c1', subject: '[PATCH v2 1/2] wall', days: 2, adds: WALL },
        { id: 'c2', subject: '[PATCH v2 2/2] roof', days: 2, answers: 'c1', adds: ROOF },
      ],
    ],
    [
      'by the same person, writing from another address under another title',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL, address: 'ada@work.example.org' },
        { id: 'b', subject: '[PATCH v2] house: raise a barrier', days: 4, adds: WALL_2 },
      ],
    ],
    [
      'taken over by somebody who sends the same patch of its author',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        {
          id: 'b',
          subject: '[PATCH] wall: build it',
          from: 'Bo',
          days: 30,
          adds: WALL_2,
          text: BY_ADA,
        },
      ],
    ],
    [
      'taken over as the next version',
      [
        { id: 'a', subject: '[PATCH v3] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v4] wall: build it', from: 'Bo', days: 30, adds: WALL_2 },
      ],
    ],
    [
      "a maintainer's v2 in answer, of which little is the same",
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        {
          id: 'b',
          subject: '[PATCH v2] wall: build it',
          from: 'Bo',
          days: 1,
          answers: 'a',
          adds: { 'wall.c': ['concrete'] },
        },
      ],
    ],
    [
      'rewritten from scratch: a labelled version, the same files, nothing else',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v2] Never mind barriers', days: 3, adds: { 'wall.c': ['nothing'] } },
      ],
    ],
  ])('%s', (_, mails) => {
    expect(lineages(mails)).toHaveLength(1)
  })
})

describe('two lineages', () => {
  test.each<readonly [string, readonly Posted[]]>([
    [
      'tests made from one template, sent one after the other',
      [
        { id: 'a', subject: '[PATCH] syscalls/clone01: Convert to new API', adds: template('clone01') },
        {
          id: 'b',
          subject: '[PATCH] syscalls/clone06: Convert to new API',
          days: 1,
          adds: template('clone06'),
        },
      ],
    ],
    [
      'a later version that has another of these tests',
      [
        {
          id: 'a',
          subject: '[PATCH] syscalls/clone01: Convert to new API',
          adds: { 'clone01.c': ['x', 'int main'] },
        },
        {
          id: 'b',
          subject: '[PATCH v2] syscalls/clone06: Convert to new API',
          days: 1,
          adds: { 'clone06.c': ['y', 'int main'] },
        },
      ],
    ],
    [
      'one and the same line in another file',
      [
        {
          id: 'a',
          subject: '[PATCH] size_t.3: New link to the types',
          adds: { 'size_t.3': ['.so types.7'] },
        },
        {
          id: 'b',
          subject: '[PATCH] off_t.3: New link to the types',
          days: 1,
          adds: { 'off_t.3': ['.so types.7'] },
        },
      ],
    ],
    [
      'the same title for other work',
      [
        { id: 'a', subject: '[PATCH] types.7: ffix', adds: { 'a.7': ['one', 'two', 'three'] } },
        { id: 'b', subject: '[PATCH] types.7: ffix', days: 9, adds: { 'b.7': ['four', 'five', 'six'] } },
      ],
    ],
    [
      'the same lines months later, under another title and without a version',
      [
        { id: 'a', subject: '[PATCH] wall: build it here', adds: WALL },
        { id: 'b', subject: '[PATCH] wall: build it there', days: 200, adds: WALL_2 },
      ],
    ],
    [
      'for a stable tree and for the main one',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH 5.10] wall: build it', days: 30, adds: WALL },
      ],
    ],
    [
      'two persons with the same idea',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH] wall: build it', from: 'Bo', days: 2, adds: WALL_2 },
      ],
    ],
    [
      'a series in answer to that of somebody else',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH] roof: build it', from: 'Bo', days: 2, answers: 'a', adds: ROOF },
      ],
    ],
    [
      'more than a year apart, with nothing that leads there',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v2] wall: build it', days: 500, adds: WALL },
      ],
    ],
    [
      'a rewrite long after, when the first one is done',
      [
        { id: 'a', subject: '[PATCH] wall: build it', adds: WALL },
        { id: 'b', subject: '[PATCH v2] Never mind barriers', days: 50, adds: { 'wall.c': ['nothing'] } },
      ],
    ],
    [
      "a pull request that collects somebody's patch",
      [
        { id: 'a', subject: '[PATCH] wall', adds: WALL },
        { id: 'p', subject: '[PULL 0/1] queue', from: 'Bo', days: 3, text: PULL },
        { id: 'q', subject: '[PATCH 1/1] wall', from: 'Bo', days: 3, answers: 'p', adds: WALL, text: BY_ADA },
      ],
    ],
    [
      "a note that somebody's patch is in a tree",
      [
        { id: 'a@x.org', subject: '[PATCH] wall', adds: WALL },
        {
          id: 'n',
          subject: '+ wall.patch added to the tree',
          from: 'Bo',
          days: 3,
          adds: WALL,
          text: `${BY_ADA}\n\nLink: https://lists.example.org/r/a@x.org`,
        },
      ],
    ],
    [
      "a queue with somebody's patch among others",
      [
        { id: 'a', subject: '[PATCH] wall', adds: WALL },
        { id: 'q1', subject: '[PATCH 1/3] wall', from: 'Bo', days: 3, adds: WALL, text: BY_ADA },
        { id: 'q2', subject: '[PATCH 2/3] roof', from: 'Bo', days: 3, answers: 'q1', adds: ROOF },
        { id: 'q3', subject: '[PATCH 3/3] door', from: 'Bo', days: 3, answers: 'q1', adds: DOOR },
      ],
    ],
    [
      'one patch of many in a new series',
      [
        ...[1, 2, 3, 4].map((n) => ({
          id: `a${n}`,
          subject: `[PATCH ${n}/4] a ${n}`,
          adds: { [`a${n}`]: [`a ${n}`] },
        })),
        ...[1, 2, 3].map((n) => ({
          id: `b${n}`,
          subject: `[PATCH ${n}/4] b ${n}`,
          days: 9,
          adds: { [`b${n}`]: [`b ${n}`] },
        })),
        { id: 'b4', subject: '[PATCH 4/4] a 2', days: 9, adds: { a2: ['a 2'] } },
      ],
    ],
  ])('%s', (_, mails) => {
    expect(lineages(mails)).toHaveLength(2)
  })
})
