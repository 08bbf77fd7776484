import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { patchIdOf } from '../../../src/core/patches/patch-id.ts'

const folder = mkdtempSync(join(tmpdir(), 'patchmoot-patch-id-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What git itself says of diffs: one process for all, each under the name of a commit of its own. */
function askGit(diffs: readonly string[]): readonly (string | undefined)[] {
  const name = (n: number): string => (n + 1).toString(16).padStart(40, '0')
  const input = diffs.map((diff, n) => `commit ${name(n)}\n${diff}`).join('')
  const output = execFileSync('git', ['patch-id', '--stable'], {
    cwd: folder,
    input: Buffer.from(input, 'latin1'),
    encoding: 'latin1',
  })
  const ids = new Map(
    output
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [id = '', commit = ''] = line.split(' ')
        return [commit, id]
      }),
  )
  return diffs.map((_, n) => ids.get(name(n)))
}

const ownIdOf = (diff: string): string | undefined => patchIdOf(Buffer.from(diff, 'latin1'))

/** Text as it stands in sources and mails; octets above 127 stand for any encoding. */
const word = fc.constantFrom(
  'int x;',
  'return 0;',
  '}',
  '',
  ' ',
  '\t',
  '-- ',
  '--',
  '-- a/x',
  '++ b/x',
  '@@ -1 +1 @@',
  'diff --git a/x b/x',
  'if (a  <  b)\tc();',
  'caf\xe9',
  '\xe2\x82\xac',
  'form\ffeed',
  'end\r',
)
const line = fc.oneof(
  word,
  fc.string({
    unit: fc.constantFrom('a', 'b', ' ', '\t', '+', '-', '@', '0', '\x0b', '\xff'),
    maxLength: 12,
  }),
)
const path = fc.constantFrom('a.c', 'lib/b.c', 'with blank.txt', 'd\xfcr', 'x')

const hunk = fc
  .record({
    at: fc.integer({ min: 0, max: 999 }),
    lines: fc.array(fc.tuple(fc.constantFrom(' ', '+', '-'), line), { minLength: 1, maxLength: 8 }),
    heading: fc.constantFrom('', ' int main(void)', ' @@'),
    lastHasNoEnd: fc.boolean(),
    bareCount: fc.boolean(),
  })
  .map(({ at, lines, heading, lastHasNoEnd, bareCount }) => {
    const before = lines.filter(([sign]) => sign !== '+').length
    const after = lines.filter(([sign]) => sign !== '-').length
    const range = (count: number): string => (count === 1 && bareCount ? `${at}` : `${at},${count}`)
    const body = lines.map(([sign, text]) => `${sign}${text}\n`).join('')
    const end = lastHasNoEnd ? '\\ No newline at end of file\n' : ''
    return `@@ -${range(before)} +${range(after)} @@${heading}\n${body}${end}`
  })

const names = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 7, maxLength: 12 })
const index = fc.tuple(names, names).map(([a, b]) => `index ${a}..${b}`)

type Kind = 'modified' | 'added' | 'deleted' | 'renamed' | 'mode' | 'moved' | 'binary' | 'literal'
const TEXT: readonly Kind[] = ['modified', 'modified', 'added', 'deleted', 'renamed', 'mode', 'moved']

const fileOf = (kinds: readonly Kind[]) =>
  fc
    .record({
      path,
      other: path,
      index,
      hunks: fc.array(hunk, { minLength: 1, maxLength: 3 }),
      kind: fc.constantFrom(...kinds),
    })
    .map(({ path, other, index, hunks, kind }) => {
      const head = `diff --git a/${path} b/${path}\n`
      const sides = (a: string, b: string): string => `--- ${a}\n+++ ${b}\n${hunks.join('')}`
      switch (kind) {
        case 'added':
          return `${head}new file mode 100644\n${index}\n${sides('/dev/null', `b/${path}`)}`
        case 'deleted':
          return `${head}deleted file mode 100644\n${index}\n${sides(`a/${path}`, '/dev/null')}`
        case 'renamed':
          return `diff --git a/${other} b/${path}\nsimilarity index 90%\nrename from ${other}\nrename to ${path}\n${index} 100644\n${sides(`a/${other}`, `b/${path}`)}`
        case 'moved':
          return `diff --git a/${other} b/${path}\nsimilarity index 100%\nrename from ${other}\nrename to ${path}\n`
        case 'mode':
          return `${head}old mode 100644\nnew mode 100755\n`
        case 'binary':
          return `${head}${index} 100644\nBinary files a/${path} and b/${path} differ\n`
        case 'literal':
          return `${head}${index} 100644\nGIT binary patch\nliteral 5\nMcmZ?ab\n\nliteral 0\nHcmV?d00001\n\n`
        default:
          return `${head}${index} 100644\n${sides(`a/${path}`, `b/${path}`)}`
      }
    })

const after = fc.constantFrom('', '-- \n2.39.5\n', '\n-- \n2.39.5\n\n____\nA mailing list\n', '\n\n')
const before = fc.constantFrom('', 'A subject\n\nSigned-off-by: Ada <ada@example.org>\n---\n a.c | 2 +-\n\n')
const diffOf = (kinds: readonly Kind[]) =>
  fc
    .tuple(before, fc.array(fileOf(kinds), { minLength: 1, maxLength: 4 }), after)
    .map(([message, files, signature]) => `${message}${files.join('')}${signature}`)
const diff = diffOf([...TEXT, 'binary', 'literal'])

/**
 * The same with lines lost, doubled, swapped or with their blanks stripped, as some mail programs do. Without binary
 * files: where the index line of one is missing, git hashes names that it never read.
 */
const mangled = fc
  .tuple(
    diffOf(TEXT),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'trim', 'cut')), { maxLength: 4 }),
  )
  .map(([text, changes]) => {
    const lines = text.split('\n')
    for (const [where, what] of changes) {
      const at = where % Math.max(lines.length, 1)
      const one = lines[at] ?? ''
      if (what === 'drop') lines.splice(at, 1)
      else if (what === 'double') lines.splice(at, 0, one)
      else if (what === 'trim') lines[at] = one.trimEnd()
      else if (what === 'cut') lines.splice(at + 1)
      else lines.splice(at, 2, lines[at + 1] ?? '', one)
    }
    return `${lines.join('\n')}\n`
  })

describe('patchIdOf', () => {
  test('is what git patch-id --stable prints', () => {
    fc.assert(
      fc.property(fc.array(diff, { minLength: 1, maxLength: 40 }), (diffs) => {
        expect(diffs.map(ownIdOf)).toEqual(askGit(diffs))
      }),
      { numRuns: 25 },
    )
  })

  test('and of malformed diffs, too', () => {
    fc.assert(
      fc.property(fc.array(mangled, { minLength: 1, maxLength: 40 }), (diffs) => {
        expect(diffs.map(ownIdOf)).toEqual(askGit(diffs))
      }),
      { numRuns: 25 },
    )
  })

  test('does not depend on line numbers, white space or the order of files', () => {
    const one = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n if (a)\n-\tb();\n+\tc();\n'
    const moved =
      'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -90,2 +95,2 @@ main\n if ( a )\n-        b();\n+  c();\n'
    const two = 'diff --git a/y b/y\n--- a/y\n+++ b/y\n@@ -1 +1 @@\n-1\n+2\n'
    expect(ownIdOf(moved)).toBe(ownIdOf(one))
    expect(ownIdOf(one + two)).toBe(ownIdOf(two + one))
    expect(ownIdOf(one)).not.toBe(ownIdOf(two))
  })

  test('a text without a diff has none', () => {
    expect(ownIdOf('')).toBeUndefined()
    expect(ownIdOf('Just words.\n\n-- \nAda\n')).toBeUndefined()
  })
})
