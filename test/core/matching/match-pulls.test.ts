import { describe, expect, test } from 'vitest'
import { matchPulls, type PulledCommit } from '../../../src/core/matching/match-pulls.ts'
import { findPullRequest } from '../../../src/core/patches/pull-request.ts'

const TIP = 'a'.repeat(40)

/** As git-request-pull(1) writes it, here with the address on the line of its own that it gets. */
const REQUEST = `The following changes since commit ${'b'.repeat(40)}:

  start (2026-03-01 09:00:00 +0000)

are available in the Git repository at:

  https://git.example.org/walls.git tags/walls-for-4.7

for you to fetch changes up to ${TIP}:

  wall: paint (2026-03-02 09:00:00 +0000)`.split('\n')

const commit = (sha: string, more: Partial<PulledCommit> = {}): PulledCommit => ({
  repository: 'repo',
  sha,
  committedAt: '2026-03-02T09:00:00Z',
  parents: 1,
  message: 'wall: paint',
  ...more,
})
const MERGE = commit('c'.repeat(40), {
  committedAt: '2026-03-05T09:00:00Z',
  parents: 2,
  message: "Merge tag 'walls-for-4.7' of https://git.example.org/walls",
})

describe('a pull request', () => {
  test.each([
    ['as git writes it', REQUEST, { tip: TIP, ref: 'walls-for-4.7' }],
    [
      'of a branch, on the same line',
      [
        'are available in the git repository at: git://git.example.org/walls.git for-next',
        `for you to fetch changes up to ${TIP}:`,
      ],
      { tip: TIP, ref: 'for-next' },
    ],
    [
      'of the default branch',
      ['are available in the Git repository at:', '  https://git.example.org/walls.git', REQUEST[8] ?? ''],
      { tip: TIP, ref: undefined },
    ],
    ['that names no commit', REQUEST.slice(0, 7), undefined],
  ])('%s', (_, lines, expected) => {
    expect(findPullRequest(lines)).toEqual(expected)
  })
})

describe('what became of it', () => {
  const mails = [
    { messageId: 'pull@x', at: '2026-03-03T09:00:00Z', request: { tip: TIP, ref: 'walls-for-4.7' } },
  ]
  const found = (commits: readonly PulledCommit[]) =>
    matchPulls(mails, commits).map((match) => [match.messageId, match.commit[0]])

  test('the merge that names its tag', () => {
    expect(found([commit(TIP), MERGE])).toEqual([['pull@x', 'c']])
    expect(matchPulls(mails, [commit(TIP), MERGE])[0]?.evidence).toContain('up to aaaaaaaaaaaa')
  })

  test('its newest commit, where the branch was fast-forwarded', () => {
    expect(found([commit(TIP)])).toEqual([['pull@x', 'a']])
  })

  test('nothing, while that commit is not there, whatever else was merged under that name', () => {
    expect(found([MERGE])).toEqual([])
  })

  test('no merge from before it was asked for', () => {
    expect(found([{ ...MERGE, committedAt: '2026-03-01T09:00:00Z' }, commit(TIP)])).toEqual([['pull@x', 'a']])
  })
})
