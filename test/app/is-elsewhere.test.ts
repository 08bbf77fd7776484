import { describe, expect, test } from 'vitest'
import { isElsewhere } from '../../src/app/apply/is-elsewhere.ts'
import { readFilePatches } from '../../src/app/apply/read-lineage-patches.ts'
import { linesOfFile } from '../../src/core/patches/apply-file.ts'
import { knownPaths } from '../../src/core/patches/known-paths.ts'

/** What the branch held when the patches were posted, and what it holds now. */
const tree = (then: Readonly<Record<string, string>>, now = then) => ({
  tip: 'now',
  at: (sha: string) => ({
    readFile: async (path: string) => {
      const text = (sha === 'now' ? now : then)[path]
      return text === undefined ? undefined : linesOfFile(text)
    },
    readBlob: async () => undefined,
  }),
  commitsSince: async () => [{ sha: 'then', at: '2026-01-01T00:00:00Z' }],
  known: async () => knownPaths(Object.keys(now)),
})

const change = (
  path: string,
  lines: readonly string[] = ['int quarry_open(void);', 'int quarry_shut(void);'],
): string =>
  [
    `diff --git a/${path} b/${path}`,
    `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -1,${lines.length} +1,${lines.length + 1} @@`,
    ...lines.map((line) => ` ${line}`),
    '+one more line',
    '',
  ].join('\n')
const made = (path: string): string =>
  [
    `diff --git a/${path} b/${path}`,
    'new file mode 100644',
    '--- /dev/null',
    `+++ b/${path}`,
    '@@ -0,0 +1 @@',
    '+x',
    '',
  ].join('\n')

const README = ['# The quarry', 'dig, cut, and carry stones home', 'install the quarry tools first']
const here = {
  'README.md': README.join('\n'),
  Makefile: 'all: build',
  'lib/open.c': 'int open;',
  'tests/Makefile': 'check:',
  '.github/workflows/run.yml': 'on: push',
}
const ask = (text: string, ...trees: ReturnType<typeof tree>[]): Promise<boolean> =>
  isElsewhere(readFilePatches([text]), trees.length > 0 ? trees : [tree(here)], '2026-01-01T00:00:00Z')

describe('what was written for a repository that nobody follows here', () => {
  test.each([
    [
      'a file that every repository has, with none of its lines',
      change('README.md', ['# The test suite', 'dnf install perl-Test-Harness']),
    ],
    [
      'one more beside it, in no folder that is here',
      change('README.md', ['# The test suite', 'dnf install perl']) + change('policy/test_keys.te'),
    ],
    [
      'a folder that is here, and a file at the top that is nowhere',
      change('.github/workflows/checks.yml') + change('Vagrantfile'),
    ],
    [
      'most of it in no folder that is here',
      change('sys-utils/verify.8.adoc') + change('include/blkdev.h') + change('AUTHORS'),
    ],
    ['a Makefile that a folder of that name never had', change('lib/Makefile.modinst')],
    [
      'a damaged diff of one file',
      change('drivers/md/raid5.c').replace('@@ -1,2 +1,3 @@', '@@ -1,9 +1,9 @@'),
    ],
    [
      'files that a common one does not speak for',
      change('README.md', README) + change('kernel/fork.c') + change('mm/mmap.c') + change('fs/open.c'),
    ],
  ])('%s: yes', async (_, text) => {
    expect(await ask(text)).toBe(true)
  })

  test.each([
    [
      'a file that every repository has, with a line of it',
      change('README.md', ['something else', README[1] ?? '']),
    ],
    [
      'the same, of a branch that has moved on',
      change('README.md', README),
      tree(here, { ...here, 'README.md': 'anew' }),
    ],
    ['a file that is here', change('lib/open.c') + change('drivers/md/raid5.c') + change('mm/mmap.c')],
    [
      'a file that was here then',
      change('lib/old.c'),
      tree({ ...here, 'lib/old.c': 'int old;' }, { 'other/file.c': 'x' }),
    ],
    ['a new file of a folder that is here', change('lib/new.c')],
    ['one file at the top that is nowhere', change('quarry.c')],
    ['a diff made inside a folder', change('open.c')],
    ['what it makes itself', made('drivers/net/quarry.c')],
    ['a change that takes nothing for granted', change('Makefile', ['}'])],
  ])('%s: no', async (_, text, other?: ReturnType<typeof tree>) => {
    expect(await ask(text, ...(other ? [other] : []))).toBe(false)
  })

  test('in doubt any branch that is followed may be meant', async () => {
    expect(await ask(change('drivers/md/raid5.c'), tree(here), tree({ 'drivers/md/raid1.c': 'x' }))).toBe(
      false,
    )
  })
})
