import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkApplies } from '../../src/app/apply/check-applies.ts'
import { sync } from '../../src/app/sync.ts'
import { withRun } from '../../src/app/with-run.ts'
import { parseMaintainers } from '../../src/core/people/maintainers.ts'
import { listApplyEntries } from '../../src/store/read/applies.ts'
import { contextFor, makeRepository, mbox, patchText, type TestMail } from '../support/archive.ts'
import { engines, temporaryFolder } from '../support/db.ts'

const FOREVER = { tryMs: Number.POSITIVE_INFINITY, seekMs: Number.POSITIVE_INFINITY }
const plain = patchText('a', 'red', 'blue').replace('--- a/a', '--- a/a')
const base64 = (text: string): string =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\n')
const TEXT = (more: string): string[] => [`Content-Type: text/plain; charset=utf-8${more}`]

/** One way of sending a diff badly, with how it applies and what is said of it. */
const CASES: readonly (readonly [
  id: string,
  text: string,
  headers: readonly string[],
  state: string,
  problem?: string,
])[] = [
  ['good', plain, [], 'applies'],
  ['crlf', plain.replaceAll('\n', '\r\n'), [], 'applies'],
  ['base64', base64(plain), [...TEXT(''), 'Content-Transfer-Encoding: base64'], 'applies'],
  ['flowed', plain.replace(/^ /gm, '  '), TEXT('; format=flowed'), 'applies'],
  ['wrapped', plain.replace('-red\n', '-red and so\nmuch more\n'), [], 'unknown', 'damaged'],
  ['cut', plain.replace('@@ -1 +1 @@', '@@ -1,9 +1,9 @@'), [], 'unknown', 'damaged'],
  [
    'binary',
    'A logo.\n---\ndiff --git a/logo b/logo\nindex 1111111..2222222 100644\nGIT binary patch\nliteral 5\nMcmZ?ab\n\nliteral 0\nHcmV?d00001\n\n',
    [],
    'unknown',
    'binary',
  ],
  ['mode', 'Run it.\n---\ndiff --git a/a b/a\nold mode 100644\nnew mode 100755\n', [], 'applies'],
  [
    'attached',
    `--b\nContent-Type: text/plain\n\nSee the attached patch.\n--b\nContent-Type: text/x-patch; name=a.patch\nContent-Disposition: attachment; filename=a.patch\nContent-Transfer-Encoding: base64\n\n${base64(plain)}\n--b--\n`,
    ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'],
    'applies',
  ],
]

test('every bad way of sending a diff has its result, and what hinders is named', async () => {
  const [engine] = engines
  if (engine === undefined) throw new Error('no engine')
  const folder = temporaryFolder()
  const mails = CASES.map(
    ([id, text, headers], n): TestMail => ({
      id: `${id}@x`,
      from: ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus', 'Hal', 'Ida'][n] ?? 'Ada',
      subject: `[PATCH] ${id}: send it badly`,
      day: 1 + n,
      text,
      headers: [...headers],
    }),
  )
  writeFileSync(join(folder, 'list.mbox'), mbox(mails))
  makeRepository(join(folder, 'repository'), [{ message: 'start', files: { a: 'red\n' } }])
  const database = await engine.open()
  const context = await contextFor(database, folder, {
    lists: [{ address: 'devel@lists.example.org', source: 'mbox:list.mbox' }],
    repositories: [{ name: 'project', url: 'repository' }],
  })
  const read = async () =>
    new Map((await listApplyEntries(database.kysely, context.projectId)).map((one) => [one.series, one]))
  await sync(context)
  await withRun(context, 'sync', (job) => checkApplies(job, FOREVER))
  const found = await read()
  expect(CASES.map(([id]) => [id, found.get(`${id}@x`)?.state, found.get(`${id}@x`)?.problem])).toEqual(
    CASES.map(([id, , , state, problem]) => [id, state, problem]),
  )

  // The branch is rewritten by force: what applied on what is gone is tried on what is there.
  const repository = join(folder, 'repository')
  const git = (...args: string[]): void => {
    execFileSync('git', [
      '-C',
      repository,
      '-c',
      'user.name=Ada',
      '-c',
      'user.email=ada@example.org',
      ...args,
    ])
  }
  writeFileSync(join(repository, 'a'), 'green\n')
  git('add', 'a')
  git('commit', '--quiet', '--amend', '-m', 'another start')
  await sync(context)
  await withRun(context, 'sync', (job) => checkApplies(job, FOREVER))
  expect((await read()).get('good@x')?.state).toBe('conflicts')
})

test('a MAINTAINERS file with errors is read as far as it goes, and its errors are named', () => {
  const text = [
    'M: Nobody <nobody@example.org>',
    '',
    'WALLS',
    'M: Ada Example <ada@example.org>',
    'M: no address at all',
    'F: walls/',
    'N: (unclosed',
    'J: unknown',
    '',
    'EMPTY',
  ].join('\n')
  const read = parseMaintainers(text)
  expect(read.sections.map((one) => one.name)).toContain('WALLS')
  expect(read.problems.filter((one) => one.line > 0).map((one) => one.line)).toEqual(
    expect.arrayContaining([5, 7, 8]),
  )
})

test.each([
  ['ten megabytes', 'X: '.padEnd(10_000_000, 'F: a/b/c\n')],
  [
    'octets of anything',
    Array.from({ length: 100_000 }, (_, n) => String.fromCharCode((n * 7919) % 256)).join(''),
  ],
  ['one endless line', 'F'.repeat(2_000_000)],
])('a MAINTAINERS file of %s is read, or its errors are named', (_, text) => {
  expect(() => parseMaintainers(text)).not.toThrow()
})
