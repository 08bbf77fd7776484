import { describe, expect, test } from 'vitest'
import { matchCommits } from '../../../src/core/matching/match-commits.ts'
import { MATCH_RULES } from '../../../src/core/matching/match-rules.ts'
import {
  commitOf,
  create,
  edit,
  type LittleCommit,
  type LittlePatch,
  patchMail,
} from '../../support/changes.ts'

/**
 * The shapes in which matching goes wrong, each as a short world of its own (matching dossier, section 9). Answers are
 * written `mail > commit`, `mail ? commit` where it is shown and not counted, with `*` at the version that was applied.
 */
function answer(patches: readonly LittlePatch[], commits: readonly LittleCommit[]): readonly string[] {
  const matches = matchCommits([...patches, ...BACKGROUND].map(patchMail), commits.map(commitOf), {
    rules: MATCH_RULES,
  })
  return matches
    .map((match) => {
      const mail = match.messageId.slice(0, match.messageId.lastIndexOf('@'))
      const commit = match.commit.replace(/0+$/, '')
      return `${mail} ${match.counted ? '>' : '?'} ${commit}${match.applied ? ' *' : ''}`
    })
    .sort()
}

/** Other people's patches, so that words and lines are as rare as on a list. */
const BACKGROUND: readonly LittlePatch[] = Array.from({ length: 60 }, (_, n) => ({
  id: `background-${n}`,
  subject: `[PATCH] module ${n}: replace the old call`,
  diff: edit(
    `module/${n}.c`,
    [`	old_call_${n}(context);`, '	return 0;'],
    [`	new_call_${n}(context);`, '	return 1;'],
  ),
  by: `Person${n % 7}`,
  on: (n % 40) - 40,
}))

/** So many lines of a function of its own. */
const body = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `	${name}_step_${n}(state, ${n * 31});`)

describe('what must be found', () => {
  test('the committer rewrote nearly all of it, under the same subject', () => {
    const mail: LittlePatch = {
      id: 'mail',
      subject: '[PATCH 6/9] arm: hand over the registers',
      diff: edit(
        'arch/entry.S',
        ['	mov x0, x1', '	bl handle', '	ret'],
        ['	stp x0, x1, [sp]', '	bl handle_all', '	ldp x0, x1, [sp]'],
      ),
    }
    const commit = {
      sha: 'c',
      subject: 'arm: hand over the registers',
      diff: edit(
        'arch/entry.S',
        ['	add sp, sp, 16', '	bl other'],
        ['	sub sp, sp, 32', '	bl another', '	nop'],
      ),
    }
    expect(answer([mail], [commit])).toEqual(['mail > c *'])
  })

  test('the committer rewrote most of it, and its subject: that is probable at best', () => {
    const mail: LittlePatch = {
      id: 'mail',
      subject: '[PATCH v2] ustat: skip on filesystems without support',
      diff: edit(
        'tests/ustat01.c',
        ['	run(&buffer);'],
        [...body('check', 3), '	if (errno == ENOSYS)', '		skip("no ustat here");'],
      ),
    }
    const commit = {
      sha: 'c',
      subject: 'tests/ustat01: handle missing ustat',
      diff: edit(
        'tests/ustat01.c',
        ['	run(&buffer);'],
        [
          '	if (errno == ENOSYS)',
          '		skip("no ustat here");',
          '	expect(run(&buffer), 0);',
          '	report();',
          '	done();',
        ],
      ),
    }
    expect(answer([mail], [commit])).toEqual(['mail ? c'])
  })

  test('other files, another author, and only the trailer tells', () => {
    const mail: LittlePatch = {
      id: 'mail',
      subject: '[PATCH] build for old compilers',
      diff: edit('build.mk', ['CC = old'], ['CC = new']),
      by: 'Bo',
    }
    const commit: LittleCommit = {
      sha: 'c',
      subject: 'lib: avoid a warning',
      diff: edit('lib/x.c', ['	int unused;'], ['	(void)used;']),
      by: 'Cy',
      body: 'Link: https://lore.kernel.org/list/mail@example.org/',
    }
    expect(answer([mail], [commit])).toEqual(['mail > c *'])
  })

  test('a large patch that was split when it was applied', () => {
    const [one, two] = [body('first', 12), body('second', 9)]
    const mail: LittlePatch = {
      id: 'mail',
      subject: '[PATCH] io: rewrite both halves',
      diff: create('io/first.c', one) + create('io/second.c', two),
    }
    const commits = [
      { sha: 'c1', subject: 'io: rewrite the first half', diff: create('io/first.c', one) },
      { sha: 'c2', subject: 'io: rewrite the second half', diff: create('io/second.c', two) },
    ]
    expect(answer([mail], commits)).toEqual(['mail > c1 *', 'mail > c2 *'])
  })

  test('patches of one series, squashed into one commit', () => {
    const parts = Array.from({ length: 5 }, (_, n) =>
      edit(`man/page${n}.7`, [`old words of page ${n}`], [...body(`word${n}`, 4)]),
    )
    const mails = parts.map((diff, n) => ({
      id: `mail${n}`,
      subject: `[PATCH ${n + 1}/5] page${n}.7: wording`,
      diff,
      series: 's',
      index: n + 1,
    }))
    const commit = { sha: 'c', subject: 'Various pages: wording', diff: parts.join('') }
    const found = answer(mails, [commit])
    expect(found.filter((line) => line.includes('>')).map((line) => line.slice(0, 5))).toEqual(
      mails.map((mail) => mail.id),
    )
  })

  test('a pure rename, which changes no line', () => {
    const rename = (from: string, to: string): string =>
      `diff --git a/${from} b/${to}\nsimilarity index 100%\nrename from ${from}\nrename to ${to}\n`
    const mail: LittlePatch = {
      id: 'mail',
      subject: '[PATCH v4 6/7] doc: move the guide to its own folder',
      diff: rename('guide.md', 'doc/guide.md'),
    }
    const commit = { sha: 'c', subject: 'doc: Move guide', diff: rename('guide.md', 'doc/guide.md') }
    expect(answer([mail], [commit])).toEqual(['mail > c *'])
  })

  test('tabs that became blanks in the mail', () => {
    const mail: LittlePatch = {
      id: 'mail',
      subject: '[PATCH] cpu: pin it',
      diff: edit('cpu.c', ['        run();'], ['        pin(0);', '        run_pinned();']),
    }
    const commit = {
      sha: 'c',
      subject: 'cpu: pin the thread',
      diff: edit('cpu.c', ['	run();'], ['	pin(0);', '	run_pinned();'], 'rebased'),
    }
    expect(answer([mail], [commit])).toEqual(['mail > c *'])
  })

  test('a patch that was only ever posted inside a reply', () => {
    const mail: LittlePatch = {
      id: 'reply',
      subject: 'Re: [PATCH] net: mend the loop',
      diff: edit('net.c', ['	while (1)'], ['	while (more(queue))']),
      by: 'Max',
      proposal: true,
    }
    const commit = {
      sha: 'c',
      subject: 'net: End the loop',
      diff: edit('net.c', ['	while (1)'], ['	while (more(queue))'], 'later'),
      by: 'Max',
    }
    expect(answer([mail], [commit])).toEqual(['reply > c *'])
  })

  test('a Message-ID that names the commit', () => {
    const commit: LittleCommit = {
      sha: 'abc',
      subject: 'core: tidy up',
      diff: edit('core.c', ['aaa = 1;'], ['bbb = 2;']),
      on: -1,
      by: 'Max',
    }
    const own = `${commitOf(commit).sha}.1578313099.git.max`
    const mail: LittlePatch = {
      id: own,
      subject: '[PATCH 3/4] core: tidy',
      diff: edit('core.c', ['aaa = 1;'], ['ccc = 2;']),
      on: 5,
      by: 'Max',
    }
    expect(answer([mail], [commit])).toEqual([`${own} > abc *`])
  })

  test("a maintainer's replacement, posted as an answer to the patch", () => {
    const first: LittlePatch = {
      id: 'first',
      subject: '[PATCH v2 8/12] board: add the new one',
      diff: create('board.dts', body('node', 14)),
      by: 'Bo',
      on: 0,
    }
    const answerMail: LittlePatch = {
      id: 'answer',
      subject: '[PATCH v2.1 8/12] board: add the new one',
      diff: create('board.dts', [...body('node', 9), ...body('fixed', 5)]),
      by: 'Bo',
      sentBy: 'Max',
      on: 2,
    }
    const commit = {
      sha: 'c',
      subject: 'board: add the new one',
      diff: create('board.dts', [...body('node', 9), ...body('fixed', 5)]),
      by: 'Bo',
    }
    expect(answer([first, answerMail], [commit])).toEqual(['answer > c *', 'first > c'])
  })

  test('reposted by somebody else, with the date of the first post', () => {
    const diff = edit('swap.c', ['	swap(old);'], ['	swap(new_way);', '	settle();'])
    const first: LittlePatch = { id: 'first', subject: '[PATCH v3] swap: another way', diff, by: 'Bo', on: 0 }
    const again: LittlePatch = {
      id: 'again',
      subject: '[PATCH v4 5/9] swap: another way',
      diff,
      by: 'Bo',
      sentBy: 'Max',
      on: 1,
    }
    const commit = {
      sha: 'c',
      subject: 'swap: another way',
      diff,
      by: 'Bo',
      written: 0,
      body: 'Link: https://lore.kernel.org/r/again@example.org',
    }
    expect(answer([first, again], [commit])).toEqual(['again > c *', 'first > c'])
  })

  test('a new test that became a part of an old one', () => {
    const mail: LittlePatch = {
      id: 'mail',
      subject: '[PATCH v2] Add stat04 test',
      diff:
        create('tests/stat04.c', body('verify', 20)) +
        edit('tests/Makefile', ['T = stat03'], ['T = stat03 stat04']),
    }
    const commit = {
      sha: 'c',
      subject: 'Add stat04 test',
      diff: edit('tests/stat03.c', ['	end();'], [...body('verify', 6), ...body('own', 8)]),
    }
    expect(answer([mail], [commit])).toEqual(['mail > c *'])
  })
})

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
