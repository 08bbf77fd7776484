import { describe, expect, test } from 'vitest'
import { commitOf, create, edit, type LittleCommit, type LittlePatch } from '../../support/changes.ts'
import { answer, body } from '../../support/hard-cases.ts'

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
