import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assignPairs } from '../../../src/core/patches/assign-pairs.ts'
import { pairVersions } from '../../../src/core/patches/pair-versions.ts'
import { readPatchText } from '../../../src/core/patches/patch-text.ts'
import { type RangeText, rangeText } from '../../../src/core/patches/range-text.ts'
import { temporaryFolder } from '../../support/folder.ts'

/** A change of one file: these lines come behind the line that is its mark, and that many lines below it go. */
interface Edit {
  readonly file: string
  readonly mark: number
  readonly adds: readonly string[]
  readonly removes: number
}

const FILES = ['a.c', 'lib/b.c', 'docs/c.txt']
const LENGTH = 60

const lineOf = (file: string, n: number): string => `${file} has line ${n} here`

function apply(tree: ReadonlyMap<string, readonly string[]>, edit: Edit): Map<string, readonly string[]> {
  const lines = [...(tree.get(edit.file) ?? [])]
  const at = lines.indexOf(lineOf(edit.file, edit.mark))
  if (at >= 0) lines.splice(at + 1, edit.removes, ...edit.adds)
  return new Map(tree).set(edit.file, lines)
}

const edit: fc.Arbitrary<Edit> = fc.record({
  file: fc.constantFrom(...FILES),
  mark: fc.nat(LENGTH - 1),
  adds: fc.array(fc.string({ minLength: 3, maxLength: 12, unit: fc.constantFrom(...'abcdef(){};= ') }), {
    minLength: 1,
    maxLength: 12,
  }),
  removes: fc.nat(3),
})
const series = fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 })
/** What becomes of each patch in the next version: kept, changed a little, dropped; then new ones, then an order. */
const story = fc.record({
  first: series,
  fates: fc.array(fc.constantFrom('keep', 'touch', 'touch', 'drop'), { minLength: 6, maxLength: 6 }),
  news: fc.array(fc.array(edit, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
  swap: fc.boolean(),
  rebase: fc.boolean(),
})

function nextVersion({ first, fates, news, swap }: Story): readonly (readonly Edit[])[] {
  const kept = first.flatMap((edits, n) => {
    const fate = fates[n]
    if (fate === 'drop') return []
    return [fate === 'touch' ? edits.map((one) => ({ ...one, adds: [...one.adds, `touched ${n}`] })) : edits]
  })
  const all = [...kept, ...news]
  return swap ? all.reverse() : all
}

type Story = typeof story extends fc.Arbitrary<infer T> ? T : never

/** Writes both versions of every story as branches of one repository. */
function importStream(stories: readonly Story[]): string {
  const out: string[] = []
  let marks = 0
  const commit = (
    branch: string,
    from: number | undefined,
    tree: ReadonlyMap<string, readonly string[]>,
    title: string,
  ) => {
    marks++
    out.push(
      `commit refs/heads/${branch}`,
      `mark :${marks}`,
      `committer Ada Example <ada@example.org> ${1_772_000_000 + marks * 60} +0000`,
      `data ${Buffer.byteLength(title)}`,
      title,
      ...(from === undefined ? [] : [`from :${from}`]),
    )
    for (const [path, lines] of tree) {
      const text = `${lines.join('\n')}\n`
      out.push(`M 100644 inline ${path}`, `data ${Buffer.byteLength(text)}`, text)
    }
    return marks
  }
  const start = new Map(
    FILES.map((file) => [file, Array.from({ length: LENGTH }, (_, n) => lineOf(file, n))]),
  )
  const base = commit('base', undefined, start, 'base')
  const moved = apply(start, { file: 'a.c', mark: 0, adds: ['moved', 'down'], removes: 0 })
  const later = commit('moved', base, moved, 'moved')
  for (const [n, one] of stories.entries()) {
    for (const [branch, from, tree, patches] of [
      [`s${n}v1`, base, start, one.first],
      [`s${n}v2`, one.rebase ? later : base, one.rebase ? moved : start, nextVersion(one)],
    ] as const) {
      let at = from
      let now: ReadonlyMap<string, readonly string[]> = tree
      out.push(`reset refs/heads/${branch}`, `from :${from}`, '')
      for (const [k, edits] of patches.entries()) {
        now = edits.reduce(apply, new Map(now))
        at = commit(branch, at, now, `patch ${k}`)
      }
    }
  }
  return `${out.join('\n')}\n`
}

/** "1:  abc = 1:  def title" as [1, 1, '=']; a missing side is 0. */
function readPairs(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const found = /^\s*(\d+|-):\s+\S+\s+([=!<>])\s+(\d+|-):/.exec(line)
      return `${found?.[1] ?? '?'} ${found?.[3] ?? '?'}`
    })
}

const paired = (older: readonly RangeText[], newer: readonly RangeText[]): string[] =>
  pairVersions(older, newer).map(
    (pair) =>
      `${pair.older === undefined ? '-' : pair.older + 1} ${pair.newer === undefined ? '-' : pair.newer + 1}`,
  )

describe('which patches of two versions belong together', () => {
  test('are those that git range-diff pairs, in its order', () => {
    const stories = fc.sample(story, { numRuns: 25, seed: 20260502 })
    const folder = temporaryFolder()
    const git = (...args: string[]): string =>
      execFileSync('git', [`--git-dir=${folder}`, ...args], { stdio: 'pipe', maxBuffer: 1 << 28 }).toString()
    execFileSync('git', ['init', '--quiet', '--bare', folder], { stdio: 'pipe' })
    execFileSync('git', [`--git-dir=${folder}`, 'fast-import', '--quiet'], {
      input: importStream(stories),
      stdio: 'pipe',
    })
    const textsOf = (range: string): RangeText[] =>
      git('log', '-p', '--reverse', '--date-order', '--format=%x00%B', range)
        .split('\0')
        .slice(1)
        .map((text) => rangeText(readPatchText(text)))
    for (const [n, one] of stories.entries()) {
      const [older, newer] = [`base..s${n}v1`, `${one.rebase ? 'moved' : 'base'}..s${n}v2`]
      const expected = readPairs(git('range-diff', '--no-color', '--no-patch', older, newer))
      expect([n, ...paired(textsOf(older), textsOf(newer))]).toEqual([n, ...expected])
    }
  })

  test('equal diffs are one patch, whatever their place; the rest stays alone where it differs too much', () => {
    const text = (...lines: string[]): RangeText => ({ lines, size: lines.length })
    const a = text(' ## a ##', '@@', '+one', '+two', '+three', ' four', ' five')
    const b = text(' ## b ##', '@@', '+eins', '+zwei', '+drei', ' vier')
    expect(pairVersions([a, b], [b, a])).toEqual([
      { older: 1, newer: 0, isSame: true },
      { older: 0, newer: 1, isSame: true },
    ])
    expect(paired([a], [b])).toEqual(['1 -', '- 1'])
    expect(paired([], [])).toEqual([])
  })
})

describe('the least sum of a square matrix', () => {
  test('is that of the best of all choices', () => {
    const matrix = fc
      .integer({ min: 1, max: 6 })
      .chain((n) =>
        fc.array(fc.array(fc.nat(9), { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
      )
    const best = (rows: readonly (readonly number[])[], used: ReadonlySet<number> = new Set()): number =>
      rows.length === 0
        ? 0
        : Math.min(
            ...(rows[0] ?? []).flatMap((cost, c) =>
              used.has(c) ? [] : [cost + best(rows.slice(1), new Set([...used, c]))],
            ),
          )
    fc.assert(
      fc.property(matrix, (rows) => {
        const chosen = assignPairs(rows.map((row) => Float64Array.from(row)))
        expect(new Set(chosen).size).toBe(rows.length)
        const sum = [...chosen].reduce((total, c, r) => total + (rows[r]?.[c] ?? Number.NaN), 0)
        expect(sum).toBe(best(rows))
      }),
    )
  })
})
