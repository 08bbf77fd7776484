import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Maintainers, parseMaintainers } from '../../../src/core/people/maintainers.ts'
import { listRecipients, type Recipient } from '../../../src/core/people/recipients.ts'
import { findRealData, findXenRepository } from '../../support/real-data.ts'

/** The commit at which the golden file was made. */
const COMMIT = 'c447b7308b1330ec6dcfef37220736c28f41daa0'
const golden = findRealData('golden-get-maintainer.txt')
const xen = findXenRepository(COMMIT)

/** As the script prints a person: quoted where the name has other characters than letters, digits, blanks, `-`. */
function format(recipient: Recipient): string {
  const name = /[^\w -]/.test(recipient.name) ? `"${recipient.name}"` : recipient.name
  const who = recipient.name === '' ? recipient.address : `${name} <${recipient.address}>`
  return `${who} (${recipient.role})`
}

/** Without the role: of two sections of one depth, chance says which names somebody first. */
const formatPerson = (recipient: Recipient): string => withoutRole(format(recipient))
const withoutRole = (line: string): string => line.replace(/ \([^()]*(?:\([^()]*\))?[^()]*\)$/, '')

/** The script's order of sections of one depth is chance (a hash's); everything else of its output is not. */
const sorted = (lines: readonly string[]): string[] => [...lines].sort()

let tree = ''
let directories: ReadonlySet<string> = new Set()
let maintainers: Maintainers = { sections: [], version: undefined, problems: [] }

beforeAll(() => {
  if (xen === undefined) return
  directories = new Set(
    xen
      .git('ls-tree', '-r', '-d', '--name-only', COMMIT)
      .split('\n')
      .flatMap((path) => [path, `${path}/`]),
  )
  maintainers = parseMaintainers(xen.git('show', `${COMMIT}:MAINTAINERS`), (path) => directories.has(path))
  tree = mkdtempSync(join(tmpdir(), 'patchmoot-xen-'))
  for (const path of directories) mkdirSync(join(tree, path), { recursive: true })
  writeFileSync(join(tree, 'MAINTAINERS'), xen.git('show', `${COMMIT}:MAINTAINERS`))
  writeFileSync(
    join(tree, 'scripts/get_maintainer.pl'),
    xen.git('show', `${COMMIT}:scripts/get_maintainer.pl`),
  )
})

afterAll(() => {
  if (tree !== '') rmSync(tree, { recursive: true })
})

function ask(cwd: string, ...args: string[]): string[] {
  const out = execFileSync('perl', ['scripts/get_maintainer.pl', '--roles', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return out.split('\n').filter((line) => line !== '')
}

describe.skipIf(golden === undefined || xen === undefined)('the golden file', () => {
  const entries = (golden === undefined ? '' : readFileSync(golden, 'utf8')).split(/^### /m).slice(1)

  test('holds some twenty files', () => {
    expect(entries.length).toBeGreaterThan(10)
  })

  test.each(entries.map((entry) => [entry.slice(0, entry.indexOf('\n')), entry] as const))(
    '%s',
    (path, entry) => {
      // "-f MAINTAINERS" looks for no keywords, or every section's would be found.
      const text = path === 'MAINTAINERS' ? '' : (xen?.git('show', `${COMMIT}:${path}`) ?? '')
      const found = listRecipients(maintainers, { files: [path], text, textIs: 'file' })
      expect(found.map(format)).toEqual(entry.trimEnd().split('\n').slice(1))
    },
  )
})

describe.skipIf(xen === undefined)("Xen's own script says the same", () => {
  test('of a hundred files', () => {
    const all = xen?.git('ls-tree', '-r', '--name-only', COMMIT).split('\n').filter(Boolean) ?? []
    const step = Math.floor(all.length / 100)
    const paths = all.filter((path, index) => index % step === 0 && !/[ "]/.test(path))
    for (const path of paths) {
      const text = xen?.git('show', `${COMMIT}:${path}`) ?? ''
      mkdirSync(dirname(join(tree, path)), { recursive: true })
      writeFileSync(join(tree, path), text)
      const found = listRecipients(maintainers, { files: [path], text, textIs: 'file' })
      expect({ path, found: sorted(found.map(format)) }).toEqual({
        path,
        found: sorted(ask(tree, '-f', path)),
      })
    }
  })

  test('of forty patches', () => {
    const commits =
      xen
        ?.git('rev-list', '--no-merges', '-n', '800', COMMIT)
        .split('\n')
        .filter((_, i) => i % 20 === 0) ?? []
    for (const commit of commits.filter(Boolean)) {
      const text = xen?.git('format-patch', '-1', '--stdout', commit) ?? ''
      writeFileSync(join(tree, 'a.patch'), text)
      const names = xen?.git('diff-tree', '-r', '--no-commit-id', '--name-status', '-M', commit) ?? ''
      const files = names.split('\n').flatMap((line) => line.split('\t').slice(1))
      const found = listRecipients(maintainers, { files, text, textIs: 'patch' })
      expect({ commit, found: sorted(found.map(format)) }).toEqual({
        commit,
        found: sorted(ask(tree, 'a.patch')),
      })
    }
  })

  test('of made-up files and sections', () => {
    const folder = fc.constantFrom('a', 'b', 'lib', 'x86')
    const file = fc.constantFrom('c.c', 'c.cpp', 'c.h', 'Makefile', 'cXc')
    const path = fc.tuple(fc.array(folder, { maxLength: 3 }), file).map(([f, n]) => [...f, n].join('/'))
    const piece = fc.constantFrom('a', 'b', 'lib', 'x86', '*', 'c.c', '{a,b}', '?', 'l*', 'c.{c,h}', 'M')
    const pattern = fc
      .tuple(fc.array(piece, { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([pieces, slash]) => pieces.join('/') + (slash ? '/' : ''))
    const person = fc.constantFrom('Ada Example <ada@example.org>', 'Ben <Ben@example.org>', 'cy@example.org')
    const entry = fc.oneof(
      { weight: 4, arbitrary: pattern.map((p) => `F:\t${p}`) },
      pattern.map((p) => `X:\t${p}`),
      person.map((p) => `M:\t${p}`),
      person.map((p) => `R:\t${p}`),
      fc.constantFrom('S:\tSupported', 'S:\tOdd Fixes', 'L:\tlist@example.org', '', 'N:\tx86', 'A text line'),
    )
    const section = fc.tuple(
      fc.constantFrom('ONE', 'A RATHER LONG NAME, CUT', 'TWO'),
      fc.array(entry, { maxLength: 6 }),
    )
    let round = 0
    fc.assert(
      fc.property(
        fc.array(section, { maxLength: 4 }),
        fc.array(path, { minLength: 1, maxLength: 3 }),
        (parts, files) => {
          const text = [
            'Header',
            ...parts.flatMap(([name, lines]) => ['', name, ...lines]),
            '',
            'THE REST',
            'M:\tRex Rest <rex@example.org>',
            'L:\tdevel@example.org',
            'S:\tSupported',
            'F:\t*',
            'F:\t*/',
            'V:\txen-maintainers-1',
            '',
          ].join('\n')
          const cwd = join(tree, `round-${round++}`)
          mkdirSync(join(cwd, 'scripts'), { recursive: true })
          writeFileSync(join(cwd, 'MAINTAINERS'), text)
          writeFileSync(
            join(cwd, 'scripts/get_maintainer.pl'),
            readFileSync(join(tree, 'scripts/get_maintainer.pl')),
          )
          for (const one of files) {
            // A file may not stand where another path wants a folder.
            mkdirSync(dirname(join(cwd, one)), { recursive: true })
            writeFileSync(join(cwd, one), '')
          }
          // "-d ." holds as well: "F: ?" is read as a folder.
          const isDirectory = (one: string): boolean =>
            statSync(join(cwd, one), { throwIfNoEntry: false })?.isDirectory() ?? false
          const read = parseMaintainers(text, isDirectory)
          const patch = files.map((one) => `--- a/${one}\n+++ b/${one}\n@@ -1,1 +1,1 @@\n-a\n+b\n`).join('')
          writeFileSync(join(cwd, 'a.patch'), patch)
          expect(
            sorted(listRecipients(read, { files, text: patch, textIs: 'patch' }).map(formatPerson)),
          ).toEqual(sorted(ask(cwd, 'a.patch').map(withoutRole)))
        },
      ),
      { numRuns: 100, seed: 20160418 },
    )
  })
})
