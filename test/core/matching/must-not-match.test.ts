import { describe, expect, test } from 'vitest'
import { create, edit, type LittleCommit, type LittlePatch } from '../../support/changes.ts'
import { answer, body } from '../../support/hard-cases.ts'

describe('what must not be taken for another', () => {
  const template = (n: number): readonly string[] => [
    ...body('shared', 16),
    `	call_number_${n}(fd);`,
    `	expect(EINVAL_${n});`,
  ]

  test('siblings made from one template', () => {
    const mails = [1, 2, 3].map((n) => ({
      id: `mail${n}`,
      subject: `[PATCH v2 ${n}/3] Add clone0${n} test`,
      diff: create(`tests/clone0${n}.c`, template(n)),
      series: 's',
      index: n,
    }))
    const commits = [1, 2, 3].map((n) => ({
      sha: `c${n}`,
      subject: `Add clone0${n} test`,
      diff: create(`tests/clone0${n}.c`, template(n)),
    }))
    expect(answer(mails, commits)).toEqual(['mail1 > c1 *', 'mail2 > c2 *', 'mail3 > c3 *'])
  })

  test('a sibling that was never applied', () => {
    const mails = [1, 2].map((n) => ({
      id: `mail${n}`,
      subject: `[PATCH v2 ${n}/2] Add clone0${n} test`,
      diff: create(`tests/clone0${n}.c`, template(n)),
      series: 's',
      index: n,
    }))
    const commit = { sha: 'c1', subject: 'Add clone01 test', diff: create('tests/clone01.c', template(1)) }
    expect(answer(mails, [commit])).toEqual(['mail1 > c1 *'])
  })

  test('a trailer that names a sibling', () => {
    const link = (id: string) => `Link: https://lore.kernel.org/list/${id}@example.org/`
    const mails = [1, 2].map((n) => ({
      id: `mail${n}`,
      subject: `[PATCH ${n}/2] part ${n} of it`,
      diff: create(`part${n}.c`, body(`part${n}`, 5)),
      series: 's',
      index: n,
    }))
    const commit = {
      sha: 'c',
      subject: 'part 1 of it',
      diff: create('part1.c', body('part1', 5)),
      body: link('mail2'),
    }
    expect(answer(mails, [commit])).toContain('mail1 > c *')
    expect(answer(mails, [commit])).not.toContain('mail2 > c')
  })

  test('a trailer that names the older version', () => {
    const v1: LittlePatch = {
      id: 'v1',
      subject: '[PATCH] disk: spin up',
      diff: create('disk.c', [...body('spin', 9), '	first_way();']),
      on: 0,
    }
    const v2: LittlePatch = {
      id: 'v2',
      subject: '[PATCH v2] disk: spin up',
      diff: create('disk.c', [...body('spin', 9), '	second_way();', '	third();']),
      on: 1,
      older: ['v1'],
    }
    const commit = {
      sha: 'c',
      subject: 'disk: spin up',
      diff: create('disk.c', [...body('spin', 9), '	second_way();', '	third();', '	fourth();']),
      written: 1,
      body: 'Link: https://lore.kernel.org/list/v1@example.org/',
    }
    expect(answer([v1, v2], [commit])).toEqual(['v1 > c', 'v2 > c *'])
  })

  test('v1 was merged by accident, what v2 changed came later, and both commits name v2', () => {
    const line = 'Link: https://lore.kernel.org/list/v2@example.org/'
    const whole = body('poll', 10)
    const v1: LittlePatch = {
      id: 'v1',
      subject: '[PATCH] poll: add a test',
      diff: create('poll.c', whole),
      on: 0,
    }
    const v2: LittlePatch = {
      id: 'v2',
      subject: '[PATCH v2] poll: add a test',
      diff: create('poll.c', [...whole.slice(0, 8), ...body('late', 4)]),
      on: 2,
      older: ['v1'],
    }
    const commits: LittleCommit[] = [
      {
        sha: 'c1',
        subject: 'poll: add a test',
        diff: create('poll.c', whole),
        on: 3,
        written: 0,
        body: line,
      },
      {
        sha: 'c2',
        subject: 'poll: add a test',
        diff: edit('poll.c', whole.slice(8), body('late', 4)),
        on: 4,
        written: 2,
        body: line,
      },
    ]
    const found = answer([v1, v2], commits)
    expect(found).toContain('v1 > c1 *')
    expect(found).toContain('v2 > c2 *')
  })

  test('a subject that is used again and again', () => {
    const fix = (n: number): string =>
      edit(`man/types.${n}`, [`a typo in line ${n * 17}`], [`no typo in line ${n * 17}`])
    const mails = Array.from({ length: 6 }, (_, n) => ({
      id: `mail${n}`,
      subject: '[PATCH] types.7: ffix',
      diff: fix(n),
      on: n * 9,
    }))
    const commit = { sha: 'c', subject: 'types.7: ffix', diff: fix(4), on: 60 }
    expect(answer(mails, [commit])).toEqual(['mail4 > c *'])
  })

  test('a revert is not what it reverts', () => {
    const lines = body('handle', 8)
    const mail: LittlePatch = {
      id: 'mail',
      subject: '[PATCH] Add tests for open_by_handle_at()',
      diff: edit('open.c', [], lines),
    }
    const commits: LittleCommit[] = [
      { sha: 'c1', subject: 'Add tests for open_by_handle_at()', diff: edit('open.c', [], lines) },
      {
        sha: 'c2',
        subject: 'Revert "Add tests for open_by_handle_at()"',
        diff: edit('open.c', lines, []),
        on: 9,
        body: `This reverts commit ${'c1'.padEnd(40, '0')}.`,
      },
    ]
    expect(answer([mail], commits)).toEqual(['mail > c1 *'])
  })

  test('a revert that was posted is one', () => {
    const lines = body('handle', 8)
    const mails: LittlePatch[] = [
      { id: 'mail', subject: '[PATCH] Add tests for open_by_handle_at()', diff: edit('open.c', [], lines) },
      {
        id: 'revert',
        subject: '[PATCH] Revert "Add tests for open_by_handle_at()"',
        diff: edit('open.c', lines, []),
        on: 5,
      },
    ]
    const commit = {
      sha: 'c2',
      subject: 'Revert "Add tests for open_by_handle_at()"',
      diff: edit('open.c', lines, [], 'later'),
      on: 9,
    }
    expect(answer(mails, [commit])).toEqual(['revert > c2 *'])
  })

  test('a mail that is younger than the commit', () => {
    const diff = edit('late.c', ['	before();'], ['	after();'])
    const commit: LittleCommit = { sha: 'c', subject: 'late: the other way', diff, on: 0 }
    expect(answer([{ id: 'mail', subject: '[PATCH] late: the other way', diff, on: 3 }], [commit])).toEqual(
      [],
    )
    // Who commits first and posts then may take longer.
    expect(
      answer(
        [{ id: 'mail', subject: '[PATCH] late: the other way', diff, on: 3 }],
        [{ ...commit, committer: 'Ada' }],
      ),
    ).toEqual(['mail > c *'])
  })
})
