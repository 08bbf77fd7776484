import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyHunks, type FileLines, linesOfFile } from '../../../src/core/patches/apply-file.ts'
import { applySeries, type TreeReader, trySeries } from '../../../src/core/patches/apply-series.ts'
import { type FilePatch, listFilePatches } from '../../../src/core/patches/file-patches.ts'
import { mergeLines } from '../../../src/core/patches/merge-lines.ts'
import { readPatchText } from '../../../src/core/patches/patch-text.ts'
import { temporaryFolder } from '../../support/folder.ts'

const textOf = (file: FileLines | undefined): string | undefined =>
  file === undefined
    ? undefined
    : file.lines.join('\n') + (file.isOpen || file.lines.length === 0 ? '' : '\n')

/** The diff that git makes of two texts of one file. */
function diffOf(folder: string, old: string, now: string): string {
  writeFileSync(join(folder, 'old'), old)
  writeFileSync(join(folder, 'new'), now)
  try {
    execFileSync('git', ['diff', '--no-index', '--no-color', '--no-prefix', 'old', 'new'], {
      cwd: folder,
      stdio: 'pipe',
    })
    return ''
  } catch (error) {
    const text = String((error as { stdout?: Buffer }).stdout ?? '')
    return text
      .replace(/^diff --git .*$/m, 'diff --git a/f b/f')
      .replace(/^--- .*$/m, '--- a/f')
      .replace(/^\+\+\+ .*$/m, '+++ b/f')
  }
}

/** The file as `git apply` leaves it; `undefined` where it refuses. */
function gitApply(folder: string, file: string, diff: string): string | undefined {
  const place = join(folder, 'apply')
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place)
  writeFileSync(join(place, 'f'), file)
  writeFileSync(join(folder, 'patch'), diff)
  try {
    execFileSync('git', ['apply', '--whitespace=nowarn', join(folder, 'patch')], {
      cwd: place,
      stdio: 'pipe',
      env: { ...process.env, GIT_CEILING_DIRECTORIES: folder },
    })
    return readFileSync(join(place, 'f'), 'latin1')
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

/** The three versions as `git merge-file` merges them; `undefined` where it finds a conflict. */
function gitMerge(folder: string, ours: string, base: string, theirs: string): string | undefined {
  for (const [name, text] of Object.entries({ ours, base, theirs })) writeFileSync(join(folder, name), text)
  try {
    return execFileSync('git', ['merge-file', '-p', 'ours', 'base', 'theirs'], {
      cwd: folder,
      stdio: 'pipe',
    }).toString('latin1')
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

const patchesOf = (diff: string): readonly FilePatch[] => listFilePatches(readPatchText(diff))
const hunksOf = (diff: string) => patchesOf(diff)[0]?.hunks ?? []

/** Lines, some of them alike; an edit that inserts, deletes, or replaces; with or without an end of the last line. */
const line = fc.constantFrom('a', 'b', '', '}', 'x = 1', 'return', '  {', 'c', 'd', 'e')
// Where a hunk is about the end of a file without a line end, git joins lines when it finds its place elsewhere.
const file = fc.record({ lines: fc.array(line, { maxLength: 25 }), open: fc.constant(false) })
const edits = fc.array(
  fc.record({ at: fc.nat(30), remove: fc.nat(3), add: fc.array(line, { maxLength: 3 }) }),
  {
    minLength: 1,
    maxLength: 3,
  },
)
const textFrom = (one: { readonly lines: readonly string[]; readonly open: boolean }): string =>
  one.lines.join('\n') + (one.lines.length === 0 || (one.open && one.lines.at(-1) !== '') ? '' : '\n')

function edited(
  lines: readonly string[],
  changes: readonly { at: number; remove: number; add: readonly string[] }[],
) {
  const out = [...lines]
  for (const change of changes) out.splice(Math.min(change.at, out.length), change.remove, ...change.add)
  return out
}

describe('hunks on a file', () => {
  test('fit where, and only where, git apply puts them', () => {
    const folder = temporaryFolder()
    const story = fc.record({
      file,
      patch: edits,
      other: fc.array(
        fc.record({ at: fc.nat(30), remove: fc.nat(2), add: fc.array(line, { maxLength: 4 }) }),
        { maxLength: 2 },
      ),
      open: fc.constant(false),
    })
    for (const one of fc.sample(story, { numRuns: 200, seed: 20260502 })) {
      const old = textFrom(one.file)
      const now = textFrom({ lines: edited(one.file.lines, one.patch), open: one.open })
      const diff = diffOf(folder, old, now)
      if (diff === '') continue
      const target = textFrom({ lines: edited(one.file.lines, one.other), open: one.file.open })
      const ours = textOf(applyHunks(linesOfFile(target), hunksOf(diff)))
      expect([old, now, target, ours]).toEqual([old, now, target, gitApply(folder, target, diff)])
    }
  })

  test('in octets, whatever the characters', () => {
    const diff = 'diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n grün\n-alt\n+neu ✓\n'
    const text = Buffer.from('grün\nalt\n', 'utf8').toString('latin1')
    const done = textOf(applyHunks(linesOfFile(text), hunksOf(diff)))
    expect(Buffer.from(done ?? '', 'latin1').toString('utf8')).toBe('grün\nneu ✓\n')
  })
})

describe('three versions of a file', () => {
  test('merge as, and only as, git merge-file merges them', () => {
    const folder = temporaryFolder()
    const story = fc.record({ file, ours: edits, theirs: edits })
    let merged = 0
    for (const one of fc.sample(story, { numRuns: 120, seed: 20260503 })) {
      const base = textFrom({ ...one.file, open: false })
      const ours = textFrom({ lines: edited(one.file.lines, one.ours), open: false })
      const theirs = textFrom({ lines: edited(one.file.lines, one.theirs), open: false })
      const mine = textOf(mergeLines(linesOfFile(ours), linesOfFile(base), linesOfFile(theirs)))
      const git = gitMerge(folder, ours, base, theirs)
      expect([base, ours, theirs, mine]).toEqual([base, ours, theirs, git])
      if (mine !== undefined) merged++
    }
    expect(merged).toBeGreaterThan(20)
  })

  test('changes that touch are a conflict, unless they are the same', () => {
    const lines = (text: string): FileLines => linesOfFile(text)
    const base = lines('one\ntwo\nthree\nfour\n')
    expect(
      mergeLines(lines('ONE\ntwo\nthree\nfour\n'), base, lines('one\ntwo\nthree\nFOUR\n'))?.lines,
    ).toEqual(['ONE', 'two', 'three', 'FOUR'])
    expect(
      mergeLines(lines('one\nTWO\nthree\nfour\n'), base, lines('one\ntwo\nTHREE\nfour\n')),
    ).toBeUndefined()
    expect(
      mergeLines(lines('one\nTWO\nthree\nfour\n'), base, lines('one\nTWO\nthree\nfour\n'))?.lines[1],
    ).toBe('TWO')
    // A line that went, and one that came: beside each other in one place, apart in another.
    expect(mergeLines(lines('one\nthree\nfour\n'), base, lines('one\ntwo\nTHREE\nfour\n'))).toBeUndefined()
    expect(mergeLines(lines('two\nthree\nfour\n'), base, lines('one\ntwo\nTHREE\nfour\n'))?.lines).toEqual([
      'two',
      'THREE',
      'four',
    ])
    expect(mergeLines(lines('one\nthree\nfour\n'), base, lines('one\nthree\nfour\nfive\n'))?.lines).toEqual([
      'one',
      'three',
      'four',
      'five',
    ])
  })
})

describe('a series on a tree', () => {
  const tree = (
    files: Readonly<Record<string, string>>,
    blobs: Readonly<Record<string, string>> = {},
  ): TreeReader => ({
    readFile: async (path) => (files[path] === undefined ? undefined : linesOfFile(files[path])),
    readBlob: async (id) => (blobs[id] === undefined ? undefined : linesOfFile(blobs[id])),
  })
  const numbered = (from: number, to: number): string =>
    `${Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}`).join('\n')}\n`
  const CHANGE =
    'diff --git a/a b/a\nindex 1111111..2222222 100644\n--- a/a\n+++ b/a\n@@ -4,3 +4,3 @@\n line 4\n-line 5\n+line five\n line 6\n'
  const AFTER =
    'diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -4,3 +4,4 @@\n line 4\n line five\n+line 5 1/2\n line 6\n'
  const base = numbered(1, 10)

  test('what one patch changes, the next one finds changed', async () => {
    const both = [patchesOf(CHANGE), patchesOf(AFTER)]
    expect(await applySeries(both, tree({ a: base }))).toEqual({
      state: 'applies',
      patch: undefined,
      files: [],
    })
    expect(await applySeries([...both].reverse(), tree({ a: base }))).toEqual({
      state: 'conflicts',
      patch: 1,
      files: ['a'],
    })
  })

  test('conflicts, gone, there already, by a three-way merge, unknown', async () => {
    const moved = base.replace('line 4', 'line IV')
    expect((await trySeries([patchesOf(CHANGE)], tree({ a: moved }))).state).toBe('conflicts')
    // The line before the change differs: with the file that it was made from at hand, only touching changes conflict.
    const far = base
      .replace('line 3\n', 'line 3\nand more\n')
      .replace('line 6', 'line 6')
      .replace('line 2', 'line II')
    expect((await trySeries([patchesOf(CHANGE)], tree({ a: far }))).state).toBe('applies')
    const context =
      'diff --git a/a b/a\nindex 1111111..2222222 100644\n--- a/a\n+++ b/a\n@@ -2,7 +2,7 @@\n line 2\n line 3\n line 4\n-line 5\n+line five\n line 6\n line 7\n line 8\n'
    const near = base.replace('line 3', 'line III')
    expect(await trySeries([patchesOf(context)], tree({ a: near }, { '1111111': base }))).toEqual({
      state: 'three-way',
      patch: 1,
      files: ['a'],
    })
    expect((await trySeries([patchesOf(context)], tree({ a: near }))).state).toBe('conflicts')
    expect((await trySeries([patchesOf(CHANGE)], tree({}))).state).toBe('gone')
    expect(
      (
        await trySeries(
          [patchesOf(CHANGE), patchesOf(AFTER)],
          tree({ a: base.replace('line 5', 'line five\nline 5 1/2') }),
        )
      ).state,
    ).toBe('present')
    expect((await trySeries([[]], tree({ a: base }))).state).toBe('unknown')
    const binary = 'diff --git a/p b/p\nindex 1..2\nGIT binary patch\nliteral 0\nHcmV?d00001\n\n'
    expect((await trySeries([patchesOf(binary)], tree({ p: 'x' }))).state).toBe('unknown')
  })

  test('files that come, go and are renamed', async () => {
    const add = patchesOf(
      'diff --git a/n b/n\nnew file mode 100644\n--- /dev/null\n+++ b/n\n@@ -0,0 +1,1 @@\n+new\n',
    )
    const drop = patchesOf(
      'diff --git a/n b/n\ndeleted file mode 100644\n--- a/n\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-new\n',
    )
    const rename = patchesOf('diff --git a/n b/m\nsimilarity index 100%\nrename from n\nrename to m\n')
    expect((await applySeries([add, rename], tree({}))).state).toBe('applies')
    expect((await applySeries([add, drop, add], tree({}))).state).toBe('applies')
    expect((await applySeries([add], tree({ n: 'there\n' }))).state).toBe('conflicts')
    expect((await applySeries([rename], tree({ n: 'x\n', m: 'y\n' }))).state).toBe('conflicts')
    expect((await applySeries([drop], tree({ n: 'new\nand more\n' }))).state).toBe('conflicts')
  })
})
